"""Finds names of divisions in which OCR misread one character."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.contacts.address.chains import ChainFinder, DivisionChain, past_separators
from models.contacts.address.gazetteer import Division, Gazetteer, Level

SHORTEST_NAME, LONGEST_NAME = 3, 8
"""Lengths in characters of the provinces and cities that are repaired. Districts have no upper limit.

A name of two characters has too many similar names. Names of more than eight characters are rarely written in
full.
"""

ANY = "?"
"""Stands for the misread character in a pattern."""


class OcrRepairs:
    """Finds the division whose full name differs from the text in exactly one character.

    The last character must be equal, because it states the kind of the division. If several divisions are
    similar, the text must name a part of exactly one of them next.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_pattern: dict[str, list[Division]] = defaultdict(list)
        for division in (one for named in gazetteer.by_full_name.values() for one in named):
            if division.level < Level.DISTRICT and division.official:
                for pattern in _patterns(division.name):
                    self._by_pattern[pattern].append(division)

    def repaired_part(self, text: str, start: int, whole: Division) -> tuple[int, Division] | None:
        """Returns the part of `whole` whose misread name begins at `start`, and the end of that name."""
        parts = self._gazetteer.below.get(whole, ())
        official = self._only_match(text, start, (part for part in parts if part.official))
        return official or self._only_match(text, start, parts)

    def repaired_chains(self, text: str, start: int, chains: ChainFinder) -> list[DivisionChain]:
        """Returns the chains that begin with a misread province or city and name a part of it next."""
        windows = (text[start : start + length] for length in range(SHORTEST_NAME, LONGEST_NAME + 1))
        patterns = (pattern for window in windows for pattern in _patterns(window))
        similar = {division for pattern in patterns for division in self._by_pattern.get(pattern, ())}
        match = self._only_match(text, start, similar)
        if match is None:
            return []
        end, division = match
        first = DivisionChain(end, division, names=1, length=end - start, has_full_name=True)
        longer = chains.extended(text, first)
        return [chain for chain in longer if chain.names > 1]

    def _only_match(
        self, text: str, start: int, divisions: Iterable[Division]
    ) -> tuple[int, Division] | None:
        """Returns the only division whose misread name begins at `start`, and the end of that name."""
        similar = [
            one for one in divisions if self._is_misread(text[start : start + len(one.name)], one.name)
        ]
        if len(similar) > 1:
            similar = [one for one in similar if self._part_follows(text, start + len(one.name), one)]
        return (start + len(similar[0].name), similar[0]) if len(similar) == 1 else None

    def _part_follows(self, text: str, end: int, whole: Division) -> bool:
        """Whether the full name of a part of `whole` follows `end`."""
        named = self._gazetteer.divisions_at(text, past_separators(text, end))
        return any(is_full and part is not whole and part.within(whole) for _, part, is_full in named)

    def _is_misread(self, read: str, name: str) -> bool:
        """Whether `read` is the name with one character wrong, and is not itself a name."""
        if len(name) < SHORTEST_NAME or len(read) != len(name) or read[-1] != name[-1]:
            return False
        wrong = sum(one != other for one, other in zip(read, name, strict=True))
        return wrong == 1 and read not in self._gazetteer.by_full_name


def _patterns(name: str) -> Iterator[str]:
    """Yields the name with one character replaced by `ANY`, for each character but the last."""
    return (name[:index] + ANY + name[index + 1 :] for index in range(len(name) - 1))

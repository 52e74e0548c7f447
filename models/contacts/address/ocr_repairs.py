"""Names of divisions of which one character was misread."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.contacts.address.chains import BETWEEN, Chain, Chains
from models.contacts.address.gazetteer import Division, Gazetteer, Level

SHORTEST_NAME, LONGEST_NAME = 3, 8
"""With one of two characters wrong, too little of a name is left; longer names are written short."""

ANY = "?"


class Slips:
    """Finds the one division whose full name differs in one character, never in the last: what kind it is.

    Of several the one is meant of which a part is named next.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._high: dict[str, list[Division]] = defaultdict(list)
        for division in (one for named in gazetteer.full.values() for one in named):
            if division.level < Level.DISTRICT and division.official:
                for blurred in _blurred(division.name):
                    self._high[blurred].append(division)

    def part(self, text: str, start: int, whole: Division) -> tuple[int, Division] | None:
        """Where a misread part of a division ends, and what it is."""
        parts = self._gazetteer.below.get(whole, ())
        official = self._only(text, start, (one for one in parts if one.official))
        return official or self._only(text, start, parts)

    def beginning(self, text: str, start: int, chains: Chains) -> list[Chain]:
        """Chains that begin with a misread province or city, and go on with something of it."""
        windows = (text[start : start + length] for length in range(SHORTEST_NAME, LONGEST_NAME + 1))
        patterns = (blurred for window in windows for blurred in _blurred(window))
        close = {one for blurred in patterns for one in self._high.get(blurred, ())}
        found = self._only(text, start, close)
        if found is None:
            return []
        end, division = found
        longer = chains.grown(text, Chain(end, division, 1, end - start, True))
        return [chain for chain in longer if chain.names > 1]

    def _only(self, text: str, start: int, among: Iterable[Division]) -> tuple[int, Division] | None:
        close = [one for one in among if self._is_slip(text[start : start + len(one.name)], one.name)]
        if len(close) > 1:
            close = [one for one in close if self._goes_on(text, start + len(one.name), one)]
        return (start + len(close[0].name), close[0]) if len(close) == 1 else None

    def _goes_on(self, text: str, end: int, whole: Division) -> bool:
        """Whether a part of a division is named right after it."""
        gap = BETWEEN.match(text, end)
        named = self._gazetteer.named_at(text, gap.end() if gap else end)
        return any(in_full and part is not whole and part.within(whole) for _, part, in_full in named)

    def _is_slip(self, read: str, name: str) -> bool:
        if len(name) < SHORTEST_NAME or len(read) != len(name) or read[-1] != name[-1]:
            return False
        wrong = sum(one != other for one, other in zip(read, name, strict=True))
        return wrong == 1 and read not in self._gazetteer.full


def _blurred(name: str) -> Iterator[str]:
    """The name with each of its characters but the last left open."""
    return (name[:place] + ANY + name[place + 1 :] for place in range(len(name) - 1))

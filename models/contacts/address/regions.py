"""Finds the province, city and district of an address, and fills in missing levels that are unambiguous.

The finder is our own, because no package finds as many regions: of 2,985 labelled addresses it finds 97.5 %,
the best package 93.5 % (docs/decisions/0041).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from models.contacts.address.chains import ChainFinder, DivisionChain, past_separators
from models.contacts.address.gazetteer import TOWN, Division, Gazetteer, Level
from models.contacts.address.ocr_repairs import OcrRepairs

PROVINCES_AS_CITIES = frozenset({"北京市", "天津市", "上海市", "重庆市", "香港特别行政区", "澳门特别行政区"})
"""Provinces that are also returned as the city."""

COUNTRY_AND_POST_CODE = re.compile(r"\s*(?:中华人民共和国|中国)?[\s,]*(?:\d{6}(?!\d))?[\s,]*")
NEW_AREA = re.compile(
    r"(?:(?!.{0,3}[镇乡村街路])[\u4e00-\u9fff]{2,3}新区|高新[东西南北]?区)(?![\u4e00-\u9fff]?[路街])"
)
"""A development area. Addresses name it in place of the district, and no table lists it."""

TOWN_DISTANCE = 16
"""Characters after a region in which the name of a town must begin and end."""


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """The names of a region and its span in the text. An unknown level is "".

    `is_named`: the text names the region. Otherwise a town implies it, and the span is empty.
    """

    start: int
    end: int
    province: str = ""
    city: str = ""
    district: str = ""
    is_named: bool = False


class RegionFinder:
    """Finds and completes the region of an address in normalized text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._chains = ChainFinder(gazetteer)
        self._repairs = OcrRepairs(gazetteer)

    def find(
        self, text: str, word_starts: Collection[int] = (0,), is_address: bool = False, context: str = ""
    ) -> RegionMatch | None:
        """Returns the first region of a text.

        `word_starts`: positions at which a word begins. Elsewhere a region needs a full name or two names.
        `is_address`: the text is known to be an address. `context`: other text of the page, which decides
        between divisions with the same name.
        """
        for start in range(len(text)):
            if start in word_starts:
                first = _past_country(text, start)
                if chains := self._at_word(text, first, is_address, start == min(word_starts)):
                    return replace(self._completed(text, first, chains, context), start=start)
            chains = [one for one in self._chains.at(text, start) if one.has_full_name or one.names > 1]
            if chains:
                return self._completed(text, start, chains, context)
        return self._of_town(text, _past_country(text, min(word_starts, default=0)))

    def _at_word(self, text: str, first: int, is_address: bool, is_first_word: bool) -> list[DivisionChain]:
        """Returns the chains at the beginning of a word.

        In an address, chains may also begin with the short name of a district or with a misread name.
        """
        found = self._chains.at(text, first)
        if found or not is_address:
            return found
        if is_first_word:
            short = self._chains.at(text, first, short_districts=True)
            found = [chain for chain in short if chain.lowest.official] or short
            found = found if len({chain.lowest for chain in found}) == 1 else []
        return found or self._repairs.repaired_chains(text, first, self._chains)

    def _completed(self, text: str, start: int, chains: list[DivisionChain], context: str) -> RegionMatch:
        """Returns the region of the likeliest chain with its missing levels.

        If several chains are equally likely, the region has only the levels that they share.
        """
        chains = self._likeliest(text, chains, context)
        if len(chains) > 1:
            return _common_levels(start, chains)
        (chain,) = chains
        if chain.lowest.level == Level.DISTRICT:
            return region_match(start, chain.end, chain.lowest)
        return self._with_district(text, start, chain)

    def _with_district(self, text: str, start: int, chain: DivisionChain) -> RegionMatch:
        """Adds the division that follows a province or city.

        In this order it is a misread city or district, a development area, a district of another city, or the
        only district with the town that follows.
        """
        position = past_separators(text, chain.end)
        if repaired := self._repairs.repaired_part(text, position, chain.lowest):
            end, division = repaired
            longer = chain.followed_by(end, division, end - position, is_full=True)
            return self._completed(text, start, self._chains.extended(text, longer), "")
        area = NEW_AREA.match(text, position)
        end = area.end() if area else self._end_of_district(text, position)
        if end > position:
            return region_match(start, end, chain.lowest, text[position:end])
        districts = {one for one in self._districts_of_town(text, position) if one.within(chain.lowest)}
        return region_match(start, chain.end, districts.pop() if len(districts) == 1 else chain.lowest)

    def _end_of_district(self, text: str, start: int) -> int:
        """Returns the end of the full name of a district, in any city, at `start`. Without one: `start`."""
        for end, division, is_full in self._gazetteer.divisions_at(text, start):
            if is_full and division.level == Level.DISTRICT and end - start > 2:
                return end
        return start

    def _likeliest(self, text: str, chains: list[DivisionChain], context: str) -> list[DivisionChain]:
        """Returns the likeliest of equally long chains. A rule applies only if it leaves at least one chain.

        In this order the rules prefer the highest divisions, official divisions, divisions with the town that
        follows, and divisions of a province or city that the context mentions.
        """
        by_division = {chain.lowest: chain for chain in chains}
        found = [
            one
            for one in by_division
            if not any(one is not other and one.within(other) for other in by_division)
        ]
        found = [one for one in found if one.official] or found
        districts = self._districts_of_town(text, chains[0].end)
        found = [one for one in found if any(district.within(one) for district in districts)] or found
        found = [one for one in found if _is_mentioned(one, context)] or found
        return [by_division[one] for one in found]

    def _districts_of_town(self, text: str, start: int) -> tuple[Division, ...]:
        """Returns the districts that have a town with the name that follows `start`."""
        town = TOWN.search(text, start, start + TOWN_DISTANCE)
        return self._gazetteer.towns.get(town[0], ()) if town else ()

    def _of_town(self, text: str, start: int) -> RegionMatch | None:
        """Returns the region of the town at `start` if only one district has a town of that name."""
        town = TOWN.match(text, start)
        districts = set(self._gazetteer.towns.get(town[0], ())) if town else set()
        return region_match(start, start, districts.pop()) if len(districts) == 1 else None


def _past_country(text: str, start: int) -> int:
    """Returns the first position after the country and the post code, if the text has them at `start`."""
    prefix = COUNTRY_AND_POST_CODE.match(text, start)
    return prefix.end() if prefix else start


def _is_mentioned(division: Division, context: str) -> bool:
    """Whether the context mentions a division above this one."""
    return any(above.stem in context for above in division.ancestry()[:-1])


def region_match(start: int, end: int, lowest: Division, district: str = "") -> RegionMatch:
    """Returns the region of a division and those above it. `district` is a name that no table has there."""
    names = {division.level: division.name for division in lowest.ancestry()}
    province = names.get(Level.PROVINCE, "")
    return RegionMatch(
        start=start,
        end=end,
        province=province,
        city=names.get(Level.CITY, province if province in PROVINCES_AS_CITIES else ""),
        district=district or names.get(Level.DISTRICT, ""),
        is_named=end > start,
    )


def _common_levels(start: int, chains: Iterable[DivisionChain]) -> RegionMatch:
    """Returns the levels that are equal in all chains, and "" for the other levels."""
    regions = [region_match(start, chain.end, chain.lowest) for chain in chains]
    first = regions[0]
    common = {
        level: getattr(first, level) if len({getattr(one, level) for one in regions}) == 1 else ""
        for level in ("province", "city", "district")
    }
    return RegionMatch(start, first.end, **common, is_named=True)

"""Finds the province, city and district of an address, and fills in missing levels that are unambiguous.

The finder is our own, because no package finds as many regions: of 2,985 labelled addresses it finds 97.5 %,
the best package 93.5 % (docs/decisions/0041).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from models.contacts.address.chains import ChainFinder, DivisionChain, past_separators
from models.contacts.address.gazetteer import TOWN, Division, Gazetteer, Level
from models.contacts.address.ocr_repairs import OcrRepairs
from models.contacts.address.region_match import RegionMatch, common_levels, region_match

COUNTRY_AND_POST_CODE = re.compile(r"[\s\[(]*(?:中华人民共和国|中国)?[\s,]*(?:\d{6}(?!\d))?[\s,]*")
NEW_AREA = re.compile(
    r"(?:(?!.{0,3}[镇乡村街路])[\u4e00-\u9fff]{2,3}新区|高新[东西南北]?区|经开区|国际港务区|航空港区)(?![\u4e00-\u9fff]?[路街])"
)
"""A development area. Addresses name it in place of the district, and no table lists it."""

TOWN_DISTANCE = 16
"""Characters after a region in which the name of a town must begin and end."""


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
        weak: tuple[RegionMatch, list[DivisionChain]] | None = None
        for start, first, chains in self._chains_from(text, word_starts, is_address):
            if weak and (start < weak[0].end or not _outweighs(chains, weak[1])):
                continue
            found = replace(self._completed(text, first, chains, context), start=start)
            if not all(chain.is_one_short_name for chain in chains):
                return found
            weak = weak or (found, chains)
        if weak:
            return weak[0]
        return self._of_town(text, _past_country(text, min(word_starts, default=0)))

    def _chains_from(
        self, text: str, word_starts: Collection[int], is_address: bool
    ) -> Iterator[tuple[int, int, list[DivisionChain]]]:
        """Yields the chains of each position: where they begin with and without the country before them."""
        for start in range(len(text)):
            if start in word_starts:
                first = _past_country(text, start)
                if chains := self._at_word(text, first, is_address, start == min(word_starts)):
                    yield start, first, chains
                    continue
            if chains := [one for one in self._chains.at(text, start) if one.has_full_name or one.names > 1]:
                yield start, start, chains

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
            return common_levels(start, chains)
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


def _outweighs(chains: Iterable[DivisionChain], short: Iterable[DivisionChain]) -> bool:
    """Whether chains count more than an earlier short name, which may be a person's: 南宫 in 南宫婧.

    The short name of a province or city is rarely one.
    """
    if all(chain.lowest.level == Level.DISTRICT for chain in short):
        return any(chain.has_full_name or chain.names > 1 for chain in chains)
    return any(chain.has_full_name and chain.names > 1 for chain in chains)


def _past_country(text: str, start: int) -> int:
    """Returns the first position after the country and the post code, if the text has them at `start`."""
    prefix = COUNTRY_AND_POST_CODE.match(text, start)
    return prefix.end() if prefix else start


def _is_mentioned(division: Division, context: str) -> bool:
    """Whether the context mentions a division above this one."""
    return any(above.stem in context for above in division.ancestry()[:-1])

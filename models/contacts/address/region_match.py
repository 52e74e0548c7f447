"""The names of a region that a text names or implies."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.contacts.address.chains import DivisionChain
from models.contacts.address.gazetteer import Division, Level

PROVINCES_AS_CITIES = frozenset({"北京市", "天津市", "上海市", "重庆市", "香港特别行政区", "澳门特别行政区"})
"""Provinces that are also returned as the city."""


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


def common_levels(start: int, chains: Iterable[DivisionChain]) -> RegionMatch:
    """Returns the levels that are equal in all chains, and "" for the other levels."""
    regions = [region_match(start, chain.end, chain.lowest) for chain in chains]
    first = regions[0]
    common = {
        level: getattr(first, level) if len({getattr(one, level) for one in regions}) == 1 else ""
        for level in ("province", "city", "district")
    }
    return RegionMatch(start, first.end, **common, is_named=True)

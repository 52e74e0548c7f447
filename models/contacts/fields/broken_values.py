"""Decides whether a value goes on in the line below it, by the words of both lines."""

import re

from models.contacts.address.address import has_place_word, is_delivery_request
from models.contacts.people.surnames import COMPOUND_SURNAMES
from models.contacts.text.phones import find_phones

REGION_AT_END = re.compile(r"[\u4e00-\u9fff]{2}[省市区县旗州盟镇乡] ?$")
"""A line break after it divides an address, however long the next line is."""

ADDRESS_WORD = re.compile(r"[\u4e00-\u9fff]{2}[省市区县旗州盟镇乡村路街]")
"""A word that only the beginning of an address has."""

LONG_VALUE = 8
"""Minimum length in characters of a name with the region of an address after it."""

REST_OF_NAME = re.compile(r"[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{0,6}·?[\u4e00-\u9fff]{1,6}")
IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]{2}")


def ends_region(text: str) -> bool:
    """Whether a line ends with the kind of a region, so that the line below has the rest of the address."""
    return bool(REGION_AT_END.search(text))


def divides_name(above: str, below: str) -> bool:
    """Whether a line break divides a name after its dot or its surname."""
    if (
        not REST_OF_NAME.fullmatch(below)
        or has_place_word(below)
        or ends_region(below)
        or is_delivery_request(below)
    ):
        return False
    return "·" in above or "·" in below or len(above) == 1 or bool(re.fullmatch(COMPOUND_SURNAMES, above))


def holds_address(text: str) -> bool:
    """Whether a phone number and the beginning of an address are in the value of a label."""
    if REGION_AT_END.search(text) and len(text) >= LONG_VALUE:
        return True
    phones = find_phones(text)
    return any(ADDRESS_WORD.search(text) or IDEOGRAPHS.search(text, one.end) for one in phones)

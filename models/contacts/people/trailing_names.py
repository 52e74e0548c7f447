"""Finds names that no separator divides from the address before them."""

import re
from collections.abc import Iterator

from models.contacts.people.surnames import ANY_SURNAME, COURTESY_TITLES, HAN

TRAILING_NAMES = (
    re.compile(rf"{ANY_SURNAME}{HAN}{{0,2}}(?:{COURTESY_TITLES})$"),
    re.compile(rf"{ANY_SURNAME}\*{{1,2}}{HAN}?$"),
    re.compile(rf"{ANY_SURNAME}[A-Za-z]{{2,8}}$"),
    re.compile(rf"(?<={HAN})[A-Za-z]{{3,8}}$"),
)
"""Names at the end of an address that no separator divides from it."""

SURNAME_AFTER_PLACE = re.compile(
    rf"[\dA-Za-z)号室栋幢楼层座户组队社元店厂司院学所园场心厦处点站旁边铺馆城苑区团室门]"
    rf"(?![号室栋幢楼层座户组队社])(?P<name>{ANY_SURNAME}{HAN}{{1,2}}|[小老阿]{ANY_SURNAME}|{HAN}{{2,6}}·{HAN}{{2,6}})$"
)
"""A possible name that no separator divides from the address before it: 揭锐 in 1480室揭锐."""


def trailing_names(text: str) -> Iterator[str]:
    """Yields the ends of a text that have the pattern of a name: 朱诗雅女士, 赵*炜, 钟lily."""
    for pattern in TRAILING_NAMES:
        if match := pattern.search(text):
            yield match[0]


def trailing_surname(text: str) -> str:
    """Returns a surname with one or two characters after a number or a place at the end, else ""."""
    match = SURNAME_AFTER_PLACE.search(text)
    return match["name"] if match else ""

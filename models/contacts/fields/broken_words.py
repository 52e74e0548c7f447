"""Decides whether a line break divides a word or a number, by the words beside it."""

import re

from models.contacts.address.address import PLACE_AT_END
from models.contacts.fields.labels import LABELS
from models.contacts.fields.logical_line import NUMBER_AT_END, divides_number
from models.contacts.people.surnames import ANY_SURNAME, HAN

LONG_LINE = 8
"""Minimum number of characters of a line from which a break may divide the kind of a division."""

NUMBER_BEFORE_BREAK = re.compile(r"\d{2}-$|\+ ?86[)-]{0,2}$|(?<!\d)86-$|\d转$")
"""The beginning of a phone number or its extension, after which a browser may wrap the line."""

NAME_AT_END = re.compile(
    rf"(?:[\dA-Za-z):;,号室栋幢楼层座户组店厂司院学园心厦旁边馆城苑]|[超集]市){ANY_SURNAME}{HAN}?$"
)
REST_OF_NAME = re.compile(rf"{HAN}(?:\(?收|[,;、]|(?=\d{{5}}|$))")
"""The parts of a name that a line break divides after its first or second character."""

BROKEN_NUMBERS = (
    (NUMBER_BEFORE_BREAK, re.compile(r"\d")),
    (re.compile(r"\d{3}$"), re.compile(r"-\d{3,}")),
    (re.compile(r"(?<!\d)\(?0\d{2,3}\)?$"), re.compile(r"[2-9]\d{6,7}(?!\d)")),
    (NUMBER_AT_END, re.compile(r" ?(?:转(?:分机)?|分机|(?i:ext)\.?|#) ?\d{1,6}(?!\d)")),
)
"""The parts of a number beside a line break: of any number, after an area code, before an extension."""

KINDS_OF_DIVISIONS = frozenset("省市区县")
"""The last character of a division, alone in its line. In forms such a character is a label."""

MARK_OF_PARTY = re.compile(r"[\u4e00-\u9fffA-Za-z*)] ?[收寄]$")
BROKEN_PLACES = (
    (
        re.compile(r"[\u4e00-\u9fff]\d{1,5}$"),
        re.compile(r"(?:号|栋|幢|单元|弄|室|组|期)(?![\u4e00-\u9fff]?(?:$|:))"),
    ),
    (re.compile(r"[\u4e00-\u9fff]{4}$"), re.compile(r"[村镇乡县市区](?=[\u4e00-\u9fff]{2}|[,、])")),
    (
        re.compile(rf"[:;,、|/ ]{ANY_SURNAME}$"),
        re.compile(rf"{HAN}{{1,2}}(?:[,;、。|/]|$)|[A-Za-z]{{2,8}}(?=[,;\d]|$)"),
    ),
)
"""The parts of a house number, a place, or a name beside a line break, whatever the widths of the lines."""

BROKEN_LABEL = re.compile(r"[\u4e00-\u9fff]{0,4}(?= ?[:：])")


def divides_word(above: str, below: str) -> bool:
    """Whether a line break divides a number after its dash, or a label: 联系 before 人: in the next line."""
    if NAME_AT_END.search(above) and REST_OF_NAME.match(below) and not PLACE_AT_END.search(above):
        return True
    if any(end.search(above) and start.match(below) for end, start in BROKEN_NUMBERS) or divides_number(
        above, below
    ):
        return True
    if any(end.search(above) and start.match(below) for end, start in BROKEN_PLACES):
        return True
    if below in KINDS_OF_DIVISIONS and len(above) >= LONG_LINE:
        return True
    return _divides_label(above, below)


def _divides_label(above: str, below: str) -> bool:
    """Whether a line break divides a label. The 收 after a name is no part of the label below it."""
    rest = BROKEN_LABEL.match(below)
    if rest is None or (rest[0] in LABELS and MARK_OF_PARTY.search(above)):
        return False
    return any(above[-length:] + rest[0] in LABELS for length in range(1, 6))

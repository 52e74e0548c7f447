"""Telephone numbers in folded text: mobile, masked, landline, service and foreign ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

GAP = r"[ -]?"
DOT = r"[ .-]?"
EXTENSION = r"(?:(?: ?(?:转|分机|ext\.?|x)[ :]?| ?- ?)(?P<{0}>\d{{1,6}})(?!\d))?"
BEFORE = r"(?<![\dA-Za-z*.¥$€£#=_])(?<![\dA-Za-z]-)"
AFTER = r"(?![\d*]|[.:]\d|-\d|[A-Za-z]\d|[元号])"

MOBILE = re.compile(
    rf"{BEFORE}(?:\(?(?:\+ ?|00)?86\)?{GAP})?(?P<mobile>1[3-9]\d{DOT}\d{{4}}{DOT}\d{{4}}"
    rf"|1[3-9]\d{GAP}\d{{3}}{GAP}\d{{5}}){EXTENSION.format('mobile_extension')}{AFTER}",
    re.IGNORECASE,
)
AFTER_A_ROOM = re.compile(
    rf"(?:(?<=[元楼栋幢座层室])|(?<=[元楼栋幢座层室]\n))\d{{1,4}}(?P<mobile>1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}})(?![\d*])"
)
"""A mobile that was read in one with the number of a room before it."""

AFTER_A_NAME = re.compile(r"(?<![A-Za-z] )\b[A-Z][a-z]+ [A-Z][a-z]+(?P<mobile>1[3-9]\d{9})(?![\d*])")
"""A mobile that was read in one with a Latin name before it."""

MASKED = re.compile(
    rf"{BEFORE}(?:(?:\+ ?|00)?86{GAP})?(?P<masked>(?=[\d -]*(?:\*{{3}}|[xX]{{4}}))"
    rf"1[3-9*][\d*]{GAP}[\d*xX]{{3,6}}{GAP}[\d*]{{4}})(?![\d*])"
)
AREA = r"(?P<area>0(?:10|2\d|[3-9]\d{2}))"
LANDLINE = re.compile(
    rf"{BEFORE}(?:\(?(?:\+ ?|00)86\)?{GAP})?\(?{AREA}(?:\) ?| ?- ?| )"
    rf"(?P<local>[2-9][\d*]{{2,3}}{GAP}[\d*]{{4}}){EXTENSION.format('landline_extension')}{AFTER}",
    re.IGNORECASE,
)
SERVICE = re.compile(
    rf"{BEFORE}(?P<service>[48]00(?P<sign>{GAP})(?:\d{{3}}{GAP}\d{{4}}|\d{{4}}{GAP}\d{{3}}|\d{{7}}))"
    rf"{EXTENSION.format('service_extension')}{AFTER}",
    re.IGNORECASE,
)
TAIWAN = re.compile(rf"{BEFORE}(?P<taiwan>09\d{{2}}-?\d{{3}}-?\d{{3}}|\(0[2-8]\) ?\d{{3,4}}-?\d{{4}}){AFTER}")
FOREIGN = re.compile(
    r"(?<![\dA-Za-z])(?P<foreign>\+(?!86)(?=(?:[ ()-]*\d){7})\d{1,3}(?:[ -]?\(?\d{1,5}\)?){2,5})(?![\d*])"
)
SAID_TO_BE_ONE = re.compile(
    rf"(?<![\dA-Za-z.])(?P<said>\(?\d{{2,4}}\)?[ -]?\d{{3,4}}[ -]?\d{{4}}|[2-9]\d{{2,3}}{GAP}\d{{4}}"
    rf"|0\d{{2,3}}[2-9]\d{{6,7}}){EXTENSION.format('said_extension')}(?![\d*])",
    re.IGNORECASE,
)

WITHOUT_DASH = re.compile(rf"{AREA}(?P<local>[2-9]\d{{6,7}})")

NUMBER_OF_SOMETHING = re.compile(
    r"[^\d\s一二三四五六七八九十零百的机话系络](?:[号码]|ID|No\.?) ?:? ?$", re.IGNORECASE
)
"""What stands before the number of an order or account; a house's number has its digits before 号."""

CALL_US = re.compile(r"(?:致电|拨打|热线|客服|咨询|投诉|举报|报警)[^\d,;。]{0,6}$")
"""What stands before the number of a company that wants to be called."""

FEWEST = re.compile(r"(?:[^\d*Xx]*[\d*Xx]){7}")
"""No number has fewer digits; most lines of a page have none of this and need no further look."""

SHAPES = (MOBILE, AFTER_A_ROOM, AFTER_A_NAME, MASKED, LANDLINE, SERVICE, TAIWAN, FOREIGN)
PERSONAL = frozenset({"mobile", "masked"})


@dataclass(frozen=True, slots=True)
class Phone:
    """A number, where it stands, and whether it is one person's (a mobile) by its shape alone.

    Mobiles are written without gaps and country code, others with a dash between their parts, an extension
    after a dash.
    """

    start: int
    end: int
    number: str
    personal: bool


def phones(text: str, said: bool = False) -> list[Phone]:
    """The numbers of a folded text in order; `said`: a label says that here is one, of any shape."""
    if not FEWEST.match(text):
        return []
    found: list[Phone] = []
    for shape in (*SHAPES, SAID_TO_BE_ONE) if said else SHAPES:
        found += (one for one in _of_shape(shape, text) if not any(_overlap(one, other) for other in found))
    return sorted((one for one in found if not _is_of_something(one, text)), key=lambda one: one.start)


def _is_of_something(phone: Phone, text: str) -> bool:
    before = text[max(0, phone.start - 10) : phone.start]
    if CALL_US.search(before):
        return True
    return bool(NUMBER_OF_SOMETHING.search(before)) and not re.search("手机|电话|联系|联络", before)


def _of_shape(shape: re.Pattern[str], text: str) -> Iterator[Phone]:
    for match in shape.finditer(text):
        groups = {name: part for name, part in match.groupdict().items() if part}
        extension = "".join(f"-{part}" for name, part in groups.items() if name.endswith("_extension"))
        kind = next(iter(groups))
        start = match.start(kind) if shape in (AFTER_A_ROOM, AFTER_A_NAME) else match.start()
        yield Phone(start, match.end(), _number(kind, groups) + extension, kind in PERSONAL)


def _number(kind: str, groups: dict[str, str]) -> str:
    if kind in PERSONAL:
        return re.sub(r"[ .-]", "", groups[kind]).replace("X", "*").replace("x", "*")
    if kind == "area":
        return f"{groups['area']}-{re.sub(r'[ -]', '', groups['local'])}"
    if kind == "foreign":
        return re.sub(r"[^\d+]", "", groups[kind])
    if kind == "said" and (whole := WITHOUT_DASH.fullmatch(groups[kind])):
        return f"{whole['area']}-{whole['local']}"
    return re.sub(r"[ )-]+", "-", groups[kind].replace("(", "")).strip("-")


def _overlap(one: Phone, other: Phone) -> bool:
    return one.start < other.end and other.start < one.end

"""Finds phone numbers in normalized text: mobile, masked, landline, service, Taiwanese and foreign ones.

Numbers of other countries come from the library `phonenumbers`. Chinese numbers have patterns of our own,
because the library finds no masked number, no extension after 转 and no number joined to a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

GAP = r"[ -]?"
DOT = r"[ .-]?"
EXTENSION = r"(?:(?: ?(?:转|分机|ext\.?|x)[ :]?| ?- ?)(?P<{0}>\d{{1,6}})(?!\d))?"
NOT_AFTER = r"(?<![\dA-Za-z*¥$€£#=_+])(?<![\dA-Za-z¥]\.)(?<!\+ )(?<![\dA-Za-z]-)"
NOT_BEFORE = r"(?![\d*]|[.:]\d|-\d|[A-Za-z]\d|[元号])"
"""No phone number has digits, letters, decimals or units of money directly before or after it.

A `+` before a number begins a country code, so the number after it is Chinese only with 86.
"""

MOBILE = re.compile(
    rf"(?:{NOT_AFTER}|(?=\+ ?86))(?:\(?(?:\+ ?|00)?86\)?{GAP})?(?P<mobile>1[3-9]\d{DOT}\d{{4}}{DOT}\d{{4}}"
    rf"|1[3-9]\d{GAP}\d{{3}}{GAP}\d{{5}}){EXTENSION.format('mobile_extension')}{NOT_BEFORE}",
    re.IGNORECASE,
)
MOBILE_IN_CELLS = re.compile(
    r"(?<![\d*] )(?<![\d*])(?=(?:\d{1,2} ){5})(?P<mobile>1 ?[3-9](?: ?\d){9})(?! ?\d)"
)
"""A mobile number in wide digits, which OCR reads with a blank after most digits."""

MOBILE_AFTER_ROOM = re.compile(
    rf"(?:(?:(?<=[元楼栋幢座层室])|(?<=[元楼栋幢座层室]\n))\d{{1,4}}(?P<mobile>1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}})"
    r"|(?:(?<=[房区元楼栋幢座层室#-])|(?<=\d号)|(?<![A-Za-z])(?<=[A-H]))\d{1,4}(?P<masked>1[3-9]\d[\d*]{4}\d{4}))(?![\d*])"
)
"""A mobile number that is joined to the room number before it."""

MOBILE_AFTER_NAME = re.compile(
    r"(?:(?<![A-Za-z] )\b[A-Z][a-z]+ [A-Z][a-z]+|[\u4e00-\u9fff](?:[A-Za-z]{1,8}|\*{1,2})|(?<=\d)[A-Z#])"
    r"(?P<mobile>1[3-9]\d[\d*]{4}\d{4})(?![\d*])"
)
"""A mobile number that is joined to Latin letters or to the mask of a name: Emily Chen138, 陆xg138, 李**138.

Latin letters without a Chinese character before them may be an account: lin138.
"""

MOBILE_AFTER_WORD = re.compile(
    rf"(?<![A-Za-z\d])[A-Za-z]{{2,8}}(?:86-?)?(?P<mobile>1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}})"
    rf"{EXTENSION.format('word_extension')}(?![\d*])"
)
"""A mobile number that is joined to a Latin name. In a text without an address it may be an account."""

MASKED = re.compile(
    rf"{NOT_AFTER}(?:(?:\+ ?|00)?86{GAP})?(?P<masked>(?=[\d -]*(?:\*{{3}}|[xX]{{4}}))"
    rf"1[3-9*][\d*]{GAP}[\d*xX]{{3,6}}{GAP}[\d*]{{4}})(?![\d*])"
)
AREA = r"(?P<area>0(?:10|2\d|[3-9]\d{2}))"
LANDLINE = re.compile(
    rf"{NOT_AFTER}(?:\(?(?:\+ ?|00)86\)?{GAP})?\(?{AREA}(?:\) ?| ?- ?| )"
    rf"(?P<local>[2-9][\d*]{{2,3}}{GAP}[\d*]{{4}}){EXTENSION.format('landline_extension')}{NOT_BEFORE}",
    re.IGNORECASE,
)
SERVICE = re.compile(
    rf"{NOT_AFTER}(?P<service>[48]00{GAP}(?:\d{{3}}{GAP}\d{{4}}|\d{{4}}{GAP}\d{{3}}|\d{{7}}))"
    rf"{EXTENSION.format('service_extension')}{NOT_BEFORE}",
    re.IGNORECASE,
)
TAIWAN = re.compile(
    rf"{NOT_AFTER}(?P<taiwan>09\d{{2}}-?\d{{3}}-?\d{{3}}|\(0[2-8]\) ?\d{{3,4}}-?\d{{4}}){NOT_BEFORE}"
)
LABELLED = re.compile(
    rf"(?<![\dA-Za-z.])(?P<labelled>\(?\d{{2,4}}\)?[ -]?\d{{3,4}}[ -]?\d{{4}}|[2-9]\d{{2,3}}{GAP}\d{{4}}"
    rf"|0\d{{2,3}}[2-9]\d{{6,7}}){EXTENSION.format('labelled_extension')}(?![\d*])",
    re.IGNORECASE,
)
"""Numbers that count as phone numbers only after a label such as 电话."""

UNDIVIDED_LANDLINE = re.compile(rf"{AREA}(?P<local>[2-9]\d{{6,7}})")

ID_WORD = re.compile(r"[^\d\s一二三四五六七八九十零百的机话系络](?:[号码]|ID|No\.?) ?:? ?$", re.IGNORECASE)
"""The words before an order or account number. After digits, 号 belongs to a house number instead."""

HOTLINE_WORD = re.compile(r"(?:致电|拨打|热线|客服|咨询|投诉|举报|报警)[^\d,;。]{0,6}$")
"""The words before a company's hotline, which is not a person's number."""

SEVEN_DIGITS = re.compile(r"(?:[^\d*Xx]*[\d*Xx]){7}")
"""Phone numbers have seven digits or more. Most lines have fewer and need no further search."""

CHINESE = (MOBILE, MOBILE_IN_CELLS, MOBILE_AFTER_ROOM, MOBILE_AFTER_NAME, MASKED, LANDLINE, SERVICE, TAIWAN)
JOINED = (MOBILE_AFTER_ROOM, MOBILE_AFTER_NAME, MOBILE_AFTER_WORD)
MOBILE_KINDS = frozenset({"mobile", "masked"})
CHINA = 86


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number and its span in the text. `is_mobile` is also true for masked mobile numbers.

    Mobile numbers have no gaps and no country code. Landline numbers have a dash after the area code. Service
    and Taiwanese numbers have dashes where the text divides them. Foreign numbers have the form of E.164. An
    extension follows a dash.
    """

    start: int
    end: int
    number: str
    is_mobile: bool


def find_phones(text: str, labelled: bool = False) -> list[Phone]:
    """Returns the phone numbers of a normalized text in their order.

    `labelled`: the text is the value of a phone label, so matches of `LABELLED` count too.
    """
    if not SEVEN_DIGITS.match(text):
        return []
    found: list[Phone] = []
    for phone in _matches(text, labelled):
        if not any(_overlap(phone, other) for other in found):
            found.append(phone)
    return sorted(
        (phone for phone in found if not _is_other_number(phone, text)), key=lambda phone: phone.start
    )


def phones_after_words(text: str) -> list[Phone]:
    """Returns the mobile numbers that are joined to Latin names in the normalized text of an address."""
    return [phone for phone in _chinese(MOBILE_AFTER_WORD, text) if not _is_other_number(phone, text)]


def _matches(text: str, labelled: bool) -> Iterator[Phone]:
    """Yields the matches of all patterns, the most specific pattern first."""
    for pattern in CHINESE:
        yield from _chinese(pattern, text)
    yield from _foreign(text)
    if labelled:
        yield from _chinese(LABELLED, text)


def _is_other_number(phone: Phone, text: str) -> bool:
    """Whether the words before a number make it a hotline or the number of an order or account."""
    before = text[max(0, phone.start - 10) : phone.start]
    if HOTLINE_WORD.search(before):
        return True
    return bool(ID_WORD.search(before)) and not re.search("手机|电话|联系|联络", before)


def _chinese(pattern: re.Pattern[str], text: str) -> Iterator[Phone]:
    for match in pattern.finditer(text):
        groups = {name: part for name, part in match.groupdict().items() if part}
        extension = "".join(f"-{part}" for name, part in groups.items() if name.endswith("_extension"))
        kind = next(iter(groups))
        start = match.start(kind) if pattern in JOINED else match.start()
        yield Phone(start, match.end(), _spelling(kind, groups) + extension, kind in MOBILE_KINDS)


def _spelling(kind: str, groups: dict[str, str]) -> str:
    """Returns the number in the form that `Phone` describes, from the named groups of a pattern."""
    if kind in MOBILE_KINDS:
        return re.sub(r"[ .-]", "", groups[kind]).replace("X", "*").replace("x", "*")
    if kind == "area":
        return f"{groups['area']}-{re.sub(r'[ -]', '', groups['local'])}"
    if kind == "labelled" and (landline := UNDIVIDED_LANDLINE.fullmatch(groups[kind])):
        return f"{landline['area']}-{landline['local']}"
    return re.sub(r"[ )-]+", "-", groups[kind].replace("(", "")).strip("-")


def _foreign(text: str) -> Iterator[Phone]:
    """Yields the valid numbers with a country code other than China's."""
    if "+" not in text:
        return
    for match in PhoneNumberMatcher(text, None, leniency=Leniency.VALID):
        if match.number.country_code != CHINA:
            number = format_number(match.number, PhoneNumberFormat.E164)
            extension = f"-{match.number.extension}" if match.number.extension else ""
            yield Phone(match.start, match.end, number + extension, is_mobile=False)


def _overlap(one: Phone, other: Phone) -> bool:
    return one.start < other.end and other.start < one.end

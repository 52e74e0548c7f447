"""Finds phone numbers in normalized text: mobile, masked, landline, service, Taiwanese and foreign ones.

Numbers of other countries come from the library `phonenumbers`. Chinese numbers have patterns of our own,
because the library finds no masked number, no extension after 转 and no number joined to a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from phonenumbers import (
    Leniency,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    PhoneNumberType,
    format_number,
    number_type,
)

from models.contacts.text.phone_patterns import (
    CHINESE,
    JOINED,
    LABELLED,
    MOBILE,
    MOBILE_AFTER_WORD,
    MOBILE_IN_GROUPS,
    MOBILE_KINDS,
    UNDIVIDED_LANDLINE,
    WHOLE_LANDLINE,
)

POST_CODE_BEFORE_PLACE = re.compile(r"(?<= )\d{6}(?=[\u4e00-\u9fff])")
"""A post code before a region. `phonenumbers` would take it for the end of the number before it."""

ID_WORD = re.compile(r"[^\d\s一二三四五六七八九十零百的机话系络](?:[号码]|ID|No\.?) ?:? ?$", re.IGNORECASE)
"""The words before an order or account number. After digits, 号 belongs to a house number instead."""

HOTLINE_WORD = re.compile(r"(?:致电|拨打|热线|客服|咨询|投诉|举报|报警)[^\d,;。]{0,6}$")
"""The words before a company's hotline, which is not a person's number."""

CARD_BEFORE = re.compile(r"(?<![\u4e00-\u9fffA-Za-z\d#-])\d{1,5}[ -]$")
"""A group of digits before a number in groups, which is then part of a longer number, as of a bank card."""

SEVEN_DIGITS = re.compile(r"(?:[^\d*Xx]*[\d*Xx]){7}")
"""Phone numbers have seven digits or more. Most lines have fewer and need no further search."""

FOREIGN_MOBILE_KINDS = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
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
    """Returns the numbers that count in the normalized text of an address, if it has no other.

    They are mobile numbers that are joined to Latin names, and landline numbers in one piece.
    """
    found = (*_chinese(MOBILE_AFTER_WORD, text), *_chinese(WHOLE_LANDLINE, text))
    return [phone for phone in found if not _is_other_number(phone, text)]


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
        if pattern is MOBILE_IN_GROUPS and CARD_BEFORE.search(text, 0, match.start()):
            continue
        groups = {name: part for name, part in match.groupdict().items() if part}
        extension = "".join(f"-{part}" for name, part in groups.items() if name.endswith("_extension"))
        kind = next(iter(groups))
        start = match.start(kind) if pattern in JOINED else match.start()
        yield Phone(start, match.end(), _spelling(kind, groups) + extension, kind in MOBILE_KINDS)


def _spelling(kind: str, groups: dict[str, str]) -> str:
    """Returns the number in the form that `Phone` describes, from the named groups of a pattern."""
    if kind in MOBILE_KINDS:
        return re.sub(r"[ ._)-]", "", groups[kind]).replace("X", "*").replace("x", "*")
    if kind == "islands":
        return "+" + re.sub(r"\D", "", groups[kind])
    if kind == "abroad" and (
        landline := UNDIVIDED_LANDLINE.fullmatch("0" + re.sub(r"[ -]", "", groups[kind]))
    ):
        return f"{landline['area']}-{landline['local']}"
    if kind == "area":
        return f"{groups['area']}-{re.sub(r'[ -]', '', groups['local'])}"
    if kind in ("labelled", "whole") and (landline := UNDIVIDED_LANDLINE.fullmatch(groups[kind])):
        return f"{landline['area']}-{landline['local']}"
    return re.sub(r"[ )-]+", "-", groups[kind].replace("(", "")).strip("-")


def _foreign(text: str) -> Iterator[Phone]:
    """Yields the valid numbers with a country code other than China's."""
    if "+" not in text:
        return
    plain = POST_CODE_BEFORE_PLACE.sub("." * 6, text)
    plain = MOBILE.sub(lambda match: ";" * len(match[0]), plain)  # a second number after a blank
    lines = plain.replace("\n", ";")
    for match in chain.from_iterable(
        PhoneNumberMatcher(one, None, leniency=Leniency.VALID) for one in (lines, plain)
    ):
        if match.number.country_code != CHINA:
            number = format_number(match.number, PhoneNumberFormat.E164)
            extension = f"-{match.number.extension}" if match.number.extension else ""
            is_mobile = number_type(match.number) in FOREIGN_MOBILE_KINDS
            yield Phone(match.start, match.end, number + extension, is_mobile)


def _overlap(one: Phone, other: Phone) -> bool:
    return one.start < other.end and other.start < one.end

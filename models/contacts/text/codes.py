"""Finds the numbers that are no part of a contact: those of post, identity cards, orders and parcels."""

import re
from collections.abc import Iterator, Sequence

from models.contacts.text.phones import Phone

POST_CODE_WORD = r"(?:邮政编码|邮编|邮码|(?i:zip ?(?:code)?|post ?code|postal ?code|p\.c\.))(?:是|为)?"
POST_CODE = re.compile(
    rf"[(\[]? ?(?:{POST_CODE_WORD} ?[:：]? ?)(?<!\d)\d{{6}}(?!\d) ?[)\]]?"
    r"|[(\[]\d{6}[)\]]|\[\d{4}\]|(?<![\dA-Za-z.*#+-])\d{6}(?!\.\d|[\dA-Za-z*#]|-(?!-)|[号栋幢室楼层座单房弄组户元万人年])"
)
"""A post code with its label, in brackets, or as a number of exactly six digits.

Shops put four digits in brackets after the name of a customer whose number they hide.

A house number has six digits only with a word such as 号, or after a dash.
"""

CODE_WORD = (
    r"(?:(?:订|运|快递|物流|货|退货|面|交易|商品)?(?:单编?号|编号|单)码?|流水号|身份证号?码?|证件号码?|"
    r"(?i:no\.?|id))"
)
LONG_NUMBER = re.compile(
    rf"(?:{CODE_WORD} ?[:：]?\s?)?"
    r"(?:(?<![\dA-Za-z])[A-Z]{1,4}\d{9,}|(?<![\dA-Za-z-])\d{17}[\dXx]|(?<![\d-])\d{12,})(?![\dA-Za-z*])"
    r"|(?:身份证|订单|运单|快递单)(?:编?号码?)? ?:?$"
)
"""A number of twelve digits or more, or of nine or more after capital letters, with its label.

Phone numbers are shorter, apart from those with a country code, which are found before.
"""


def code_spans(text: str, phones: Sequence[Phone]) -> tuple[slice, ...]:
    """Returns the spans of a normalized text that hold such numbers. Phone numbers are no part of them."""
    return tuple(
        slice(match.start(), match.end())
        for match in _matches(text)
        if not any(match.start() < phone.end and phone.start < match.end() for phone in phones)
    )


def _matches(text: str) -> Iterator[re.Match[str]]:
    yield from LONG_NUMBER.finditer(text)
    yield from POST_CODE.finditer(text)


def blanked(text: str, spans: Sequence[slice]) -> str:
    """Returns the text with a space for each character of the spans."""
    for span in spans:
        text = text[: span.start] + " " * (span.stop - span.start) + text[span.stop :]
    return text

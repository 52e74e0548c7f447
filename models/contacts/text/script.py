"""One way to write each character, so that the rules need to know one alone."""

import unicodedata
from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

IDEOGRAPHS = range(0x4E00, 0xA000)
FULL_WIDTH = range(0xFF01, 0xFF5F)

MIXED = 4
"""A page is simplified when it has more than so many simplified characters for each traditional one."""

LOOKALIKES: Mapping[str, str] = {
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("＊∗✱✻﹡●○◯", "*"),
    **dict.fromkeys("•‧∙・･․", "·"),
    **dict.fromkeys("︰﹕∶", ":"),
    "﹐": ",",
    "﹔": ";",
    "\u3000": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\t": " ",
    "【": "[",
    "】": "]",
    "巿": "市",
    "臺": "台",
    "聯": "联",
}
"""What stands for another character on screens, or is read as one. Each is one character for one."""


def folded(text: str) -> str:
    """The text in simplified characters and half-width signs; as long as it was, position for position."""
    return text.translate(_table())


def in_script_of(text: str, page: str) -> str:
    """A text without traditional characters, if the page that it stands on is written in simplified ones.

    Recognizers take the one for the other where they look alike in a typeface (静, 靜).
    """
    forms, simple_only = _simplified(), _simple_only()
    traditional = sum(ord(character) in forms for character in page)
    simple = sum(character in simple_only for character in page)
    return text.translate(forms) if simple > MIXED * traditional else text


@cache
def _simplified() -> Mapping[int, str]:
    """OpenCC's simplified form of each single ideograph that has another (phrases may change lengths)."""
    converter = OpenCC("t2s")
    forms = {code: converter.convert(chr(code)) for code in IDEOGRAPHS}
    return {code: form for code, form in forms.items() if len(form) == 1 and form != chr(code)}


@cache
def _simple_only() -> frozenset[str]:
    """The simplified characters that no traditional text has."""
    return frozenset(_simplified().values()) - frozenset(map(chr, _simplified())) - _in_both()


@cache
def _in_both() -> frozenset[str]:
    """Characters that OpenCC leaves as they are on the way to traditional ones."""
    converter = OpenCC("s2t")
    return frozenset(form for form in _simplified().values() if converter.convert(form) == form)


@cache
def _table() -> Mapping[int, str]:
    narrow = {code: unicodedata.normalize("NFKC", chr(code)) for code in FULL_WIDTH}
    return {**_simplified(), **narrow, **{ord(sign): plain for sign, plain in LOOKALIKES.items()}}

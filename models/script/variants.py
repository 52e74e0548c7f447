"""Variants: the simplified and the traditional forms of Chinese characters, by OpenCC's tables."""

from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

IDEOGRAPHS = tuple(map(chr, range(0x4E00, 0xA000)))

COMMON_ROWS = range(0xA4, 0xC7)
"""The first bytes of the common characters of Big5, level 1."""


def is_variant(one: str, other: str) -> bool:
    """Whether two different characters have the same simplified form."""
    forms = simplified_forms()
    return one != other and forms.get(one, one) == forms.get(other, other)


@cache
def simplified_forms() -> Mapping[str, str]:
    """Maps each traditional character to its simplified form, if that is another character."""
    forms = OpenCC("t2s").convert("\n".join(IDEOGRAPHS)).split("\n")
    return {character: form for character, form in zip(IDEOGRAPHS, forms, strict=True) if form != character}


@cache
def traditional_only() -> frozenset[str]:
    """The characters that simplified texts do not use: they have a simplified form and are not in GB 2312."""
    return frozenset(character for character in simplified_forms() if not _is_encodable(character))


@cache
def simplified_only() -> frozenset[str]:
    """The characters that traditional texts do not use: simplified forms that are not common in Big5."""
    return frozenset(form for form in simplified_forms().values() if not _is_common_traditional(form))


@cache
def traditional_forms() -> Mapping[str, str]:
    """Maps each simplified-only character with one common traditional form to that form."""
    forms = dict[str, list[str]]()
    for traditional, simplified in simplified_forms().items():
        if _is_common_traditional(traditional):
            forms.setdefault(simplified, []).append(traditional)
    only = simplified_only()
    return {
        character: found[0] for character, found in forms.items() if len(found) == 1 and character in only
    }


def _is_encodable(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore"))


def _is_common_traditional(character: str) -> bool:
    return character.encode("big5", "ignore")[:1] in {bytes([row]) for row in COMMON_ROWS}

"""The two widths of characters: half-width forms, full-width forms, and squares."""

from unicodedata import east_asian_width

FULL_WIDTH = 0xFEE0
"""The code point of a full-width mark minus that of the half-width one."""


def half_width(character: str) -> str:
    """The half-width form of a character."""
    return chr(ord(character) - FULL_WIDTH) if "！" <= character <= "～" else character


def full_width(character: str) -> str:
    """The full-width form of an ASCII character."""
    return chr(ord(half_width(character)) + FULL_WIDTH)


def is_square(character: str) -> bool:
    """Whether a character is an ideograph, or a full-width kana or hangul."""
    return character.isalpha() and east_asian_width(character[0]) == "W"

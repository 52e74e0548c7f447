"""Puts digits in place of the letters that OCR reads in a mobile number: 138OO138l00."""

import re

DIGITS = str.maketrans("OoQDIlSsBZzgqb", "00001155822996")
"""Letter → the digit with the same shape."""

MOBILE_WITH_LETTERS = re.compile(r"(?<![A-Za-z\d])[1Il](?:[ -]?[\dOoQDIlSsBZzgqb]){10}(?![A-Za-z\d]|[ -]\d)")
LETTER = re.compile(r"[A-Za-z]")

MAX_LETTERS = 3
"""Maximum number of misread digits. A code with more letters is no phone number."""

MOBILE = re.compile(r"1[3-9]\d{9}")


def with_digits(text: str) -> str:
    """Returns a normalized text of the same length, in which misread mobile numbers have their digits."""
    return MOBILE_WITH_LETTERS.sub(_repaired, text)


def _repaired(match: re.Match[str]) -> str:
    """Returns a number with digits, or the text unchanged if it is no mobile number."""
    number = match[0].translate(DIGITS)
    is_mobile = MOBILE.fullmatch(re.sub(r"[ -]", "", number))
    return number if is_mobile and len(LETTER.findall(match[0])) <= MAX_LETTERS else match[0]

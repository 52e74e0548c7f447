"""Puts digits in place of the letters that OCR reads in a phone number: 138OO138l00."""

import re

DIGITS = str.maketrans("OoQDIlSsBZzgqb", "00001155822996")
"""Letter → the digit with the same shape."""

MOBILE_WITH_LETTERS = re.compile(
    r"(?<![A-Za-z\d])[1Il](?:[ -]?[\dOoQDIlSsBZzgqb]){10}(?![A-Za-z\d]| \d|-\d{6})"
)
LANDLINE_WITH_LETTERS = re.compile(r"(?<![A-Za-z\d])[0OoQD][\dOoQDIl]{2,3}-[\dOoQDIl]{7,8}(?![A-Za-z\d])")
LETTER = re.compile(r"[A-Za-z]")

MAX_LETTERS = 3
"""Maximum number of misread digits. A code with more letters is no phone number."""

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")


def with_digits(text: str) -> str:
    """Returns a normalized text of the same length, in which misread phone numbers have their digits."""
    repaired = MOBILE_WITH_LETTERS.sub(lambda match: _repaired(match, MOBILE), text)
    return LANDLINE_WITH_LETTERS.sub(lambda match: _repaired(match, LANDLINE), repaired)


def _repaired(match: re.Match[str], kind: re.Pattern[str]) -> str:
    """Returns a number with digits, or the text unchanged if it is no number of the kind."""
    number = match[0].translate(DIGITS)
    is_number = kind.fullmatch(re.sub(r"[ -]", "", number))
    return number if is_number and len(LETTER.findall(match[0])) <= MAX_LETTERS else match[0]

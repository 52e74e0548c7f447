"""Decides whether a line break divides a part of an address."""

from models.contacts.address.address import HOUSE_NUMBER, PLACE_WORD, continues_address
from models.contacts.text.tokens import LINE_BREAK, Token


def joins_a_place(above: Token, below: Token) -> bool:
    """Whether a line break divides a house number or the word of a place: 18 and 组, 建设 and 路."""
    joined, end = above.text + below.text, len(above.text)
    if joined[end - 1].isdigit() and below.text[0] in "队社":
        return True
    number = HOUSE_NUMBER.match(joined, len(above.text.rstrip("0123456789")))
    matches = (*HOUSE_NUMBER.finditer(joined), *PLACE_WORD.finditer(joined), *([number] if number else []))
    return any(match.start() < end < match.end() for match in matches)


def is_broken_place(masked: str, token: Token) -> bool:
    """Whether the token is the beginning of a place that a line break divides."""
    after = masked[token.end :]
    if not after.startswith(LINE_BREAK):
        return False
    next_words = after.split()
    return bool(next_words) and continues_address(next_words[0])

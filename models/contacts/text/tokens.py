"""Splits a text into words at spaces, punctuation and phone numbers, and cleans words that are names."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.contacts.people.surnames import COMPOUND_SURNAMES
from models.contacts.text.phones import Phone

LINE_BREAK = "\n"
"""Separates the lines of a text."""

PHONE_MASK = "\x00"
"""Replaces each character of a phone number."""

WORD = re.compile(r"[A-Za-z][A-Za-z.'’-]*(?: [A-Za-z][A-Za-z.'’-]*)+|[^\s,;。、|!\x00]+")
"""A run of Latin words is one token. Any other token ends at a space, punctuation or a phone number."""

TITLE = re.compile(r"(?:先生|女士|小姐|太太|老师)$")
TITLE_IN_BRACKETS = re.compile(r"\((?:先生|女士|小姐)\)")
COMPOUND_NAME = re.compile(rf"(?:{COMPOUND_SURNAMES})[\u4e00-\u9fff]{{1,2}}")
RECEIVER_MARK = re.compile(r"(?<=..)\(?收\)?$")
"""The 收 (to be received by) after a name."""

RECEIVER_WORDS = frozenset({"收", "启", "亲收", "亲启", "敬启", "(收)", "[收]", "(启)", "(亲收)", "(亲启)"})
"""Words after a name that stand alone."""

LATIN_WORD = re.compile(r"[A-Z][a-z]+")
JOINED_LATIN_WORDS = re.compile(r"^([A-Z][a-z]{2,})([A-Z][a-z]{2,})$")
DOT = re.compile(r"[•‧∙・･․]")
EDGE_PUNCTUATION = "[]:.-/•<>《》\"'：，, "


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a normalized text and its span."""

    start: int
    end: int
    text: str


def tokenize(masked: str) -> list[Token]:
    """Returns the words of a text whose phone numbers are masked."""
    words = (Token(match.start(), match.end(), match[0]) for match in WORD.finditer(masked))
    return [word for word in words if any(map(str.isalnum, word.text)) and word.text not in RECEIVER_WORDS]


def mask_phones(text: str, phones: Sequence[Phone]) -> str:
    """Replaces each character of the phone numbers by `PHONE_MASK`."""
    for phone in phones:
        text = text[: phone.start] + PHONE_MASK * (phone.end - phone.start) + text[phone.end :]
    return text


def split_at(tokens: Sequence[Token], position: int) -> Iterator[Token]:
    """Yields the tokens. A token that spans the position is split there."""
    for token in tokens:
        if token.start < position < token.end:
            length = position - token.start
            yield Token(token.start, position, token.text[:length])
            yield Token(position, token.end, token.text[length:])
        else:
            yield token


def join_broken_names(tokens: Sequence[Token], text: str, is_name: Callable[[str], bool]) -> list[Token]:
    """Returns the tokens. The two parts of a name that a line break divides become one token."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last and text[last.end : token.start] == LINE_BREAK and _is_broken(last.text, token.text, is_name):
            joined[-1] = Token(last.start, token.end, last.text + token.text)
        else:
            joined.append(token)
    return joined


def _is_broken(above: str, below: str, is_name: Callable[[str], bool]) -> bool:
    """Whether the words before and after a line break are the two parts of one name."""
    if LATIN_WORD.fullmatch(above) and LATIN_WORD.fullmatch(below):
        return True
    if COMPOUND_NAME.fullmatch(strip_name(above + below)):
        return True
    is_short = len(above) == 1 or (len(below) == 1 and len(above) < 6) or max(len(above), len(below)) == 2
    is_title = bool(TITLE_IN_BRACKETS.fullmatch(below)) and len(above) < 6
    has_dot = "·" in above or ("·" in below and len(above) < 4)
    return (is_short or is_title or has_dot) and is_name(above + below)


def strip_name(text: str) -> str:
    """Removes the punctuation around a name and the 收 (receiver) after it."""
    text = text.strip(EDGE_PUNCTUATION).lstrip("·~@").rstrip("(（").lstrip(")）")
    if not any(bracket in text for bracket in "(（"):
        text = text.rstrip(")）")
    if not any(bracket in text for bracket in ")）"):
        text = text.lstrip("(（")
    in_brackets = len(text) > 1 and text[0] in "(（" and text[-1] in ")）"
    return RECEIVER_MARK.sub("", text[1:-1] if in_brackets else text)


def canonical_name(name: str) -> str:
    """Writes the dot of a name as `·` and restores a lost space between two Latin words (AliceJohnson)."""
    return JOINED_LATIN_WORDS.sub(r"\1 \2", DOT.sub("·", name))


def labelled_name(raw: str, tokens: Sequence[Token]) -> str:
    """Returns the name at the beginning of a labelled text. Without tokens: "".

    The name is the first word, or all single characters at the beginning, with the title after them.
    """
    first_long = next((index for index, token in enumerate(tokens) if len(token.text) > 1), len(tokens))
    count = max(1, first_long)
    if len(tokens) > count and TITLE.match(tokens[count].text):
        count += 1
    return strip_name(
        "".join(raw[token.start : token.end] for token in tokens[:count]).replace(LINE_BREAK, "")
    )

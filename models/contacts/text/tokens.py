"""A text as words between signs and numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.contacts.text.phones import Phone

BREAK = "\n"
"""Where a line of a text ends."""

NUMBER = "\x00"
"""Stands for each character of a telephone number."""

WORD = re.compile(r"[A-Za-z][A-Za-z.'’-]*(?: [A-Za-z][A-Za-z.'’-]*)+|[^\s,;。、|!\x00]+")
"""Words of Latin letters stay together; whatever else has no gap and no sign in it is one word."""

TITLE = re.compile(r"(?:先生|女士|小姐|太太|老师)$")
FOR = re.compile(r"(?<=..)\(?收\)?$")
LATIN_WORD = re.compile(r"[A-Z][a-z]+")
CAMEL = re.compile(r"^([A-Z][a-z]{2,})([A-Z][a-z]{2,})$")
DOT = re.compile(r"[•‧∙・･․]")
AROUND = "[]:.-/•<>《》\"'：，, "


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a folded text, and where it stands."""

    start: int
    end: int
    text: str


def tokens_of(masked: str) -> list[Token]:
    """The words of a text whose numbers are masked."""
    return [Token(one.start(), one.end(), one[0]) for one in WORD.finditer(masked)]


def masked(text: str, found: Sequence[Phone]) -> str:
    """The text with `NUMBER` for each character of the numbers found in it."""
    for phone in found:
        text = text[: phone.start] + NUMBER * (phone.end - phone.start) + text[phone.end :]
    return text


def cut_at(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    """The tokens, with a cut at a place that lies inside one."""
    for token in tokens:
        if token.start < place < token.end:
            cut = place - token.start
            yield Token(token.start, place, token.text[:cut])
            yield Token(place, token.end, token.text[cut:])
        else:
            yield token


def mended(tokens: Sequence[Token], text: str, is_name: Callable[[str], bool]) -> list[Token]:
    """The tokens, with the two parts of a name put together that stand before and after a break."""
    whole: list[Token] = []
    for token in tokens:
        last = whole[-1] if whole else None
        if last and text[last.end : token.start] == BREAK and _is_broken(last.text, token.text, is_name):
            whole[-1] = Token(last.start, token.end, last.text + token.text)
        else:
            whole.append(token)
    return whole


def _is_broken(above: str, below: str, is_name: Callable[[str], bool]) -> bool:
    if LATIN_WORD.fullmatch(above) and LATIN_WORD.fullmatch(below):
        return True
    short = (len(above) == 1 or (len(below) == 1 and len(above) < 3)) or "·" in above
    return short and is_name(above + below)


def name_in(text: str) -> str:
    """A word as a name: without signs around it, and without whose the parcel is (收)."""
    text = text.strip(AROUND)
    wrapped = len(text) > 1 and text[0] in "(（" and text[-1] in ")）"
    return FOR.sub("", text[1:-1] if wrapped else text)


def spelled(name: str) -> str:
    """A name with the dot that names have, and with a gap between two Latin words: AliceJohnson."""
    return CAMEL.sub(r"\1 \2", DOT.sub("·", name))


def labelled_name(raw: str, tokens: Sequence[Token]) -> str:
    """The name that begins a labelled text: its first word, single characters together, a title too."""
    single = next((i for i, token in enumerate(tokens) if len(token.text) > 1), len(tokens))
    count = max(1, single)
    if len(tokens) > count and TITLE.match(tokens[count].text):
        count += 1
    return name_in("".join(raw[token.start : token.end] for token in tokens[:count]))

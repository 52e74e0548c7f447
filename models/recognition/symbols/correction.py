"""Symbols that a recognizer left out or took for other characters; docs/decisions/0051."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from unicodedata import normalize

import numpy as np

from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import InkRuns, ink_runs, may_lack_characters
from models.recognition.symbols.numerals import MIN_REPLACED, with_sure_numerals
from models.recognition.symbols.pieces import (
    DIGITS,
    DOUBTFUL,
    Piece,
    greys,
    is_too_wide,
    may_have_symbols,
    pieces,
    text_of,
)
from models.recognition.symbols.reading_alone import Choice, ReadAlone, with_characters_read_alone
from models.recognition.symbols.surroundings import RAISED, is_in_number, is_in_word
from models.symbols.classifier import Grey, Symbol
from models.symbols.symbols import CHECKED, CIRCLED, IN_BRACKETS, PUNCTUATION, ROMAN, SHAPES

Classify = Callable[[Sequence[Grey]], list[Symbol]]

MIN_ADDED, MIN_FIRST = 0.85, 0.95
"""The lowest probability at which a symbol is put where nothing was read, and at which it is put in a line of
which nothing was read: it may lie on its side."""

MIN_WIDE = 0.5
"""The lowest probability of a symbol or a picture in the place of a digit that is too wide to be one."""

PER_MILLE, MIN_PER_MILLE = "‰", 0.7
"""The lowest probability of ‰ where a percent sign was read. The network takes no percent sign for it."""

SPECKS = frozenset(".,·…'`-_:;、。*°^∥")
"""Signs that dirt, a part of a row of dots, or a part of an icon looks like. They are not added where nothing
was read."""

WRITTEN = PUNCTUATION | IN_BRACKETS | frozenset("+=<>∥")
"""Signs that a recognizer reads well, one by one. They never replace a character."""

HALF_WIDTH = str.maketrans("［］（）｛｝｜'", "[](){}|’")
"""Full-width brackets and the apostrophe to the marks that partners are looked up as."""

_PAIRS = ("‘’", "[]", "()", "{}", "「」", "『』", "《》", "【】", "〈〉", "〔〕")

PARTNERS: Mapping[str, str] = {"|": "|"} | {pair[i]: pair[1 - i] for pair in _PAIRS for i in (0, 1)}
"""Mark → the one that must be in the line for it to be added. Borders of buttons look like these marks."""


def with_symbols(reading: Reading, classify: Classify, read_alone: ReadAlone) -> Reading:
    """The reading with the symbols that its pixels show.

    `classify` is called only if symbols may be missing, `read_alone` only for unexplained ordinary text.
    """
    if not may_have_symbols(reading) and not may_lack_characters(reading):
        return reading
    runs = ink_runs(reading)
    found = pieces(reading, runs)
    if not found:
        return reading
    symbols = classify(greys(reading, runs, found))
    numerals = with_sure_numerals(reading, list(zip(found, symbols, strict=True)))
    candidates = with_characters_read_alone(reading, runs, numerals, read_alone)
    return _corrected(_confirmed(reading, candidates), _chosen(reading, runs, candidates))


def _confirmed(reading: Reading, candidates: Sequence[Choice]) -> Reading:
    """The reading, each character at least as sure as the symbol that was found in its place."""
    scores = reading.scores.copy()
    for piece, symbol in candidates:
        if symbol.text and symbol.text == text_of(reading, piece):
            scores[list(piece.characters)] = np.maximum(scores[list(piece.characters)], symbol.probability)
    return replace(reading, scores=scores)


def _chosen(reading: Reading, runs: InkRuns, candidates: Sequence[Choice]) -> list[Choice]:
    """The symbols that differ from what was read, from left to right. Of those that overlap, the widest."""
    taken: set[int] = set()
    chosen = []
    for piece, symbol in sorted(candidates, key=_rank):
        inside = set(range(piece.runs[0], piece.runs[1] + 1))
        if not taken & inside and _is_acceptable(reading, runs, piece, symbol):
            taken |= inside
            chosen.append((piece, symbol))
    return sorted(chosen, key=lambda each: each[0].runs)


def _rank(choice: Choice) -> tuple[int, float]:
    piece, symbol = choice
    return piece.runs[0] - piece.runs[1], -symbol.probability


def _is_acceptable(reading: Reading, runs: InkRuns, piece: Piece, symbol: Symbol) -> bool:
    """Whether a symbol is surer than what was read in its place."""
    text, is_wide = text_of(reading, piece), _is_too_wide(reading, runs, piece)
    is_no_digit = is_wide and DIGITS.issuperset(text)
    if is_in_number(reading, piece) or (symbol.text not in RAISED | ROMAN and is_in_word(reading, piece)):
        return False
    if symbol.is_picture or not symbol.text:
        return symbol.is_picture and is_no_digit and symbol.probability >= MIN_WIDE
    if _is_same(symbol.text, text):
        return False
    if not text:
        least = MIN_ADDED if reading.text else MIN_FIRST
        return symbol.probability >= least and _may_be_added(reading, piece, symbol.text)
    is_sure = symbol.probability >= (MIN_WIDE if is_no_digit else _least_probability(symbol.text, text))
    is_part = piece.is_unexplained and _form(text) in _form(symbol.text)
    is_doubtful = is_part or is_wide or _has_doubt(reading, piece) or CHECKED.issuperset(text)
    return is_sure and is_doubtful and symbol.text not in WRITTEN


def _least_probability(symbol: str, text: str) -> float:
    """The lowest probability at which a symbol replaces a text."""
    return MIN_PER_MILLE if symbol == PER_MILLE and text.startswith("%") else MIN_REPLACED


def _is_same(symbol: str, text: str) -> bool:
    """Whether two texts differ in their form only: ㎏ and kg, Ⅹ and x, ♥ and ❤. ① and 1 are not the same."""
    return symbol == text or (symbol not in CIRCLED and _form(symbol) == _form(text.replace("❤", "♥")))


def _form(text: str) -> str:
    return normalize("NFKC", text).casefold()


def _is_too_wide(reading: Reading, runs: InkRuns, piece: Piece) -> bool:
    """Whether a piece is one run of ink that is too wide for its character."""
    text = text_of(reading, piece)
    return len(text) == 1 and piece.runs[0] == piece.runs[1] and is_too_wide(runs, piece.runs[0], text)


def _has_doubt(reading: Reading, piece: Piece) -> bool:
    return any(reading.scores[i] < DOUBTFUL for i in piece.characters)


def _may_be_added(reading: Reading, piece: Piece, text: str) -> bool:
    """Whether a symbol is plausible where nothing was read."""
    if text in SHAPES and not _is_between_text(reading, piece):
        return False
    read = "".join(reading.characters).translate(HALF_WIDTH)
    return text not in SPECKS and PARTNERS.get(text, "") in read


def _is_between_text(reading: Reading, piece: Piece) -> bool:
    """Whether the characters before and behind a piece are no symbols. A row of dots is often drawn."""
    split = int(np.searchsorted(reading.middles, piece.start))
    before, behind = (
        "".join(reading.characters[:split]).rstrip(),
        "".join(reading.characters[split:]).lstrip(),
    )
    return bool(before and behind) and CHECKED.isdisjoint((before[-1], behind[0]))


def _corrected(reading: Reading, chosen: Sequence[Choice]) -> Reading:
    """The reading with these symbols in the place of the characters of their pieces."""
    if not chosen:
        return reading
    replaced = {i for piece, _ in chosen for i in piece.characters}
    kept = [i for i in range(len(reading.characters)) if i not in replaced]
    entries = [(reading.spans[i].tolist(), reading.characters[i], float(reading.scores[i])) for i in kept]
    entries += [entry for choice in chosen for entry in _entries(*choice)]
    entries.sort(key=lambda each: sum(each[0]))
    return replace(
        reading,
        characters=tuple(text for _, text, _ in entries),
        scores=np.array([score for _, _, score in entries], np.float32),
        spans=np.array([span for span, _, _ in entries], np.float64).reshape(-1, 2),
    )


def _entries(piece: Piece, symbol: Symbol) -> Iterator[tuple[list[float], str, float]]:
    """Yields span, text and score of each character of a symbol, which may be two: °C."""
    borders = np.linspace(piece.start, piece.end, len(symbol.text) + 1)
    for text, start, end in zip(symbol.text, borders, borders[1:], strict=False):
        yield [float(start), float(end)], text, symbol.probability

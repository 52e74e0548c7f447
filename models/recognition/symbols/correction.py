"""Symbols that a recognizer left out or took for other characters; docs/decisions/0051."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from models.recognition.reading import Reading
from models.recognition.symbols.doubt import may_have_symbols
from models.recognition.symbols.explained import may_lack_characters
from models.recognition.symbols.ink_runs import InkRuns, ink_runs
from models.recognition.symbols.pieces import Piece, greys, pieces, text_of
from models.recognition.symbols.plausibility import is_plausible
from models.recognition.symbols.primes import with_primes
from models.recognition.symbols.reading_alone import Choice, ReadAlone, with_characters_read_alone
from models.recognition.symbols.series import series, with_sure_members
from models.symbols.classifier import Grey, Symbol

Classify = Callable[[Sequence[Grey]], list[Symbol]]


CELSIUS = (("℃",), ("℉",))
"""Signs that contain a degree sign."""


def with_symbols(reading: Reading, classify: Classify, read_alone: ReadAlone) -> Reading:
    """The reading with the symbols that its pixels show.

    `classify` is called only if symbols may be missing, `read_alone` only for unexplained ordinary text.
    """
    if not may_have_symbols(reading) and not may_lack_characters(reading):
        return reading
    reading = with_primes(_without_doubled_degrees(reading))
    runs = ink_runs(reading)
    found = pieces(reading, runs)
    if not found:
        return reading
    candidates = list(zip(found, classify(greys(reading, runs, found)), strict=True))
    candidates = with_sure_members(reading, candidates)
    candidates = with_characters_read_alone(reading, runs, candidates, read_alone)
    return _corrected(_confirmed(reading, candidates), _chosen(reading, runs, candidates))


def _confirmed(reading: Reading, candidates: Sequence[Choice]) -> Reading:
    """The reading, each character at least as sure as the symbol that was found in its place."""
    sure = [each for each in candidates if each[1].text and each[1].text == text_of(reading, each[0])]
    if not sure:
        return reading
    scores = reading.scores.copy()
    for piece, symbol in sure:
        scores[list(piece.characters)] = np.maximum(scores[list(piece.characters)], symbol.probability)
    return reading.revised(scores=scores)


def _chosen(reading: Reading, runs: InkRuns, candidates: Sequence[Choice]) -> list[Choice]:
    """The symbols that differ from what was read, from left to right. Of those that overlap, the widest, and
    none inside a symbol that was read.
    """
    taken: set[int] = set()
    chosen, known = [], series(reading, candidates)
    for piece, symbol in sorted(candidates, key=_rank):
        inside = set(range(piece.runs[0], piece.runs[1] + 1))
        if taken & inside:
            continue
        if symbol.text and symbol.text == text_of(reading, piece):
            taken |= inside
        elif is_plausible(reading, runs, piece, symbol, in_series=symbol.text in known):
            taken |= inside
            chosen.append((piece, symbol))
    return sorted(chosen, key=lambda each: each[0].runs)


def _rank(choice: Choice) -> tuple[int, float]:
    piece, symbol = choice
    return piece.runs[0] - piece.runs[1], -symbol.probability


def _corrected(reading: Reading, chosen: Sequence[Choice]) -> Reading:
    """The reading with these symbols in the place of the characters of their pieces."""
    if not chosen:
        return reading
    replaced = {i for piece, _ in chosen for i in piece.characters}
    kept = [i for i in range(len(reading.characters)) if i not in replaced]
    entries = [(reading.spans[i].tolist(), reading.characters[i], float(reading.scores[i])) for i in kept]
    entries += [entry for choice in chosen for entry in _entries(*choice)]
    entries.sort(key=lambda each: sum(each[0]))
    return reading.revised(
        characters=tuple(text for _, text, _ in entries),
        scores=np.array([score for _, _, score in entries], np.float32),
        spans=np.array([span for span, _, _ in entries], np.float64).reshape(-1, 2),
    )


def _without_doubled_degrees(reading: Reading) -> Reading:
    """The reading without the degree signs that are read once more before ℃."""
    text = reading.characters
    kept = [i for i in range(len(text)) if text[i] != "°" or text[i + 1 : i + 2] not in CELSIUS]
    if len(kept) == len(text):
        return reading
    return reading.revised(
        characters=tuple(text[i] for i in kept),
        scores=reading.scores[kept],
        spans=reading.spans[kept],
    )


def _entries(piece: Piece, symbol: Symbol) -> Iterator[tuple[list[float], str, float]]:
    """Yields span, text and score of each character of a symbol, which may be two: °C."""
    borders = np.linspace(piece.start, piece.end, len(symbol.text) + 1)
    for text, start, end in zip(symbol.text, borders, borders[1:], strict=False):
        yield [float(start), float(end)], text, symbol.probability

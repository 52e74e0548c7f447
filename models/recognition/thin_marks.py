"""Thin marks that a recognizer mistakes for others: bars, dashes and quotation marks; docs/decisions/0053."""

from collections.abc import Iterator, Mapping

import numpy as np

from models.ink import Mask
from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import InkRuns, ink_runs

BAR, BAR_LIKE = "|", frozenset("lI1i")

SAME_HEIGHT = 0.05
"""Line heights. A letter beside a bar is a bar too if top and bottom of its ink differ by at most so much."""

DOUBLE, SINGLE = "“”", "‘’"
"""Opening and closing quotation marks."""

MOST_SINGLE, LEAST_DOUBLE = 0.19, 0.23
"""Ems. The ink of a single quotation mark is 0.10 to 0.17 wide, that of a double one 0.25 to 0.4."""

TICK_GAP, TICK_WIDTH = 0.14, 0.2
"""Ems. The largest gap between the strokes of a double quotation mark, and the largest width of a stroke."""

STROKE, DASH = "一", "—"
"""An ideograph, the number one, and a dash that looks like it."""

BEFORE_DASH = frozenset("0123456789年月日号时分秒点元岁万亿米℃%％")
"""A stroke between one of these and a digit is a dash: 0点—24点."""

APOSTROPHE = "'"

SIMILAR_BRACKETS: Mapping[str, str] = {"〔": "[", "〕": "]", "〈": "<", "〉": ">"}
"""Chinese bracket → the ASCII one that it is read as."""

BRACKET_PAIRS = ("〔〕", "〈〉")

EXAMINED = frozenset((BAR, STROKE, *DOUBLE, *SINGLE, *SIMILAR_BRACKETS))
"""A line without any of these has nothing to correct."""


def with_thin_marks(reading: Reading) -> Reading:
    """The reading with the bars, dashes and quotation marks that its pixels show."""
    if EXAMINED.isdisjoint(reading.characters):
        return reading
    characters = list(reading.characters)
    for i in _dashes(characters):
        characters[i] = DASH
    suspects = [*_beside_bars(characters), *_quotes(characters)]
    if suspects:
        runs = ink_runs(reading)
        for i in suspects if len(runs.borders) else ():
            characters[i] = _as_drawn(reading, i, runs)
    _close_single_quotes(characters)
    for pair in BRACKET_PAIRS:
        _match_brackets(characters, *pair)
    return (
        reading if characters == list(reading.characters) else reading.revised(characters=tuple(characters))
    )


def _dashes(characters: list[str]) -> Iterator[int]:
    """Yields the strokes between the end of a number and the start of another."""
    for i in range(1, len(characters) - 1):
        is_followed = characters[i + 1].isdecimal() and characters[i + 1].isascii()
        if characters[i] == STROKE and is_followed and characters[i - 1] in BEFORE_DASH:
            yield i


def _beside_bars(characters: list[str]) -> Iterator[int]:
    """Yields the letters and digits directly beside a bar that may be bars."""
    for i, each in enumerate(characters):
        beside = [*characters[max(i - 1, 0) : i], *characters[i + 1 : i + 2]]
        if each in BAR_LIKE and BAR in beside:
            yield i


def _quotes(characters: list[str]) -> Iterator[int]:
    return (i for i, each in enumerate(characters) if each in DOUBLE + SINGLE)


def _as_drawn(reading: Reading, index: int, runs: InkRuns) -> str:
    """The character, or the mark that its ink shows."""
    character = reading.characters[index]
    if character in BAR_LIKE:
        return BAR if _is_bar(reading, index, runs) else character
    width = _quote_width(runs, runs.nearest(reading.middles[index])) / runs.em
    if character in DOUBLE and width <= MOST_SINGLE:
        return SINGLE[DOUBLE.index(character)]
    if character in SINGLE and width >= LEAST_DOUBLE:
        return DOUBLE[SINGLE.index(character)]
    return character


def _is_bar(reading: Reading, index: int, runs: InkRuns) -> bool:
    """Whether the ink of a character is as high as the bar beside it."""
    beside = [i for i in (index - 1, index + 1) if reading.characters[i : i + 1] == (BAR,)]
    places = [runs.nearest(reading.middles[i]) for i in (index, beside[0])]
    if places[0] == places[1]:
        return False
    (top, bottom), (bar_top, bar_bottom) = (
        _rows(reading.ink, *runs.borders[place].tolist()) for place in places
    )
    return max(abs(top - bar_top), abs(bottom - bar_bottom)) <= SAME_HEIGHT * len(reading.ink)


def _rows(mask: Mask, start: int, end: int) -> tuple[int, int]:
    rows = np.flatnonzero(mask[:, start:end].any(axis=1))
    return int(rows[0]), int(rows[-1])


def _quote_width(runs: InkRuns, run: int) -> float:
    """The width in columns of a quotation mark that has a stroke in that run."""
    first = last = run
    if run and _is_stroke(runs, run - 1) and _gap(runs, run - 1) <= TICK_GAP * runs.em:
        first = run - 1
    if run + 1 < len(runs.borders) and _is_stroke(runs, run + 1) and _gap(runs, run) <= TICK_GAP * runs.em:
        last = run + 1
    return float(runs.borders[last, 1] - runs.borders[first, 0])


def _is_stroke(runs: InkRuns, run: int) -> bool:
    """Whether a run is narrow and belongs to no character."""
    start, end = runs.borders[run]
    return bool(end - start <= TICK_WIDTH * runs.em) and not runs.owners[run]


def _gap(runs: InkRuns, run: int) -> float:
    return float(runs.borders[run + 1, 0] - runs.borders[run, 1])


def _close_single_quotes(characters: list[str]) -> None:
    """Replace the apostrophe that closes a single quotation mark, in place."""
    opened = False
    for i, each in enumerate(characters):
        if each == APOSTROPHE and opened:
            characters[i] = SINGLE[1]
        opened = each == SINGLE[0] or (opened and each not in SINGLE[1] + APOSTROPHE)


def _match_brackets(characters: list[str], opening: str, closing: str) -> None:
    """Replace the ASCII partner of a Chinese bracket by its Chinese one, in place."""
    similar = SIMILAR_BRACKETS[opening], SIMILAR_BRACKETS[closing]
    last = None
    for i, each in enumerate(characters):
        if each in (opening, similar[0]):
            last = i
        elif each in (closing, similar[1]) and last is not None:
            if opening == characters[last] or closing == each:
                characters[last], characters[i] = opening, closing
            last = None

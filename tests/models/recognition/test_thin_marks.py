from dataclasses import replace

import pytest

from models.recognition.reading import Reading
from models.recognition.thin_marks import with_thin_marks
from tests.models.recognition.symbols.strips import Drawn, drawn


def _text(*glyphs: Drawn) -> str:
    return with_thin_marks(drawn(*glyphs)).text


def _with_tall_bars(reading: Reading, *indices: int) -> Reading:
    """Returns the reading with strokes that are higher than the letters."""
    pixels = reading.pixels.copy()
    for i in indices:
        start, end = reading.spans[i].astype(int)
        pixels[3:45, start + 2 : end - 2] = 20
    return replace(reading, pixels=pixels)


@pytest.mark.parametrize("letter", "lI1i")
def test_a_letter_as_high_as_the_bar_beside_it_is_a_bar(letter: str) -> None:
    reading = drawn(("0", 0.45, 0.4), ("|", 0.1, 0.2), (letter, 0.1, 0.4), ("c", 0.45, 0.1))

    assert with_thin_marks(_with_tall_bars(reading, 1, 2)).text == "0||c"
    assert with_thin_marks(_with_tall_bars(reading, 1)).text == f"0|{letter}c"


def test_letters_without_a_bar_beside_them_stay() -> None:
    assert _text(("a", 0.45, 0.1), ("l", 0.1, 0.2), ("l", 0.1, 0.4)) == "all"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("点一24", "点—24"), ("8一9", "8—9"), ("第一24", "第一24"), ("8一个", "8一个"), ("一9", "一9")],
)
def test_a_stroke_between_numbers_is_a_dash(text: str, expected: str) -> None:
    assert _text(*[(each, 0.8, 0.2) for each in text]) == expected


@pytest.mark.parametrize(("read", "drawn_as"), [("“", "‘"), ("”", "’"), ("‘", "‘"), ("’", "’")])
def test_a_quotation_mark_of_one_stroke_is_single(read: str, drawn_as: str) -> None:
    assert _text(("网", 0.9, 0.3), (read, 0.14, 0.3), ("图", 0.9, 0.1)) == f"网{drawn_as}图"


@pytest.mark.parametrize(("read", "drawn_as"), [("“", "“"), ("”", "”"), ("‘", "“"), ("’", "”")])
def test_a_quotation_mark_of_two_strokes_is_double(read: str, drawn_as: str) -> None:
    glyphs = (("网", 0.9, 0.5), (read, 0.12, 0.06), ("", 0.12, 0.5), ("图", 0.9, 0.1))

    assert _text(*glyphs) == f"网{drawn_as}图"


def test_an_apostrophe_closes_an_open_single_quotation_mark() -> None:
    glyphs = (("‘", 0.14, 0.1), ("网", 0.9, 0.1), ("'", 0.14, 0.4), ("s", 0.4, 0.1), ("'", 0.14, 0.1))

    assert _text(*glyphs) == "‘网’s'"


def test_a_reading_without_thin_marks_is_returned_as_it_is() -> None:
    reading = drawn(("网", 0.9, 0.1), ("1", 0.4, 0.1))

    assert with_thin_marks(reading) is reading


def test_a_quotation_mark_without_ink_keeps_its_form() -> None:
    reading = drawn(("“", 0.2, 0.5), ("网", 0.9, 0.1))
    blank = replace(reading, pixels=reading.pixels * 0 + 200)

    assert with_thin_marks(blank).text == "“网"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("〔2]", "〔2〕"),
        ("[2〕", "〔2〕"),
        ("<图〉", "〈图〉"),
        ("[2]", "[2]"),
        ("a<2〔3", "a<2〔3"),
        ("2]", "2]"),
    ],
)
def test_the_brackets_of_a_pair_have_one_kind(text: str, expected: str) -> None:
    assert _text(*[(each, 0.4, 0.3) for each in text]) == expected

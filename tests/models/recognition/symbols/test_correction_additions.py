"""Symbols where nothing was read."""

import pytest

from models.page import Image
from models.recognition.symbols import correction
from models.recognition.symbols.plausibility import MIN_ADDED, MIN_FIRST
from models.symbols.classifier import Symbol
from tests.models.recognition.symbols.answers import Answers, symbol, with_symbols
from tests.models.recognition.symbols.strips import drawn


def test_a_symbol_is_added_where_nothing_was_read() -> None:
    reading = drawn(("5", 0.4, 0.15), ("", 0.9, 0.15), ("室", 0.9, 0.1))
    corrected = with_symbols(reading, Answers({9: symbol("㎡", 0.9)}))

    assert corrected.text == "5㎡室"
    assert corrected.scores.tolist() == pytest.approx([0.99, 0.9, 0.99])
    assert corrected.middles.tolist() == sorted(corrected.middles)


def test_a_symbol_below_the_threshold_is_not_added() -> None:
    reading = drawn(("5", 0.4, 0.15), ("", 0.9, 0.15), ("室", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: symbol("㎡", MIN_ADDED)})).text == "5㎡室"
    assert with_symbols(reading, Answers({9: symbol("㎡", MIN_ADDED - 0.01)})).text == "5室"


def test_a_picture_is_not_added() -> None:
    reading = drawn(("", 0.9, 0.15), ("室", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: Symbol("", is_picture=True, probability=1)})).text == "室"


def test_a_line_without_doubt_is_not_classified() -> None:
    answers, reading = Answers({}), drawn(("网", 0.9, 0.1), ("图", 0.9, 0.1))

    assert with_symbols(reading, answers) is reading
    assert answers.calls == 0


@pytest.mark.parametrize("text", ["▶", "●"])
def test_shapes_are_added_only_between_characters(text: str) -> None:
    between = drawn(("网", 0.9, 0.4), ("", 0.7, 0.4), ("图", 0.9, 0.1))
    before = drawn(("", 0.7, 0.4), ("图", 0.9, 0.1))

    assert with_symbols(between, Answers({7: symbol(text)})).text == f"网{text}图"
    assert with_symbols(before, Answers({7: symbol(text)})).text == "图"


@pytest.mark.parametrize("text", [".", "·", "…", "-"])
def test_specks_are_not_added(text: str) -> None:
    reading = drawn(("网", 0.9, 0.4), ("", 0.3, 0.4), ("图", 0.9, 0.1))

    assert with_symbols(reading, Answers({3: symbol(text)})).text == "网图"


def test_a_single_quotation_mark_is_added_if_its_partner_was_read() -> None:
    with_partner = drawn(("", 0.2, 0.3), ("图", 0.9, 0.1), ("'", 0.15, 0.1))
    alone = drawn(("", 0.2, 0.3), ("图", 0.9, 0.1))

    assert with_symbols(with_partner, Answers({2: symbol("‘")})).text == "‘图'"
    assert with_symbols(alone, Answers({2: symbol("‘")})).text == "图"


def test_a_line_of_a_picture_alone_has_no_characters() -> None:
    picture = Symbol("", is_picture=True, probability=0.9)
    reading = with_symbols(drawn(("3", 1.0, 0.1)), Answers({10: picture}))

    assert (reading.text, reading.middles.shape) == ("", (0,))


def test_unexplained_ordinary_text_is_read_alone() -> None:
    reading = drawn(("姓", 0.9, 0.15), ("", 0.9, 0.15), ("住", 0.9, 0.1))
    seen: list[Image] = []

    def read_alone(picture: Image) -> Symbol:
        seen.append(picture)
        return symbol("戽", 0.9)

    assert correction.with_symbols(reading, Answers({}), read_alone).text == "姓戽住"
    assert len(seen) == 1


def test_in_a_line_of_which_nothing_was_read_symbols_must_be_surer() -> None:
    reading = drawn(("", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: symbol("★", MIN_FIRST)})).text == "★"
    assert with_symbols(reading, Answers({9: symbol("★", MIN_FIRST - 0.01)})).text == ""


def test_brackets_and_bars_are_added_only_beside_a_partner() -> None:
    with_partner = drawn(("（", 0.3, 0.3), ("图", 0.9, 0.1), ("", 0.2, 0.1))
    alone = drawn(("图", 0.9, 0.1), ("", 0.2, 0.1))

    assert with_symbols(with_partner, Answers({2: symbol(")")})).text == "（图)"
    assert with_symbols(alone, Answers({2: symbol(")")})).text == "图"


def test_a_row_of_dots_is_not_continued() -> None:
    reading = drawn(("●", 0.7, 0.2), ("", 0.7, 0.4), ("图", 0.9, 0.1))

    assert with_symbols(reading, Answers({7: symbol("●")})).text == "●图"

from collections.abc import Sequence

import pytest

from models.page import Image
from models.recognition.reading import Reading
from models.recognition.symbols import correction
from models.recognition.symbols.correction import MIN_ADDED, MIN_FIRST, MIN_REPLACED
from models.symbols.classifier import Grey, Symbol
from tests.models.recognition.symbols.strips import EM, drawn


class Answers:
    """Answers by the width of a piece in tenths of an em. Other pieces are ordinary text."""

    def __init__(self, symbols: dict[int, Symbol]) -> None:
        self._symbols = symbols
        self.calls = 0

    def __call__(self, pieces: Sequence[Grey]) -> list[Symbol]:
        self.calls += 1
        ordinary = Symbol("", is_picture=False, probability=0.99)
        widths = [round((piece.shape[1] - 4) / EM * 10) for piece in pieces]
        return [self._symbols.get(width, ordinary) for width in widths]


def _nothing_alone(picture: Image) -> Symbol:
    return Symbol("", is_picture=False, probability=0.0)


def with_symbols(reading: Reading, answers: Answers) -> Reading:
    """Returns the corrected reading if nothing can be read alone."""
    return correction.with_symbols(reading, answers, _nothing_alone)


def _symbol(text: str, probability: float = 0.99) -> Symbol:
    return Symbol(text, is_picture=False, probability=probability)


def test_a_symbol_is_added_where_nothing_was_read() -> None:
    reading = drawn(("5", 0.4, 0.15), ("", 0.9, 0.15), ("室", 0.9, 0.1))
    corrected = with_symbols(reading, Answers({9: _symbol("㎡", 0.9)}))

    assert corrected.text == "5㎡室"
    assert corrected.scores.tolist() == pytest.approx([0.99, 0.9, 0.99])
    assert corrected.middles.tolist() == sorted(corrected.middles)


def test_a_symbol_below_the_threshold_is_not_added() -> None:
    reading = drawn(("5", 0.4, 0.15), ("", 0.9, 0.15), ("室", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: _symbol("㎡", MIN_ADDED)})).text == "5㎡室"
    assert with_symbols(reading, Answers({9: _symbol("㎡", MIN_ADDED - 0.01)})).text == "5室"


def test_a_picture_is_not_added() -> None:
    reading = drawn(("", 0.9, 0.15), ("室", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: Symbol("", is_picture=True, probability=1)})).text == "室"


def test_a_line_without_doubt_is_not_classified() -> None:
    answers, reading = Answers({}), drawn(("网", 0.9, 0.1), ("图", 0.9, 0.1))

    assert with_symbols(reading, answers) is reading
    assert answers.calls == 0


def test_a_doubtful_character_is_replaced() -> None:
    reading = drawn(("价", 0.9, 0.1), ("X", 0.6, 0.3), ("网", 0.9, 0.1), scores={"X": 0.5})

    assert with_symbols(reading, Answers({6: _symbol("✗", MIN_REPLACED)})).text == "价✗网"
    assert with_symbols(reading, Answers({6: _symbol("✗", MIN_REPLACED - 0.01)})).text == "价X网"


def test_several_characters_of_one_symbol_are_replaced_together() -> None:
    reading = drawn(("5", 0.4, 0.15), ("%", 0.6, 0.1), ("o", 0.3, 0.1), scores={"o": 0.7})

    assert with_symbols(reading, Answers({10: _symbol("‰")})).text == "5‰"


def test_the_widest_of_overlapping_symbols_is_taken() -> None:
    reading = drawn(("5", 0.4, 0.15), ("%", 0.6, 0.1), ("o", 0.3, 0.1), scores={"o": 0.7})

    assert with_symbols(reading, Answers({3: _symbol("°"), 10: _symbol("‰", 0.92)})).text == "5‰"


def test_a_sure_letter_is_replaced_only_by_a_symbol_that_contains_it() -> None:
    reading = drawn(("第", 0.9, 0.4), ("N", 0.5, 0.1), ("", 0.4, 0.3), ("3", 0.4, 0.1))

    assert with_symbols(reading, Answers({10: _symbol("№")})).text == "第№3"
    assert with_symbols(reading, Answers({10: _symbol("‰")})).text == "第N3"


@pytest.mark.parametrize(("read", "symbol"), [("①", "⑴"), ("Ⅹ", "X"), ("①", "|"), ("①", "+")])
def test_signs_that_are_read_well_replace_nothing(read: str, symbol: str) -> None:
    assert with_symbols(drawn((read, 0.9, 0.1)), Answers({9: _symbol(symbol)})).text == read


def test_another_form_of_the_same_text_is_no_correction() -> None:
    reading = drawn(("℃", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: _symbol("°C")})).text == "℃"


def test_a_confirmed_symbol_is_as_sure_as_the_network() -> None:
    reading = drawn(("★", 0.9, 0.1), scores={"★": 0.4})

    assert with_symbols(reading, Answers({9: _symbol("★", 0.97)})).score == pytest.approx(0.97)


def test_a_symbol_of_two_characters_has_two_places() -> None:
    reading = drawn(("5", 0.4, 0.3), ("C", 0.9, 0.1), scores={"C": 0.5})
    corrected = with_symbols(reading, Answers({9: _symbol("°F")}))

    assert corrected.characters == ("5", "°", "F")
    assert corrected.spans[1, 1] == pytest.approx(corrected.spans[2, 0])


@pytest.mark.parametrize("text", ["▶", "●"])
def test_shapes_are_added_only_between_characters(text: str) -> None:
    between = drawn(("网", 0.9, 0.4), ("", 0.7, 0.4), ("图", 0.9, 0.1))
    before = drawn(("", 0.7, 0.4), ("图", 0.9, 0.1))

    assert with_symbols(between, Answers({7: _symbol(text)})).text == f"网{text}图"
    assert with_symbols(before, Answers({7: _symbol(text)})).text == "图"


@pytest.mark.parametrize("text", [".", "·", "…", "-"])
def test_specks_are_not_added(text: str) -> None:
    reading = drawn(("网", 0.9, 0.4), ("", 0.3, 0.4), ("图", 0.9, 0.1))

    assert with_symbols(reading, Answers({3: _symbol(text)})).text == "网图"


def test_a_single_quotation_mark_is_added_if_its_partner_was_read() -> None:
    with_partner = drawn(("", 0.2, 0.3), ("图", 0.9, 0.1), ("'", 0.15, 0.1))
    alone = drawn(("", 0.2, 0.3), ("图", 0.9, 0.1))

    assert with_symbols(with_partner, Answers({2: _symbol("‘")})).text == "‘图'"
    assert with_symbols(alone, Answers({2: _symbol("‘")})).text == "图"


def test_a_digit_that_is_too_wide_is_a_symbol_or_a_picture() -> None:
    reading = drawn(("网", 0.9, 0.4), ("3", 1.0, 0.4), ("图", 0.9, 0.1))
    narrow = drawn(("网", 0.9, 0.4), ("3", 0.6, 0.4), ("图", 0.9, 0.1))
    heart, picture = _symbol("♥", 0.6), Symbol("", is_picture=True, probability=0.6)

    assert with_symbols(reading, Answers({10: heart})).text == "网♥图"
    assert with_symbols(reading, Answers({10: picture})).text == "网图"
    assert with_symbols(reading, Answers({10: _symbol("♥", 0.4)})).text == "网3图"
    assert with_symbols(narrow, Answers({6: heart})).text == "网3图"


def test_a_line_of_a_picture_alone_has_no_characters() -> None:
    picture = Symbol("", is_picture=True, probability=0.9)
    reading = with_symbols(drawn(("3", 1.0, 0.1)), Answers({10: picture}))

    assert (reading.text, reading.middles.shape) == ("", (0,))


def test_a_number_in_a_circle_is_more_than_another_form_of_its_digit() -> None:
    reading = drawn(("8", 0.9, 0.3), ("网", 0.9, 0.1), scores={"8": 0.5})

    assert with_symbols(reading, Answers({9: _symbol("⑧")})).text == "⑧网"


def test_a_sure_roman_numeral_makes_others_in_its_line_sure() -> None:
    glyphs = (("1", 0.2, 0.5), ("x", 0.6, 0.5), ("网", 0.9, 0.1))
    alone, both = {2: _symbol("Ⅰ", 0.5)}, {2: _symbol("Ⅰ", 0.5), 6: _symbol("Ⅲ")}
    reading = drawn(*glyphs, scores={"1": 0.7, "x": 0.5})

    assert with_symbols(reading, Answers(alone)).text == "1x网"
    assert with_symbols(reading, Answers(both)).text == "ⅠⅢ网"


def test_unexplained_ordinary_text_is_read_alone() -> None:
    reading = drawn(("姓", 0.9, 0.15), ("", 0.9, 0.15), ("住", 0.9, 0.1))
    seen: list[Image] = []

    def read_alone(picture: Image) -> Symbol:
        seen.append(picture)
        return _symbol("戽", 0.9)

    assert correction.with_symbols(reading, Answers({}), read_alone).text == "姓戽住"
    assert len(seen) == 1


def test_in_a_line_of_which_nothing_was_read_symbols_must_be_surer() -> None:
    reading = drawn(("", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: _symbol("★", MIN_FIRST)})).text == "★"
    assert with_symbols(reading, Answers({9: _symbol("★", MIN_FIRST - 0.01)})).text == ""


def test_brackets_and_bars_are_added_only_beside_a_partner() -> None:
    with_partner = drawn(("（", 0.3, 0.3), ("图", 0.9, 0.1), ("", 0.2, 0.1))
    alone = drawn(("图", 0.9, 0.1), ("", 0.2, 0.1))

    assert with_symbols(with_partner, Answers({2: _symbol(")")})).text == "（图)"
    assert with_symbols(alone, Answers({2: _symbol(")")})).text == "图"


def test_a_row_of_dots_is_not_continued() -> None:
    reading = drawn(("●", 0.7, 0.2), ("", 0.7, 0.4), ("图", 0.9, 0.1))

    assert with_symbols(reading, Answers({7: _symbol("●")})).text == "●图"


@pytest.mark.parametrize(("probability", "text"), [(0.7, "5‰"), (0.69, "5%")])
def test_a_percent_sign_is_replaced_by_per_mille_at_a_lower_probability(
    probability: float, text: str
) -> None:
    reading = drawn(("5", 0.4, 0.15), ("%", 0.8, 0.1))

    assert with_symbols(reading, Answers({8: _symbol("‰", probability)})).text == text


def test_a_letter_that_is_too_wide_may_be_another_symbol() -> None:
    wide, narrow = drawn(("N", 1.0, 0.3), ("3", 0.4, 0.1)), drawn(("N", 0.7, 0.3), ("3", 0.4, 0.1))

    assert with_symbols(wide, Answers({10: _symbol("№")})).text == "№3"
    assert with_symbols(wide, Answers({10: Symbol("", is_picture=True, probability=0.99)})).text == "N3"
    assert with_symbols(narrow, Answers({7: _symbol("№")})).text == "N3"

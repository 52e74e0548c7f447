import pytest

from models.recognition.symbols.series import MIN_REPLACED
from models.symbols.classifier import Symbol
from tests.models.recognition.symbols.answers import Answers, symbol, with_symbols
from tests.models.recognition.symbols.strips import drawn


def test_a_doubtful_character_is_replaced() -> None:
    reading = drawn(("价", 0.9, 0.1), ("X", 0.6, 0.3), ("网", 0.9, 0.1), scores={"X": 0.5})

    assert with_symbols(reading, Answers({6: symbol("✗", MIN_REPLACED)})).text == "价✗网"
    assert with_symbols(reading, Answers({6: symbol("✗", MIN_REPLACED - 0.01)})).text == "价X网"


def test_several_characters_of_one_symbol_are_replaced_together() -> None:
    reading = drawn(("5", 0.4, 0.15), ("%", 0.6, 0.1), ("o", 0.3, 0.1), scores={"o": 0.7})

    assert with_symbols(reading, Answers({10: symbol("‰")})).text == "5‰"


def test_the_widest_of_overlapping_symbols_is_taken() -> None:
    reading = drawn(("5", 0.4, 0.15), ("%", 0.6, 0.1), ("o", 0.3, 0.1), scores={"o": 0.7})

    assert with_symbols(reading, Answers({3: symbol("°"), 10: symbol("‰", 0.92)})).text == "5‰"


def test_a_sure_letter_is_replaced_only_by_a_symbol_that_contains_it() -> None:
    reading = drawn(("第", 0.9, 0.4), ("N", 0.5, 0.1), ("", 0.4, 0.3), ("3", 0.4, 0.1))

    assert with_symbols(reading, Answers({10: symbol("№")})).text == "第№3"
    assert with_symbols(reading, Answers({10: symbol("‰")})).text == "第N3"


@pytest.mark.parametrize(("read", "found"), [("①", "⑴"), ("Ⅹ", "X"), ("①", "|"), ("①", "+")])
def test_signs_that_are_read_well_replace_nothing(read: str, found: str) -> None:
    assert with_symbols(drawn((read, 0.9, 0.1)), Answers({9: symbol(found)})).text == read


def test_another_form_of_the_same_text_is_no_correction() -> None:
    reading = drawn(("℃", 0.9, 0.1))

    assert with_symbols(reading, Answers({9: symbol("°C")})).text == "℃"


def test_a_confirmed_symbol_is_as_sure_as_the_network() -> None:
    reading = drawn(("★", 0.9, 0.1), scores={"★": 0.4})

    assert with_symbols(reading, Answers({9: symbol("★", 0.97)})).score == pytest.approx(0.97)


def test_a_symbol_of_two_characters_has_two_places() -> None:
    reading = drawn(("5", 0.4, 0.3), ("C", 0.9, 0.1), scores={"C": 0.5})
    corrected = with_symbols(reading, Answers({9: symbol("°F")}))

    assert corrected.characters == ("5", "°", "F")
    assert corrected.spans[1, 1] == pytest.approx(corrected.spans[2, 0])


def test_a_digit_that_is_too_wide_is_a_symbol_or_a_picture() -> None:
    reading = drawn(("网", 0.9, 0.4), ("3", 1.0, 0.4), ("图", 0.9, 0.1))
    narrow = drawn(("网", 0.9, 0.4), ("3", 0.6, 0.4), ("图", 0.9, 0.1))
    heart, picture = symbol("♥", 0.6), Symbol("", is_picture=True, probability=0.6)

    assert with_symbols(reading, Answers({10: heart})).text == "网♥图"
    assert with_symbols(reading, Answers({10: picture})).text == "网图"
    assert with_symbols(reading, Answers({10: symbol("♥", 0.4)})).text == "网3图"
    assert with_symbols(narrow, Answers({6: heart})).text == "网3图"


def test_a_number_in_a_circle_is_more_than_another_form_of_its_digit() -> None:
    reading = drawn(("8", 0.9, 0.3), ("网", 0.9, 0.1), scores={"8": 0.5})

    assert with_symbols(reading, Answers({9: symbol("⑧")})).text == "⑧网"


@pytest.mark.parametrize(("probability", "text"), [(0.7, "5‰"), (0.69, "5%")])
def test_a_percent_sign_is_replaced_by_per_mille_at_a_lower_probability(
    probability: float, text: str
) -> None:
    reading = drawn(("5", 0.4, 0.15), ("%", 0.8, 0.1), scores={"%": 0.7})

    assert with_symbols(reading, Answers({8: symbol("‰", probability)})).text == text


def test_a_letter_that_is_too_wide_may_be_another_symbol() -> None:
    wide, narrow = drawn(("N", 1.0, 0.3), ("3", 0.4, 0.1)), drawn(("N", 0.7, 0.3), ("3", 0.4, 0.1))

    assert with_symbols(wide, Answers({10: symbol("№")})).text == "№3"
    assert with_symbols(wide, Answers({10: Symbol("", is_picture=True, probability=0.99)})).text == "N3"
    assert with_symbols(narrow, Answers({7: symbol("№")})).text == "N3"


@pytest.mark.parametrize(
    ("beside", "expected"), [("6", "62"), ("2", "2☎"), ("价", "价☎")], ids=["other", "equal", "no digit"]
)
def test_a_doubtful_digit_beside_a_different_digit_is_no_symbol(beside: str, expected: str) -> None:
    reading = drawn((beside, 0.5, 0.15), ("2", 0.5, 0.1))
    reading.scores[1] = 0.5

    assert with_symbols(reading, Answers({5: symbol("☎")})).text == expected


def test_a_wide_digit_of_a_number_is_no_picture() -> None:
    picture = Answers({10: Symbol("", is_picture=True, probability=0.99)})
    number = drawn(("网", 0.9, 0.4), ("9", 1.0, 0.4), ("6", 0.5, 0.1))
    row = drawn(("网", 0.9, 0.4), ("9", 1.0, 0.4), ("图", 0.9, 0.1))

    assert with_symbols(number, picture).text == "网96"
    assert with_symbols(row, picture).text == "网图"


@pytest.mark.parametrize(("before", "found", "expected"), [("a", "㎎", "an"), ("5", "㎎", "5㎎")])
def test_letters_inside_a_word_are_no_unit(before: str, found: str, expected: str) -> None:
    reading = drawn((before, 0.5, 0.15), ("n", 0.5, 0.1), scores={"n": 0.5})

    assert with_symbols(reading, Answers({5: symbol(found)})).text == expected

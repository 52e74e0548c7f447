from tests.models.recognition.symbols.answers import Answers, symbol, with_symbols
from tests.models.recognition.symbols.strips import drawn


def test_a_sure_roman_numeral_makes_others_in_its_line_sure() -> None:
    glyphs = (("1", 0.2, 0.5), ("x", 0.6, 0.5), ("网", 0.9, 0.1))
    alone, both = {2: symbol("Ⅰ", 0.5)}, {2: symbol("Ⅰ", 0.5), 6: symbol("Ⅲ")}
    reading = drawn(*glyphs, scores={"1": 0.7, "x": 0.5})

    assert with_symbols(reading, Answers(alone)).text == "1x网"
    assert with_symbols(reading, Answers(both)).text == "ⅠⅢ网"


def test_a_row_of_numbers_in_circles_makes_its_digits_sure() -> None:
    glyphs = (("1", 0.4, -0.05), ("6", 0.45, 0.3), ("4", 0.9, 0.3), ("①", 0.7, 0.3))
    row = {8: symbol("⑯"), 9: symbol("⑭", 0.6), 7: symbol("①")}
    single = {7: symbol("⑭", 0.6)}

    assert with_symbols(drawn(*glyphs), Answers(row)).text == "⑯⑭①"
    assert with_symbols(drawn(*glyphs), Answers(single)).text == "164①"


def test_a_sure_number_in_a_circle_stays_in_a_series() -> None:
    glyphs = (("①", 0.7, 0.3), ("②", 0.8, 0.3), ("③", 0.9, 0.3))
    found = {7: symbol("①"), 8: symbol("⑦", 0.7), 9: symbol("③")}
    unsure = drawn(*glyphs, scores={"②": 0.5})

    assert with_symbols(drawn(*glyphs), Answers(found)).text == "①②③"
    assert with_symbols(unsure, Answers(found)).text == "①⑦③"


def test_a_numeral_replaces_its_own_letters_in_a_series() -> None:
    reading = drawn(("Ⅲ", 0.7, 0.5), ("X", 0.6, 0.5), ("网", 0.9, 0.1))

    assert with_symbols(reading, Answers({7: symbol("Ⅲ"), 6: symbol("Ⅹ", 0.8)})).text == "ⅢⅩ网"

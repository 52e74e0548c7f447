from tests.models.recognition.symbols.answers import Answers, symbol, with_symbols
from tests.models.recognition.symbols.strips import drawn


def test_a_sure_roman_numeral_makes_others_in_its_line_sure() -> None:
    glyphs = (("1", 0.2, 0.5), ("x", 0.6, 0.5), ("网", 0.9, 0.1))
    alone, both = {2: symbol("Ⅰ", 0.5)}, {2: symbol("Ⅰ", 0.5), 6: symbol("Ⅲ")}
    reading = drawn(*glyphs, scores={"1": 0.7, "x": 0.5})

    assert with_symbols(reading, Answers(alone)).text == "1x网"
    assert with_symbols(reading, Answers(both)).text == "ⅠⅢ网"

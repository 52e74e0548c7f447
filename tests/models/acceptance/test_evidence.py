import pytest

from models.acceptance.evidence import Evidence, evidence, is_symbol, repeated
from models.acceptance.surroundings import Surroundings
from models.catalog.line_parameters import AcceptanceWeights

SCORES = (0.9, 0.9, 0.99, 0.99)


def _evidence(text: str, scores: tuple[float, ...] = (0.9,), alike: int = 1) -> Evidence:
    around = Surroundings(column=0.5, smaller=0.25, has_label=True)
    return evidence(text, scores, 0.8, around, alike)


def test_every_quantity_has_a_weight() -> None:
    assert {"bias", *Evidence._fields} == AcceptanceWeights.model_fields.keys()


def test_the_certainty_is_that_of_the_surer_half() -> None:
    found = _evidence("价 1折", SCORES)

    assert found.certainty == pytest.approx(2, abs=0.01)
    assert found.least_certainty == pytest.approx(1, abs=0.01)


def test_shares_are_of_the_visible_characters() -> None:
    found = _evidence("价 ★…1", SCORES)

    assert (found.ideographs, found.symbols, found.marks) == (0.25, 0.25, 0.25)
    assert found.symbols_certainty == pytest.approx(0.5, abs=0.01)
    assert found.length == 2


@pytest.mark.parametrize(("text", "single"), [("★", 1), ("★★", 0)])
def test_a_line_of_one_symbol_is_told_from_several(text: str, single: float) -> None:
    found = _evidence(text)

    assert found.symbol_single == single
    assert found.column_single == single * 0.5
    assert (found.column, found.smaller, found.label) == (0.5, 0.25, 1)


def test_more_lines_of_one_pattern_are_counted_up_to_eight() -> None:
    assert [_evidence("**", alike=count).pattern for count in (0, 1, 4, 8, 90)] == [0, 0, 2, 3, 3]


@pytest.mark.parametrize(
    ("text", "character"), [("**", "*"), ("*＊", "*"), ("8 8 8", "8"), ("*", ""), ("*+", ""), ("", "")]
)
def test_the_repeated_character_of_a_line(text: str, character: str) -> None:
    assert repeated(text) == character


def test_stars_and_arrows_are_symbols_and_prices_and_marks_are_not() -> None:
    assert all(map(is_symbol, "★→+○"))
    assert not any(map(is_symbol, "¥￥$…？}A价1"))

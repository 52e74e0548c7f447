import numpy as np
import pytest

from models.acceptance.acceptance import accepted, is_sure, log_odds, page_evidence
from models.catalog.catalog import model_sets
from models.page import Quad, TextLine

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters.acceptance


def _quad(left: float, top: float, width: float, height: float) -> Quad:
    right, bottom = left + width, top + height
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _line(text: str, score: float, left: float = 50, top: float = 50, width: float = 60) -> TextLine:
    return TextLine(_quad(left, top, width, 20), text, score, scores=(score,) * len("".join(text.split())))


def _is_accepted(line: TextLine, *others: TextLine, detection_score: float = 0.9) -> bool:
    lines = (line, *others)
    return accepted(lines, [detection_score] * len(lines), PARAMETERS)[0]


def test_an_empty_line_is_not_accepted() -> None:
    assert not _is_accepted(_line("", 0.0))
    assert accepted([], [], PARAMETERS) == []


@pytest.mark.parametrize(
    ("text", "score", "detection_score", "sure"),
    [
        ("双肩包特价", 0.7, 0.5, True),
        ("双肩包特价", 0.699, 0.9, False),
        ("双肩 包 特", 0.94, 0.9, False),
        ("双肩包", 0.95, 0.5, True),
        ("双肩包", 0.949, 0.9, False),
        ("热门", 0.98, 0.8, True),
        ("热门", 0.98, 0.79, False),
        ("热门", 0.979, 0.9, False),
        ("88", 1.0, 1.0, False),
        ("？！…", 1.0, 1.0, False),
        ("1 1", 1.0, 1.0, False),
    ],
)
def test_a_sure_line_has_different_letters_and_high_scores(
    text: str, score: float, detection_score: float, sure: bool
) -> None:
    assert is_sure(_line(text, score), detection_score, PARAMETERS) == sure


def test_a_line_of_five_different_characters_is_judged_by_its_score() -> None:
    other = _line("收到，谢谢", 0.99, top=80)

    assert _is_accepted(_line("双肩包特价", 0.7))
    assert not _is_accepted(_line("双肩包特价", 0.699), other)


def test_a_sure_line_needs_no_evidence() -> None:
    lines = [_line("双肩包", 0.99), _line("", 0.0), _line("X", 0.9)]

    assert [each is None for each in page_evidence(lines, [0.9] * 3, PARAMETERS)] == [True, True, False]


@pytest.mark.parametrize(
    "text", ["？？？", "……", "！！！", "***", "11111111", "0000000000", "});", "}", "1 2 3", "[]{}()<>;:_-"]
)
def test_real_repeats_and_marks_are_accepted_alone(text: str) -> None:
    assert _is_accepted(_line(text, 0.95))


@pytest.mark.parametrize("text", ["Q", "田", "★", "口"])
def test_a_drawing_is_read_as_one_character_and_not_accepted(text: str) -> None:
    assert not _is_accepted(_line(text, 0.9, width=20))


def test_a_doubtful_line_in_a_column_of_text_is_accepted() -> None:
    doubtful = _line("XX", 0.6)

    assert not _is_accepted(doubtful)
    assert _is_accepted(doubtful, _line("收到，谢谢", 0.99, top=80))
    assert not _is_accepted(doubtful, _line("收到，谢谢", 0.99, left=400, top=80))


def test_a_character_beside_a_label_is_an_icon() -> None:
    doubtful = _line("只", 0.999, width=20)

    assert _is_accepted(doubtful)
    assert not _is_accepted(doubtful, _line("搜索商品", 0.99, left=80))


def test_lines_that_repeat_one_sign_without_any_text_are_a_texture() -> None:
    rows = [_line("****", 0.95, top=50 + 30 * i) for i in range(8)]

    assert _is_accepted(rows[0])
    assert not any(accepted(rows, [0.9] * 8, PARAMETERS))
    assert all(accepted([*rows, _line("会员卡号", 0.99, top=20)], [0.9] * 9, PARAMETERS))


def test_a_line_without_scores_of_its_characters_is_judged_by_its_score() -> None:
    with_scores = _line("XX", 0.9)
    without = TextLine(with_scores.quad, "XX", 0.9)

    assert page_evidence([without], [0.9], PARAMETERS) == page_evidence([with_scores], [0.9], PARAMETERS)


def test_a_line_is_accepted_from_the_least_odds_on() -> None:
    (found,) = page_evidence([_line("X", 0.9)], [0.9], PARAMETERS)
    assert found is not None
    odds = log_odds(found, PARAMETERS)
    bounds = [PARAMETERS.model_copy(update={"min_log_odds": odds + step}) for step in (0.001, -0.001)]

    assert [accepted([_line("X", 0.9)], [0.9], each) for each in bounds] == [[False], [True]]

import numpy as np
import pytest

from models.recognition.spaces.spaces import DOUBT, with_printed_spaces
from tests.models.recognition.spaces.drawn import drawn

HINT = 0.05


@pytest.mark.parametrize(
    ("text", "places", "printed"),
    [
        ("张三李四王五", (2, 4), "张三 李四 王五"),
        ("12345678", (4,), "1234 5678"),
        ("今天1405", (2,), "今天 1405"),
    ],
    ids=["ideographs", "digits", "both"],
)
def test_a_space_is_put_where_the_ink_leaves_room_for_it(
    text: str, places: tuple[int, ...], printed: str
) -> None:
    assert with_printed_spaces(drawn(text, 0.4, places, hint=HINT)).text == printed


@pytest.mark.parametrize("gap", [0.0, 0.05, 0.1])
def test_no_space_is_put_into_a_usual_gap(gap: float) -> None:
    reading = drawn("张三李四王五", gap, (2, 4), hint=HINT)

    assert with_printed_spaces(reading).text == "张三李四王五"


def test_equally_spaced_characters_get_no_spaces() -> None:
    assert with_printed_spaces(drawn("春夏秋冬", 0.3, (1, 2, 3), hint=0.01)).text == "春夏秋冬"


def test_a_line_without_doubt_is_not_measured() -> None:
    reading = drawn("张三李四", 0.4, (2,), hint=DOUBT / 2)

    assert with_printed_spaces(reading) is reading


def test_a_space_keeps_the_score_of_the_line_and_spans_its_gap() -> None:
    reading = drawn("张三李四", 0.4, (2,), hint=HINT)
    spaced = with_printed_spaces(reading)

    assert spaced.characters == ("张", "三", " ", "李", "四")
    assert spaced.score == pytest.approx(reading.score)
    assert spaced.scores[2] == pytest.approx(reading.score)
    assert spaced.spans[2].tolist() == [88, 108]
    assert (np.diff(spaced.middles) > 0).all()


@pytest.mark.parametrize("text", ["", "张"])
def test_a_line_of_less_than_two_characters_stays(text: str) -> None:
    reading = drawn("张", 0.0)
    short = type(reading)(
        tuple(text), reading.scores[: len(text)], reading.spans[: len(text)], reading.pixels, height=48.0
    )

    assert with_printed_spaces(short) is short


def test_a_line_without_ink_stays() -> None:
    reading = drawn("张三", 0.4, (1,), hint=HINT)
    reading.pixels[:] = 255

    assert with_printed_spaces(reading) is reading

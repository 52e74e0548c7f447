from dataclasses import replace

import pytest

from models.recognition.expanders import without_expander
from models.recognition.reading import Reading
from tests.models.recognition.symbols.strips import Drawn, drawn

LABEL: tuple[Drawn, ...] = (("文", 0.9, 0.1), ("字", 0.9, 0.1))


@pytest.mark.parametrize("mark", "▼▶□☐+")
def test_a_mark_before_an_icon_that_was_not_read_is_left_out(mark: str) -> None:
    assert without_expander(drawn((mark, 0.4, 0.5), ("", 0.9, 0.4), *LABEL)).text == "文字"


def test_a_space_between_them_is_left_out_as_well() -> None:
    reading = drawn(("▼", 0.4, 0.2), (" ", 0.1, 0.2), ("", 0.9, 0.4), *LABEL)

    assert without_expander(reading).text == "文字"


@pytest.mark.parametrize(
    "glyphs",
    [
        (("▼", 0.4, 0.5), *LABEL),
        (("文", 0.9, 0.5), ("", 0.9, 0.4), *LABEL),
        (("▼", 0.4, 0.5), ("", 0.3, 0.6), *LABEL),
        (("▼", 0.4, 0.1), ("", 0.9, 0.4), *LABEL),
        (("▼", 0.4, 0.5), ("", 0.9, 0.1), *LABEL),
        (("▼", 0.4, 0.5), ("", 0.9, 0.4), ("▲", 0.9, 0.1)),
        (("▼", 0.4, 0.5), ("", 0.9, 0.4)),
    ],
    ids=["no icon", "a letter", "a narrow icon", "no gap", "no gap behind", "no label", "nothing"],
)
def test_other_first_marks_stay(glyphs: tuple[Drawn, ...]) -> None:
    reading = drawn(*glyphs)

    assert without_expander(reading) is reading


def _with_box(reading: Reading, index: int, rows: int) -> Reading:
    """Returns the reading with a character that is only so many rows high, in the middle of the line."""
    pixels = reading.pixels.copy()
    start, end = reading.spans[index].astype(int)
    around = pixels[:, start - 14 : end + 14]
    above = (48 - rows) // 2
    around[:above] = around[above + rows :] = 230
    return replace(reading, pixels=pixels)


@pytest.mark.parametrize("box", "口□☐")
def test_a_box_that_is_wider_than_high_is_a_folder(box: str) -> None:
    reading = drawn((box, 0.75, 0.3), *LABEL)

    assert without_expander(_with_box(reading, 0, 20)).text == "文字"
    assert without_expander(_with_box(reading, 0, 26)).text == f"{box}文字"


@pytest.mark.parametrize("mark", "曰田日▼+")
def test_a_mark_before_a_folder_is_left_out_with_it(mark: str) -> None:
    reading = drawn((mark, 0.5, 0.3), ("口", 0.75, 0.3), *LABEL)

    assert without_expander(_with_box(reading, 1, 20)).text == "文字"
    assert without_expander(_with_box(reading, 1, 26)).text == f"{mark}口文字"


def test_a_folder_without_a_label_and_one_behind_text_stay() -> None:
    alone = _with_box(drawn(("口", 0.75, 0.3), (">", 0.5, 0.1)), 0, 20)
    inside = _with_box(drawn(("文", 0.9, 0.3), ("口", 0.75, 0.3), *LABEL), 1, 20)

    assert without_expander(alone) is alone
    assert without_expander(inside) is inside


def test_an_empty_reading_stays() -> None:
    reading = drawn(("", 0.9, 0.3))

    assert without_expander(reading) is reading

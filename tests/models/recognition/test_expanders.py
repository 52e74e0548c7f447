import pytest

from models.recognition.expanders import without_expander
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

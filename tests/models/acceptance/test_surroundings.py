import numpy as np
import pytest

from models.acceptance.surroundings import Surroundings, surroundings
from models.geometry import Boxes


def _boxes(*boxes: tuple[float, float, float, float]) -> Boxes:
    return np.array(boxes, np.float32).reshape(-1, 4)


LINE = _boxes((100, 200, 160, 220))[0]
ICON = _boxes((100, 200, 120, 220))[0]


def test_a_line_without_others_has_no_surroundings() -> None:
    assert surroundings(LINE, _boxes()) == Surroundings()


@pytest.mark.parametrize(
    "other",
    [(100, 225, 300, 245), (20, 225, 160, 245), (60, 225, 200, 245), (105, 175, 300, 195)],
    ids=["left edges", "right edges", "middles", "above and nearly aligned"],
)
def test_an_aligned_line_of_like_height_is_in_the_column(other: tuple[float, float, float, float]) -> None:
    assert surroundings(LINE, _boxes(other)).column == pytest.approx(np.exp(-0.25 / 4))


@pytest.mark.parametrize(
    "other",
    [(110, 225, 300, 245), (100, 225, 300, 255), (100, 200, 300, 220)],
    ids=["not aligned", "higher", "at the same place"],
)
def test_other_lines_are_not_in_the_column(other: tuple[float, float, float, float]) -> None:
    assert surroundings(LINE, _boxes(other)).column == 0


def test_a_distant_line_of_the_column_counts_less() -> None:
    near, far = (surroundings(LINE, _boxes((100, y, 300, y + 20))).column for y in (225, 600))

    assert near > 0.9
    assert 0 < far < 0.05


def test_a_line_is_compared_with_the_median_height_of_the_others() -> None:
    heights = (20, 40, 90)
    others = _boxes(*((500, 100 * i, 600, 100 * i + height) for i, height in enumerate(heights)))

    assert surroundings(LINE, others).smaller == pytest.approx(1)
    assert surroundings(LINE, _boxes((500, 0, 600, 10))).smaller == 0
    assert surroundings(LINE, _boxes((500, 0, 600, 900))).smaller == 2


@pytest.mark.parametrize(
    ("label", "has_label"),
    [
        ((130, 201, 200, 219), True),
        ((149, 201, 200, 219), True),
        ((151, 201, 200, 219), False),
        ((20, 201, 90, 219), False),
        ((130, 220, 200, 238), False),
        ((92, 224, 130, 238), True),
        ((92, 246, 130, 260), False),
        ((92, 224, 150, 238), False),
        ((92, 224, 130, 244), False),
        ((92, 184, 130, 198), False),
    ],
    ids=[
        "beside", "1.45 heights beside", "farther beside", "before", "in the next row",
        "below", "farther below", "below and not centred", "below and as high", "above",
    ],
)  # fmt: skip
def test_an_icon_has_its_label_beside_or_below(
    label: tuple[float, float, float, float], has_label: bool
) -> None:
    assert surroundings(ICON, _boxes(label)).has_label == has_label


def test_a_line_that_is_longer_than_an_icon_has_no_label() -> None:
    assert not surroundings(LINE, _boxes((170, 200, 300, 220))).has_label

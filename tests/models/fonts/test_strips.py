import numpy as np
import pytest

from models.fonts.strips import HEIGHT, bucket, prepared, scaled, stretched
from models.page import Image


def strip(ink: tuple[int, int, int], ground: tuple[int, int, int], width: int = 150) -> Image:
    """Three upright strokes of ink."""
    picture = np.full((HEIGHT, width, 3), ground, np.uint8)
    for left in (20, 60, 100):
        picture[10:38, left : left + 6] = ink
    return picture


@pytest.mark.parametrize(("height", "width", "strip_width"), [(24, 100, 200), (96, 100, 50), (48, 77, 77)])
def test_a_crop_of_any_height_becomes_a_strip(height: int, width: int, strip_width: int) -> None:
    assert scaled(np.zeros((height, width, 3), np.uint8)).shape == (HEIGHT, strip_width, 3)


def test_of_a_long_strip_its_middle_is_looked_at() -> None:
    long = np.full((48, 1000, 3), 255, np.uint8)
    long[10:38, 340:660:9] = 0

    np.testing.assert_array_equal(prepared(long), prepared(long[:, 340:660]))
    assert prepared(long).shape == (HEIGHT, 320)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ((0, 0, 0), (255, 255, 255)),
        ((255, 255, 255), (0, 0, 0)),
        ((110, 110, 110), (140, 140, 140)),
        ((40, 40, 200), (40, 130, 40)),
        ((200, 60, 60), (60, 60, 90)),
    ],
)
def test_text_is_white_on_black_whatever_its_colours_were(
    ink: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    grey = stretched(strip(ink, ground))

    assert grey[20, 22] == 255
    assert grey[20, 40] == 0


def test_colours_of_one_brightness_are_told_apart() -> None:
    red, green = (0, 0, 196), (0, 100, 0)  # both of luma 59
    grey = stretched(strip(red, green))

    assert (grey[20, 22], grey[20, 40]) == (255, 0)


def test_bold_text_that_covers_most_of_its_strip_is_still_the_bright_part() -> None:
    picture = np.full((HEIGHT, 100, 3), 250, np.uint8)
    picture[4:44, 5:95] = 20

    assert stretched(picture)[24, 50] == 255


def test_a_strip_without_contrast_has_nothing_to_show() -> None:
    assert set(np.unique(stretched(np.full((HEIGHT, 100, 3), 90, np.uint8)))) <= {0, 255}


@pytest.mark.parametrize(
    ("width", "seen"), [(1, 96), (96, 96), (97, 192), (192, 192), (200, 320), (999, 320)]
)
def test_a_strip_is_looked_at_in_one_of_a_few_widths(width: int, seen: int) -> None:
    assert bucket(width) == seen
    assert prepared(np.zeros((HEIGHT, width, 3), np.uint8)).shape == (HEIGHT, seen)


def test_to_the_right_of_a_short_text_all_is_black() -> None:
    seen = prepared(strip((0, 0, 0), (255, 255, 255)))

    assert seen[20, 22] == 255
    assert not seen[:, 150:].any()


def test_of_a_long_line_the_middle_is_looked_at() -> None:
    picture = np.full((HEIGHT, 1000, 3), 255, np.uint8)
    picture[10:38, 340:660] = 0
    picture[10:38, 420:440] = 255

    seen = prepared(picture)

    assert seen[24].astype(bool).tolist() == [not 80 <= column < 100 for column in range(320)]

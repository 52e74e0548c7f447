import numpy as np
import pytest

from models.fonts.strips import HEIGHT, bucket, network_input, normalized, scaled
from models.page import Image


def strip(ink: tuple[int, int, int], background: tuple[int, int, int], width: int = 150) -> Image:
    """Returns a strip with three vertical strokes."""
    picture = np.full((HEIGHT, width, 3), background, np.uint8)
    for left in (20, 60, 100):
        picture[10:38, left : left + 6] = ink
    return picture


@pytest.mark.parametrize(("height", "width", "strip_width"), [(24, 100, 200), (96, 100, 50), (48, 77, 77)])
def test_a_crop_is_scaled_to_the_height_of_a_strip(height: int, width: int, strip_width: int) -> None:
    assert scaled(np.zeros((height, width, 3), np.uint8)).shape == (HEIGHT, strip_width, 3)


def test_a_long_strip_is_cropped_to_its_middle() -> None:
    long = np.full((48, 1000, 3), 255, np.uint8)
    long[10:38, 340:660:9] = 0

    np.testing.assert_array_equal(network_input(long), network_input(long[:, 340:660]))
    assert network_input(long).shape == (HEIGHT, 320)


@pytest.mark.parametrize(
    ("ink", "background"),
    [
        ((0, 0, 0), (255, 255, 255)),
        ((255, 255, 255), (0, 0, 0)),
        ((110, 110, 110), (140, 140, 140)),
        ((40, 40, 200), (40, 130, 40)),
        ((200, 60, 60), (60, 60, 90)),
    ],
)
def test_text_becomes_white_on_black(ink: tuple[int, int, int], background: tuple[int, int, int]) -> None:
    grey = normalized(strip(ink, background))

    assert grey[20, 22] == 255
    assert grey[20, 40] == 0


def test_text_with_the_luma_of_the_background_becomes_visible() -> None:
    red, green = (0, 0, 196), (0, 100, 0)  # the luma of both is 59
    grey = normalized(strip(red, green))

    assert (grey[20, 22], grey[20, 40]) == (255, 0)


def test_bold_text_that_covers_most_of_the_strip_becomes_bright() -> None:
    picture = np.full((HEIGHT, 100, 3), 250, np.uint8)
    picture[4:44, 5:95] = 20

    assert normalized(picture)[24, 50] == 255


def test_a_strip_without_contrast_becomes_black_or_white() -> None:
    assert set(np.unique(normalized(np.full((HEIGHT, 100, 3), 90, np.uint8)))) <= {0, 255}


@pytest.mark.parametrize(
    ("width", "input_width"), [(1, 96), (96, 96), (97, 192), (192, 192), (200, 320), (999, 320)]
)
def test_the_input_width_is_the_next_larger_width(width: int, input_width: int) -> None:
    assert bucket(width) == input_width
    assert network_input(np.zeros((HEIGHT, width, 3), np.uint8)).shape == (HEIGHT, input_width)


def test_padding_at_the_right_is_black() -> None:
    grey = network_input(strip((0, 0, 0), (255, 255, 255)))

    assert grey[20, 22] == 255
    assert not grey[:, 150:].any()


def test_a_long_strip_keeps_the_columns_of_its_middle() -> None:
    picture = np.full((HEIGHT, 1000, 3), 255, np.uint8)
    picture[10:38, 340:660] = 0
    picture[10:38, 420:440] = 255

    grey = network_input(picture)

    assert grey[24].astype(bool).tolist() == [not 80 <= column < 100 for column in range(320)]

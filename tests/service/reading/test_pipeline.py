"""The pipeline with real models: lines, their places and their characters."""

from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image as PIL
from PIL import ImageDraw, ImageFont

from models.orientation.page import page_direction
from models.page import Image, Page, Quad, TextLine
from service.engine.engine import Engine
from service.errors import UnreadableImage
from service.reading import pipeline as module
from service.request import ReadOptions
from tests.harness.lines import normalized
from tests.harness.rotated import rotated_picture, rotation_matrix
from tests.service.engine.reading import image_of, read


def _texts(page: Page) -> list[str]:
    return [normalized(line.text) for line in page.lines]


def test_a_blank_picture_has_no_lines(real_engine: Engine) -> None:
    page = read(real_engine, np.full((300, 400, 3), 255, np.uint8))

    assert page == Page(400, 300, ())


@pytest.mark.parametrize(("height", "width"), [(15, 15), (15, 8192), (8192, 15), (15, 400), (16, 2000)])
def test_pictures_of_any_shape_are_read(real_engine: Engine, height: int, width: int) -> None:
    page = read(real_engine, np.full((height, width, 3), 255, np.uint8))

    assert (page.width, page.height) == (width, height)


def test_every_corner_is_inside_the_picture(real_engine: Engine) -> None:
    image = image_of("phone")[20:-20, 60:-60]
    page = read(real_engine, np.ascontiguousarray(image))
    corners = np.concatenate([line.quad for line in page.lines])

    assert corners.min() >= 0
    assert (corners <= [page.width, page.height]).all()


def test_upside_down_lines_are_read_and_start_at_their_own_top_left(real_engine: Engine) -> None:
    """15 % of the lines may be missed. Some are text both ways, such as 1389, and are taken as upright."""
    image = image_of("chat")
    upright = read(real_engine, image)
    inverted = read(real_engine, np.rot90(image, 2))
    starts = {normalized(line.text): line.quad[0] for line in inverted.lines}
    unique = [line for line in upright.lines if _texts(upright).count(normalized(line.text)) == 1]
    found = [line for line in unique if normalized(line.text) in starts]
    expected = [[inverted.width, inverted.height] - line.quad[0] for line in found]
    distances = [
        np.abs(starts[normalized(line.text)] - start).max()
        for line, start in zip(found, expected, strict=True)
    ]

    assert len(found) >= 0.85 * len(unique)
    assert sum(distance < 12 for distance in distances) >= 0.85 * len(unique)


@pytest.mark.parametrize("degrees", [30, 90, 135, 200, 315])
def test_a_rotated_page_has_the_text_of_the_upright_page_in_its_own_places(
    real_engine: Engine, degrees: float
) -> None:
    image = image_of("chat")
    rotation = rotation_matrix(image.shape[1], image.shape[0], degrees)
    upright = read(real_engine, image)
    rotated = read(real_engine, rotated_picture(image, rotation), ReadOptions(any_angle=True))
    starts = {normalized(line.text): line.quad[0] for line in rotated.lines}
    expected = {
        normalized(line.text): cv2.transform(line.quad[np.newaxis, :1], rotation)[0, 0]
        for line in upright.lines
        if _texts(upright).count(normalized(line.text)) == 1
    }
    found = expected.keys() & starts.keys()

    assert abs((page_direction(rotated.lines) - degrees + 180) % 360 - 180) < 1
    assert len(found) >= 0.9 * len(expected)
    assert all(np.abs(starts[text] - expected[text]).max() < 12 for text in found)
    assert [text for text in _texts(rotated) if text in found] == [
        text for text in _texts(upright) if text in found
    ]


@pytest.mark.parametrize("quarters", [1, 3])
def test_lines_rotated_by_90_degrees_are_read(real_engine: Engine, quarters: int) -> None:
    image = image_of("english")
    upright = set(_texts(read(real_engine, image)))
    rotated = set(_texts(read(real_engine, np.rot90(image, quarters))))

    assert len(upright & rotated) >= 0.8 * len(upright)


def _rotated(image: Image, quarters: int) -> Image:
    return np.ascontiguousarray(np.rot90(image, quarters))


def _along(line: TextLine, quad: Quad) -> tuple[float, float]:
    """Start and end of a quad along a line, as shares of the length of the line."""
    edge = line.quad[1] - line.quad[0]
    shares = (quad - line.quad[0]) @ edge / (edge @ edge)
    return float(shares[[0, 3]].mean()), float(shares[[1, 2]].mean())


def _area(quad: Quad) -> float:
    return float(cv2.contourArea(quad))


@pytest.mark.parametrize("quarters", range(4))
def test_characters_have_the_text_of_their_line_and_fill_its_quad_in_order(
    real_engine: Engine, quarters: int
) -> None:
    page = read(real_engine, _rotated(image_of("english"), quarters), ReadOptions(characters=True))
    filled = [sum(_area(each.quad) for each in line.characters) / _area(line.quad) for line in page.lines]

    assert page_direction(page.lines) == pytest.approx(90 * (-quarters % 4), abs=1)
    for line in page.lines:
        extents = [_along(line, each.quad) for each in line.characters]
        assert "".join(each.text for each in line.characters) == line.text
        assert [border for extent in extents for border in extent] == sorted(
            border for extent in extents for border in extent
        )
        assert all(
            cv2.pointPolygonTest(line.quad, (float(x), float(y)), measureDist=True) > -0.5
            for each in line.characters
            for x, y in each.quad
        )
    assert min(filled) > 0.5
    assert np.mean(filled) > 0.9


def test_a_request_for_characters_does_not_change_the_lines(real_engine: Engine) -> None:
    plain = read(real_engine, image_of("phone"))
    with_characters = read(real_engine, image_of("phone"), ReadOptions(characters=True))

    assert [(line.text, line.score) for line in plain.lines] == [
        (line.text, line.score) for line in with_characters.lines
    ]
    assert not any(line.characters for line in plain.lines)
    for one, other in zip(plain.lines, with_characters.lines, strict=True):
        np.testing.assert_array_equal(one.quad, other.quad)


def _drawn(text: str, degrees: float) -> tuple[Image, list[tuple[float, float]]]:
    """A line of text, rotated clockwise, and the true middles of its characters."""
    font = ImageFont.load_default(32)
    picture = PIL.new("RGB", (900, 900), "white")
    ImageDraw.Draw(picture).text((100, 450), text, "black", font, anchor="lm")
    ends = [100 + font.getlength(text[:count]) for count in range(len(text) + 1)]
    rotation = cv2.getRotationMatrix2D((450, 450), -degrees, 1.0)
    middles = [((start + end) / 2, 450.0) for start, end in pairwise(ends)]
    image = cv2.warpAffine(np.asarray(picture), rotation, (900, 900), borderValue=(255, 255, 255))
    return image.astype(np.uint8), [tuple(rotation @ (*middle, 1)) for middle in middles]


@pytest.mark.parametrize("degrees", [0, 23, 90, 180, 270, 311])
def test_characters_contain_the_places_where_they_were_drawn(real_engine: Engine, degrees: float) -> None:
    text = "Every evening the ferry crosses the bay 1234567"
    image, middles = _drawn(text, degrees)
    (line,) = read(real_engine, image, ReadOptions(characters=True)).lines
    contains_middle = [
        cv2.pointPolygonTest(each.quad, middle, measureDist=False) >= 0
        for each, middle in zip(line.characters, middles, strict=True)
    ]

    assert line.text == text
    assert sum(contains_middle) >= len(text) - 1


def test_a_picture_with_too_many_regions_is_unreadable(
    real_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_LINES", 3)
    with pytest.raises(UnreadableImage):
        read(real_engine, image_of("phone"))

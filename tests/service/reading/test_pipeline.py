"""Real models on real pixels: what a line is, and what a picture without one gives."""

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
from tests.harness.rotated import rotated_picture, rotation_matrix
from tests.harness.scoring import normalized
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


def test_every_corner_lies_in_the_picture(real_engine: Engine) -> None:
    image = image_of("phone")[20:-20, 60:-60]
    page = read(real_engine, np.ascontiguousarray(image))
    corners = np.concatenate([line.quad for line in page.lines])

    assert corners.min() >= 0
    assert (corners <= [page.width, page.height]).all()


def test_lines_on_their_head_are_read_and_start_at_their_own_beginning(real_engine: Engine) -> None:
    """But for the few that read as well on their head: 1389 is then taken as upright."""
    image = image_of("chat")
    upright = read(real_engine, image)
    turned = read(real_engine, np.rot90(image, 2))
    starts = {normalized(line.text): line.quad[0] for line in turned.lines}
    unique = [line for line in upright.lines if _texts(upright).count(normalized(line.text)) == 1]
    found = [line for line in unique if normalized(line.text) in starts]
    expected = [[turned.width, turned.height] - line.quad[0] for line in found]
    off = [
        np.abs(starts[normalized(line.text)] - start).max()
        for line, start in zip(found, expected, strict=True)
    ]

    assert len(found) >= 0.85 * len(unique)
    assert sum(distance < 12 for distance in off) >= 0.85 * len(unique)


@pytest.mark.parametrize("degrees", [30, 90, 135, 200, 315])
def test_a_page_that_may_be_turned_is_read_as_upright_and_placed_as_it_lies(
    real_engine: Engine, degrees: float
) -> None:
    image = image_of("chat")
    rotation = rotation_matrix(image.shape[1], image.shape[0], degrees)
    upright = read(real_engine, image)
    turned = read(real_engine, rotated_picture(image, rotation), ReadOptions(any_angle=True))
    starts = {normalized(line.text): line.quad[0] for line in turned.lines}
    expected = {
        normalized(line.text): cv2.transform(line.quad[np.newaxis, :1], rotation)[0, 0]
        for line in upright.lines
        if _texts(upright).count(normalized(line.text)) == 1
    }
    found = expected.keys() & starts.keys()

    assert abs((page_direction(turned.lines) - degrees + 180) % 360 - 180) < 1
    assert len(found) >= 0.9 * len(expected)
    assert all(np.abs(starts[text] - expected[text]).max() < 12 for text in found)
    assert [text for text in _texts(turned) if text in found] == [
        text for text in _texts(upright) if text in found
    ]


@pytest.mark.parametrize("quarters", [1, 3])
def test_lines_on_their_side_are_read(real_engine: Engine, quarters: int) -> None:
    image = image_of("english")
    upright = set(_texts(read(real_engine, image)))
    turned = set(_texts(read(real_engine, np.rot90(image, quarters))))

    assert len(upright & turned) >= 0.8 * len(upright)


def _turned(image: Image, quarters: int) -> Image:
    return np.ascontiguousarray(np.rot90(image, quarters))


def _along(line: TextLine, quad: Quad) -> tuple[float, float]:
    """From where to where a quad reaches along a line, 0 to 1 of the line's reading edge."""
    edge = line.quad[1] - line.quad[0]
    shares = (quad - line.quad[0]) @ edge / (edge @ edge)
    return float(shares[[0, 3]].mean()), float(shares[[1, 2]].mean())


def _area(quad: Quad) -> float:
    return float(cv2.contourArea(quad))


@pytest.mark.parametrize("quarters", range(4))
def test_characters_spell_their_line_and_fill_its_quad_in_reading_order(
    real_engine: Engine, quarters: int
) -> None:
    page = read(real_engine, _turned(image_of("english"), quarters), ReadOptions(characters=True))
    taken = [sum(_area(each.quad) for each in line.characters) / _area(line.quad) for line in page.lines]

    assert page_direction(page.lines) == pytest.approx(90 * (-quarters % 4), abs=1)
    for line in page.lines:
        reached = [_along(line, each.quad) for each in line.characters]
        assert "".join(each.text for each in line.characters) == line.text
        assert [border for ends in reached for border in ends] == sorted(
            border for ends in reached for border in ends
        )
        assert all(
            cv2.pointPolygonTest(line.quad, (float(x), float(y)), measureDist=True) > -0.5
            for each in line.characters
            for x, y in each.quad
        )
    assert min(taken) > 0.5
    assert np.mean(taken) > 0.9


def test_a_page_is_the_same_with_and_without_its_characters(real_engine: Engine) -> None:
    plain = read(real_engine, image_of("phone"))
    spelt = read(real_engine, image_of("phone"), ReadOptions(characters=True))

    assert [(line.text, line.score) for line in plain.lines] == [
        (line.text, line.score) for line in spelt.lines
    ]
    assert not any(line.characters for line in plain.lines)
    for one, other in zip(plain.lines, spelt.lines, strict=True):
        np.testing.assert_array_equal(one.quad, other.quad)


def _drawn(text: str, degrees: float) -> tuple[Image, list[tuple[float, float]]]:
    """A line of text, turned with the clock, and the true middles of its characters."""
    font = ImageFont.load_default(32)
    picture = PIL.new("RGB", (900, 900), "white")
    ImageDraw.Draw(picture).text((100, 450), text, "black", font, anchor="lm")
    ends = [100 + font.getlength(text[:count]) for count in range(len(text) + 1)]
    rotation = cv2.getRotationMatrix2D((450, 450), -degrees, 1.0)
    middles = [((start + end) / 2, 450.0) for start, end in pairwise(ends)]
    image = cv2.warpAffine(np.asarray(picture), rotation, (900, 900), borderValue=(255, 255, 255))
    return image.astype(np.uint8), [tuple(rotation @ (*middle, 1)) for middle in middles]


@pytest.mark.parametrize("degrees", [0, 23, 90, 180, 270, 311])
def test_characters_stand_where_they_were_drawn(real_engine: Engine, degrees: float) -> None:
    text = "Every evening the ferry crosses the bay 1234567"
    image, middles = _drawn(text, degrees)
    (line,) = read(real_engine, image, ReadOptions(characters=True)).lines
    holding = [
        cv2.pointPolygonTest(each.quad, middle, measureDist=False) >= 0
        for each, middle in zip(line.characters, middles, strict=True)
    ]

    assert line.text == text
    assert sum(holding) >= len(text) - 1


def test_texture_without_end_is_refused(real_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINES", 3)
    with pytest.raises(UnreadableImage):
        read(real_engine, image_of("phone"))

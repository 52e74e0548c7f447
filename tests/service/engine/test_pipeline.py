"""Real models on real pixels: what a line is, and what a picture without one gives."""

from collections.abc import Iterator

import numpy as np
import pytest

from benchmarks.scoring import normal
from benchmarks.sets import pictures
from models.page import Image, Page
from service.engine import pipeline as module
from service.engine.image import ImageLimits, decode
from service.engine.opening import open_pipeline
from service.engine.pipeline import Pipeline, ReadOptions
from service.errors import ImageSizeInvalid, UnreadableImage, UnsupportedFormat
from service.settings import Settings
from tests.samples import sample


@pytest.fixture(scope="module")
def pipeline() -> Iterator[Pipeline]:
    opened = open_pipeline(Settings().engine())
    yield opened
    opened.close()


def _image(kind: str) -> Image:
    return decode(sample(kind).path.read_bytes(), ImageLimits())


def _texts(page: Page) -> list[str]:
    return [normal(line.text) for line in page.lines]


def test_a_blank_picture_has_no_lines(pipeline: Pipeline) -> None:
    page = pipeline.read_image(np.full((300, 400, 3), 255, np.uint8), ReadOptions())

    assert page == Page(400, 300, ())


@pytest.mark.parametrize(("height", "width"), [(15, 15), (15, 8192), (8192, 15), (15, 400), (16, 2000)])
def test_pictures_of_any_shape_are_read(pipeline: Pipeline, height: int, width: int) -> None:
    page = pipeline.read_image(np.full((height, width, 3), 255, np.uint8), ReadOptions())

    assert (page.width, page.height) == (width, height)


def test_every_corner_lies_in_the_picture(pipeline: Pipeline) -> None:
    image = _image("phone")[20:-20, 60:-60]
    page = pipeline.read_image(np.ascontiguousarray(image), ReadOptions())
    corners = np.concatenate([line.quad for line in page.lines])

    assert corners.min() >= 0
    assert (corners <= [page.width, page.height]).all()


def test_lines_on_their_head_are_read_and_start_at_their_own_beginning(pipeline: Pipeline) -> None:
    """But for the few that read as well on their head: 1389 is then taken as upright."""
    image = _image("chat")
    upright = pipeline.read_image(image, ReadOptions())
    turned = pipeline.read_image(np.ascontiguousarray(np.rot90(image, 2)), ReadOptions())
    starts = {normal(line.text): line.quad[0] for line in turned.lines}
    unique = [line for line in upright.lines if _texts(upright).count(normal(line.text)) == 1]
    found = [line for line in unique if normal(line.text) in starts]
    expected = [[turned.width, turned.height] - line.quad[0] for line in found]
    off = [
        np.abs(starts[normal(line.text)] - start).max() for line, start in zip(found, expected, strict=True)
    ]

    assert len(found) >= 0.85 * len(unique)
    assert sum(distance < 12 for distance in off) >= 0.85 * len(unique)


@pytest.mark.parametrize("quarters", [1, 3])
def test_lines_on_their_side_are_read(pipeline: Pipeline, quarters: int) -> None:
    image = _image("english")
    upright = set(_texts(pipeline.read_image(image, ReadOptions())))
    turned = set(_texts(pipeline.read_image(np.ascontiguousarray(np.rot90(image, quarters)), ReadOptions())))

    assert len(upright & turned) >= 0.8 * len(upright)


def test_the_same_picture_gives_the_same_page_whatever_was_read_between(pipeline: Pipeline) -> None:
    image = _image("digits")
    before = _texts(pipeline.read_image(image, ReadOptions()))
    for path, _ in pictures("committed")[:6]:
        pipeline.read(path.read_bytes(), ReadOptions(), ImageLimits())

    assert before == _texts(pipeline.read_image(image, ReadOptions()))


def test_what_is_no_picture_is_refused(pipeline: Pipeline) -> None:
    with pytest.raises(UnsupportedFormat):
        pipeline.read(b"no picture", ReadOptions(), ImageLimits())
    with pytest.raises(ImageSizeInvalid):
        pipeline.read(sample("phone").path.read_bytes(), ReadOptions(), ImageLimits(max_side=100))


def test_texture_without_end_is_refused(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINES", 3)
    with pytest.raises(UnreadableImage):
        pipeline.read_image(_image("phone"), ReadOptions())

"""A page is the same to the last bit, whatever other pages share its batches. Real models and pictures."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.page import Page
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits
from service.request import NEVER, ReadOptions, ReadRequest
from tests.harness.sets import pictures
from tests.service.imaging.files import decoded, pillow, saved

SIDE = 360
BLANK = saved(pillow(np.full((60, 80, 3), 255, np.uint8)), "PNG")


def _corner(data: bytes, quarters: int) -> bytes:
    """The top left corner of a picture, rotated. It has whole lines, cut lines and doubtful lines."""
    image = decoded(data, ImageLimits())[:SIDE, :SIDE]
    return saved(pillow(np.rot90(image, quarters)), "PNG")


FILES = [_corner(path.read_bytes(), i % 4) for i, (path, _) in enumerate(pictures("committed")[::3])] + [
    BLANK
]
CHOICES = st.lists(st.integers(0, len(FILES) - 1), min_size=2, max_size=5)


@pytest.fixture(scope="module")
def alone(real_engine: Engine) -> list[Any]:
    """The content of each picture when it is read alone."""
    return [_read_together(real_engine, [i])[0] for i in range(len(FILES))]


def _read_together(real_engine: Engine, chosen: Sequence[int]) -> list[Any]:
    futures = [real_engine.submit(ReadRequest(FILES[i], ReadOptions(characters=True), NEVER)) for i in chosen]
    return [_content(future.result()) for future in futures]


def _content(page: Page) -> list[Any]:
    return [
        (line.text, line.score, line.quad.tolist(), [(each.text, each.score) for each in line.characters])
        for line in page.lines
    ]


def test_the_pictures_have_lines_and_the_last_one_has_none(alone: list[Any]) -> None:
    assert sum(len(page) for page in alone) > 40
    assert alone[-1] == []


@settings(max_examples=10, deadline=None)
@given(chosen=CHOICES)
def test_a_picture_read_with_others_has_the_content_that_it_has_alone(
    real_engine: Engine, alone: list[Any], chosen: list[int]
) -> None:
    assert _read_together(real_engine, chosen) == [alone[i] for i in chosen]


def test_a_picture_read_under_load_has_the_content_that_it_has_alone(
    real_engine: Engine, alone: list[Any]
) -> None:
    load = [*range(len(FILES))] * 3

    assert _read_together(real_engine, load) == [alone[i] for i in load]


def test_failing_and_cancelled_pictures_do_not_change_the_content_of_others(
    real_engine: Engine, alone: list[Any]
) -> None:
    broken = [data[: len(data) // 2] for data in FILES[:3]]
    failing = [real_engine.submit(ReadRequest(data, ReadOptions(), NEVER)) for data in broken]
    cancelled = [real_engine.submit(ReadRequest(FILES[i], ReadOptions(), NEVER)) for i in range(3)]
    futures = [
        real_engine.submit(ReadRequest(FILES[i], ReadOptions(characters=True), NEVER)) for i in range(4)
    ]
    assert all(future.cancel() for future in cancelled)

    assert [_content(future.result()) for future in futures] == alone[:4]
    assert {type(future.exception()).__name__ for future in failing} == {"UnsupportedFormat"}

"""Who is read beside a picture changes nothing of its page, to the last bit: real models, real pictures."""

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
    """The upper left of a picture, turned: whole lines, cut ones, and such as are looked at twice."""
    image = decoded(data, ImageLimits())[:SIDE, :SIDE]
    return saved(pillow(np.rot90(image, quarters)), "PNG")


FILES = [_corner(path.read_bytes(), i % 4) for i, (path, _) in enumerate(pictures("committed")[::3])] + [
    BLANK
]
CHOICES = st.lists(st.integers(0, len(FILES) - 1), min_size=2, max_size=5)


@pytest.fixture(scope="module")
def alone(real_engine: Engine) -> list[Any]:
    """What each picture says when nothing else is there."""
    return [_together(real_engine, [i])[0] for i in range(len(FILES))]


def _together(real_engine: Engine, chosen: Sequence[int]) -> list[Any]:
    asked = [real_engine.submit(ReadRequest(FILES[i], ReadOptions(characters=True), NEVER)) for i in chosen]
    return [_plain(future.result()) for future in asked]


def _plain(page: Page) -> list[Any]:
    return [
        (line.text, line.score, line.quad.tolist(), [(each.text, each.score) for each in line.characters])
        for line in page.lines
    ]


def test_there_is_something_to_be_changed(alone: list[Any]) -> None:
    assert sum(len(page) for page in alone) > 40
    assert alone[-1] == []


@settings(max_examples=10, deadline=None)
@given(chosen=CHOICES)
def test_a_picture_says_beside_any_others_what_it_says_alone(
    real_engine: Engine, alone: list[Any], chosen: list[int]
) -> None:
    assert _together(real_engine, chosen) == [alone[i] for i in chosen]


def test_a_picture_says_in_a_flood_what_it_says_alone(real_engine: Engine, alone: list[Any]) -> None:
    flood = [*range(len(FILES))] * 3

    assert _together(real_engine, flood) == [alone[i] for i in flood]


def test_nothing_changes_beside_pictures_that_fail_or_are_given_up(
    real_engine: Engine, alone: list[Any]
) -> None:
    broken = [data[: len(data) // 2] for data in FILES[:3]]
    failing = [real_engine.submit(ReadRequest(data, ReadOptions(), NEVER)) for data in broken]
    given_up = [real_engine.submit(ReadRequest(FILES[i], ReadOptions(), NEVER)) for i in range(3)]
    asked = [real_engine.submit(ReadRequest(FILES[i], ReadOptions(characters=True), NEVER)) for i in range(4)]
    assert all(future.cancel() for future in given_up)

    assert [_plain(future.result()) for future in asked] == alone[:4]
    assert {type(future.exception()).__name__ for future in failing} == {"UnsupportedFormat"}

"""Request and response bodies of the general-text API."""

from typing import Any

import numpy as np
import orjson
import pytest

from models.page import Character, Page, Quad, TextLine
from service.api.bodies.general_text import GeneralTextRequest, render
from service.api.bodies.json_body import parse
from service.errors import InvalidRequest
from service.request import ReadOptions

NOT_BOOLEAN: tuple[object, ...] = ("true", "False", "", 0, 1, [])
FLAGS = ("detect_direction", "character_mode", "quick_mode", "single_orientation_mode")


def _quad(left: float, width: float, degrees: float = 0) -> Quad:
    """Returns a box of height 10, rotated clockwise about the origin."""
    corners = np.array([[left, 0], [left + width, 0], [left + width, 10], [left, 10]])
    angle = np.radians(degrees)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(corners @ rotation, np.float32)


def _line(degrees: float = 0) -> TextLine:
    characters = (Character("网", _quad(0, 10), 0.98765), Character("图", _quad(10, 10), 0.5))
    return TextLine(_quad(0, 20, degrees), "网图", 0.99, characters)


def _request(**fields: object) -> GeneralTextRequest:
    return parse(orjson.dumps({"image": "QUFB", **fields}), GeneralTextRequest)


def _result(page: Page, **fields: object) -> Any:
    return orjson.loads(render(page, _request(**fields)))["result"]


@pytest.mark.parametrize(
    "wrong",
    [
        *[{flag: value} for flag in FLAGS for value in NOT_BOOLEAN],
        {"language": 1},
        {"language": ["zh"]},
    ],
    ids=str,
)
def test_wrong_parameters_are_invalid(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        _request(**wrong)


@pytest.mark.parametrize("absent", [*FLAGS, "language"])
def test_null_counts_as_absent(absent: str) -> None:
    assert _request(**{absent: None}).options == ReadOptions(any_direction=True, characters=False)


def test_characters_are_located_on_request_only() -> None:
    assert _request(character_mode=True).options.characters
    assert not _request(character_mode=False).options.characters


def test_the_direction_of_the_picture_is_detected_on_request_only() -> None:
    assert _request(detect_direction=True).options.any_angle
    assert not _request(detect_direction=False).options.any_angle


def test_a_response_has_the_form_of_the_api_page() -> None:
    assert _result(Page(640, 480, (_line(),))) == {
        "direction": -1,
        "words_block_count": 1,
        "words_block_list": [
            {"words": "网图", "confidence": 0.99, "location": [[0, 0], [20, 0], [20, 10], [0, 10]]}
        ],
    }


def test_characters_are_listed_with_their_locations() -> None:
    (block,) = _result(Page(640, 480, (_line(),)), character_mode=True)["words_block_list"]

    assert block["char_list"] == [
        {"char": "网", "char_location": [[0, 0], [10, 0], [10, 10], [0, 10]], "char_confidence": 0.9877},
        {"char": "图", "char_location": [[10, 0], [20, 0], [20, 10], [10, 10]], "char_confidence": 0.5},
    ]


@pytest.mark.parametrize("degrees", [0.0, 67.6506, 180.0, 359.0])
def test_the_direction_is_the_clockwise_rotation_of_the_text(degrees: float) -> None:
    """The cloud answers 67.6506 for its sample, which is rotated clockwise by 68 degrees."""
    page = Page(640, 480, (_line(degrees),))

    assert _result(page, detect_direction=True)["direction"] == pytest.approx(degrees, abs=0.01)
    assert _result(page, detect_direction=False)["direction"] == -1


def test_the_direction_is_below_360_for_a_tiny_negative_rotation() -> None:
    assert 0 <= _result(Page(640, 480, (_line(-1e-6),)), detect_direction=True)["direction"] < 360


def test_the_direction_of_a_picture_without_text_is_0() -> None:
    assert _result(Page(640, 480, ()), detect_direction=True, character_mode=True) == {
        "direction": 0,
        "words_block_count": 0,
        "words_block_list": [],
    }

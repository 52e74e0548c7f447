"""What is read again is decided on answers that are given here, without a model."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop, Pieces
from service.reading.second_look import looked_again

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
PAGE = np.zeros((300, 300, 3), np.uint8)


class Reader:
    """Reads by quarters what it is told, and every strip of pieces as the same text."""

    def __init__(
        self, by_turn: dict[int, tuple[str, float]], pieces: str = "", upside_down: bool = False
    ) -> None:
        self._by_quarters = by_turn
        self._pieces = pieces
        self._upside_down = upside_down
        self.asked: list[tuple[str, int | None]] = []
        self.with_room: list[bool] = []

    def __call__(self, stage: str, items: Sequence[Any]) -> list[Any]:
        self.asked += [(stage, item.quarters if isinstance(item, Crop) else None) for item in items]
        self.with_room += [isinstance(item, Crop) and item.seen is not None for item in items]
        return [self._upside_down if stage == "classify" else self.read(item) for item in items]

    def read(self, item: Crop | Pieces) -> RecognizedText:
        text, score = self._by_quarters[item.quarters] if isinstance(item, Crop) else (self._pieces, 1.0)
        step = 1 / max(len(text), 1)
        cells = tuple(Cell(each, i * step, (i + 1) * step, score) for i, each in enumerate(text))
        return RecognizedText(text, score, cells if item.spelt else ())


def _crop(width: int, height: int, quarters: int) -> Crop:
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Crop(PAGE, corners + 10, quarters, quarters == 1)


def _again(crop: Crop, reader: Reader) -> tuple[str, list[float]]:
    (line,) = looked_again([crop], [crop.line(reader.read(crop))], reader, PARAMETERS)
    return line.text, line.quad[0].tolist()


def test_a_sure_line_is_not_looked_at_again() -> None:
    reader = Reader({0: ("文字", 0.99)})

    assert _again(_crop(50, 20, 0), reader) == ("文字", [10, 10])
    assert reader.asked == []


def test_a_line_on_its_head_starts_at_its_own_corner() -> None:
    reader = Reader({0: ("孛攵孛攵", 0.7), 2: ("文字文字", 0.99)}, upside_down=True)

    assert _again(_crop(90, 20, 0), reader) == ("文字文字", [100, 30])
    assert reader.asked == [("classify", 0), ("recognize", 2)]


def test_the_classifier_sees_no_room_around_a_line_and_the_recognizer_does() -> None:
    reader = Reader({0: ("孛攵孛攵", 0.7), 2: ("文字文字", 0.99)}, upside_down=True)
    crop = _crop(90, 20, 0)
    _again(replace(crop, seen=crop.quad - 2), reader)

    assert reader.with_room == [False, True]


def test_an_unsure_line_that_the_classifier_takes_as_upright_is_read_once() -> None:
    reader = Reader({0: ("文字文字", 0.7)})

    assert _again(_crop(90, 20, 0), reader) == ("文字文字", [10, 10])
    assert reader.asked == [("classify", 0)]


def test_a_column_of_upright_characters_starts_at_its_upper_left() -> None:
    reader = Reader({1: ("清蒸鲈鱼", 0.99)}, pieces="清蒸鲈鱼")

    assert _again(_crop(20, 90, 1), reader) == ("清蒸鲈鱼", [10, 10])
    assert reader.asked == [("recognize", None)]


def test_a_row_on_its_side_starts_at_its_upper_right() -> None:
    assert _again(_crop(20, 90, 1), Reader({1: ("清蒸鲈鱼", 0.99)}, pieces="ロト")) == ("清蒸鲈鱼", [30, 10])


def test_letters_on_their_side_are_no_column_and_no_pieces_are_read_to_see_that() -> None:
    reader = Reader({1: ("SINCE 2021", 0.99)})

    assert _again(_crop(20, 90, 1), reader) == ("SINCE 2021", [30, 10])
    assert reader.asked == []


@pytest.mark.parametrize(("upside_down", "order"), [(False, [1, 3]), (True, [3, 1])])
def test_a_short_column_that_looks_like_one_character_is_read_down_and_up(
    upside_down: bool, order: list[int]
) -> None:
    readings = {0: ("动", 0.99), 1: ("动态", 0.99), 3: ("", 0.0)}
    reader = Reader(readings, pieces="动态", upside_down=upside_down)

    assert _again(_crop(20, 40, 0), reader) == ("动态", [10, 10])
    assert reader.asked == [
        ("classify", 1),
        *(("recognize", quarters) for quarters in order),
        ("recognize", None),
    ]

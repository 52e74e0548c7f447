"""The orientation of lines, alone and in the pipeline, with fake stages instead of models."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop, JoinedCrops
from service.reading.lines.line_orientation import RecognizedCrop, oriented_lines
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, fake_engine, picture_file, submit

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
PAGE = np.zeros((300, 300, 3), np.uint8)


class FakeLineStages:
    """Returns a text and a score for each rotation, and one text for all joined crops. Records the calls."""

    def __init__(
        self, texts: dict[int, tuple[str, float]], joined_text: str = "", upside_down: bool = False
    ) -> None:
        self._texts = texts
        self._joined_text = joined_text
        self._upside_down = upside_down
        self.ran: list[tuple[str, int | None]] = []
        self.had_margin: list[bool] = []

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        self._record("classify", crops)
        return [self._upside_down for _ in crops]

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        self._record("recognize", crops)
        return [self.text_of(crop) for crop in crops]

    def text_of(self, crop: Crop | JoinedCrops) -> RecognizedText:
        text, score = self._texts[crop.quarters] if isinstance(crop, Crop) else (self._joined_text, 1.0)
        step = 1 / max(len(text), 1)
        cells = tuple(Cell(each, i * step, (i + 1) * step, score) for i, each in enumerate(text))
        return RecognizedText(text, score, cells if crop.with_characters else ())

    def _record(self, stage: str, crops: Sequence[Crop | JoinedCrops]) -> None:
        self.ran += [(stage, crop.quarters if isinstance(crop, Crop) else None) for crop in crops]
        self.had_margin += [isinstance(crop, Crop) and crop.quad_with_margin is not None for crop in crops]


def _crop(width: int, height: int, quarters: int) -> Crop:
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Crop(PAGE, corners + 10, quarters, quarters == 1)


def _oriented(crop: Crop, stages: FakeLineStages) -> tuple[str, list[float]]:
    (line,) = oriented_lines([RecognizedCrop(crop, crop.to_line(stages.text_of(crop)))], stages, PARAMETERS)
    return line.text, line.quad[0].tolist()


def test_a_line_with_a_high_score_is_recognized_once() -> None:
    stages = FakeLineStages({0: ("文字", 0.99)})

    assert _oriented(_crop(50, 20, 0), stages) == ("文字", [10, 10])
    assert stages.ran == []


def test_an_upside_down_line_starts_at_its_own_top_left() -> None:
    stages = FakeLineStages({0: ("孛攵孛攵", 0.7), 2: ("文字文字", 0.99)}, upside_down=True)

    assert _oriented(_crop(90, 20, 0), stages) == ("文字文字", [100, 30])
    assert stages.ran == [("classify", 0), ("recognize", 2)]


def test_crops_have_a_margin_for_the_recognizer_and_none_for_the_classifier() -> None:
    stages = FakeLineStages({0: ("孛攵孛攵", 0.7), 2: ("文字文字", 0.99)}, upside_down=True)
    crop = _crop(90, 20, 0)
    _oriented(replace(crop, quad_with_margin=crop.quad - 2), stages)

    assert stages.had_margin == [False, True]


def test_a_doubtful_line_that_is_classified_as_upright_is_recognized_once() -> None:
    stages = FakeLineStages({0: ("文字文字", 0.7)})

    assert _oriented(_crop(90, 20, 0), stages) == ("文字文字", [10, 10])
    assert stages.ran == [("classify", 0)]


def test_a_column_of_upright_characters_starts_at_its_top_left() -> None:
    stages = FakeLineStages({1: ("清蒸鲈鱼", 0.99)}, joined_text="清蒸鲈鱼")

    assert _oriented(_crop(20, 90, 1), stages) == ("清蒸鲈鱼", [10, 10])
    assert stages.ran == [("recognize", None)]


def test_a_row_rotated_by_90_degrees_starts_at_its_top_right() -> None:
    assert _oriented(_crop(20, 90, 1), FakeLineStages({1: ("清蒸鲈鱼", 0.99)}, joined_text="ロト")) == (
        "清蒸鲈鱼",
        [30, 10],
    )


def test_rotated_letters_are_not_a_column_and_have_no_probes() -> None:
    stages = FakeLineStages({1: ("SINCE 2021", 0.99)})

    assert _oriented(_crop(20, 90, 1), stages) == ("SINCE 2021", [30, 10])
    assert stages.ran == []


@pytest.mark.parametrize(("upside_down", "order"), [(False, [1, 3]), (True, [3, 1])])
def test_a_tall_crop_with_a_square_character_is_recognized_downwards_and_upwards(
    upside_down: bool, order: list[int]
) -> None:
    readings = {0: ("动", 0.99), 1: ("动态", 0.99), 3: ("", 0.0)}
    stages = FakeLineStages(readings, joined_text="动态", upside_down=upside_down)

    assert _oriented(_crop(20, 40, 0), stages) == ("动态", [10, 10])
    assert stages.ran == [
        ("classify", 1),
        *(("recognize", quarters) for quarters in order),
        ("recognize", None),
    ]


def test_doubtful_lines_are_classified_and_recognized_again_together() -> None:
    """The fake stages classify every line as upside-down, and give all of them low scores."""
    stages = FakeStages()
    stages.lines[30], stages.scores[30] = 3, 0.979
    fake = fake_engine(stages)
    page = submit(fake, 30).result(LONG_ENOUGH)
    fake.close()

    assert [line.text for line in page.lines] == ["30"] * 3
    assert [ran.stage for ran in stages.ran] == [
        "decode",
        "detect",
        *["recognize"] * 3,
        *["classify"] * 3,
        *["recognize"] * 3,
    ]


def test_lines_are_recognized_once_if_the_request_excludes_other_directions() -> None:
    stages = FakeStages()
    stages.scores[30] = 0.979
    fake = fake_engine(stages)
    upright = ReadRequest(picture_file(30), ReadOptions(any_direction=False), NEVER)
    page = fake.submit(upright).result(LONG_ENOUGH)
    fake.close()

    assert [line.text for line in page.lines] == ["30"]
    assert [ran.stage for ran in stages.ran] == ["decode", "detect", "recognize"]

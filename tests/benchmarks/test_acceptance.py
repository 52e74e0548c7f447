import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from benchmarks.acceptance import JudgedLine, Rating, app, blurred, judged_lines, rating, rule_of
from models.catalog.catalog import model_sets
from models.page import Quad, TextLine
from service.imaging.decoding import ImageLimits, decode, open_picture
from tests.harness.labels import Label, LabelledImage

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters.acceptance


def _quad(top: float) -> Quad:
    return np.array([[0, top], [90, top], [90, top + 20], [0, top + 20]], np.float32)


def _judged(text: str, score: float = 1.0, detection_score: float = 0.9, is_right: bool = True) -> JudgedLine:
    return JudgedLine("phone", text, score, detection_score, is_right)


def test_a_line_is_right_if_half_of_its_characters_are_in_the_labels() -> None:
    labels = tuple(
        Label(_quad(50 * i).astype(np.float64), text) for i, text in enumerate(("限时特价", "双肩包"))
    )
    truth = LabelledImage("a.png", 100, 200, "phone", labels)
    texts = ("限时持介", "X肩X", "★")
    scored = [(TextLine(_quad(50 * i), text, 0.9), 0.8 + i / 10) for i, text in enumerate(texts)]

    assert sorted(judged_lines(truth, scored), key=lambda each: each.detection_score) == [
        JudgedLine("phone", "限时持介", 0.9, 0.8, is_right=True),
        JudgedLine("phone", "X肩X", 0.9, 0.9, is_right=False),
        JudgedLine("phone", "★", 0.9, 1.0, is_right=False),
    ]


@pytest.mark.parametrize(
    ("text", "detection_score", "rule"),
    [
        ("双肩包特价", 0.5, "words"),
        ("五折", 0.5, "short"),
        ("8", 0.8, "single"),
        ("888", 0.8, "single"),
        ("★☆", 0.8, "symbols"),
        ("8", 0.79, "doubtful"),
        ("★☆", 0.79, "doubtful"),
    ],
)
def test_the_rule_of_a_line_depends_on_its_text_and_the_score_of_the_detector(
    text: str, detection_score: float, rule: str
) -> None:
    assert rule_of(_judged(text, detection_score=detection_score), PARAMETERS) == rule


def test_a_rating_counts_lost_right_lines_and_stopped_wrong_lines() -> None:
    readings = [
        _judged("8"),
        _judged("8", 0.9),
        _judged("8", is_right=False),
        _judged("8", 0.9, is_right=False),
        _judged("8", 0.8, is_right=False),
    ]

    assert rating(readings, PARAMETERS) == Rating(right=2, wrong=3, lost=1, stopped=2)


def test_scale_1_does_not_change_a_picture_and_a_smaller_scale_blurs_it() -> None:
    stripes = np.zeros((40, 60, 3), np.uint8)
    stripes[:, ::2] = 255
    data = cv2.imencode(".png", stripes)[1].tobytes()
    smooth = decode(open_picture(blurred(data, 0.5), ImageLimits()))

    assert blurred(data, 1) == data
    assert smooth.shape == stripes.shape
    assert smooth.std() < 0.5 * stripes.std()


def test_the_command_rates_a_file_of_lines_with_other_thresholds(tmp_path: Path) -> None:
    row = {"kind": "phone", "text": "五折", "score": 0.8, "detection_score": 0.9, "is_right": True}
    (tmp_path / "readings.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    arguments = ["rate", str(tmp_path / "readings.jsonl"), "--override", "min_score_short=0.6"]
    printed = CliRunner().invoke(app, arguments).stdout
    rows = [[cell.strip() for cell in line.split("│")] for line in printed.splitlines()]

    assert ["short", "0.6", "1", "0", "0", "0"] in [row[1:-1] for row in rows]

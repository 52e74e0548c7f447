"""Accuracy by confidence."""

from pathlib import Path

import numpy as np

from benchmarks.confidence import draw, outcomes
from models.page import Quad, TextLine
from tests.harness.labels import Label, LabelledImage


def _quad(top: float) -> Quad:
    return np.array([[0, top], [90, top], [90, top + 20], [0, top + 20]], np.float32)


def test_a_line_is_right_if_its_group_has_no_error() -> None:
    labels = tuple(
        Label(_quad(50 * i).astype(np.float64), text) for i, text in enumerate(("限时特价", "双肩包"))
    )
    truth = LabelledImage("a.png", 100, 200, "phone", labels)
    read = ("限时特价", 0.99), ("双眉包", 0.8), ("X", 0.7)
    lines = [TextLine(_quad(50 * i), text, score) for i, (text, score) in enumerate(read)]

    assert sorted(outcomes(truth, lines), key=lambda outcome: -outcome[0]) == [
        (0.99, True),
        (0.8, False),
        (0.7, False),
    ]


def test_the_same_bins_give_the_same_plot(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        draw([(0.87, 0.5, 2), (1.0, 1.0, 1)], tmp_path / name)

    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()

import numpy as np
import pytest

from benchmarks.acceptance.judged_lines import Rating, judged_lines, rating, rule_of
from models.catalog.catalog import model_sets
from models.page import Quad, TextLine
from tests.benchmarks.acceptance.lines import judged
from tests.harness.labels import Label, LabelledImage

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters.acceptance


def _quad(top: float) -> Quad:
    return np.array([[0, top], [90, top], [90, top + 20], [0, top + 20]], np.float32)


def test_a_line_is_right_if_half_of_its_characters_are_in_the_labels() -> None:
    labels = tuple(
        Label(_quad(50 * i).astype(np.float64), text) for i, text in enumerate(("限时特价", "双肩包"))
    )
    truth = LabelledImage("a.png", 100, 200, "phone", labels)
    texts = ("限时持介", "X肩X", "★")
    found = [(TextLine(_quad(50 * i), text, 0.9), 0.8, None) for i, text in enumerate(texts)]
    verdicts = {each.text: (each.is_right, each.has_text) for each in judged_lines(truth, found)}

    assert verdicts == {"限时持介": (True, True), "X肩X": (False, True), "★": (False, False)}


@pytest.mark.parametrize(
    ("text", "certainty", "rule"),
    [
        ("双肩包特价", None, "score"),
        ("五折", 1, "words"),
        ("8", 1, "single"),
        ("888", 1, "single"),
        ("★☆", 1, "symbols"),
    ],
)
def test_the_rule_of_a_line_depends_on_its_text_and_evidence(
    text: str, certainty: float | None, rule: str
) -> None:
    assert rule_of(judged(text, certainty)) == rule


def test_a_rating_counts_lost_right_lines_and_stopped_wrong_lines() -> None:
    readings = [
        judged("8", 4),
        judged("8", 0),
        judged("8", 4, is_right=False),
        judged("8", 0, is_right=False),
        judged("8", 0, is_right=False),
        judged("双肩包特价", None),
        judged("五", None),
    ]

    assert rating(readings, PARAMETERS) == Rating(right=4, wrong=3, lost=2, stopped=2)

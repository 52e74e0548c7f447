from dataclasses import replace

import numpy as np

from benchmarks.fonts.lines import FontLine
from benchmarks.fonts.predictions import KINDS, Prediction, Tally, predict, score_reliability
from models.fonts.gallery import Gallery, GalleryFace
from tests.models.fonts.fake_embedder import fake_embedder


def _line(family: str, text: str = "four") -> FontLine:
    return FontLine(
        picture="a.jpg",
        text=text,
        script="latin",
        family=family,
        weight=400,
        held_out=False,
        size=20,
    )


def _prediction(family: str, predicted: tuple[str, ...], score: float) -> Prediction:
    return Prediction(_line(family), predicted, score)


def test_a_tally_counts_first_and_named_families() -> None:
    predictions = [
        _prediction("a", ("a", "b"), 0.9),
        _prediction("a", ("b", "a"), 0.5),
        _prediction("a", ("b", "c"), 0.4),
    ]

    assert Tally.of(predictions) == Tally(count=3, first=1, named=2)


def test_reliability_compares_scores_with_accuracy() -> None:
    predictions = [
        _prediction("a", ("a",), 0.92),
        _prediction("a", ("b",), 0.98),
        _prediction("a", ("a",), 0.31),
    ]

    low, (high_score, high_accuracy, high_count) = score_reliability(predictions)
    assert low == (0.31, 1, 1)
    assert (round(high_score, 4), high_accuracy, high_count) == (0.95, 0.5, 2)


def test_a_prediction_names_families_and_not_faces() -> None:
    bright, dark = np.full((48, 96, 3), 255, np.uint8), np.zeros((48, 96, 3), np.uint8)
    bright[:, :40] = 0
    dark[10:20] = 255
    faces = [
        GalleryFace(family, "sans", weight, fake_embedder().embed([strip]))
        for family, weight, strip in (("A", 700, bright), ("B", 400, dark))
    ]
    gallery = Gallery(tuple(faces), sharpness=20.0, floor=0.0)
    first, second = predict(gallery, fake_embedder(), [_line("A"), _line("A")], [bright, dark])

    assert (first.families, first.is_first) == (("A", "B"), True)
    assert (second.families, second.is_first, second.is_named) == (("B", "A"), False, True)
    assert 0.5 < first.score <= 1


def test_a_line_counts_by_its_length_and_by_its_script() -> None:
    chinese = replace(_line("a", "读书"), script="hans")
    lines = [_line("a"), _line("a", "ab"), chinese, replace(chinese, text="读书写字")]
    counts = {name: [counts(line) for line in lines] for name, counts in KINDS.items()}

    assert counts == {
        "4 characters and more": [True, False, False, True],
        "… Chinese": [False, False, False, True],
        "… Latin": [True, False, False, False],
        "2 characters": [False, True, True, False],
        "… two Chinese": [False, False, True, False],
        "… two Latin": [False, True, False, False],
    }

import numpy as np

from benchmarks.fonts.lines import FontLine
from benchmarks.fonts.predictions import KINDS, Judged, Tally, judge, trust
from models.fonts.gallery import Gallery, Specimen
from tests.models.fonts.fake_embedder import embedder


def _line(family: str, text: str = "four") -> FontLine:
    return FontLine("a.jpg", text, "latin", family, 400, False, 20)


def _judged(family: str, named: tuple[str, ...], score: float) -> Judged:
    return Judged(_line(family), named, score)


def test_a_tally_counts_lines_whose_family_comes_first_and_is_named() -> None:
    judged = [_judged("a", ("a", "b"), 0.9), _judged("a", ("b", "a"), 0.5), _judged("a", ("b", "c"), 0.4)]

    assert Tally.of(judged) == Tally(count=3, first=1, named=2)


def test_scores_stand_beside_the_share_of_what_came_true() -> None:
    judged = [_judged("a", ("a",), 0.92), _judged("a", ("b",), 0.98), _judged("a", ("a",), 0.31)]

    (low, true, few), (high, half, more) = trust(judged)
    assert (low, true, few) == (0.31, 1, 1)
    assert (round(high, 4), half, more) == (0.95, 0.5, 2)


def test_a_line_is_judged_by_family_though_the_gallery_names_faces() -> None:
    bright, dark = np.full((48, 96, 3), 255, np.uint8), np.zeros((48, 96, 3), np.uint8)
    bright[:, :40] = 0
    dark[10:20] = 255
    specimens = [
        Specimen(family, "sans", weight, embedder().embed([shown]))
        for family, weight, shown in (("A", 700, bright), ("B", 400, dark))
    ]
    gallery = Gallery(tuple(specimens), 20.0, 0.0)
    first, second = judge(gallery, embedder(), [_line("A"), _line("A")], [bright, dark])

    assert (first.families, first.is_first) == (("A", "B"), True)
    assert (second.families, second.is_first, second.is_named) == (("B", "A"), False, True)
    assert 0.5 < first.score <= 1


def test_every_line_counts_once_among_the_longer_or_the_pairs() -> None:
    lines = [_line("a"), _line("a", "ab"), FontLine("", "读书", "hans", "a", 400, False, 20)]
    counts = {name: [counts(line) for line in lines] for name, counts in KINDS.items()}

    assert counts["4 characters and more"] == [True, False, False]
    assert counts["2 characters"] == [False, True, True]
    assert counts["… two Chinese"] == [False, False, True]

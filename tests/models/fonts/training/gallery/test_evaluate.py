import numpy as np
import pytest

from models.fonts.gallery import Gallery, Specimen
from models.fonts.training.gallery.evaluate import confusions, ranks, reliability, report
from models.fonts.training.gallery.samples import Trials


@pytest.fixture
def gallery() -> Gallery:
    """Seven families, each an axis."""
    axes = np.eye(7, 128, dtype=np.float32)
    return Gallery(
        tuple(Specimen(name, "sans", 400, axes[i : i + 1]) for i, name in enumerate("ABCDEFG")), 30.0, 0.2
    )


@pytest.fixture
def tried() -> Trials:
    """Of four lines in A, two lie at A, one at B next to A, one is nearest to G but far from all."""
    places = np.zeros((4, 128), np.float32)
    places[:2, 0] = 1
    places[2, :2] = 0.6, 0.8
    places[3, :7] = np.arange(21, 28)
    embeddings = places / np.linalg.norm(places, axis=1, keepdims=True)
    return Trials(embeddings, np.array(["A"] * 4), np.array(["han", "latin", "latin", "latin"]))


def test_the_rank_of_a_line_is_how_many_families_come_before_its_own(gallery: Gallery, tried: Trials) -> None:
    assert ranks(gallery, tried).tolist() == [0, 0, 1, 6]


def test_the_report_tells_each_kind_of_text_apart(
    gallery: Gallery, tried: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    report("known", gallery, tried)
    said = capsys.readouterr().out.splitlines()

    assert [" ".join(line.split()) for line in said] == [
        "known all 4 lines: first 50.0%, among 5 75.0%",
        "known han 1 lines: first 100.0%, among 5 100.0%",
        "known latin 3 lines: first 33.3%, among 5 66.7%",
    ]


def test_families_that_are_taken_for_each_other_are_counted(gallery: Gallery, tried: Trials) -> None:
    assert sorted(confusions(gallery, tried)) == [("A → B", 1), ("A → G", 1)]


def test_scores_stand_beside_what_came_true(gallery: Gallery, tried: Trials) -> None:
    rows = reliability(gallery, tried)

    assert sum(count for _, _, count in rows) == 4
    assert rows[-1][1] == pytest.approx(2 / 3)
    assert rows[-1][0] > 0.9
    assert rows[0][1] == 0

import numpy as np
import pytest

from models.fonts.gallery import Gallery, GalleryFace
from models.fonts.training.gallery.evaluate import confusions, ranks, reliability, report
from models.fonts.training.gallery.samples import Samples


@pytest.fixture
def gallery() -> Gallery:
    """Seven families, each with one axis as prototype."""
    axes = np.eye(7, 128, dtype=np.float32)
    return Gallery(
        tuple(GalleryFace(name, "sans", 400, axes[i : i + 1]) for i, name in enumerate("ABCDEFG")), 30.0, 0.2
    )


@pytest.fixture
def samples() -> Samples:
    """Four lines in family A. Two are at A, one is nearest to B, and one is nearest to G but far from all."""
    places = np.zeros((4, 128), np.float32)
    places[:2, 0] = 1
    places[2, :2] = 0.6, 0.8
    places[3, :7] = np.arange(21, 28)
    embeddings = places / np.linalg.norm(places, axis=1, keepdims=True)
    return Samples(embeddings, np.array(["A"] * 4), np.array(["han", "latin", "latin", "latin"]))


def test_the_rank_is_the_number_of_families_above_the_true_one(gallery: Gallery, samples: Samples) -> None:
    assert ranks(gallery, samples).tolist() == [0, 0, 1, 6]


def test_the_report_has_a_line_for_each_kind_of_text(
    gallery: Gallery, samples: Samples, capsys: pytest.CaptureFixture[str]
) -> None:
    report("known", gallery, samples)
    printed = capsys.readouterr().out.splitlines()

    assert [" ".join(line.split()) for line in printed] == [
        "known all 4 lines: first 50.0%, among 5 75.0%",
        "known han 1 lines: first 100.0%, among 5 100.0%",
        "known latin 3 lines: first 33.3%, among 5 66.7%",
    ]


def test_confused_families_are_counted(gallery: Gallery, samples: Samples) -> None:
    assert sorted(confusions(gallery, samples)) == [("A → B", 1), ("A → G", 1)]


def test_reliability_gives_the_mean_score_and_the_accuracy_of_each_bin(
    gallery: Gallery, samples: Samples
) -> None:
    rows = reliability(gallery, samples)

    assert sum(count for _, _, count in rows) == 4
    assert rows[-1][1] == pytest.approx(2 / 3)
    assert rows[-1][0] > 0.9
    assert rows[0][1] == 0

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.fonts import registration
from models.fonts.catalog import Family
from models.fonts.gallery import Gallery, GalleryFace
from models.fonts.training.gallery import build as module
from models.fonts.training.gallery.build import build, calibrated, log_likelihood
from models.fonts.training.gallery.samples import Samples
from tests.models.fonts.fake_embedder import fake_embedder


def vectors(cosine: float, count: int = 1) -> NDArray[np.float32]:
    """Returns unit vectors (count, 128) with this cosine to the first axis, and 0 to the second."""
    points = np.zeros((count, 128), np.float32)
    points[:, 0], points[:, 2] = cosine, np.sqrt(1 - cosine**2)
    return points


@pytest.fixture
def pair() -> Gallery:
    """Two families. Their only prototypes are the first and the second axis."""
    first, second = np.eye(2, 128, dtype=np.float32)[:, None]
    return Gallery((GalleryFace("A", "sans", 400, first), GalleryFace("B", "sans", 400, second)), 10.0, 0.0)


def samples_of(embeddings: NDArray[np.float32], family: str) -> Samples:
    return Samples(embeddings, np.array([family] * len(embeddings)), np.array(["han"] * len(embeddings)))


def test_the_floor_is_between_the_similarities_of_known_and_unknown_lines(pair: Gallery) -> None:
    gallery = calibrated(pair, samples_of(vectors(0.9, 20), "A"), pair.cosines(vectors(0.3, 20)))

    assert 0.3 < gallery.floor < 0.9
    (name, score), *_ = gallery.similar(vectors(0.9))[0]
    assert name == "A"
    assert score > 0.99
    assert gallery.similar(vectors(0.3))[0][0][1] < 0.01


def test_a_score_is_the_share_of_such_lines_that_belong_to_the_family(pair: Gallery) -> None:
    """Of 40 equal lines, 30 belong to family A. The score of A is then 0.75."""
    between = np.zeros((40, 128), np.float32)
    between[:, 0], between[:, 1] = np.sqrt(0.55), np.sqrt(0.45)
    samples = Samples(between, np.array(["A"] * 30 + ["B"] * 10), np.array(["han"] * 40))
    (matches,) = calibrated(pair, samples, pair.cosines(vectors(0.0, 40))).similar(between[:1])

    assert [name for name, _ in matches] == ["A", "B"]
    assert matches[0][1] == pytest.approx(0.75, abs=0.03)


def test_the_likelihood_weights_unknown_lines_by_their_share(pair: Gallery) -> None:
    known, labels = pair.cosines(vectors(1.0)), np.array([0])
    correct = pair.probabilities(known)[0, 0]
    none = 1 - pair.probabilities(known).sum()
    expected = (1 - module.UNKNOWN_SHARE) * np.log(correct) + module.UNKNOWN_SHARE * np.log(none)

    assert log_likelihood(pair, known, labels, known) == pytest.approx(expected, rel=1e-3)


def test_the_built_gallery_has_the_families_that_are_not_held_out(
    families: Sequence[Family], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "LINES", 2)
    monkeypatch.setattr(module, "COUNT", 2)
    monkeypatch.setattr(module, "in_gallery", lambda: families[:1])
    monkeypatch.setattr(module, "held_out", lambda: families[1:])

    assert build(tmp_path, fake_embedder()).families == ("小黑",)

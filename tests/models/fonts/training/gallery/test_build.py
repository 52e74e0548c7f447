from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.fonts import registration
from models.fonts.catalog import Family
from models.fonts.gallery import Gallery, Specimen
from models.fonts.training.gallery import build as making
from models.fonts.training.gallery.build import fitted, likelihood, made
from models.fonts.training.gallery.samples import Trials
from tests.models.fonts.fake_embedder import embedder


def turned(cosine: float, count: int = 1) -> NDArray[np.float32]:
    """Unit vectors (count, 128) that have this cosine with the first axis, and none with the second."""
    vectors = np.zeros((count, 128), np.float32)
    vectors[:, 0], vectors[:, 2] = cosine, np.sqrt(1 - cosine**2)
    return vectors


@pytest.fixture
def pair() -> Gallery:
    """Two families whose only prototypes are the first and the second axis."""
    first, second = np.eye(2, 128, dtype=np.float32)[:, None]
    return Gallery((Specimen("A", "sans", 400, first), Specimen("B", "sans", 400, second)), 10.0, 0.0)


def trials_of(embeddings: NDArray[np.float32], family: str) -> Trials:
    return Trials(embeddings, np.array([family] * len(embeddings)), np.array(["han"] * len(embeddings)))


def test_the_floor_lies_between_lines_of_the_gallery_and_foreign_ones(pair: Gallery) -> None:
    found = fitted(pair, trials_of(turned(0.9, 20), "A"), pair.cosines(turned(0.3, 20)))

    assert 0.3 < found.floor < 0.9
    (name, score), *_ = found.similar(turned(0.9))[0]
    assert name == "A"
    assert score > 0.99
    assert found.similar(turned(0.3))[0][0][1] < 0.01


def test_scores_are_as_sure_as_they_are_right(pair: Gallery) -> None:
    """Where three lines of four that look alike are of one family, that is its score."""
    between = np.zeros((40, 128), np.float32)
    between[:, 0], between[:, 1] = np.sqrt(0.55), np.sqrt(0.45)
    tried = Trials(between, np.array(["A"] * 30 + ["B"] * 10), np.array(["han"] * 40))
    (matches,) = fitted(pair, tried, pair.cosines(turned(0.0, 40))).similar(between[:1])

    assert [name for name, _ in matches] == ["A", "B"]
    assert matches[0][1] == pytest.approx(0.75, abs=0.03)


def test_likelihood_weighs_foreign_lines_by_their_share(pair: Gallery) -> None:
    known, own = pair.cosines(turned(1.0)), np.array([0])
    right = pair.probabilities(known)[0, 0]
    none = 1 - pair.probabilities(known).sum()
    expected = (1 - making.FOREIGN) * np.log(right) + making.FOREIGN * np.log(none)

    assert likelihood(pair, known, own, known) == pytest.approx(expected, rel=1e-3)


def test_a_gallery_is_made_of_the_catalogue_without_what_is_held_out(
    families: Sequence[Family], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "LINES", 2)
    monkeypatch.setattr(making, "COUNT", 2)
    monkeypatch.setattr(making, "in_gallery", lambda: families[:1])
    monkeypatch.setattr(making, "held_out", lambda: families[1:])

    assert made(tmp_path, embedder()).families == ("小黑",)

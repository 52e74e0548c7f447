from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.fonts.catalog import Family
from models.fonts.training.gallery.samples import render_samples
from tests.models.fonts.fake_embedder import fake_embedder


def test_every_face_has_samples_of_every_kind_of_text(families: Sequence[Family], tmp_path: Path) -> None:
    samples = render_samples(tmp_path, families, fake_embedder(), count=2, seed=0)

    assert Counter(zip(samples.families.tolist(), samples.kinds.tolist(), strict=True)) == {
        **{("小黑", kind): 4 for kind in ("han", "latin", "digits", "mixed")},
        **{("Small", kind): 2 for kind in ("latin", "digits")},
    }
    assert samples.embeddings.shape == (20, 128)


def test_samples_are_reproducible_and_depend_on_the_seed(families: Sequence[Family], tmp_path: Path) -> None:
    samples = [render_samples(tmp_path, families, fake_embedder(), count=1, seed=seed) for seed in (1, 1, 2)]
    first, second, other = (each.embeddings for each in samples)

    np.testing.assert_array_equal(first, second)
    assert np.abs(first - other).max() > 1e-3

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.fonts.catalog import Family
from models.fonts.training.gallery.samples import trials
from tests.models.fonts.fake_embedder import embedder


def test_every_face_is_tried_in_every_kind_of_text(families: Sequence[Family], tmp_path: Path) -> None:
    tried = trials(tmp_path, families, 2, 0, embedder())

    assert Counter(zip(tried.families.tolist(), tried.kinds.tolist(), strict=True)) == {
        **{("小黑", kind): 4 for kind in ("han", "latin", "digits", "mixed")},
        **{("Small", kind): 2 for kind in ("latin", "digits")},
    }
    assert tried.embeddings.shape == (20, 128)


def test_the_same_dice_give_the_same_lines_and_others_other_ones(
    families: Sequence[Family], tmp_path: Path
) -> None:
    first, again, other = (trials(tmp_path, families, 1, seed, embedder()).embeddings for seed in (1, 1, 2))

    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 1e-3

from pathlib import Path

import numpy as np

from models.fonts.gallery import Gallery
from models.fonts.portraits import load_portraits, save_portraits


def test_every_shipped_family_has_a_portrait() -> None:
    assert load_portraits().keys() == set(Gallery.load().families)


def test_portraits_are_found_again_by_their_names(tmp_path: Path) -> None:
    drawn = {"a/b": np.eye(3, dtype=np.uint8), "品牌体": np.full((2, 5), 255, np.uint8)}
    save_portraits(tmp_path / "portraits.npz", drawn)
    found = load_portraits(tmp_path / "portraits.npz")

    assert found.keys() == drawn.keys()
    assert all((found[name] == drawn[name]).all() for name in drawn)

from pathlib import Path

import numpy as np

from models.fonts.gallery import Gallery
from models.fonts.previews import keep_portraits, load_portraits, own_portraits, save_portraits


def test_every_shipped_family_has_a_portrait() -> None:
    assert load_portraits().keys() == set(Gallery.load().families)


def test_portraits_are_found_again_by_their_names(tmp_path: Path) -> None:
    drawn = {"a/b": np.eye(3, dtype=np.uint8), "品牌体": np.full((2, 5), 255, np.uint8)}
    save_portraits(tmp_path / "portraits.npz", drawn)
    found = load_portraits(tmp_path / "portraits.npz")

    assert found.keys() == drawn.keys()
    assert all((found[name] == drawn[name]).all() for name in drawn)


def test_portraits_of_ones_own_lie_beside_the_specimens(tmp_path: Path) -> None:
    drawn = np.full((2, 5), 255, np.uint8)
    keep_portraits(tmp_path / "fonts.npz", {"品牌/体": drawn})
    found = own_portraits(tmp_path / "fonts.npz")

    assert found.keys() == {"品牌/体"}
    np.testing.assert_array_equal(found["品牌/体"], drawn)
    assert [path.name for path in tmp_path.iterdir()] == ["fonts.portraits.npz"]


def test_when_the_last_portrait_is_forgotten_nothing_is_left(tmp_path: Path) -> None:
    keep_portraits(tmp_path / "fonts.npz", {"品牌体": np.eye(3, dtype=np.uint8)})
    keep_portraits(tmp_path / "fonts.npz", {})

    assert own_portraits(tmp_path / "fonts.npz") == {}
    assert list(tmp_path.iterdir()) == []

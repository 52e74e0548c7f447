from pathlib import Path

import numpy as np

from models.fonts.gallery import Gallery
from models.fonts.previews import load_custom_previews, load_previews, save_custom_previews, save_previews


def test_every_shipped_family_has_a_preview() -> None:
    assert load_previews().keys() == set(Gallery.load().families)


def test_saved_previews_are_loaded_by_name(tmp_path: Path) -> None:
    drawn = {"a/b": np.eye(3, dtype=np.uint8), "品牌体": np.full((2, 5), 255, np.uint8)}
    save_previews(tmp_path / "previews.npz", drawn)
    found = load_previews(tmp_path / "previews.npz")

    assert found.keys() == drawn.keys()
    assert all((found[name] == drawn[name]).all() for name in drawn)


def test_custom_previews_are_stored_next_to_the_custom_faces(tmp_path: Path) -> None:
    drawn = np.full((2, 5), 255, np.uint8)
    save_custom_previews(tmp_path / "fonts.npz", {"品牌/体": drawn})
    found = load_custom_previews(tmp_path / "fonts.npz")

    assert found.keys() == {"品牌/体"}
    np.testing.assert_array_equal(found["品牌/体"], drawn)
    assert [path.name for path in tmp_path.iterdir()] == ["fonts.portraits.npz"]


def test_saving_no_previews_removes_the_file(tmp_path: Path) -> None:
    save_custom_previews(tmp_path / "fonts.npz", {"品牌体": np.eye(3, dtype=np.uint8)})
    save_custom_previews(tmp_path / "fonts.npz", {})

    assert load_custom_previews(tmp_path / "fonts.npz") == {}
    assert list(tmp_path.iterdir()) == []

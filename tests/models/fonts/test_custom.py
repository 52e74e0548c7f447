from pathlib import Path

import numpy as np

from models.fonts.custom import load_custom_faces, save_custom_faces
from models.fonts.gallery import GalleryFace

YAHEI = GalleryFace("微软雅黑", "custom", 700, np.eye(2, 128, dtype=np.float32))


def test_a_missing_file_gives_no_faces(tmp_path: Path) -> None:
    assert load_custom_faces(tmp_path / "fonts.npz") == ()


def test_saved_faces_are_loaded_again_from_a_new_folder(tmp_path: Path) -> None:
    save_custom_faces(tmp_path / "new" / "fonts.npz", [YAHEI])
    (found,) = load_custom_faces(tmp_path / "new" / "fonts.npz")

    assert (found.family, found.style, found.weight) == ("微软雅黑", "custom", 700)
    np.testing.assert_array_equal(found.prototypes, YAHEI.prototypes)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["fonts.npz"]


def test_saving_no_faces_removes_the_file(tmp_path: Path) -> None:
    save_custom_faces(tmp_path / "fonts.npz", [YAHEI])
    save_custom_faces(tmp_path / "fonts.npz", [])

    assert list(tmp_path.iterdir()) == []

from pathlib import Path

import numpy as np

from models.fonts.custom import keep_specimens, own_specimens
from models.fonts.gallery import Specimen

YAHEI = Specimen("微软雅黑", "custom", 700, np.eye(2, 128, dtype=np.float32))


def test_where_nothing_was_learnt_there_is_nothing(tmp_path: Path) -> None:
    assert own_specimens(tmp_path / "fonts.npz") == ()


def test_what_is_kept_is_found_again_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    keep_specimens(tmp_path / "new" / "fonts.npz", [YAHEI])
    (found,) = own_specimens(tmp_path / "new" / "fonts.npz")

    assert (found.family, found.style, found.weight) == ("微软雅黑", "custom", 700)
    np.testing.assert_array_equal(found.prototypes, YAHEI.prototypes)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["fonts.npz"]


def test_when_the_last_is_forgotten_nothing_is_left(tmp_path: Path) -> None:
    keep_specimens(tmp_path / "fonts.npz", [YAHEI])
    keep_specimens(tmp_path / "fonts.npz", [])

    assert list(tmp_path.iterdir()) == []

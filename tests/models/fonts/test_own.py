from pathlib import Path

import numpy as np
import pytest

from models.fonts.gallery import Specimen
from models.fonts.own import (
    FontStoreError,
    keep_portraits,
    keep_specimens,
    own_portraits,
    own_specimens,
)

PORTRAIT = np.full((2, 5), 255, np.uint8)
YAHEI = Specimen("微软雅黑", "custom", 700, np.eye(2, 128, dtype=np.float32))


def test_where_nothing_was_learnt_there_is_nothing(tmp_path: Path) -> None:
    assert own_specimens(tmp_path / "fonts.npz") == ()
    assert own_portraits(tmp_path / "fonts.npz") == {}


def test_what_is_kept_is_found_again_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    keep_specimens(tmp_path / "new" / "fonts.npz", [YAHEI])
    (found,) = own_specimens(tmp_path / "new" / "fonts.npz")

    assert (found.family, found.style, found.weight) == ("微软雅黑", "custom", 700)
    np.testing.assert_array_equal(found.prototypes, YAHEI.prototypes)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["fonts.npz"]


def test_portraits_lie_beside_the_specimens(tmp_path: Path) -> None:
    keep_portraits(tmp_path / "fonts.npz", {"品牌/体": PORTRAIT})
    found = own_portraits(tmp_path / "fonts.npz")

    assert found.keys() == {"品牌/体"}
    np.testing.assert_array_equal(found["品牌/体"], PORTRAIT)
    assert [path.name for path in tmp_path.iterdir()] == ["fonts.portraits.npz"]


def test_when_the_last_is_forgotten_nothing_is_left(tmp_path: Path) -> None:
    keep_specimens(tmp_path / "fonts.npz", [YAHEI])
    keep_specimens(tmp_path / "fonts.npz", [])
    keep_portraits(tmp_path / "fonts.npz", {"微软雅黑": PORTRAIT})
    keep_portraits(tmp_path / "fonts.npz", {})

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_said_to_be(tmp_path: Path) -> None:
    for name in ("fonts.npz", "fonts.portraits.npz"):
        (tmp_path / name).write_bytes(b"nothing")

    for read in (own_specimens, own_portraits):
        with pytest.raises(FontStoreError, match="cannot be read"):
            read(tmp_path / "fonts.npz")


def test_a_file_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")

    with pytest.raises(FontStoreError, match="cannot be written"):
        keep_specimens(tmp_path / "taken" / "fonts.npz", [YAHEI])

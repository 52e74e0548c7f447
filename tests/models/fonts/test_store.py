from functools import partial
from pathlib import Path

import numpy as np
import pytest

from models.fonts import store


def test_a_missing_file_gives_no_content(tmp_path: Path) -> None:
    assert store.read(tmp_path / "none.npz", np.load) is None


def test_a_damaged_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "fonts.npz").write_bytes(b"nothing")

    with pytest.raises(store.FontStoreError, match="cannot be read"):
        store.read(tmp_path / "fonts.npz", np.load)


def test_a_folder_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")

    with pytest.raises(store.FontStoreError, match="cannot be written"):
        store.replace(tmp_path / "taken" / "fonts.npz", partial(np.save, arr=np.eye(2)))


def test_a_failed_write_leaves_the_old_file_unchanged(tmp_path: Path) -> None:
    def fail(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    (tmp_path / "fonts.npz").write_bytes(b"before")
    with pytest.raises(store.FontStoreError, match="No space left"):
        store.replace(tmp_path / "fonts.npz", fail)

    assert (tmp_path / "fonts.npz").read_bytes() == b"before"

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from models.fonts import store


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert store.read(tmp_path / "none.npz", np.load) is None


def test_what_is_damaged_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "fonts.npz").write_bytes(b"nothing")

    with pytest.raises(store.FontStoreError, match="cannot be read"):
        store.read(tmp_path / "fonts.npz", np.load)


def test_what_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")

    with pytest.raises(store.FontStoreError, match="cannot be written"):
        store.replace(tmp_path / "taken" / "fonts.npz", partial(np.save, arr=np.eye(2)))


def test_a_draft_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    def fail(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    (tmp_path / "fonts.npz").write_bytes(b"before")
    with pytest.raises(store.FontStoreError, match="No space left"):
        store.replace(tmp_path / "fonts.npz", fail)

    assert (tmp_path / "fonts.npz").read_bytes() == b"before"

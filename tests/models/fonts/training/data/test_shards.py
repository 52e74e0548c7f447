from pathlib import Path

import numpy as np

from models.fonts.training.data import shards
from models.fonts.training.data.shards import RECORD, ShardFolder, open_shard


def records(label: int, count: int = 3) -> shards.Records:
    written = np.zeros(count, RECORD)
    written["label"], written["width"] = label, 7
    written["strip"][:, 20, 5] = 200
    return written


def test_an_added_shard_is_read_unchanged(tmp_path: Path) -> None:
    folder = ShardFolder(tmp_path / "shards")
    folder.add(records(4), "1")
    (shard,) = folder.shards()

    np.testing.assert_array_equal(open_shard(shard), records(4))


def test_shards_are_sorted_by_age_without_drafts(tmp_path: Path) -> None:
    folder = ShardFolder(tmp_path)
    for name in ("30", "10", "20"):
        folder.add(records(1), name)
    (tmp_path / "05.draft").write_bytes(b"half")

    assert [shard.stem for shard in folder.shards()] == ["10", "20", "30"]


def test_a_folder_is_full_at_the_limit(tmp_path: Path) -> None:
    folder = ShardFolder(tmp_path)
    for number in range(shards.FULL - 1):
        (tmp_path / f"{number:04}.npy").touch()

    assert not folder.is_full
    folder.add(records(1), "9999")
    assert folder.is_full

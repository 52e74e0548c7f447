from pathlib import Path

import numpy as np

from models.fonts.training.data import shards as stock
from models.fonts.training.data.shards import RECORD, Stock, opened


def records(label: int, count: int = 3) -> stock.Records:
    made = np.zeros(count, RECORD)
    made["label"], made["width"] = label, 7
    made["strip"][:, 20, 5] = 200
    return made


def test_what_is_added_is_read_as_it_was(tmp_path: Path) -> None:
    kept = Stock(tmp_path / "stock")
    kept.add(records(4), "1")
    (chunk,) = kept.chunks()

    np.testing.assert_array_equal(opened(chunk), records(4))


def test_the_oldest_chunk_comes_first_and_drafts_do_not_count(tmp_path: Path) -> None:
    kept = Stock(tmp_path)
    for name in ("30", "10", "20"):
        kept.add(records(1), name)
    (tmp_path / "05.draft").write_bytes(b"half")

    assert [chunk.stem for chunk in kept.chunks()] == ["10", "20", "30"]


def test_a_stock_is_full_when_enough_is_ready(tmp_path: Path) -> None:
    kept = Stock(tmp_path)
    for number in range(stock.FULL - 1):
        (tmp_path / f"{number:04}.npy").touch()

    assert not kept.is_full
    kept.add(records(1), "9999")
    assert kept.is_full

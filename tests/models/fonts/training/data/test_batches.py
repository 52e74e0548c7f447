from pathlib import Path

import numpy as np
import pytest

from models.fonts.training.data.shards import CHUNK, RECORD, Stock

torch = pytest.importorskip("torch", reason="torch is installed by those who train")

from models.fonts.training.data import batches  # noqa: E402  # it imports torch
from models.fonts.training.data.batches import Batches  # noqa: E402


def stock(folder: Path, chunks: int) -> Stock:
    """Each strip is as bright as the number of its class, and 150 pixels wide."""
    made = Stock(folder)
    for number in range(chunks):
        records = np.zeros(CHUNK, RECORD)
        records["label"] = np.arange(CHUNK) % 200
        records["width"] = 150
        records["strip"][:, :, :150] = 20 + records["label"][:, None, None]
        made.add(records, f"{number:03}")
    return made


def test_a_batch_shows_windows_of_strips_beside_their_classes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "NOISE", 0.0)
    drawn = Batches(stock(tmp_path, 2), np.random.default_rng(0))
    drawn.refresh()
    for _ in range(12):
        strips, labels = drawn.draw(32)
        width = strips.shape[-1]
        brightness = strips[:, 0, 24, :60].mean(dim=1) * 255 / (labels + 20)

        assert strips.shape == (32, 1, 48, width)
        assert width in batches.WINDOWS
        assert strips.dtype == torch.float32
        assert bool(((brightness > 1 - batches.GAIN - 0.01) & (brightness < 1.01)).all())
        assert not strips[..., 172:].any()


def test_a_strip_is_shown_in_another_way_each_time(tmp_path: Path) -> None:
    drawn = Batches(stock(tmp_path, 1), np.random.default_rng(0))
    drawn.refresh()
    strips, labels = drawn.draw(2000)
    alike = [strip for strip, label in zip(strips, labels, strict=True) if label == labels[0]]

    assert len(alike) > 2
    assert not any(torch.equal(alike[0], other) for other in alike[1:])


def test_worn_chunks_are_thrown_away_but_enough_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ENOUGH", 2)
    kept = stock(tmp_path, 3)
    drawn = Batches(kept, np.random.default_rng(0))

    assert drawn.refresh() == 3
    drawn.draw(CHUNK * batches.USES * 4)
    assert drawn.refresh() == 2
    assert [chunk.stem for chunk in kept.chunks()] == ["001", "002"]


def test_chunks_that_are_not_worn_stay_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ENOUGH", 1)
    drawn = Batches(stock(tmp_path, 3), np.random.default_rng(0))
    drawn.refresh()
    drawn.draw(64)

    assert drawn.refresh() == 3


def test_new_chunks_are_found(tmp_path: Path) -> None:
    kept = stock(tmp_path, 1)
    drawn = Batches(kept, np.random.default_rng(0))
    drawn.refresh()
    records = np.zeros(CHUNK, RECORD)
    records["label"] = 700
    kept.add(records, "900")
    drawn.refresh()

    assert 700 in drawn.draw(200)[1]

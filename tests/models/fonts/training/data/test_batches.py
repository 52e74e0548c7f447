from pathlib import Path

import numpy as np
import pytest

from models.fonts.training.data.shards import RECORD, SHARD_SIZE, ShardFolder

torch = pytest.importorskip("torch", reason="torch is only installed for training")

from models.fonts.training.data import batches as module  # noqa: E402  # it imports torch
from models.fonts.training.data.batches import Batches  # noqa: E402


def shards(folder: Path, count: int) -> ShardFolder:
    """Writes shards. The brightness of a strip is 20 + its class, and its width is 150 pixels."""
    written = ShardFolder(folder)
    for number in range(count):
        records = np.zeros(SHARD_SIZE, RECORD)
        records["label"] = np.arange(SHARD_SIZE) % 200
        records["width"] = 150
        records["strip"][:, :, :150] = 20 + records["label"][:, None, None]
        written.add(records, f"{number:03}")
    return written


def test_a_batch_has_parts_of_strips_and_their_classes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_NOISE", 0.0)
    batches = Batches(shards(tmp_path, 2), np.random.default_rng(0))
    batches.refresh()
    for _ in range(12):
        strips, labels = batches.draw(32)
        width = strips.shape[-1]
        brightness = strips[:, 0, 24, :60].mean(dim=1) * 255 / (labels + 20)

        assert strips.shape == (32, 1, 48, width)
        assert width in module.WINDOWS
        assert strips.dtype == torch.float32
        assert bool(((brightness > 1 - module.MAX_FADING - 0.01) & (brightness < 1.01)).all())
        assert not strips[..., 172:].any()


def test_a_strip_looks_different_each_time(tmp_path: Path) -> None:
    batches = Batches(shards(tmp_path, 1), np.random.default_rng(0))
    batches.refresh()
    strips, labels = batches.draw(2000)
    same_class = [strip for strip, label in zip(strips, labels, strict=True) if label == labels[0]]

    assert len(same_class) > 2
    assert not any(torch.equal(same_class[0], other) for other in same_class[1:])


def test_used_shards_are_deleted_down_to_the_minimum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MIN_SHARDS", 2)
    folder = shards(tmp_path, 3)
    batches = Batches(folder, np.random.default_rng(0))

    assert batches.refresh() == 3
    batches.draw(SHARD_SIZE * module.USES * 4)
    assert batches.refresh() == 2
    assert [shard.stem for shard in folder.shards()] == ["001", "002"]


def test_unused_shards_are_never_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MIN_SHARDS", 1)
    batches = Batches(shards(tmp_path, 3), np.random.default_rng(0))
    batches.refresh()
    batches.draw(64)

    assert batches.refresh() == 3


def test_new_shards_are_opened(tmp_path: Path) -> None:
    folder = shards(tmp_path, 1)
    batches = Batches(folder, np.random.default_rng(0))
    batches.refresh()
    records = np.zeros(SHARD_SIZE, RECORD)
    records["label"] = 700
    folder.add(records, "900")
    batches.refresh()

    assert 700 in batches.draw(200)[1]

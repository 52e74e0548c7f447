from pathlib import Path

import numpy as np
import pytest

from models.fonts.training.data.shards import RECORD, SHARD_SIZE, ShardFolder

torch = pytest.importorskip("torch", reason="torch is only installed for training")

from models.fonts.training.data.batches import Batches  # noqa: E402
from models.fonts.training.network import train as module  # noqa: E402  # it imports torch
from models.fonts.training.network.train import WARM_UP, learning_rate_factor, new_training, train  # noqa: E402


@pytest.fixture
def shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ShardFolder:
    """Strips of noise in two classes of two families, one with coarse noise and one with fine noise."""
    monkeypatch.setattr(module, "BATCH", 8)
    monkeypatch.setattr(module, "MIN_SHARDS", 1)
    rng = np.random.default_rng(0)
    records = np.zeros(SHARD_SIZE, RECORD)
    records["label"], records["width"] = np.arange(SHARD_SIZE) % 2 * 600, 96
    for record in records:
        size = 24 if record["label"] else 3
        noise = rng.integers(0, 256, (48 // size, 96 // size), np.uint8)
        record["strip"][:, :96] = noise.repeat(size, axis=0).repeat(size, axis=1)
    folder = ShardFolder(tmp_path / "shards")
    folder.add(records, "1")
    return folder


def test_the_learning_rate_warms_up_and_falls_to_zero() -> None:
    assert learning_rate_factor(0, 10_000) == 0
    assert learning_rate_factor(WARM_UP // 2, 10_000) == pytest.approx(0.5)
    assert learning_rate_factor(WARM_UP, 10_000) == pytest.approx(1, abs=0.01)
    assert learning_rate_factor(5_000, 10_000) == pytest.approx(0.5)
    assert learning_rate_factor(10_000, 10_000) == 0


def test_training_reduces_the_loss(shards: ShardFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WARM_UP", 2)
    torch.manual_seed(0)
    training, batches = new_training(), Batches(shards, np.random.default_rng(0))
    batches.refresh()
    losses = [training.train_step(batches, 1000)[0] for _ in range(14)]

    assert losses[-1] < 0.8 * losses[0]


def test_an_interrupted_training_resumes_at_its_checkpoint(shards: ShardFolder, tmp_path: Path) -> None:
    state = tmp_path / "state.pt"
    train(shards, state, 2)
    first = torch.load(state, weights_only=True)
    train(shards, state, 2)
    again = torch.load(state, weights_only=True)
    train(shards, state, 3)
    later = torch.load(state, weights_only=True)

    assert (first["step"], again["step"], later["step"]) == (2, 2, 3)
    assert all(bool((first["network"][name] == again["network"][name]).all()) for name in first["network"])
    assert any(bool((first["network"][name] != later["network"][name]).any()) for name in first["network"])

from pathlib import Path

import numpy as np
import pytest

from models.fonts.training.data.shards import CHUNK, RECORD, Stock

torch = pytest.importorskip("torch", reason="torch is installed by those who train")

from models.fonts.training.data.batches import Batches  # noqa: E402
from models.fonts.training.network import train as training  # noqa: E402  # it imports torch
from models.fonts.training.network.train import WARM_UP, new_training, pace, train  # noqa: E402


@pytest.fixture
def stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stock:
    """Strips of noise in two classes of two families, one coarse and one fine."""
    monkeypatch.setattr(training, "BATCH", 8)
    monkeypatch.setattr(training, "ENOUGH", 1)
    rng = np.random.default_rng(0)
    records = np.zeros(CHUNK, RECORD)
    records["label"], records["width"] = np.arange(CHUNK) % 2 * 600, 96
    for record in records:
        size = 24 if record["label"] else 3
        noise = rng.integers(0, 256, (48 // size, 96 // size), np.uint8)
        record["strip"][:, :96] = noise.repeat(size, axis=0).repeat(size, axis=1)
    made = Stock(tmp_path / "stock")
    made.add(records, "1")
    return made


def test_the_pace_rises_at_first_and_falls_to_nothing() -> None:
    assert pace(0, 10_000) == 0
    assert pace(WARM_UP // 2, 10_000) == pytest.approx(0.5)
    assert pace(WARM_UP, 10_000) == pytest.approx(1, abs=0.01)
    assert pace(5_000, 10_000) == pytest.approx(0.5)
    assert pace(10_000, 10_000) == 0


def test_what_looks_different_is_soon_told_apart(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "WARM_UP", 2)
    torch.manual_seed(0)
    learner, batches = new_training(), Batches(stock, np.random.default_rng(0))
    batches.refresh()
    steps = [learner.learn(batches, 1000) for _ in range(14)]

    assert steps[-1][0] < 0.8 * steps[0][0]


def test_a_training_that_was_cut_off_goes_on_where_it_stopped(stock: Stock, tmp_path: Path) -> None:
    state = tmp_path / "state.pt"
    train(stock, state, 2)
    first = torch.load(state, weights_only=True)
    train(stock, state, 2)
    again = torch.load(state, weights_only=True)
    train(stock, state, 3)
    later = torch.load(state, weights_only=True)

    assert (first["step"], again["step"], later["step"]) == (2, 2, 3)
    assert all(bool((first["network"][name] == again["network"][name]).all()) for name in first["network"])
    assert any(bool((first["network"][name] != later["network"][name]).any()) for name in first["network"])

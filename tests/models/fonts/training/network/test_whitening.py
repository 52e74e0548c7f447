from pathlib import Path

import numpy as np
import pytest

from models.fonts.training.data.shards import RECORD, Stock

torch = pytest.importorskip("torch", reason="torch is installed by those who train")

from models.fonts.training.network.architecture import FontNetwork  # noqa: E402  # it imports torch
from models.fonts.training.network.whitening import turned, whiten, within  # noqa: E402


def test_the_covariance_is_that_around_the_means_of_the_classes() -> None:
    rng = np.random.default_rng(0)
    spread = np.array([1.0, 0.1, 3.0])
    labels = np.repeat([4, 9], 4000)
    embeddings = rng.standard_normal((8000, 3)) * spread + np.where(labels == 4, 50, -50)[:, None]

    np.testing.assert_allclose(within(embeddings, labels), np.diag(spread**2), atol=0.3)


def test_directions_of_much_variance_count_less_but_half_as_much_less_as_they_might() -> None:
    first, second, third = np.diag(turned(np.diag([1.0, 16.0, 16.0])))

    assert first / second == pytest.approx(2, rel=0.05)
    assert second == pytest.approx(third)


def test_a_network_is_turned_in_its_last_layer(tmp_path: Path) -> None:
    torch.manual_seed(0)
    records = np.zeros(24, RECORD)
    records["strip"] = np.random.default_rng(0).integers(0, 256, records["strip"].shape)
    records["label"], records["width"] = np.arange(24) % 3, np.where(np.arange(24) < 12, 90, 180)
    stock = Stock(tmp_path)
    stock.add(records, "1")
    network = FontNetwork().eval()
    strips = torch.rand(5, 1, 48, 96)
    plain = network(strips).detach().double().numpy()
    halves = ((records[:12], 96), (records[12:], 192))
    shown = [torch.from_numpy(some["strip"][:, None, :, :width] / np.float32(255)) for some, width in halves]
    seen = np.concatenate([network(some).detach().double().numpy() for some in shown])
    whiten(network, stock)

    expected = plain @ turned(within(seen, records["label"].astype(np.int64))).T
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(network(strips).detach().numpy(), expected, atol=1e-3)

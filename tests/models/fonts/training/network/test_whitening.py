from pathlib import Path

import numpy as np
import pytest

from models.fonts.training.data.shards import RECORD, ShardFolder

torch = pytest.importorskip("torch", reason="torch is only installed for training")

from models.fonts.training.network.architecture import FontNetwork  # noqa: E402  # it imports torch
from models.fonts.training.network.whitening import (  # noqa: E402
    whiten,
    whitening_matrix,
    within_class_covariance,
)


def test_the_covariance_is_measured_around_the_mean_of_each_class() -> None:
    rng = np.random.default_rng(0)
    deviations = np.array([1.0, 0.1, 3.0])
    labels = np.repeat([4, 9], 4000)
    embeddings = rng.standard_normal((8000, 3)) * deviations + np.where(labels == 4, 50, -50)[:, None]

    np.testing.assert_allclose(within_class_covariance(embeddings, labels), np.diag(deviations**2), atol=0.3)


def test_a_direction_of_16_times_the_variance_is_scaled_to_half() -> None:
    first, second, third = np.diag(whitening_matrix(np.diag([1.0, 16.0, 16.0])))

    assert first / second == pytest.approx(2, rel=0.05)
    assert second == pytest.approx(third)


def test_whitening_changes_the_last_layer(tmp_path: Path) -> None:
    torch.manual_seed(0)
    records = np.zeros(24, RECORD)
    records["strip"] = np.random.default_rng(0).integers(0, 256, records["strip"].shape)
    records["label"], records["width"] = np.arange(24) % 3, np.where(np.arange(24) < 12, 90, 180)
    folder = ShardFolder(tmp_path)
    folder.add(records, "1")
    network = FontNetwork().eval()
    strips = torch.rand(5, 1, 48, 96)
    plain = network(strips).detach().double().numpy()
    parts = ((records[:12], 96), (records[12:], 192))
    batches = [torch.from_numpy(part["strip"][:, None, :, :width] / np.float32(255)) for part, width in parts]
    embeddings = np.concatenate([network(batch).detach().double().numpy() for batch in batches])
    whiten(network, folder)

    labels = records["label"].astype(np.int64)
    expected = plain @ whitening_matrix(within_class_covariance(embeddings, labels)).T
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(network(strips).detach().numpy(), expected, atol=1e-3)

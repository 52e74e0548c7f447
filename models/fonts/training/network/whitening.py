"""Within-class covariance normalisation of the embeddings (partial whitening).

Directions in which lines of one face vary are scaled down (Hatch, Kajarekar and Stolcke, "Within-class
covariance normalization for SVM-based speaker recognition", Interspeech 2006). The transform is linear and is
applied before embeddings are scaled to length 1, so it is merged into the network's last layer.
"""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from models.fonts.strips import bucket
from models.fonts.training.data.shards import Records, ShardFolder, open_shard
from models.fonts.training.network.architecture import FontNetwork

STRENGTH: Final = 0.5
"""0 leaves the embeddings unchanged, 1 whitens fully. 0.5 gave the best top-1 accuracy on rendered lines."""

RIDGE: Final = 0.01
"""Share of the mean variance that is added in all directions.

Without it, directions with almost no variance would be amplified.
"""

SHARDS: Final = 40
"""Number of newest shards from which the covariance is estimated: 20,000 lines."""

Floats = NDArray[np.float64]


def whiten(network: FontNetwork, folder: ShardFolder) -> None:
    """Changes the network's last layer in place, by the covariance of its embeddings of the shards."""
    parts = [_embedded(network, open_shard(shard)) for shard in folder.shards()[-SHARDS:]]
    embeddings, labels = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    transform = torch.from_numpy(whitening_matrix(within_class_covariance(embeddings, labels))).float()
    with torch.no_grad():
        network.projection.weight.copy_(transform @ network.projection.weight)
        network.projection.bias.copy_(transform @ network.projection.bias)


def within_class_covariance(embeddings: Floats, labels: NDArray[np.int64]) -> Floats:
    """Returns the covariance of embeddings (n, 128) around the means of their classes: (128, 128)."""
    _, classes, counts = np.unique(labels, return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), embeddings.shape[1]))
    np.add.at(sums, classes, embeddings)
    deviations = embeddings - (sums / counts[:, None])[classes]
    return deviations.T @ deviations / len(deviations)


def whitening_matrix(covariance: Floats) -> Floats:
    """Returns the symmetric matrix that whitens the covariance by `STRENGTH`."""
    size = len(covariance)
    variances, axes = np.linalg.eigh(covariance + RIDGE * np.trace(covariance) / size * np.eye(size))
    matrix: Floats = (axes * variances ** (-STRENGTH / 2)) @ axes.T
    return matrix


def _embedded(network: FontNetwork, records: Records) -> tuple[Floats, NDArray[np.int64]]:
    """Returns the embeddings of a shard's strips, (n, 128), and their classes."""
    widths = np.array([bucket(int(width)) for width in records["width"]])
    embeddings, labels = list[Floats](), list[NDArray[np.int64]]()
    for width in np.unique(widths):
        same_width = records[widths == width]
        strips = torch.from_numpy(same_width["strip"][:, None, :, :width] / np.float32(255))
        with torch.inference_mode():
            embeddings.append(network(strips).double().numpy())
        labels.append(same_width["label"].astype(np.int64))
    return np.concatenate(embeddings), np.concatenate(labels)

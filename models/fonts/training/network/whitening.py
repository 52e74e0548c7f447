"""What lines in one face differ by counts less: within-class covariance normalisation of the embeddings.

Hatch, Kajarekar and Stolcke, "Within-class covariance normalization for SVM-based speaker recognition"
(Interspeech 2006). The turn is linear and the embeddings' length does not matter before it is set to 1, so it
becomes a part of the network's last layer.
"""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from models.fonts.strips import bucket
from models.fonts.training.data.shards import Records, Stock, opened
from models.fonts.training.network.architecture import FontNetwork

SHARE: Final = 0.5
"""How far the covariance is evened out, from 0, not at all, to 1, wholly; with half of it, families were told
best on rendered lines."""

RIDGE: Final = 0.01
"""The mean variance, times this, is added in all directions: those that hardly vary must not outweigh all."""

CHUNKS: Final = 40
"""So much of the stock is looked at: 20,000 lines."""

Floats = NDArray[np.float64]


def whiten(network: FontNetwork, stock: Stock) -> None:
    """Change the network's last layer, in place, by what it says of lines in the stock."""
    seen = [_seen(network, opened(chunk)) for chunk in stock.chunks()[-CHUNKS:]]
    embeddings, labels = (np.concatenate(parts) for parts in zip(*seen, strict=True))
    turn = torch.from_numpy(turned(within(embeddings, labels))).float()
    with torch.no_grad():
        network.projection.weight.copy_(turn @ network.projection.weight)
        network.projection.bias.copy_(turn @ network.projection.bias)


def within(embeddings: Floats, labels: NDArray[np.int64]) -> Floats:
    """The covariance of embeddings (n, 128) around the means of their classes, (128, 128)."""
    _, classes, counts = np.unique(labels, return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), embeddings.shape[1]))
    np.add.at(sums, classes, embeddings)
    apart = embeddings - (sums / counts[:, None])[classes]
    return apart.T @ apart / len(apart)


def turned(covariance: Floats) -> Floats:
    """The symmetric matrix that evens the covariance out as far as it is to be."""
    size = len(covariance)
    variances, axes = np.linalg.eigh(covariance + RIDGE * np.trace(covariance) / size * np.eye(size))
    evened: Floats = (axes * variances ** (-SHARE / 2)) @ axes.T
    return evened


def _seen(network: FontNetwork, records: Records) -> tuple[Floats, NDArray[np.int64]]:
    """The embeddings of a chunk's strips, (n, 128), and their classes."""
    widths = np.array([bucket(int(width)) for width in records["width"]])
    embeddings, labels = list[Floats](), list[NDArray[np.int64]]()
    for width in np.unique(widths):
        alike = records[widths == width]
        strips = torch.from_numpy(alike["strip"][:, None, :, :width] / np.float32(255))
        with torch.inference_mode():
            embeddings.append(network(strips).double().numpy())
        labels.append(alike["label"].astype(np.int64))
    return np.concatenate(embeddings), np.concatenate(labels)

import numpy as np
import onnxruntime as ort
import pytest

torch = pytest.importorskip("torch", reason="torch is only installed for training")

from models.fonts.training.network.architecture import FontNetwork  # noqa: E402
from models.fonts.training.network.export import STRIPS, exported  # noqa: E402  # it imports torch


def trained() -> FontNetwork:
    """Returns a network whose normalisation has statistics, so that folding it in changes the weights."""
    torch.manual_seed(0)
    network = FontNetwork()
    for _ in range(3):
        network(torch.rand(4, 1, 48, 96))
    network.eval()
    return network


def test_the_exported_network_gives_the_same_embeddings() -> None:
    network = trained()
    strips = torch.rand(2, 1, 48, 192)
    session = ort.InferenceSession(exported(network).SerializeToString(), providers=["CPUExecutionProvider"])
    (embeddings,) = session.run(None, {STRIPS: strips.numpy()})

    np.testing.assert_allclose(embeddings, network(strips).detach().numpy(), atol=1e-3)


def test_the_exported_network_is_at_most_8_mb() -> None:
    assert len(exported(trained()).SerializeToString()) < 8_000_000

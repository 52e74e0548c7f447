import numpy as np
import onnxruntime as ort
import pytest

torch = pytest.importorskip("torch", reason="torch is only installed for training")

from models.symbols.training.export import PIECES, exported  # noqa: E402  # it imports torch
from models.symbols.training.network import SymbolNetwork  # noqa: E402  # it imports torch


def test_the_exported_network_gives_the_same_probabilities() -> None:
    torch.manual_seed(0)
    network = SymbolNetwork()
    for _ in range(3):
        network(torch.rand(8, 1, 32, 40))
    network.eval()
    pieces = torch.rand(4, 1, 32, 40)
    session = ort.InferenceSession(exported(network).SerializeToString(), providers=["CPUExecutionProvider"])
    (probabilities,) = session.run(None, {PIECES: pieces.numpy()})

    np.testing.assert_allclose(probabilities, network(pieces).softmax(1).detach().numpy(), atol=1e-4)

import pytest

torch = pytest.importorskip("torch", reason="torch is only installed for training")

from models.fonts.embedder import DIMENSIONS  # noqa: E402
from models.fonts.training.network.architecture import FontNetwork  # noqa: E402  # it imports torch


@pytest.mark.parametrize("width", [96, 192, 320])
def test_strips_of_every_width_become_unit_vectors(width: int) -> None:
    embeddings = FontNetwork().eval()(torch.rand(2, 1, 48, width))

    assert embeddings.shape == (2, DIMENSIONS)
    torch.testing.assert_close(embeddings.norm(dim=1), torch.ones(2))


def test_an_empty_strip_has_a_finite_gradient() -> None:
    network = FontNetwork()
    network(torch.zeros(2, 1, 48, 96))[:, 0].sum().backward()

    assert all(bool(parameter.grad.isfinite().all()) for parameter in network.parameters())


def test_the_network_has_at_most_two_million_weights() -> None:
    assert sum(parameter.numel() for parameter in FontNetwork().parameters()) < 2_000_000

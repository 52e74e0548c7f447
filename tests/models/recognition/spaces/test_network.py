import numpy as np
import pytest

from models.recognition.spaces.network import Network


def test_a_network_adds_numbers_and_kinds() -> None:
    network = Network(
        numbers=np.array([[2.0]]),
        kinds=np.array([[0.0], [1.0], [4.0]]),
        bias=np.array([-1.0]),
        output=np.array([3.0]),
        output_bias=0.5,
    )

    odds = network(np.array([[0.5], [-0.5]]), np.array([[0, 1], [1, 2]]))

    assert odds == pytest.approx([3 * np.tanh(1) + 0.5, 3 * np.tanh(3) + 0.5])

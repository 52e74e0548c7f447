import numpy as np
import pytest

from benchmarks.space_training import Samples, fitted, module_of


def _samples() -> Samples:
    """A number counts from 0.2 on, or from -0.2 on with the second kind."""
    numbers, kinds = np.linspace(-1, 1, 2000)[:, np.newaxis], np.arange(2000)[:, np.newaxis] % 2
    return Samples(numbers, kinds, numbers[:, 0] > np.where(kinds[:, 0], -0.2, 0.2))


def test_a_network_learns_a_threshold_for_each_kind() -> None:
    samples = _samples()
    network = fitted(samples, 2, np.ones(2000), epochs=30, batch=64)

    found = network(samples.numbers, samples.kinds) > 0

    assert (found != samples.answers).mean() == pytest.approx(0, abs=0.05)


def test_the_written_module_has_the_network() -> None:
    samples = _samples()
    network = fitted(samples, 2, np.ones(2000), epochs=1, batch=256)
    source: dict[str, object] = {}
    exec(module_of(network, "NETWORK", "A network."), source)  # noqa: S102

    assert source["__doc__"] == "A network."
    assert np.array_equal(source["NETWORK"].kinds, network.kinds)  # type: ignore[attr-defined]


def test_samples_are_joined_in_their_order() -> None:
    samples = _samples()

    joined = Samples.joined([samples, samples])

    assert joined.answers.tolist() == 2 * samples.answers.tolist()

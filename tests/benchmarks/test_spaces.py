import numpy as np
import pytest

from benchmarks.spaces import fitted, line_of, module_of
from models.recognition.spaces.evidence import INPUTS
from tests.models.recognition.spaces.drawn import drawn


def test_a_line_knows_which_gaps_have_a_printed_space() -> None:
    line = line_of(drawn("张三李四王五", 0.4, (2, 4)), "张三 李四 王五")

    assert line is not None
    assert line.is_printed.tolist() == [False, True, False, True, False]
    assert not line.is_read.any()
    assert line.inputs.shape == (5, INPUTS)


def test_a_line_with_other_characters_is_not_used() -> None:
    assert line_of(drawn("张三李四", 0.4, (2,)), "张三 李四五") is None


def test_the_network_learns_a_threshold() -> None:
    inputs = np.zeros((2000, INPUTS))
    inputs[:, 0] = np.linspace(-1, 1, 2000)
    weights = fitted(inputs, inputs[:, 0] > 0.2)
    source: dict[str, np.ndarray] = {}
    exec(module_of(weights), source)  # noqa: S102
    hidden = np.tanh(inputs @ source["HIDDEN"] + source["HIDDEN_BIAS"])
    found = hidden @ source["OUTPUT"] + source["OUTPUT_BIAS"] > 0

    assert (found != (inputs[:, 0] > 0.2)).mean() == pytest.approx(0, abs=0.05)

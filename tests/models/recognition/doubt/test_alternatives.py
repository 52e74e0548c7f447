import numpy as np
import pytest

from models.recognition.doubt.alternatives import Alternative, Candidates, StepOutputs
from models.recognition.doubt.last_layer import LastLayer

CHARSET = ("", "申", "审", "a", " ")
LAYER = LastLayer(np.eye(5, 3, dtype=np.float32), np.array([0, 0, 1, 0, 0], np.float32))


def outputs(features: list[list[float]], probabilities: list[float]) -> StepOutputs:
    steps = len(probabilities)
    return StepOutputs(
        classes=np.ones(steps, np.int32),
        probabilities=np.array(probabilities, np.float32),
        spaces=np.zeros(steps, np.float32),
        features=np.array(features, np.float32),
    )


def alternative(found: StepOutputs, usable: str = "申审a") -> Alternative:
    candidates = Candidates(CHARSET, LAYER, frozenset(usable))
    steps = np.array([[0, len(found.classes)]], np.int64)
    return candidates.alternatives(found, steps, [0])[0]


def test_the_alternative_is_the_best_character_but_the_one_that_was_read() -> None:
    found = alternative(outputs([[0, 3, 1.5]], [0.6]))

    assert found.text == "审"
    assert found.ratio == pytest.approx(np.exp(-0.5))


def test_only_usable_characters_are_alternatives() -> None:
    assert alternative(outputs([[0, 3, 1.5]], [0.6]), usable="a").text == "a"


def test_the_most_probable_steps_count() -> None:
    """The second step has the highest probability of the alternative, the first that of the character."""
    found = alternative(outputs([[0, 9, 0], [0, 1, -np.log(2)]], [0.8, 0.4]))

    assert found.ratio == pytest.approx(0.5 * 0.4 / 0.8)

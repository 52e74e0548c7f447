from dataclasses import replace

import numpy as np
import pytest

from models.recognition import refinement
from models.recognition.reading import Reading
from models.recognition.refinement import refined


def _with_first(character: str, reading: Reading) -> Reading:
    return replace(reading, characters=(character + reading.characters[0], *reading.characters[1:]))


def test_each_refinement_gets_the_reading_that_the_one_before_it_returned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = (lambda reading: _with_first("b", reading), lambda reading: _with_first("a", reading))
    monkeypatch.setattr(refinement, "REFINEMENTS", steps)
    reading = Reading(("c",), np.ones(1, np.float32), np.zeros((1, 2)), np.zeros((48, 9, 3), np.uint8), 48.0)

    assert refined(reading).characters == ("abc",)

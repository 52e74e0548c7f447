"""Alternatives: second candidates for the characters of which a recognizer is not sure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.recognition.doubt.last_layer import LastLayer

SURE_SCORE = 0.97
"""Characters with at least this probability are never changed."""


class StepOutputs(NamedTuple):
    """What a recognizer returns for the steps of one strip; `models.runtimes.Session` describes it.

    The features may be empty if no candidates are looked for.
    """

    classes: NDArray[np.int32]
    probabilities: NDArray[np.float32]
    spaces: NDArray[np.float32]
    features: NDArray[np.float32] = np.empty((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A second candidate, and its probability as a share of that of the character that was read."""

    text: str
    ratio: float


Alternatives = Mapping[int, Alternative]
"""Index of a doubtful character → its alternative."""

Rule = Callable[[Sequence[str], Alternatives], Sequence[str]]
"""Chooses between characters and their alternatives. "" stands for a character that is not there."""


class Candidates:
    """Finds the most probable of some characters for steps of a strip.

    charset: the character of each class. usable: the characters that may be alternatives.
    """

    def __init__(self, charset: Sequence[str], layer: LastLayer, usable: frozenset[str]) -> None:
        classes = [i for i, character in enumerate(charset) if character in usable]
        self._characters = [charset[i] for i in classes]
        self._places = {number: place for place, number in enumerate(classes)}
        self._layer = layer
        self._weights, self._bias = layer.weights[classes], layer.bias[classes]

    def alternatives(
        self, outputs: StepOutputs, steps: NDArray[np.int64], doubtful: Sequence[int]
    ) -> dict[int, Alternative]:
        """The alternatives of some characters.

        steps: int64 (characters, 2), the steps of each character. doubtful: indices of characters. The most
        probable steps of a character and of its alternative count.
        """
        return {i: self._alternative(outputs, *steps[i].tolist()) for i in doubtful}

    def _alternative(self, outputs: StepOutputs, start: int, end: int) -> Alternative:
        read, features = int(outputs.classes[start]), outputs.features[start:end]
        own = features @ self._layer.weights[read] + self._layer.bias[read]
        certainty = np.log(outputs.probabilities[start:end])
        scores = features @ self._weights.T + self._bias + (certainty - own)[:, np.newaxis]
        best = scores.max(axis=0)
        if read in self._places:
            best[self._places[read]] = -np.inf
        chosen = int(best.argmax())
        return Alternative(self._characters[chosen], float(np.exp(best[chosen] - certainty.max())))

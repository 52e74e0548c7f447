"""Which readings of a drafter are trusted."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from models.catalog.catalog import model_sets
from models.catalog.line_parameters import TrustParameters
from models.page import Image
from models.recognition.drafter import Drafter
from models.recognition.recognizer import Recognizer
from models.runtimes import Arrays

PARAMETERS = model_sets()["ppocrv6-tiny"].recognizer.parameters
CHARSET = ("", *"HELOW:", " ")
TRUST = TrustParameters(score=0.99, least_score=0.8)
STEP = 8
"""Pixels of a strip for each step."""


def _picture(text: str) -> tuple[Image, list[int]]:
    """A line of text that is 48 pixels high, and the middle column of each character."""
    image = np.full((48, 20 + 30 * len(text), 3), 255, np.uint8)
    for i, character in enumerate(text):
        cv2.putText(image, character, (10 + 30 * i, 36), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 2)
    return image, [10 + 30 * i + 10 for i in range(len(text))]


class Session:
    """Reads the given characters at the given columns, with the given scores."""

    def __init__(self, text: str, columns: list[int], scores: list[float]) -> None:
        self._found = list(zip(text, columns, scores, strict=True))

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        steps = batch.shape[2] // STEP
        classes, scores = np.zeros((len(batch), steps), np.int32), np.ones((len(batch), steps), np.float32)
        for character, column, score in self._found:
            classes[:, column // STEP] = CHARSET.index(character)
            scores[:, column // STEP] = score
        return classes, scores, np.zeros(scores.shape, np.float32), np.zeros((*scores.shape, 4), np.float32)


def _draft(printed: str, read: str, scores: list[float] | None = None) -> str | None:
    picture, columns = _picture(printed)
    session = Session(read, columns[: len(read)], scores or [1.0] * len(read))
    (text,) = Drafter(Recognizer(session, CHARSET, PARAMETERS), TRUST).read([picture], [False])
    return text.text if text else None


def test_a_sure_reading_is_trusted() -> None:
    assert _draft("HELLO", "HELLO") == "HELLO"


@pytest.mark.parametrize(
    "scores", [[0.97] * 5, [1.0, 1.0, 1.0, 1.0, 0.79]], ids=["the mean", "one character"]
)
def test_a_reading_with_a_low_score_is_not_trusted(scores: list[float]) -> None:
    assert _draft("HELLO", "HELLO", scores) is None


def test_a_single_character_and_nothing_are_not_trusted() -> None:
    assert _draft("H", "H") is None
    assert _draft("H", "") is None


def test_a_short_reading_that_leaves_ink_unexplained_is_not_trusted() -> None:
    assert _draft("HELLO", "HELL") is None


def test_a_reading_that_its_pixels_call_to_correct_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Recognizer, "corrected", lambda self, reading: reading.revised(characters=tuple("HELL0"))
    )

    assert _draft("HELLO", "HELLO") is None

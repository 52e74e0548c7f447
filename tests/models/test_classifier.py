import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier
from models.runtimes import Arrays


class FakeSession:
    """Holds a picture upside-down when the middle of what it is shown is dark."""

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        assert batch.shape == (1, 48, 192, 3)
        dark = float(batch[0, :, 64:128].mean() < 128)
        return (np.array([[1 - dark, dark]], np.float32),)


def test_of_a_long_line_the_middle_is_looked_at() -> None:
    line = np.full((20, 1000, 3), 255, np.uint8)
    line[:, 460:540] = 0

    assert Classifier(FakeSession()).is_upside_down(line)
    assert not Classifier(FakeSession()).is_upside_down(line[:, :400])


def test_a_short_crop_is_shown_whole() -> None:
    crop = np.full((20, 80, 3), 255, np.uint8)
    crop[:, 27:54] = 0

    assert Classifier(FakeSession()).is_upside_down(crop)

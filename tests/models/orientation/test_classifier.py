import numpy as np
from numpy.typing import NDArray

from models.catalog.line_parameters import ClassifierParameters
from models.orientation.classifier import Classifier
from models.runtimes import Arrays

PARAMETERS = ClassifierParameters(width=192, height=48)


class FakeSession:
    """Classifies strips that are dark in the middle as upside-down."""

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        assert batch.shape[1:] == (48, 192, 3)
        dark = batch[:, :, 64:128].mean(axis=(1, 2, 3)) < 128
        return (np.stack([~dark, dark], axis=1).astype(np.float32),)


def test_the_middle_of_a_long_line_is_classified() -> None:
    line = np.full((20, 1000, 3), 255, np.uint8)
    line[:, 460:540] = 0

    assert Classifier(FakeSession(), PARAMETERS).are_upside_down([line]) == [True]
    assert Classifier(FakeSession(), PARAMETERS).are_upside_down([line[:, :400]]) == [False]


def test_a_short_crop_is_classified_as_a_whole() -> None:
    crop = np.full((20, 80, 3), 255, np.uint8)
    crop[:, 27:54] = 0

    assert Classifier(FakeSession(), PARAMETERS).are_upside_down([crop]) == [True]


def test_crops_of_different_sizes_are_classified_in_one_batch() -> None:
    light, dark = np.full((20, 80, 3), 255, np.uint8), np.zeros((50, 400, 3), np.uint8)

    assert Classifier(FakeSession(), PARAMETERS).are_upside_down([light, dark, light]) == [False, True, False]


def test_the_warm_up_runs_every_batch_size() -> None:
    batch_sizes: list[int] = []

    class Session(FakeSession):
        def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
            batch_sizes.append(len(batch))
            return super().__call__(batch)

    Classifier(Session(), PARAMETERS, (1, 2, 8)).warm()

    assert batch_sizes == [1, 2, 8]

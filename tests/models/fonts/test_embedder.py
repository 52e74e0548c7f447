import numpy as np
from numpy.typing import NDArray

from models.fonts.embedder import DIMENSIONS, MAX_BATCH, FontEmbedder
from models.page import Image
from models.runtimes import Arrays


class FakeSession:
    """Returns the number of bright pixels of each strip, and records the shapes of its batches."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.shapes.append(batch.shape)
        embeddings = np.zeros((len(batch), DIMENSIONS), np.float32)
        embeddings[:, 0] = (batch > 127).sum(axis=(1, 2, 3))
        return (embeddings,)


def strip(width: int, strokes: int) -> Image:
    picture = np.zeros((48, width, 3), np.uint8)
    picture[10:20, 5 : 5 + strokes] = 255
    return picture


def test_embeddings_are_in_the_order_of_the_strips() -> None:
    widths = [90, 300, 150, 50, 320, 180, 4000]
    strips = [strip(width, 3 + number) for number, width in enumerate(widths)]
    strips[-1] = np.roll(strips[-1], 2000, axis=1)

    embeddings = FontEmbedder(FakeSession()).embed(strips)

    assert embeddings.dtype == np.float32
    assert embeddings.shape == (len(widths), DIMENSIONS)
    assert embeddings[:, 0].tolist() == [10 * (3 + number) for number in range(len(widths))]


def test_strips_of_one_width_share_batches_of_limited_size() -> None:
    session = FakeSession()
    FontEmbedder(session).embed([strip(90, 3)] * (MAX_BATCH + 2) + [strip(200, 3)])

    assert session.shapes == [(MAX_BATCH, 48, 96, 1), (2, 48, 96, 1), (1, 48, 320, 1)]


def test_without_strips_the_session_is_not_called() -> None:
    session = FakeSession()

    assert FontEmbedder(session).embed([]).shape == (0, DIMENSIONS)
    assert session.shapes == []


def test_warming_up_runs_every_input_width() -> None:
    session = FakeSession()
    FontEmbedder(session).warm()

    assert [shape[2] for shape in session.shapes] == [96, 192, 320]

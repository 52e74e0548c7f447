from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.catalog.catalog import model_sets
from models.recognition import recognizer
from models.recognition.reading import Reading
from models.recognition.recognizer import WARM_WIDTH, RecognizedText, Recognizer, strip_width
from models.runtimes import Arrays, Session

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
WIDTHS = PARAMETERS.strip_widths


@given(st.integers(1, 30000), st.integers(1, 3000))
def test_a_strip_has_the_least_width_that_squeezes_its_crop_by_at_most_15_percent(
    width: int, height: int
) -> None:
    chosen, scaled = strip_width(width, height, PARAMETERS), round(width * 48 / height)

    assert chosen == min((known for known in WIDTHS if known >= 0.85 * scaled), default=WIDTHS[-1])


class FakeSession:
    """Returns the classes 2, value of the first pixel, 2 for each strip. Records the shapes of batches."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.shapes.append(batch.shape)
        classes = np.full((len(batch), 3), 2, np.int32)
        classes[:, 1] = batch[:, 0, 0, 0]
        return classes, np.full(classes.shape, 0.5, np.float32), np.zeros(classes.shape, np.float32)


class SteppedSession:
    """Returns a class at each given step, and blanks elsewhere. A step has 8 pixels."""

    def __init__(self, classes: dict[int, int]) -> None:
        self._classes = classes

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        steps = batch.shape[2] // 8
        classes = np.zeros((len(batch), steps), np.int32)
        for step, index in self._classes.items():
            classes[:, step] = index
        probabilities = np.tile(np.linspace(0.5, 1, steps, dtype=np.float32), (len(batch), 1))
        return classes, probabilities, np.zeros(classes.shape, np.float32)


def _with_cells(
    session: Session, crop: NDArray[np.uint8], charset: tuple[str, ...] = ("", "字", " ")
) -> RecognizedText:
    (reading,) = Recognizer(session, charset, PARAMETERS).read([crop], [True])
    return reading


def _shares(reading: RecognizedText) -> list[tuple[float, float]]:
    return [(cell.start, cell.end) for cell in reading.cells]


def test_cells_are_shares_of_the_crop_without_the_padding() -> None:
    """The crop fills 152 of the 160 columns of its strip. The border is at column 75."""
    session = SteppedSession({7: 1, 11: 1})
    reading = _with_cells(session, np.zeros((24, 76, 3), np.uint8))
    (_, first_end), (second_start, _) = _shares(reading)

    assert first_end == pytest.approx(75 / 152, abs=1 / 152)
    assert second_start == first_end


def test_cells_of_a_squeezed_line_are_shares_of_the_squeezed_strip() -> None:
    """A full-width character, 48 columns wide without squeezing, is 24 wide here."""
    session = SteppedSession({198: 1, 200: 1})
    reading = _with_cells(session, np.zeros((48, 6400, 3), np.uint8))
    (start, border), (_, end) = _shares(reading)

    assert border == pytest.approx((199.5 - 0.1) / 400, abs=1 / 3200)
    assert end - start == pytest.approx((12 + 16 + 12) / 3200, abs=2 / 3200)


def test_cells_of_characters_in_the_padding_end_at_the_crop() -> None:
    session = SteppedSession({1: 1, 11: 1})
    reading = _with_cells(session, np.zeros((48, 20, 3), np.uint8))

    assert reading.text == "字字"
    assert max(end for _, end in _shares(reading)) <= 1


def test_cells_have_the_inner_spaces_of_the_text_and_no_outer_ones() -> None:
    session = SteppedSession({2: 2, 4: 1, 8: 2, 12: 1, 16: 2, 18: 2})
    recognizer = Recognizer(session, ("", "字", " "), PARAMETERS)
    crop = np.zeros((24, 100, 3), np.uint8)
    reading, plain = recognizer.read([crop, crop], [True, False])
    probabilities = np.linspace(0.5, 1, 24)[[4, 8, 12]]

    assert "".join(cell.text for cell in reading.cells) == reading.text == "字 字"
    assert [cell.score for cell in reading.cells] == pytest.approx(probabilities)
    assert (plain.text, plain.score, plain.cells) == (reading.text, reading.score, ())
    assert plain.scores == pytest.approx(probabilities[[0, 2]])


@pytest.mark.parametrize("classes", [{}, {3: 2}], ids=["blanks", "a space"])
def test_a_line_without_text_has_no_cells(classes: dict[int, int]) -> None:
    assert _with_cells(SteppedSession(classes), np.zeros((24, 100, 3), np.uint8)).cells == ()


def test_a_single_crop_is_one_strip_and_its_text_has_no_outer_spaces() -> None:
    session = FakeSession()
    read = Recognizer(session, ("", "字", " "), PARAMETERS).read([np.ones((24, 100, 3), np.uint8)], [False])

    assert [replace(each, ends=(0, 1)) for each in read] == [RecognizedText("字", 0.5, scores=(0.5,))]
    assert session.shapes == [(1, 48, 192, 3)]


def test_crops_of_one_strip_width_are_recognized_in_one_batch() -> None:
    session = FakeSession()
    crops = [np.full(shape, value, np.uint8) for shape, value in (((24, 100, 3), 3), ((48, 199, 3), 1))]
    read = Recognizer(session, ("", "字", " ", "网"), PARAMETERS).read(crops, [False, False])

    assert [reading.text for reading in read] == ["网", "字"]
    assert session.shapes == [(2, 48, 192, 3)]


def test_the_warm_up_runs_every_common_batch() -> None:
    session = FakeSession()
    Recognizer(session, ("",), PARAMETERS, lambda width: (1, 4) if width < 128 else (1,)).warm()

    assert session.shapes[:3] == [(1, 48, 96, 3), (4, 48, 96, 3), (1, 48, 128, 3)]
    assert session.shapes[-1] == (1, 48, WARM_WIDTH, 3)


def test_crops_of_different_strip_widths_are_an_error() -> None:
    crops = [np.zeros((48, width, 3), np.uint8) for width in (225, 226)]

    with pytest.raises(ValueError, match="same shape"):
        Recognizer(FakeSession(), ("",), PARAMETERS).read(crops, [False, False])


class SpaceSession:
    """Reads nothing. A space is probable at the step 1 of 20."""

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        spaces = np.zeros((len(batch), 20), np.float32)
        spaces[:, 1] = 0.25
        return np.zeros(spaces.shape, np.int32), np.ones(spaces.shape, np.float32), spaces


def test_refinements_get_the_probability_of_a_space_at_each_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """The strip has 160 columns, of which the crop fills 152."""
    seen: list[Reading] = []

    def record(reading: Reading) -> Reading:
        seen.append(reading)
        return reading

    monkeypatch.setattr(recognizer, "refined", record)
    Recognizer(SpaceSession(), ("",), PARAMETERS).read([np.zeros((24, 76, 3), np.uint8)], [False])
    (reading,) = seen

    assert reading.spaces.shape == (152,)
    assert np.flatnonzero(reading.spaces).tolist() == list(range(8, 16))

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.catalog.catalog import model_sets
from models.recognition.recognizer import WARMED, Reading, Recognizer, strip_width
from models.runtimes import Arrays, Session

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
WIDTHS = PARAMETERS.strip_widths


@given(st.integers(1, 30000), st.integers(1, 3000))
def test_a_strip_has_the_narrowest_width_into_which_its_crop_is_hardly_squeezed(
    width: int, height: int
) -> None:
    chosen, scaled = strip_width(width, height, PARAMETERS), round(width * 48 / height)

    assert chosen == min((known for known in WIDTHS if known >= 0.85 * scaled), default=WIDTHS[-1])


class FakeSession:
    """Says that it saw the characters 2, what the first pixel says, 2, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.seen.append(batch.shape)
        classes = np.full((len(batch), 3), 2, np.int32)
        classes[:, 1] = batch[:, 0, 0, 0]
        return classes, np.full(classes.shape, 0.5, np.float32)


class SeeingSession:
    """Says at which steps of 8 pixels it saw which class."""

    def __init__(self, seen: dict[int, int]) -> None:
        self.seen = seen

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        steps = batch.shape[2] // 8
        classes = np.zeros((len(batch), steps), np.int32)
        for step, kind in self.seen.items():
            classes[:, step] = kind
        return classes, np.tile(np.linspace(0.5, 1, steps, dtype=np.float32), (len(batch), 1))


def _spelt(session: Session, crop: NDArray[np.uint8], charset: tuple[str, ...] = ("", "字", " ")) -> Reading:
    (reading,) = Recognizer(session, charset, PARAMETERS).read([crop], [True])
    return reading


def _shares(reading: Reading) -> list[tuple[float, float]]:
    return [(cell.start, cell.end) for cell in reading.cells]


def test_cells_are_counted_in_the_crop_and_not_in_the_padding_beside_it() -> None:
    """A strip of 160 pixels shows the crop on 152; the step 9 of 20 is seen at 75 of them."""
    session = SeeingSession({7: 1, 11: 1})
    reading = _spelt(session, np.zeros((24, 76, 3), np.uint8))
    (_, first_end), (second_start, _) = _shares(reading)

    assert first_end == pytest.approx(75 / 152, abs=1 / 152)
    assert second_start == first_end


def test_cells_of_a_line_that_was_squeezed_are_counted_in_the_squeezed_strip() -> None:
    """A full-width character, 48 pixels wide otherwise, takes 24 here, half of them on its outer side."""
    session = SeeingSession({198: 1, 200: 1})
    reading = _spelt(session, np.zeros((48, 6400, 3), np.uint8))
    (start, border), (_, end) = _shares(reading)

    assert border == pytest.approx((199.5 - 0.1) / 400, abs=1 / 3200)
    assert end - start == pytest.approx((12 + 16 + 12) / 3200, abs=2 / 3200)


def test_characters_seen_in_the_padding_alone_stay_in_the_crop() -> None:
    session = SeeingSession({1: 1, 11: 1})
    reading = _spelt(session, np.zeros((48, 20, 3), np.uint8))

    assert reading.text == "字字"
    assert max(end for _, end in _shares(reading)) <= 1


def test_cells_spell_the_text_with_inner_spaces_and_without_outer_ones() -> None:
    session = SeeingSession({2: 2, 4: 1, 8: 2, 12: 1, 16: 2, 18: 2})
    recognizer = Recognizer(session, ("", "字", " "), PARAMETERS)
    crop = np.zeros((24, 100, 3), np.uint8)
    reading, plain = recognizer.read([crop, crop], [True, False])
    probabilities = np.linspace(0.5, 1, 24)[[4, 8, 12]]

    assert "".join(cell.text for cell in reading.cells) == reading.text == "字 字"
    assert [cell.score for cell in reading.cells] == pytest.approx(probabilities)
    assert plain == Reading(reading.text, reading.score)


@pytest.mark.parametrize("seen", [{}, {3: 2}], ids=["nothing", "a space"])
def test_a_line_without_text_has_no_cells(seen: dict[int, int]) -> None:
    assert _spelt(SeeingSession(seen), np.zeros((24, 100, 3), np.uint8)).cells == ()


def test_a_crop_is_read_as_one_strip_of_its_own_width_and_its_text_has_no_outer_spaces() -> None:
    session = FakeSession()
    read = Recognizer(session, ("", "字", " "), PARAMETERS).read([np.ones((24, 100, 3), np.uint8)], [False])

    assert read == [Reading("字", 0.5)]
    assert session.seen == [(1, 48, 192, 3)]


def test_crops_of_one_strip_width_go_through_together_and_each_has_its_own_text() -> None:
    session = FakeSession()
    crops = [np.full(shape, says, np.uint8) for shape, says in (((24, 100, 3), 3), ((48, 199, 3), 1))]
    read = Recognizer(session, ("", "字", " ", "网"), PARAMETERS).read(crops, [False, False])

    assert [reading.text for reading in read] == ["网", "字"]
    assert session.seen == [(2, 48, 192, 3)]


def test_a_warm_recognizer_has_seen_every_common_batch() -> None:
    session = FakeSession()
    Recognizer(session, ("",), PARAMETERS, lambda width: (1, 4) if width < 128 else (1,)).warm()

    assert session.seen[:3] == [(1, 48, 96, 3), (4, 48, 96, 3), (1, 48, 128, 3)]
    assert session.seen[-1] == (1, 48, WARMED, 3)


def test_crops_of_different_strip_widths_are_not_read_together() -> None:
    crops = [np.zeros((48, width, 3), np.uint8) for width in (225, 226)]

    with pytest.raises(ValueError, match="same shape"):
        Recognizer(FakeSession(), ("",), PARAMETERS).read(crops, [False, False])

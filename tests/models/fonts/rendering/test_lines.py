import numpy as np
import pytest

from models.fonts.rendering.lines import sample
from models.fonts.strips import HEIGHT, stretched
from models.fonts.typeface import Typeface
from tests.models.fonts.tiny_font import write_font


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Typeface:
    return Typeface.of([write_font(tmp_path_factory.mktemp("fonts") / "a.ttf", "ab c")])


def test_a_sample_is_a_strip_of_the_recognizers_height(face: Typeface) -> None:
    rng = np.random.default_rng(0)
    strips = [sample(face, "abcab", rng) for _ in range(100)]

    assert {(strip.shape[0], strip.shape[2], strip.dtype.name) for strip in strips} == {(HEIGHT, 3, "uint8")}
    assert len({strip.shape[1] for strip in strips}) > 20


def test_the_same_dice_give_the_same_sample(face: Typeface) -> None:
    first, second = (sample(face, "abc", np.random.default_rng(7)) for _ in range(2))

    assert np.array_equal(first, second)


def test_text_is_seen_on_nearly_every_ground(face: Typeface) -> None:
    rng = np.random.default_rng(1)
    inks = [float((stretched(sample(face, "abc", rng)) > 127).mean()) for _ in range(100)]

    assert np.percentile(inks, 10) > 0.05
    assert np.percentile(inks, 90) < 0.7


def test_there_is_room_around_most_of_the_ink(face: Typeface) -> None:
    rng = np.random.default_rng(2)
    seen = [(stretched(sample(face, "abc", rng)) > 127).any(axis=1) for _ in range(100)]
    free = [int(rows.argmax()) / HEIGHT for rows in seen]

    assert 0.08 < float(np.median(free)) < 0.25


@pytest.mark.parametrize("text", [" ", "a", "a" * 60])
def test_a_text_without_ink_or_of_any_length_gives_a_strip(face: Typeface, text: str) -> None:
    rng = np.random.default_rng(3)

    for _ in range(30):
        strip = sample(face, text, rng)
        assert strip.shape[0] == HEIGHT
        assert 1 <= strip.shape[1] < 30 * HEIGHT

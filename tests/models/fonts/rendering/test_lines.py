import numpy as np
import pytest

from models.fonts.rendering.lines import render_line
from models.fonts.strips import HEIGHT, normalized
from models.fonts.typeface import Typeface
from tests.models.fonts.tiny_font import write_font


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Typeface:
    return Typeface.of([write_font(tmp_path_factory.mktemp("fonts") / "a.ttf", "ab c")])


def test_a_rendered_line_is_a_strip(face: Typeface) -> None:
    rng = np.random.default_rng(0)
    strips = [render_line(face, "abcab", rng) for _ in range(100)]

    assert {(strip.shape[0], strip.shape[2], strip.dtype.name) for strip in strips} == {(HEIGHT, 3, "uint8")}
    assert len({strip.shape[1] for strip in strips}) > 20


def test_the_same_seed_gives_the_same_line(face: Typeface) -> None:
    first, second = (render_line(face, "abc", np.random.default_rng(7)) for _ in range(2))

    assert np.array_equal(first, second)


def test_text_is_visible_on_nearly_every_background(face: Typeface) -> None:
    rng = np.random.default_rng(1)
    ink_shares = [float((normalized(render_line(face, "abc", rng)) > 127).mean()) for _ in range(100)]

    assert np.percentile(ink_shares, 10) > 0.05
    assert np.percentile(ink_shares, 90) < 0.7


def test_most_lines_have_padding_above(face: Typeface) -> None:
    rng = np.random.default_rng(2)
    ink_rows = [(normalized(render_line(face, "abc", rng)) > 127).any(axis=1) for _ in range(100)]
    padding = [int(rows.argmax()) / HEIGHT for rows in ink_rows]

    assert 0.08 < float(np.median(padding)) < 0.25


@pytest.mark.parametrize("text", [" ", "a", "a" * 60])
def test_empty_short_and_long_text_all_give_a_strip(face: Typeface, text: str) -> None:
    rng = np.random.default_rng(3)

    for _ in range(30):
        strip = render_line(face, text, rng)
        assert strip.shape[0] == HEIGHT
        assert 1 <= strip.shape[1] < 30 * HEIGHT

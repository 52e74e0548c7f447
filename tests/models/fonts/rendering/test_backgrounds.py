import numpy as np
import pytest

from models.fonts.rendering.backgrounds import (
    BGR_TO_LUMA,
    MIN_CONTRAST,
    PAINTERS,
    Painter,
    contrasting_colours,
    with_button,
)


def test_text_and_background_have_enough_contrast() -> None:
    rng = np.random.default_rng(0)

    for _ in range(300):
        ink, background = contrasting_colours(rng)
        assert abs(float((ink - background) @ BGR_TO_LUMA)) >= MIN_CONTRAST
        assert 0 <= min(ink.min(), background.min()) <= max(ink.max(), background.max()) <= 255


@pytest.mark.parametrize("painter", list(dict.fromkeys(PAINTERS)))
@pytest.mark.parametrize("size", [(1, 1), (30, 200)])
def test_a_surface_has_the_requested_size_and_about_the_requested_colour(
    painter: Painter, size: tuple[int, int]
) -> None:
    colour = np.array([120, 60, 200], np.float32)
    surfaces = [painter(np.random.default_rng(seed), colour, *size) for seed in range(40)]

    assert {surface.shape for surface in surfaces} == {(*size, 3)}
    assert np.mean([surface.mean(axis=(0, 1)) for surface in surfaces], axis=0) == pytest.approx(
        colour, abs=25
    )


def test_all_surfaces_except_flat_ones_vary() -> None:
    flat, *others = dict.fromkeys(PAINTERS)
    colour = np.full(3, 100, np.float32)

    assert flat(np.random.default_rng(0), colour, 30, 200).std() == 0
    assert all(other(np.random.default_rng(0), colour, 30, 200).std() > 1 for other in others)


def test_some_edges_of_a_button_are_inside_the_picture() -> None:
    surface = np.full((40, 160, 3), 1000, np.float32)
    pictures = [with_button(np.random.default_rng(seed), surface, 40, 160) for seed in range(50)]
    outside_shares = [float((picture[..., 0] != 1000).mean()) for picture in pictures]

    assert all((picture[20, 80] == 1000).all() for picture in pictures)
    assert 0 < np.median(outside_shares) < 0.3
    assert {len(np.unique(picture[picture[..., 0] != 1000], axis=0)) for picture in pictures} <= {0, 1}


def test_a_button_on_a_picture_of_one_pixel_is_painted() -> None:
    assert with_button(np.random.default_rng(0), np.zeros((1, 1, 3), np.float32), 1, 1).shape == (1, 1, 3)

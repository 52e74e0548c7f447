import numpy as np
import pytest

from models.fonts.rendering.backgrounds import (
    BGR_TO_LUMA,
    LEAST_CONTRAST,
    SURFACES,
    Surface,
    buttoned,
    colours,
)


def test_ink_and_ground_can_be_told_apart() -> None:
    rng = np.random.default_rng(0)

    for _ in range(300):
        ink, ground = colours(rng)
        assert abs(float((ink - ground) @ BGR_TO_LUMA)) >= LEAST_CONTRAST
        assert 0 <= min(ink.min(), ground.min()) <= max(ink.max(), ground.max()) <= 255


@pytest.mark.parametrize("surface", list(dict.fromkeys(SURFACES)))
@pytest.mark.parametrize("size", [(1, 1), (30, 200)])
def test_a_surface_is_as_large_as_wanted_and_about_its_colour(
    surface: Surface, size: tuple[int, int]
) -> None:
    colour = np.array([120, 60, 200], np.float32)
    painted = [surface(np.random.default_rng(seed), colour, *size) for seed in range(40)]

    assert {each.shape for each in painted} == {(*size, 3)}
    assert np.mean([each.mean(axis=(0, 1)) for each in painted], axis=0) == pytest.approx(colour, abs=25)


def test_grounds_other_than_flat_ones_vary() -> None:
    flat, *others = dict.fromkeys(SURFACES)
    colour = np.full(3, 100, np.float32)

    assert flat(np.random.default_rng(0), colour, 30, 200).std() == 0
    assert all(other(np.random.default_rng(0), colour, 30, 200).std() > 1 for other in others)


def test_a_button_ends_inside_the_picture_now_and_then() -> None:
    surface = np.full((40, 160, 3), 1000, np.float32)
    shown = [buttoned(np.random.default_rng(seed), surface, 40, 160) for seed in range(50)]
    beyond = [float((picture[..., 0] != 1000).mean()) for picture in shown]

    assert all((picture[20, 80] == 1000).all() for picture in shown)
    assert 0 < np.median(beyond) < 0.3
    assert {len(np.unique(picture[picture[..., 0] != 1000], axis=0)) for picture in shown} <= {0, 1}


def test_a_button_can_be_tiny() -> None:
    assert buttoned(np.random.default_rng(0), np.zeros((1, 1, 3), np.float32), 1, 1).shape == (1, 1, 3)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.detection.fold import MARGIN, MIN_FOLDED, Fold, fold_of, no_fold
from models.detection.part import Part
from models.page import Image, Quad
from tests.models.detection.quads import as_regions, quad_of, rotated_quad

TEXT = 40
"""Pixels. The height of a block of noise, which takes the place of text."""


def _picture(*gaps: int, width: int = 120) -> Image:
    """Blocks of noise. Each gap is a number of plain rows before, between or after them."""
    noise = np.random.default_rng(7).integers(0, 256, (TEXT, width, 3), np.uint8)
    rows = [np.full((gap, width, 3), 240, np.uint8) for gap in gaps]
    return np.concatenate([rows[0], *(block for gap in rows[1:] for block in (noise, gap))])


def _folded(picture: Image) -> tuple[Image, Fold]:
    fold = fold_of(picture)
    kept = fold.pixels(picture, fold.whole)
    assert kept.shape[:2] == (fold.height, fold.width)
    return kept, fold


def _is_whole(picture: Image) -> bool:
    """Whether the fold keeps the whole picture."""
    fold = fold_of(picture)
    return (fold.height, fold.width) == picture.shape[:2]


def _box(top: float, bottom: float) -> Quad:
    return quad_of(10, top, 90, bottom)


def _unfolded(fold: Fold, quad: Quad) -> Quad:
    (region,) = fold.unfolded(as_regions([quad]))
    return region.quad


def test_a_picture_without_long_empty_stretches_is_kept_whole() -> None:
    assert _is_whole(_picture(10, 2 * MARGIN + MIN_FOLDED - 3, 10))


def test_a_long_empty_stretch_keeps_its_margins() -> None:
    kept, _ = _folded(_picture(10, 1000, 10))

    assert kept.shape[0] == 10 + TEXT + 2 * MARGIN + TEXT + 10


def test_a_card_on_another_background_is_folded_between_its_frames() -> None:
    picture = _picture(0, 500, 0)
    picture[TEXT:-TEXT, 30:90] = 255

    assert _folded(picture)[1].height < 200


def test_faint_text_is_not_empty() -> None:
    picture = np.full((400, 100, 3), 255, np.uint8)
    picture[:, 20:80] -= np.random.default_rng(3).integers(0, 24, (400, 60, 1), np.uint8)

    assert _is_whole(picture)


def test_texture_is_not_empty() -> None:
    assert _is_whole(np.random.default_rng(1).integers(0, 256, (600, 50, 3), np.uint8))


def _column(*spans: tuple[int, int], width: int = 900) -> Image:
    """A plain picture with blocks of noise below each other, each from one column to another."""
    picture = np.full((200 * len(spans), width, 3), 240, np.uint8)
    random = np.random.default_rng(11)
    for i, (left, right) in enumerate(spans):
        picture[200 * i + 80 : 200 * i + 80 + TEXT, left:right] = random.integers(
            0, 256, (TEXT, right - left, 3)
        )
    return picture


def test_empty_sides_are_folded_except_for_their_margins() -> None:
    kept, fold = _folded(_column((300, 400), (320, 500)))

    assert kept.shape[1] == fold.width == 180 + 2 * MARGIN


def test_every_stretch_is_as_wide_as_the_widest_and_keeps_its_own_content() -> None:
    spans = ((0, 50), (850, 900), (200, 500))
    kept, fold = _folded(_column(*spans))

    assert fold.width == 300 + 2 * MARGIN
    assert [int(left) for left in fold.lefts] == [0, 900 - fold.width, 200 - MARGIN]
    assert (np.abs(kept.astype(int) - 240).max(axis=(1, 2)) > 0).sum() == len(spans) * TEXT


def test_sides_are_kept_where_one_stretch_needs_most_of_the_width() -> None:
    _, fold = _folded(_column((300, 400), (20, 800)))

    assert (fold.width, [*fold.lefts]) == (900, [0, 0])


def test_sides_are_folded_although_a_horizontal_rule_crosses_the_picture() -> None:
    picture = _column((300, 400), (300, 400))
    picture[20:22] = 90

    assert _folded(picture)[1].width == 100 + 2 * MARGIN


def test_an_empty_picture_keeps_its_sides() -> None:
    assert _folded(_picture(500, width=120))[1].width == 120


@pytest.mark.parametrize("spans", [((300, 400),), ((0, 60), (700, 900)), ((10, 20), (400, 430), (880, 900))])
def test_regions_of_a_picture_with_folded_sides_are_unfolded_to_their_place(
    spans: tuple[tuple[int, int], ...],
) -> None:
    picture = _column(*spans)
    kept, fold = _folded(picture)
    inked = np.abs(kept.astype(int) - 240).max(axis=2) > 0
    tops = np.flatnonzero(inked.any(axis=1))[::TEXT]
    for i, (left, right) in enumerate(spans):
        columns = np.flatnonzero(inked[tops[i] : tops[i] + TEXT].any(axis=0))
        found = quad_of(columns[0], tops[i], columns[-1] + 1, tops[i] + TEXT)
        back = _unfolded(fold, found)

        assert (back[:, 0].min(), back[:, 0].max()) == pytest.approx((left, right), abs=2)
        assert (back[:, 1].min(), back[:, 1].max()) == (200 * i + 80, 200 * i + 80 + TEXT)


@pytest.mark.parametrize("rows", [1, 2, MARGIN, 2 * MARGIN])
def test_a_picture_of_a_few_rows_is_kept_whole(rows: int) -> None:
    assert _is_whole(np.zeros((rows, 9, 3), np.uint8))


@given(st.lists(st.integers(0, 400), min_size=2, max_size=6), st.integers(0, MARGIN - 1))
def test_regions_that_reach_beyond_their_text_are_unfolded_to_its_place(gaps: list[int], beyond: int) -> None:
    picture = _picture(*gaps)
    kept, fold = _folded(picture)
    tops = [sum(gaps[: i + 1]) + TEXT * i for i in range(len(gaps) - 1)]
    block = picture[tops[0] : tops[0] + TEXT]
    kept_tops = [i for i in range(len(kept) - TEXT + 1) if (kept[i : i + TEXT] == block).all()]

    assert len(kept_tops) == len(tops)
    for kept_top, top in zip(kept_tops, tops, strict=True):
        back = _unfolded(fold, _box(kept_top - beyond, kept_top + TEXT + beyond))
        np.testing.assert_array_equal(back, _box(top - beyond, top + TEXT + beyond))


def test_a_folded_vertical_stroke_gets_its_whole_height_back() -> None:
    picture = np.full((600, 100, 3), 255, np.uint8)
    picture[100:500, 40:60] = 0
    kept, fold = _folded(picture)
    dark = np.flatnonzero((kept[:, 50] == 0).all(axis=1))
    back = _unfolded(fold, _box(dark[0], dark[-1] + 1))

    assert (back[0, 1], back[2, 1]) == (100, 500)


FOLD = Fold(np.array([0, 500]), np.array([100, 700]), np.array([0, 20]), 80)


def test_rows_map_to_the_folded_picture_and_removed_rows_to_the_fold() -> None:
    rows = FOLD.folded_rows(np.array([[-3.0, 0, 99], [300, 500, 650]]))

    np.testing.assert_array_equal(rows, [[-3, 0, 99], [100, 100, 250]])


@pytest.mark.parametrize(
    ("part", "rows"),
    [(Part(5, 0, 70, 60), [*range(60)]), (Part(0, 110, 80, 300), [*range(510, 700)])],
    ids=["above the fold", "below the fold"],
)
def test_the_pixels_of_a_part_on_one_side_of_a_fold_are_no_copy(part: Part, rows: list[int]) -> None:
    picture = np.random.default_rng(2).integers(0, 256, (700, 100, 3), np.uint8)
    pixels = FOLD.pixels(picture, part)
    left = part.left + (20 if rows[0] >= 500 else 0)

    assert np.shares_memory(pixels, picture)
    np.testing.assert_array_equal(pixels, picture[rows, left : left + part.width])


def test_the_pixels_of_a_part_across_a_fold_are_those_of_the_kept_rows() -> None:
    picture = np.random.default_rng(2).integers(0, 256, (700, 100, 3), np.uint8)
    pixels = FOLD.pixels(picture, Part(0, 90, 80, 120))

    np.testing.assert_array_equal(pixels, np.concatenate([picture[90:100, :80], picture[500:520, 20:100]]))


def test_a_picture_that_is_not_folded_keeps_its_pixels_rows_and_regions() -> None:
    picture = np.random.default_rng(2).integers(0, 256, (70, 100, 3), np.uint8)
    fold = no_fold(100, 70)
    quads = [_box(-3, 30), rotated_quad(50, 60, 40, 20, 12)]

    assert np.shares_memory(fold.pixels(picture, fold.whole), picture)
    np.testing.assert_array_equal(fold.folded_rows(np.array([-3.0, 30, 75])), [-3, 30, 75])
    for region, quad in zip(fold.unfolded(as_regions(quads)), quads, strict=True):
        np.testing.assert_array_equal(region.quad, quad)

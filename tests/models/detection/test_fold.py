import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.detection.fold import MARGIN, WORTH, Fold, fold_of
from models.page import Image, Quad

TEXT = 40
"""The height of a block of noise that stands for text."""


def _page(*gaps: int, width: int = 120) -> Image:
    """Blocks of noise with as many plain rows between them, and before and after them."""
    noise = np.random.default_rng(7).integers(0, 256, (TEXT, width, 3), np.uint8)
    rows = [np.full((gap, width, 3), 240, np.uint8) for gap in gaps]
    return np.concatenate([rows[0], *(part for gap in rows[1:] for part in (noise, gap))])


def _folded(page: Image) -> tuple[Image, Fold]:
    fold = fold_of(page)
    assert fold is not None
    kept = fold.folded(page)
    assert kept.shape[0] == fold.height
    return kept, fold


def _box(top: float, bottom: float) -> Quad:
    return np.array([[10, top], [90, top], [90, bottom], [10, bottom]], np.float32)


def test_a_page_without_long_still_stretches_stays_as_it_is() -> None:
    assert fold_of(_page(10, 2 * MARGIN + WORTH - 3, 10)) is None


def test_of_a_long_still_stretch_its_margins_stay() -> None:
    kept, _ = _folded(_page(10, 1000, 10))

    assert kept.shape[0] == 10 + TEXT + 2 * MARGIN + TEXT + 10


def test_a_card_on_another_ground_is_folded_between_its_frames() -> None:
    page = _page(0, 500, 0)
    page[TEXT:-TEXT, 30:90] = 255

    assert _folded(page)[1].height < 200


def test_faint_text_is_no_still_stretch() -> None:
    page = np.full((400, 100, 3), 255, np.uint8)
    page[:, 20:80] -= np.random.default_rng(3).integers(0, 24, (400, 60, 1), np.uint8)

    assert fold_of(page) is None


def test_texture_is_never_folded() -> None:
    page = np.random.default_rng(1).integers(0, 256, (600, 50, 3), np.uint8)

    assert fold_of(page) is None


def _column(*places: tuple[int, int], width: int = 900) -> Image:
    """A plain page with blocks of noise one below the other, each from a column to another."""
    page = np.full((200 * len(places), width, 3), 240, np.uint8)
    dice = np.random.default_rng(11)
    for i, (left, right) in enumerate(places):
        page[200 * i + 80 : 200 * i + 80 + TEXT, left:right] = dice.integers(0, 256, (TEXT, right - left, 3))
    return page


def test_empty_sides_are_folded_away_but_for_their_margins() -> None:
    kept, fold = _folded(_column((300, 400), (320, 500)))

    assert kept.shape[1] == fold.width == 180 + 2 * MARGIN


def test_every_part_is_as_wide_as_the_widest_needs_and_shows_all_of_its_own() -> None:
    places = ((0, 50), (850, 900), (200, 500))
    kept, fold = _folded(_column(*places))

    assert fold.width == 300 + 2 * MARGIN
    assert [int(left) for left in fold.lefts] == [0, 900 - fold.width, 200 - MARGIN]
    assert (np.abs(kept.astype(int) - 240).max(axis=(1, 2)) > 0).sum() == len(places) * TEXT


def test_sides_stay_where_one_part_needs_most_of_the_width() -> None:
    _, fold = _folded(_column((300, 400), (20, 800)))

    assert (fold.width, [*fold.lefts]) == (900, [0, 0])


def test_a_rule_across_the_page_does_not_hold_its_sides() -> None:
    page = _column((300, 400), (300, 400))
    page[20:22] = 90

    assert _folded(page)[1].width == 100 + 2 * MARGIN


def test_a_page_without_anything_keeps_its_sides() -> None:
    assert _folded(_page(500, width=120))[1].width == 120


@pytest.mark.parametrize("places", [((300, 400),), ((0, 60), (700, 900)), ((10, 20), (400, 430), (880, 900))])
def test_quads_on_a_page_without_its_sides_go_back_to_where_they_were_found(
    places: tuple[tuple[int, int], ...],
) -> None:
    page = _column(*places)
    kept, fold = _folded(page)
    inked = np.abs(kept.astype(int) - 240).max(axis=2) > 0
    tops = np.flatnonzero(inked.any(axis=1))[::TEXT]
    for i, (left, right) in enumerate(places):
        columns = np.flatnonzero(inked[tops[i] : tops[i] + TEXT].any(axis=0))
        found = np.array([[columns[0], tops[i]], [columns[-1] + 1, tops[i] + TEXT]], np.float32)[[0, 0, 1, 1]]
        found[[1, 3], 0] = found[[2, 0], 0]
        back = fold.unfolded(found)

        assert (back[:, 0].min(), back[:, 0].max()) == pytest.approx((left, right), abs=2)
        assert (back[:, 1].min(), back[:, 1].max()) == (200 * i + 80, 200 * i + 80 + TEXT)


@pytest.mark.parametrize("rows", [1, 2, MARGIN, 2 * MARGIN])
def test_pages_of_a_few_rows_stay_as_they_are(rows: int) -> None:
    page = np.zeros((rows, 9, 3), np.uint8)

    assert fold_of(page) is None


@given(st.lists(st.integers(0, 400), min_size=2, max_size=6), st.integers(0, MARGIN - 1))
def test_quads_that_reach_beyond_their_text_go_back_to_where_it_stands(gaps: list[int], beyond: int) -> None:
    page = _page(*gaps)
    fold = fold_of(page)
    kept = fold.folded(page) if fold else page
    tops = [sum(gaps[: i + 1]) + TEXT * i for i in range(len(gaps) - 1)]
    seen = [
        i for i in range(len(kept) - TEXT + 1) if (kept[i : i + TEXT] == page[tops[0] : tops[0] + TEXT]).all()
    ]
    found = [_box(top - beyond, top + TEXT + beyond) for top in seen]
    back = [fold.unfolded(box) if fold else box for box in found]

    assert len(seen) == len(tops)
    for box, top in zip(back, tops, strict=True):
        np.testing.assert_array_equal(box, _box(top - beyond, top + TEXT + beyond))


def test_a_stroke_that_was_folded_gets_its_whole_height_back() -> None:
    page = np.full((600, 100, 3), 255, np.uint8)
    page[100:500, 40:60] = 0
    kept, fold = _folded(page)
    dark = np.flatnonzero((kept[:, 50] == 0).all(axis=1))
    back = fold.unfolded(_box(dark[0], dark[-1] + 1))
    assert (back[0, 1], back[2, 1]) == (100, 500)


def test_rows_of_a_page_are_found_on_the_folded_page_and_those_between_at_the_fold() -> None:
    fold = Fold(np.array([0, 500]), np.array([100, 700]), np.array([0, 0]), 80)

    np.testing.assert_array_equal(
        fold.folded_rows(np.array([[-3.0, 0, 99], [300, 500, 650]])), [[-3, 0, 99], [100, 100, 250]]
    )

"""Pictures of each class: their size and their lines."""

import cv2
import numpy as np
import pytest
import shapely

from benchmarks.load.traffic.sized_pictures import (
    DENSITIES,
    SIZES,
    SizedPicture,
    page,
    sized_picture,
    sized_pictures,
)

PICTURES = sized_pictures()


def _pixels(picture: SizedPicture) -> tuple[int, int]:
    image = cv2.imdecode(np.frombuffer(picture.data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image.shape[1], image.shape[0]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_has_the_megapixels_of_its_class(picture: SizedPicture) -> None:
    width, height = _pixels(picture)

    assert (width, height) == (SIZES[picture.size].width, SIZES[picture.size].height)
    assert width * height / 1e6 == pytest.approx(float(picture.size), rel=0.05)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_line_lies_inside_the_page_and_touches_no_other(picture: SizedPicture) -> None:
    size = SIZES[picture.size]
    outlines = [shapely.Polygon(label.quad) for label in picture.labels]
    sheet = shapely.box(0, 0, size.width, size.height)
    tree = shapely.STRtree(outlines)

    assert all(sheet.covers(outline) for outline in outlines)
    assert all(list(tree.query(outline, "intersects")) == [i] for i, outline in enumerate(outlines))


@pytest.mark.parametrize("size", SIZES)
def test_few_has_one_line_in_each_row_and_many_has_at_least_four_times_as_many_lines(size: str) -> None:
    few, many = (
        [len(picture.labels) for picture in PICTURES if (picture.size, picture.density) == (size, density)]
        for density in DENSITIES
    )

    assert set(few) == {SIZES[size].rows["few"]}
    assert min(many) >= 4 * max(few)
    assert max(many) <= 1.25 * min(many)


def test_all_pictures_differ() -> None:
    assert len({picture.data for picture in PICTURES}) == len(PICTURES) == len({p.name for p in PICTURES})


def test_the_same_arguments_give_the_same_picture() -> None:
    first, again = (page(SIZES["0.4"], "many", 1) for _ in range(2))

    assert np.array_equal(first[0], again[0])
    assert [label.text for label in first[1]] == [label.text for label in again[1]]


def test_a_label_covers_the_ink_of_its_line() -> None:
    """The pixels inside each quad vary, unlike the plain background."""
    pixels, labels = page(SIZES["1"], "few", 0)

    for label in labels:
        left, top = np.floor(label.quad.min(axis=0)).astype(int)
        right, bottom = np.ceil(label.quad.max(axis=0)).astype(int)
        assert pixels[top:bottom, left:right].std() > 10


def test_small_pictures_are_png_and_large_ones_jpeg() -> None:
    assert sized_picture("0.05", "few", 0).data.startswith(b"\x89PNG")
    assert sized_picture("12", "few", 0).data.startswith(b"\xff\xd8")

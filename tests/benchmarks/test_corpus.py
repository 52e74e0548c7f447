"""The committed pictures, and the pages that they are rendered from."""

from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from benchmarks.corpus.pages import KINDS
from benchmarks.corpus.pages.documents.lines import SHEETS
from tests.harness.labels import LabelledImage, read_labels

DATA = Path(__file__).parents[1] / "data"
CORPUS, DETAILS = DATA / "corpus", DATA / "details"
MEGABYTE = 1 << 20

COMMITTED = (
    "phone",
    "chat",
    "product",
    "ad",
    "desktop",
    "traditional",
    "english",
    "digits",
    "small",
    "dark",
    "texture",
)


DETAILED = (
    *(kind for kind in SHEETS if kind != "marks"),  # pages for the fit of widths, not for floors
    *(f"table{size}" for size in (10, 11, 12, 13, 14)),
    "tight",
    "gutter",
    "icons",
    "transparent",
)


@pytest.fixture(scope="module")
def images() -> list[LabelledImage]:
    return read_labels(CORPUS / "labels.jsonl")


@pytest.fixture(scope="module")
def details() -> list[LabelledImage]:
    return read_labels(DETAILS / "labels.jsonl")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_depends_on_the_seed_alone(kind: str) -> None:
    pages = [KINDS[kind](Random(seed)).html for seed in range(10)]
    assert pages == [KINDS[kind](Random(seed)).html for seed in range(10)]
    assert len(set(pages)) == 10


def test_every_committed_kind_has_two_pictures(images: list[LabelledImage]) -> None:
    counts = Counter(image.kind for image in images)
    assert counts == dict.fromkeys(COMMITTED, 2)
    assert set(COMMITTED) <= set(KINDS)


def test_every_kind_of_details_has_one_picture(details: list[LabelledImage]) -> None:
    assert Counter(image.kind for image in details) == dict.fromkeys(DETAILED, 1)
    assert set(DETAILED) <= set(KINDS)


@pytest.mark.parametrize("folder", [CORPUS, DETAILS], ids=lambda folder: folder.name)
def test_the_labels_and_the_folder_name_the_same_pictures(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in (folder / "images").iterdir()}
    assert files == {image.image for image in read_labels(folder / "labels.jsonl")}


@pytest.mark.parametrize("folder", [CORPUS, DETAILS], ids=lambda folder: folder.name)
def test_pictures_have_the_size_of_their_labels(folder: Path) -> None:
    for image in read_labels(folder / "labels.jsonl"):
        with Image.open(folder / image.image) as picture:
            assert picture.size == (image.width, image.height), image.image


@pytest.mark.parametrize("folder", [CORPUS, DETAILS], ids=lambda folder: folder.name)
def test_quads_lie_inside_the_picture_run_clockwise_and_have_text(folder: Path) -> None:
    for image in read_labels(folder / "labels.jsonl"):
        assert any(not line.ignore for line in image.lines), image.image
        for line in image.lines:
            assert line.quad.shape == (4, 2)
            assert (line.quad >= 0).all()
            assert (line.quad <= [image.width, image.height]).all()
            assert line.text.strip() == line.text != ""
            assert line.ignore or _area(line.quad) > 20, (image.image, line.text)


def test_some_lines_are_rotated(images: list[LabelledImage]) -> None:
    """Stickers in advertising are rotated by small angles."""
    rotated = [line for image in images for line in image.lines if abs(line.quad[0, 1] - line.quad[1, 1]) > 2]
    assert len(rotated) >= 2


@pytest.mark.parametrize(("folder", "limit"), [(CORPUS, 5), (DETAILS, 2.5)])
def test_the_committed_pictures_are_small(folder: Path, limit: float) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < limit * MEGABYTE


def _area(quad: np.ndarray) -> float:
    """Returns the area by the shoelace formula. It is positive for clockwise quads, as y runs downwards."""
    following = np.roll(quad, -1, axis=0)
    return float((quad[:, 0] * following[:, 1] - following[:, 0] * quad[:, 1]).sum() / 2)


def test_the_transparent_picture_has_no_background() -> None:
    with Image.open(DETAILS / "images" / "transparent_000.webp") as picture:
        alpha = np.asarray(picture.getchannel("A"))
    assert (alpha == 0).mean() > 0.5
    assert alpha.max() == 255

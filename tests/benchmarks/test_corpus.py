"""The pictures that are kept beside the tests, and the pages that they come from."""

from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from benchmarks.corpus.pages import KINDS
from tests.harness.labels import LabelledImage, read_labels

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
MEGABYTE = 1 << 20

KEPT = (
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


@pytest.fixture(scope="module")
def images() -> list[LabelledImage]:
    return read_labels(CORPUS / "labels.jsonl")


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_makes_one_page_and_another_seed_another(kind: str) -> None:
    pages = [KINDS[kind](Random(seed)).html for seed in range(10)]
    assert pages == [KINDS[kind](Random(seed)).html for seed in range(10)]
    assert len(set(pages)) == 10


def test_every_kind_that_is_kept_has_two_pictures(images: list[LabelledImage]) -> None:
    counts = Counter(image.kind for image in images)
    assert counts == dict.fromkeys(KEPT, 2)
    assert set(KEPT) <= set(KINDS)


def test_the_labels_and_the_folder_name_the_same_pictures(images: list[LabelledImage]) -> None:
    files = {path.relative_to(CORPUS).as_posix() for path in (CORPUS / "images").iterdir()}
    assert files == {image.image for image in images}


def test_pictures_have_the_size_that_their_labels_say(images: list[LabelledImage]) -> None:
    for image in images:
        with Image.open(CORPUS / image.image) as picture:
            assert picture.size == (image.width, image.height), image.image


def test_quads_are_inside_clockwise_and_say_something(images: list[LabelledImage]) -> None:
    for image in images:
        assert any(not line.ignore for line in image.lines), image.image
        for line in image.lines:
            assert line.quad.shape == (4, 2)
            assert (line.quad >= 0).all()
            assert (line.quad <= [image.width, image.height]).all()
            assert line.text.strip() == line.text != ""
            assert line.ignore or _area(line.quad) > 20, (image.image, line.text)


def test_some_text_is_turned(images: list[LabelledImage]) -> None:
    """Designs carry stickers at small angles; without them nothing here would test a turned quad."""
    turned = [line for image in images for line in image.lines if abs(line.quad[0, 1] - line.quad[1, 1]) > 2]
    assert len(turned) >= 2


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 5 * MEGABYTE


def _area(quad: np.ndarray) -> float:
    """Signed area by the shoelace formula, positive for clockwise points where y runs downwards."""
    following = np.roll(quad, -1, axis=0)
    return float((quad[:, 0] * following[:, 1] - following[:, 0] * quad[:, 1]).sum() / 2)

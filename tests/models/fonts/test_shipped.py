"""The network and the gallery that are shipped."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.catalog.catalog import models
from models.catalog.pull import is_verified
from models.fonts import embedder as embedding
from models.fonts.catalog import held_out, in_gallery
from models.fonts.embedder import FontEmbedder, open_embedder
from models.fonts.gallery import SHIPPED, Gallery
from models.fonts.registration import registered
from models.page import Image
from models.runtimes import DeviceMissing
from tests.models.fonts.tiny_font import HAN, LATIN, write_font

LARGEST_NETWORK, LARGEST_GALLERY = 8_000_000, 1_000_000


@cache
def opened(runtime: str) -> FontEmbedder:
    try:
        return open_embedder(runtime, threads=1, streams=1)
    except DeviceMissing as reason:
        pytest.skip(f"{runtime}: {reason}")


def strips() -> list[Image]:
    """Lines of OpenCV's own letters, thin and bold, of several widths."""
    drawn = []
    for text, thick in (
        ("Ab", 1),
        ("Price 12", 2),
        ("A longer line", 4),
        ("Longer than any strip is", 2),
    ):
        picture = np.full((48, 40 + 19 * len(text), 3), 255, np.uint8)
        cv2.putText(picture, text, (10, 35), cv2.FONT_HERSHEY_SIMPLEX, 1, (30, 30, 30), thick, cv2.LINE_AA)
        drawn.append(picture)
    return drawn


def test_the_network_is_what_the_catalog_says_and_small_enough() -> None:
    (file,) = models()[embedding.MODEL].files

    assert is_verified(file, embedding.FOLDER)
    assert (embedding.FOLDER / file.path).stat().st_size < LARGEST_NETWORK


@pytest.mark.parametrize("runtime", ["openvino", "onnxruntime", "paddle", "cuda"])
def test_every_runtime_gives_unit_vectors_that_agree(runtime: str) -> None:
    embeddings = opened(runtime).embed(strips())
    reference = opened("onnxruntime").embed(strips())

    assert embeddings.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-2)
    assert (embeddings * reference).sum(axis=1).min() > 0.99


def test_a_strip_is_embedded_alike_alone_and_among_others() -> None:
    together = opened("openvino").embed(strips())
    alone = np.concatenate([opened("openvino").embed([strip]) for strip in strips()])

    assert (together * alone).sum(axis=1).min() > 0.999


def test_the_gallery_has_the_families_of_the_catalogue_and_none_that_is_held_out() -> None:
    families = set(Gallery.load().families)

    assert families == {family.name for family in in_gallery()}
    assert len(families) >= 80
    assert not families & {family.name for family in held_out()}
    assert SHIPPED.stat().st_size < LARGEST_GALLERY


def test_a_font_of_ones_own_is_found_once_it_is_registered(tmp_path: Path) -> None:
    """A font like none in the gallery: frames in the place of letters."""
    own = write_font(tmp_path / "own.ttf", LATIN + HAN, family="商号体", weight=400)
    ours = Gallery.load().with_specimens(registered([own], None, opened("openvino")))
    picture = np.full((48, 190, 3), 255, np.uint8)
    for left in range(10, 180, 34):
        cv2.rectangle(picture, (left, 8), (left + 24, 38), (0, 0, 0), 4)
    line = opened("openvino").embed([picture])

    assert "商号体" not in [name for name, _ in Gallery.load().similar(line)[0]]
    assert ours.similar(line)[0][0][0] == "商号体"

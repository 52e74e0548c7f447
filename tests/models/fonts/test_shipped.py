"""The shipped network and gallery."""

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
from models.fonts.fontfile import FontFile
from models.fonts.gallery import SHIPPED, Gallery
from models.fonts.registration import registered
from models.fonts.strips import HEIGHT
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
    """Returns lines in an OpenCV font, thin and bold, of several widths."""
    pictures = []
    for text, thickness in (
        ("Ab", 1),
        ("Price 12", 2),
        ("A longer line", 4),
        ("Longer than any strip is", 2),
    ):
        picture = np.full((48, 40 + 19 * len(text), 3), 255, np.uint8)
        cv2.putText(
            picture, text, (10, 35), cv2.FONT_HERSHEY_SIMPLEX, 1, (30, 30, 30), thickness, cv2.LINE_AA
        )
        pictures.append(picture)
    return pictures


def test_the_network_matches_its_catalog_row_and_size_limit() -> None:
    model = models()[embedding.MODEL]
    (file,) = model.files

    assert is_verified(file, embedding.FOLDER)
    assert model.input_height == HEIGHT
    assert (embedding.FOLDER / file.path).stat().st_size < LARGEST_NETWORK


@pytest.mark.parametrize("runtime", ["openvino", "onnxruntime", "paddle", "cuda"])
def test_all_runtimes_give_the_same_unit_vectors(runtime: str) -> None:
    embeddings = opened(runtime).embed(strips())
    reference = opened("onnxruntime").embed(strips())

    assert embeddings.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-2)
    assert (embeddings * reference).sum(axis=1).min() > 0.99


def test_a_strip_has_the_same_embedding_alone_and_in_a_batch() -> None:
    together = opened("openvino").embed(strips())
    alone = np.concatenate([opened("openvino").embed([strip]) for strip in strips()])

    assert (together * alone).sum(axis=1).min() > 0.999


def test_the_gallery_has_all_catalog_families_except_those_held_out() -> None:
    families = set(Gallery.load().families)

    assert families == {family.name for family in in_gallery()}
    assert len(families) >= 80
    assert not families & {family.name for family in held_out()}
    assert SHIPPED.stat().st_size < LARGEST_GALLERY


def test_a_custom_font_is_found_after_registration(tmp_path: Path) -> None:
    """The font shows frames instead of letters, unlike any font in the gallery."""
    file = write_font(tmp_path / "custom.ttf", LATIN + HAN, family="商号体", weight=400)
    extended = Gallery.load().with_faces(registered([FontFile(file)], None, opened("openvino")))
    picture = np.full((48, 190, 3), 255, np.uint8)
    for left in range(10, 180, 34):
        cv2.rectangle(picture, (left, 8), (left + 24, 38), (0, 0, 0), 4)
    line = opened("openvino").embed([picture])

    assert "商号体" not in [name for name, _ in Gallery.load().similar(line)[0]]
    assert extended.similar(line)[0][0][0] == "商号体"

"""Registers font files: turns them into gallery faces by rendering and embedding lines in each font."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from models.fonts.catalog import Script
from models.fonts.embedder import Embeddings, FontEmbedder
from models.fonts.fontfile import FontFile, FontFileError, Metadata
from models.fonts.gallery import GalleryFace
from models.fonts.rendering.lines import render_line
from models.fonts.rendering.texts import Kind, TextGenerator
from models.fonts.typeface import Typeface
from models.page import Image

LINES: Final = 48
"""Number of lines that are rendered for each face and kind of text."""

SEED: Final = 6
"""Seed of the renderer. It is fixed, so that the same files give the same prototypes."""

ALL_SCRIPTS: Final[tuple[Script, ...]] = ("hans", "hant", "latin")

VARIABLE_FONT_WEIGHTS: Final = (300, 400, 500, 700)
"""Weights at which a variable font is registered, clamped to its axis."""

CUSTOM_STYLE: Final = "custom"
"""The style of fonts that are not in the catalog."""


def registered(fonts: Iterable[FontFile], name: str | None, embedder: FontEmbedder) -> list[GalleryFace]:
    """Returns the gallery faces of fonts, under the given name or under the name that each font has.

    Fonts of one family and weight become one face with the prototypes of all of them. Raises FontFileError
    for a file that is not a font, or has neither common Chinese characters nor Latin letters.
    """
    faces: dict[tuple[str, int], GalleryFace] = {}
    for face in (face for font in fonts for face in _faces_of(font, name, embedder)):
        known = faces.setdefault((face.family, face.weight), face)
        if known is not face:
            both = np.concatenate([known.prototypes, face.prototypes])
            faces[face.family, face.weight] = replace(known, prototypes=both)
    return list(faces.values())


def prototypes(typeface: Typeface, scripts: Iterable[Script], embedder: FontEmbedder) -> Embeddings:
    """Renders lines of each kind of text and returns the mean embedding of each kind: (kinds, 128).

    `scripts` are those that the face is designed for. Raises FontFileError if the face has too few characters
    for any kind of text.
    """
    generator, rng = TextGenerator.of(scripts, typeface.characters), np.random.default_rng(SEED)
    if not generator.han and not generator.latin_words:
        raise FontFileError("the font has neither common Chinese characters nor Latin letters")
    strips_by_kind = [
        rendered_lines(typeface, generator, kind, count=LINES, rng=rng) for kind in generator.kinds
    ]
    return np.stack([_mean_direction(embedder.embed(strips)) for strips in strips_by_kind])


def rendered_lines(
    typeface: Typeface, generator: TextGenerator, kind: Kind, *, count: int, rng: np.random.Generator
) -> list[Image]:
    """Renders `count` lines of one kind of text, as strips: uint8 (48, width, 3), BGR."""
    return [render_line(typeface, generator.generate(rng, kind), rng) for _ in range(count)]


def _faces_of(file: FontFile, name: str | None, embedder: FontEmbedder) -> Iterator[GalleryFace]:
    family = name or file.metadata.family
    for weight in _weights(file.metadata):
        face_prototypes = prototypes(Typeface((file,), weight), ALL_SCRIPTS, embedder)
        yield GalleryFace(family, CUSTOM_STYLE, weight, face_prototypes)


def _weights(metadata: Metadata) -> list[int]:
    """Returns the weight of a static font, or several weights of a variable font."""
    axes = [axis for axis in metadata.axes if axis.tag == "wght"]
    weights = {round(axis.clamp(weight)) for axis in axes for weight in VARIABLE_FONT_WEIGHTS}
    return sorted(weights) or [metadata.weight]


def _mean_direction(embeddings: Embeddings) -> Embeddings:
    """Returns the mean of unit vectors, scaled to length 1: float32 (128)."""
    mean = embeddings.mean(axis=0)
    direction: Embeddings = (mean / np.linalg.norm(mean)).astype(np.float32)
    return direction

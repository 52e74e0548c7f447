"""Registration: the files of a font to its specimens, by rendering lines in it and looking at them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from models.fonts.catalog import Script
from models.fonts.embedder import Embeddings, FontEmbedder
from models.fonts.fontfile import Facts, FontFile, FontFileError
from models.fonts.gallery import Specimen
from models.fonts.rendering.lines import sample
from models.fonts.rendering.texts import Kind, Writer
from models.fonts.typeface import Typeface
from models.page import Image

LINES: Final = 48
"""So many lines of each kind of text show a face."""

SEED: Final = 6
"""Of the dice that are thrown for them: the same files give the same specimens."""

ALL_SCRIPTS: Final[tuple[Script, ...]] = ("hans", "hant", "latin")

VARIED: Final = (300, 400, 500, 700)
"""The weights that a font is shown in whose weight varies, as far as it goes."""

CUSTOM: Final = "custom"
"""The style of a font that nobody has described."""


def registered(files: Sequence[Path], name: str | None, embedder: FontEmbedder) -> list[Specimen]:
    """The specimens of font files, under one name or each under the name that it gives itself.

    Of a collection, the first font counts: the others have its outlines. Raises FontFileError for a file
    that is no font, or has neither common Chinese characters nor Latin letters.
    """
    return [each for file in files for each in _of_file(FontFile(file), name, embedder)]


def prototypes(typeface: Typeface, scripts: Iterable[Script], embedder: FontEmbedder) -> Embeddings:
    """The middle of a face's lines, for each kind of text in the scripts that are its own: (kinds, 128).

    Raises FontFileError where it can write none.
    """
    writer, rng = Writer.of(scripts, typeface.characters), np.random.default_rng(SEED)
    if not writer.han and not writer.latin_words:
        raise FontFileError("a font without common Chinese characters and without Latin letters")
    shown = [lines(typeface, writer, kind, LINES, rng) for kind in writer.kinds]
    return np.stack([_middle(embedder.embed(strips)) for strips in shown])


def lines(
    typeface: Typeface, writer: Writer, kind: Kind, count: int, rng: np.random.Generator
) -> list[Image]:
    """So many lines of one kind, as strips: uint8 (48, width, 3) BGR."""
    return [sample(typeface, writer.write(rng, kind), rng) for _ in range(count)]


def _of_file(file: FontFile, name: str | None, embedder: FontEmbedder) -> Iterator[Specimen]:
    family = name or file.facts.family
    for weight in _weights(file.facts):
        known_by = prototypes(Typeface((file,), weight), ALL_SCRIPTS, embedder)
        yield Specimen(family, CUSTOM, weight, known_by)


def _weights(facts: Facts) -> list[int]:
    """Those that a font has: its own, or some of those that it can have."""
    varying = [axis for axis in facts.axes if axis.tag == "wght"]
    return sorted({round(axis.at(weight)) for axis in varying for weight in VARIED}) or [facts.weight]


def _middle(embeddings: Embeddings) -> Embeddings:
    """The unit vector that is nearest to all of them, float32 (128)."""
    mean = embeddings.mean(axis=0)
    middle: Embeddings = (mean / np.linalg.norm(mean)).astype(np.float32)
    return middle

"""Renders labelled lines for the gallery, like the training data but with other seeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.fonts.catalog import Family
from models.fonts.embedder import Embeddings, FontEmbedder
from models.fonts.registration import rendered_lines
from models.fonts.training.data.render import open_face


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Embeddings of lines, (lines, 128), and the family name and kind of text of each line."""

    embeddings: Embeddings
    families: NDArray[np.str_]
    kinds: NDArray[np.str_]


def render_samples(
    fonts: Path, families: Iterable[Family], embedder: FontEmbedder, *, count: int, seed: int
) -> Samples:
    """Renders and embeds `count` lines for each face of these families and each kind of text."""
    rng = np.random.default_rng(seed)
    embeddings: list[Embeddings] = []
    names: list[str] = []
    kinds: list[str] = []
    for family in families:
        for face in family.faces:
            typeface, generator = open_face(fonts, family, face)
            for kind in generator.kinds:
                strips = rendered_lines(typeface, generator, kind, count=count, rng=rng)
                embeddings.append(embedder.embed(strips))
                names += [family.name] * count
                kinds += [kind] * count
    return Samples(np.concatenate(embeddings), np.array(names), np.array(kinds))

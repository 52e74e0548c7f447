"""Lines to try the gallery with: rendered as those to train on, with other dice."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.fonts.catalog import Family
from models.fonts.embedder import Embeddings, FontEmbedder
from models.fonts.registration import lines
from models.fonts.training.data.render import opened


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """Lines by their embeddings, with the name of the family and the kind of text of each."""

    embeddings: Embeddings
    families: NDArray[np.str_]
    kinds: NDArray[np.str_]


def trials(fonts: Path, families: Iterable[Family], count: int, seed: int, embedder: FontEmbedder) -> Trials:
    """So many lines of every kind in every face of these families."""
    rng = np.random.default_rng(seed)
    embeddings: list[Embeddings] = []
    names: list[str] = []
    kinds: list[str] = []
    for family in families:
        for face in family.faces:
            typeface, writer = opened(fonts, family, face)
            for kind in writer.kinds:
                embeddings.append(embedder.embed(lines(typeface, writer, kind, count, rng)))
                names += [family.name] * count
                kinds += [kind] * count
    return Trials(np.concatenate(embeddings), np.array(names), np.array(kinds))

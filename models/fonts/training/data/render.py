"""Renders training data until stopped: `python -m models.fonts.training.data.render FONTS SHARDS`."""

import argparse
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from models.fonts.catalog import Face, Family
from models.fonts.rendering.lines import render_line
from models.fonts.rendering.texts import Kind, TextGenerator
from models.fonts.strips import WIDTHS, normalized
from models.fonts.training.data.classes import Classes, classes
from models.fonts.training.data.shards import RECORD, SHARD_SIZE, Records, ShardFolder
from models.fonts.typeface import Typeface

KIND_SHARES: Final[Mapping[Kind, float]] = {"han": 0.45, "mixed": 0.13, "latin": 0.32, "digits": 0.1}
"""Relative frequency of each kind of text. A face that lacks a kind has the others in the same proportion."""

PAUSE: Final = 1.0
"""Seconds between two checks whether a full folder has space again."""


@cache
def open_face(fonts: Path, family: Family, face: Face) -> tuple[Typeface, TextGenerator]:
    """Opens a face of the catalog and a text generator for it. `fonts` is the folder of all font files."""
    typeface = Typeface.of([fonts / file for file in face.files], face.index)
    return typeface, TextGenerator.of(family.scripts, typeface.characters)


def render_shard(fonts: Path, known: Classes, rng: np.random.Generator) -> Records:
    """Renders one shard. Families are equally frequent, and so are the faces of a family."""
    records = np.zeros(SHARD_SIZE, RECORD)
    for record in records:
        family = int(rng.integers(len(known.families)))
        face = int(rng.choice([i for i, (owner, _) in enumerate(known.faces) if owner == family]))
        typeface, generator = open_face(fonts, known.families[family], known.faces[face][1])
        kind = random_kind(generator.kinds, rng)
        line = render_line(Typeface(typeface.files), generator.generate(rng, kind), rng)
        strip = normalized(line)[:, : WIDTHS[-1]]
        record["strip"][:, : strip.shape[1]] = strip
        record["width"], record["label"] = strip.shape[1], known.number(face, kind)
    return records


def random_kind(kinds: tuple[Kind, ...], rng: np.random.Generator) -> Kind:
    """Draws one of the kinds with the probabilities of `KIND_SHARES`."""
    shares = np.array([KIND_SHARES[kind] for kind in kinds])
    return kinds[rng.choice(len(kinds), p=shares / shares.sum())]


def main() -> None:
    """Parses the command line and keeps the folder full."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("shards", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)  # several processes are faster than several threads
    folder, rng = ShardFolder(arguments.shards), np.random.default_rng()
    while True:
        if folder.is_full:
            time.sleep(PAUSE)
        else:
            folder.add(render_shard(arguments.fonts, classes(), rng), f"{time.time_ns()}")


if __name__ == "__main__":
    main()

"""The command that renders, until stopped: `python -m models.fonts.training.data.render FONTS STOCK`."""

import argparse
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from models.fonts.catalog import Face, Family
from models.fonts.rendering.lines import sample
from models.fonts.rendering.texts import Kind, Writer
from models.fonts.strips import WIDTHS, stretched
from models.fonts.training.data.classes import Classes, classes
from models.fonts.training.data.shards import CHUNK, RECORD, Records, Stock
from models.fonts.typeface import Typeface

SHARES: Final[Mapping[Kind, float]] = {"han": 0.45, "mixed": 0.13, "latin": 0.32, "digits": 0.1}
"""How often lines of each kind are rendered, where a face has them."""

PAUSE: Final = 1.0
"""Seconds between two looks at a stock that is full."""


@cache
def opened(fonts: Path, family: Family, face: Face) -> tuple[Typeface, Writer]:
    """A face of the catalog, out of the folder of all fonts, and who writes for it."""
    typeface = Typeface.of([fonts / file for file in face.files], face.index)
    return typeface, Writer.of(family.scripts, typeface.characters)


def chunk(fonts: Path, known: Classes, rng: np.random.Generator) -> Records:
    """Lines to train on; every family is as frequent as any other, and so are its faces."""
    records = np.zeros(CHUNK, RECORD)
    for record in records:
        family = int(rng.integers(len(known.families)))
        number = int(rng.choice([i for i, (owner, _) in enumerate(known.faces) if owner == family]))
        typeface, writer = opened(fonts, known.families[family], known.faces[number][1])
        kind = drawn(writer.kinds, rng)
        shown = stretched(sample(Typeface(typeface.files), writer.write(rng, kind), rng))[:, : WIDTHS[-1]]
        record["strip"][:, : shown.shape[1]] = shown
        record["width"], record["label"] = shown.shape[1], known.number(number, kind)
    return records


def drawn(kinds: tuple[Kind, ...], rng: np.random.Generator) -> Kind:
    """One of the kinds, as often as it is to be."""
    shares = np.array([SHARES[kind] for kind in kinds])
    return kinds[rng.choice(len(kinds), p=shares / shares.sum())]


def main() -> None:
    """Read the command line, then keep the stock full."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("stock", type=Path)
    given = parser.parse_args()
    cv2.setNumThreads(1)  # processes side by side are faster than threads in one
    stock, rng = Stock(given.stock), np.random.default_rng()
    while True:
        if stock.is_full:
            time.sleep(PAUSE)
        else:
            stock.add(chunk(given.fonts, classes(), rng), f"{time.time_ns()}")


if __name__ == "__main__":
    main()

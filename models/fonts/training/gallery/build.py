"""The command that makes the shipped gallery: `python -m models.fonts.training.gallery.build FONTS FILE`."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from models.fonts.catalog import held_out, in_gallery
from models.fonts.embedder import FontEmbedder, open_embedder
from models.fonts.gallery import Gallery, Numbers
from models.fonts.training.gallery.faces import specimens
from models.fonts.training.gallery.samples import Trials, trials

COUNT: Final = 12
SEED: Final = 61
"""Lines of each kind in each face that the scores are fitted to, and their dice."""

LEAST: Final = 1e-9
"""No probability counts as less: one line cannot decide all."""

SHARPNESSES: Final = np.geomspace(5, 80, 33)
FLOORS: Final = np.linspace(0, 0.95, 39)
"""What is tried; those are taken under which the truth is likeliest."""

FOREIGN: Final = 0.2
"""So much weigh lines in a font that the gallery does not have, beside all others."""


def made(fonts: Path, embedder: FontEmbedder) -> Gallery:
    """The gallery of the catalog's families but for those that are held out, with its scores fitted."""
    faces = sum(len(family.faces) for family in in_gallery())
    found = list(track(specimens(fonts, in_gallery(), embedder), "specimens", total=faces))
    gallery = Gallery((), 1.0, 0.0).with_specimens(found)
    known = trials(fonts, in_gallery(), COUNT, SEED, embedder)
    foreign = trials(fonts, held_out(), COUNT, SEED, embedder)
    return fitted(gallery, known, gallery.cosines(foreign.embeddings))


def fitted(gallery: Gallery, known: Trials, foreign: Numbers) -> Gallery:
    """The gallery with the sharpness and the floor under which the truth of these lines is likeliest.

    `foreign` are cosines of lines in other fonts, for which the truth is that they are in none of its own.
    """
    cosines = gallery.cosines(known.embeddings)
    own = np.array([gallery.families.index(family) for family in known.families])
    tried = [
        replace(gallery, sharpness=float(sharpness), floor=float(floor))
        for sharpness in SHARPNESSES
        for floor in FLOORS
    ]
    return max(tried, key=lambda each: likelihood(each, cosines, own, foreign))


def likelihood(gallery: Gallery, known: Numbers, own: NDArray[np.intp], foreign: Numbers) -> float:
    """The mean logarithm of the probability that the gallery gives to what is true."""
    right = gallery.probabilities(known)[np.arange(len(own)), own]
    none = 1 - gallery.probabilities(foreign).sum(axis=1)
    return float((1 - FOREIGN) * _mean_log(right) + FOREIGN * _mean_log(none))


def _mean_log(chances: Numbers) -> float:
    return float(np.log(np.maximum(chances, LEAST)).mean())


def main() -> None:
    """Read the command line, then make the gallery."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    gallery = made(given.fonts, open_embedder("openvino", threads=1, streams=1))
    gallery.save(given.file)
    print(f"{len(gallery.families)} families, sharpness {gallery.sharpness:.1f}, floor {gallery.floor:.3f}")


if __name__ == "__main__":
    main()

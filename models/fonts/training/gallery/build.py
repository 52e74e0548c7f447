"""Builds the shipped gallery: `python -m models.fonts.training.gallery.build FONTS FILE`."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from models.fonts.catalog import held_out, in_gallery
from models.fonts.embedder import FontEmbedder, open_embedder
from models.fonts.gallery import Floats, Gallery
from models.fonts.training.gallery.faces import gallery_faces
from models.fonts.training.gallery.samples import Samples, render_samples

COUNT: Final = 12
"""Number of lines of each kind of text in each face that calibrate the scores."""

SEED: Final = 61
"""Seed of these lines."""

MIN_PROBABILITY: Final = 1e-9
"""Lower probabilities are raised to this, so that no single line dominates the mean."""

SHARPNESSES: Final = np.geomspace(5, 80, 33)
FLOORS: Final = np.linspace(0, 0.95, 39)
"""Values that are tried for the parameters of the scores, in all combinations."""

UNKNOWN_SHARE: Final = 0.2
"""Weight of the lines in fonts outside the gallery. The other lines have the weight 1 - `UNKNOWN_SHARE`."""


def build(fonts: Path, embedder: FontEmbedder) -> Gallery:
    """Builds the gallery of the catalog's families, without those held out, and calibrates its scores."""
    count = sum(len(family.faces) for family in in_gallery())
    faces = list(track(gallery_faces(fonts, in_gallery(), embedder), "faces", total=count))
    gallery = Gallery((), 1.0, 0.0).with_faces(faces)
    known = render_samples(fonts, in_gallery(), embedder, count=COUNT, seed=SEED)
    unknown = render_samples(fonts, held_out(), embedder, count=COUNT, seed=SEED)
    return calibrated(gallery, known, gallery.cosines(unknown.embeddings))


def calibrated(gallery: Gallery, known: Samples, unknown_cosines: Floats) -> Gallery:
    """Returns the gallery with the sharpness and floor that maximise the likelihood of these lines.

    `unknown_cosines` are those of lines in fonts outside the gallery, (lines, families).
    """
    cosines = gallery.cosines(known.embeddings)
    labels = np.array([gallery.families.index(family) for family in known.families])
    candidates = [
        replace(gallery, sharpness=float(sharpness), floor=float(floor))
        for sharpness in SHARPNESSES
        for floor in FLOORS
    ]
    return max(candidates, key=lambda candidate: log_likelihood(candidate, cosines, labels, unknown_cosines))


def log_likelihood(
    gallery: Gallery, known_cosines: Floats, labels: NDArray[np.intp], unknown_cosines: Floats
) -> float:
    """Returns the mean logarithm of the probability that the gallery gives to the true answer."""
    correct = gallery.probabilities(known_cosines)[np.arange(len(labels)), labels]
    none = 1 - gallery.probabilities(unknown_cosines).sum(axis=1)
    return float((1 - UNKNOWN_SHARE) * _mean_log(correct) + UNKNOWN_SHARE * _mean_log(none))


def _mean_log(probabilities: Floats) -> float:
    return float(np.log(np.maximum(probabilities, MIN_PROBABILITY)).mean())


def main() -> None:
    """Parses the command line and builds the gallery."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    gallery = build(arguments.fonts, open_embedder("openvino", threads=1, streams=1))
    gallery.save(arguments.file)
    print(f"{len(gallery.families)} families, sharpness {gallery.sharpness:.1f}, floor {gallery.floor:.3f}")


if __name__ == "__main__":
    main()

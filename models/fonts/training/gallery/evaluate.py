"""Evaluates the gallery on rendered lines: `python -m models.fonts.training.gallery.evaluate FONTS`.

Prints the accuracy, the families that are confused most often, and the reliability of the scores.
`python -m benchmarks.fonts` measures lines rendered by a browser instead.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.fonts.catalog import held_out, in_gallery
from models.fonts.embedder import open_embedder
from models.fonts.gallery import ANSWERS, Gallery
from models.fonts.training.gallery.faces import gallery_faces
from models.fonts.training.gallery.samples import Samples, render_samples

SEED: Final = 62
MAX_CONFUSIONS: Final = 30
"""Maximum number of pairs of confused families that are printed."""

BINS: Final = 10
"""Number of bins of scores in the reliability table."""


def ranks(gallery: Gallery, samples: Samples) -> NDArray[np.intp]:
    """Returns, for each line, the number of families that are ranked above the true one."""
    cosines = gallery.cosines(samples.embeddings)
    labels = [gallery.families.index(family) for family in samples.families]
    true_cosines = cosines[np.arange(len(cosines)), labels]
    return np.asarray((cosines > true_cosines[:, None]).sum(axis=1))


def report(title: str, gallery: Gallery, samples: Samples) -> None:
    """Prints the top-1 and top-5 accuracy for all lines and for each kind of text."""
    all_ranks = ranks(gallery, samples)
    for kind in ("all", *sorted(set(samples.kinds))):
        selected = all_ranks if kind == "all" else all_ranks[samples.kinds == kind]
        first, among = (selected == 0).mean(), (selected < ANSWERS).mean()
        print(f"{title:10} {kind:7} {len(selected):6} lines: first {first:.1%}, among {ANSWERS} {among:.1%}")


def confusions(gallery: Gallery, samples: Samples) -> list[tuple[str, int]]:
    """Returns the pairs of families that are confused most often, with the number of lines."""
    nearest = np.array(gallery.families)[gallery.cosines(samples.embeddings).argmax(axis=1)]
    pairs = Counter(
        f"{own} → {other}" for own, other in zip(samples.families, nearest, strict=True) if own != other
    )
    return pairs.most_common(MAX_CONFUSIONS)


def reliability(gallery: Gallery, samples: Samples) -> list[tuple[float, float, int]]:
    """Returns the mean score, the top-1 accuracy and the number of lines for each bin of scores."""
    scores = gallery.probabilities(gallery.cosines(samples.embeddings)).max(axis=1)
    correct = ranks(gallery, samples) == 0
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    rows = [(scores[bins == i], correct[bins == i]) for i in range(BINS)]
    return [(float(score.mean()), float(right.mean()), len(score)) for score, right in rows if len(score)]


def main() -> None:
    """Parses the command line and evaluates the shipped gallery, without and with the held-out families."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--count", type=int, default=6, help="lines of each kind of text in each face")
    arguments = parser.parse_args()
    embedder, gallery = open_embedder("openvino", threads=1, streams=1), Gallery.load()
    known = render_samples(arguments.fonts, in_gallery(), embedder, count=arguments.count, seed=SEED)
    report("known", gallery, known)
    unseen = render_samples(arguments.fonts, held_out(), embedder, count=arguments.count, seed=SEED)
    extended = gallery.with_faces(gallery_faces(arguments.fonts, held_out(), embedder))
    report("registered", extended, unseen)
    print("\n".join(f"{count:4} {pair}" for pair, count in confusions(gallery, known)))
    for score, right, count in reliability(gallery, known):
        print(f"score {score:.2f}: right {right:.2f} of {count}")


if __name__ == "__main__":
    main()

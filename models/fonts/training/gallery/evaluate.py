"""The command that tries the gallery on rendered lines: `python -m models.fonts.training.gallery.evaluate FONTS`.

It shows what training has come to, families that are taken for each other, and how far scores can be trusted.
How well lines of real browsers are told is measured elsewhere, by `python -m benchmarks.fonts`.
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
from models.fonts.training.gallery.faces import specimens
from models.fonts.training.gallery.samples import Trials, trials

SEED: Final = 62
SHOWN: Final = 30
"""So many pairs of families that are taken for each other are listed."""

STEPS: Final = 10
"""Of the list of scores beside what came true."""


def ranks(gallery: Gallery, tried: Trials) -> NDArray[np.intp]:
    """For each line, how many families come before its own."""
    cosines = gallery.cosines(tried.embeddings)
    own = cosines[np.arange(len(cosines)), [gallery.families.index(family) for family in tried.families]]
    return np.asarray((cosines > own[:, None]).sum(axis=1))


def report(title: str, gallery: Gallery, tried: Trials) -> None:
    """Print how often the right family is first, and among the answers, for each kind of text."""
    placed = ranks(gallery, tried)
    for kind in ("all", *sorted(set(tried.kinds))):
        some = placed if kind == "all" else placed[tried.kinds == kind]
        first, among = (some == 0).mean(), (some < ANSWERS).mean()
        print(f"{title:10} {kind:7} {len(some):6} lines: first {first:.1%}, among {ANSWERS} {among:.1%}")


def confusions(gallery: Gallery, tried: Trials) -> list[tuple[str, int]]:
    """The pairs of families that are taken for each other most often, with the number of lines."""
    nearest = np.array(gallery.families)[gallery.cosines(tried.embeddings).argmax(axis=1)]
    pairs = Counter(
        f"{own} → {other}" for own, other in zip(tried.families, nearest, strict=True) if own != other
    )
    return pairs.most_common(SHOWN)


def reliability(gallery: Gallery, tried: Trials) -> list[tuple[float, float, int]]:
    """For lines of about one score: the mean score, the share of right ones among them, and their number."""
    chances = gallery.probabilities(gallery.cosines(tried.embeddings)).max(axis=1)
    right = ranks(gallery, tried) == 0
    step = np.minimum((chances * STEPS).astype(int), STEPS - 1)
    rows = [(chances[step == i], right[step == i]) for i in range(STEPS)]
    return [(float(sure.mean()), float(true.mean()), len(sure)) for sure, true in rows if len(sure)]


def main() -> None:
    """Read the command line, then try the shipped gallery, and once more with the families held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--count", type=int, default=6, help="lines of each kind in each face")
    given = parser.parse_args()
    embedder, gallery = open_embedder("openvino", threads=1, streams=1), Gallery.load()
    known = trials(given.fonts, in_gallery(), given.count, SEED, embedder)
    report("known", gallery, known)
    unseen = trials(given.fonts, held_out(), given.count, SEED, embedder)
    report("registered", gallery.with_specimens(specimens(given.fonts, held_out(), embedder)), unseen)
    print("\n".join(f"{count:4} {pair}" for pair, count in confusions(gallery, known)))
    print(
        "\n".join(
            f"score {sure:.2f}: right {true:.2f} of {n}" for sure, true, n in reliability(gallery, known)
        )
    )


if __name__ == "__main__":
    main()

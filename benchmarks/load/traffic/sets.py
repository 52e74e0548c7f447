"""The set of pictures that throughput is measured on."""

import random
from pathlib import Path

from tests.harness.sets import available, pictures

SEED = 7


def shuffled_set() -> tuple[str, list[Path]]:
    """Returns the name and the shuffled pictures of the screens, or of the committed set without them."""
    name = "screens" if "screens" in available() else "committed"
    paths = [path for path, _ in pictures(name)]
    random.Random(SEED).shuffle(paths)
    return name, paths

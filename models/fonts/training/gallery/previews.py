"""The command that draws the shipped portraits: `python -m models.fonts.training.gallery.previews FONTS`."""

import argparse
from pathlib import Path

import numpy as np

from models.fonts.catalog import Family, in_gallery
from models.fonts.previews import SHIPPED, portrait, save_portraits
from models.fonts.training.data.render import opened
from models.fonts.typeface import Mask

REGULAR = 400

STEP = 51
"""In six shades a portrait looks as it does in 256, and takes half the space."""


def drawn(fonts: Path, family: Family) -> Mask:
    """A family in the face that is nearest to its regular one; its files lie in the folder."""
    face = min(family.faces, key=lambda each: abs(each.weight - REGULAR))
    typeface, _ = opened(fonts, family, face)
    return (np.round(portrait(typeface) / STEP) * STEP).astype(np.uint8)


def main() -> None:
    """Read the command line, then draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    fonts = parser.parse_args().fonts
    save_portraits(SHIPPED, {family.name: drawn(fonts, family) for family in in_gallery()})


if __name__ == "__main__":
    main()

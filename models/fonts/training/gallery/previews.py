"""Draws the shipped previews: `python -m models.fonts.training.gallery.previews FONTS`."""

import argparse
from pathlib import Path

import numpy as np

from models.fonts.catalog import Family, in_gallery
from models.fonts.previews import SHIPPED, preview, save_previews
from models.fonts.training.data.render import open_face
from models.fonts.typeface import Mask

REGULAR = 400
"""The regular weight of a family."""

GREY_STEP = 51
"""Ink coverage is rounded to multiples of this. The six levels look like 256 and halve the file size."""


def family_preview(fonts: Path, family: Family) -> Mask:
    """Draws the preview of a family in the face nearest to regular weight."""
    face = min(family.faces, key=lambda face: abs(face.weight - REGULAR))
    typeface, _ = open_face(fonts, family, face)
    return (np.round(preview(typeface) / GREY_STEP) * GREY_STEP).astype(np.uint8)


def main() -> None:
    """Parses the command line and writes the file of previews."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    fonts = parser.parse_args().fonts
    save_previews(SHIPPED, {family.name: family_preview(fonts, family) for family in in_gallery()})


if __name__ == "__main__":
    main()

"""Embeds a face in a style sheet, reduced to the characters that are needed."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from models.fonts.typeface import Typeface


def font_rules(name: str, typeface: Typeface, text: str) -> Iterator[str]:
    """Yields the `@font-face` rules for the text, one for each file of the face, all with one name."""
    remaining = set(text)
    for file in typeface.files:
        subset = remaining & file.metadata.characters
        remaining -= subset
        if subset:
            font = base64.b64encode(_subset(file.path, file.index, subset)).decode()
            ranges = ",".join(f"U+{ord(character):X}" for character in sorted(subset))
            yield (
                f"@font-face{{font-family:{name};unicode-range:{ranges};"
                f"src:url(data:font/ttf;base64,{font})}}"
            )


def _subset(path: Path, index: int, characters: set[str]) -> bytes:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        options = Options(layout_features=["*"], notdef_outline=True)
        options.drop_tables = [*options.drop_tables, "gasp"]  # some are broken, and no pixel depends on it
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(characters))
        subsetter.subset(font)
        file = io.BytesIO()
        font.save(file)
    return file.getvalue()

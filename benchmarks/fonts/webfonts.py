"""A face as the browser gets it: only the characters that are wanted, inside the style sheet."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from models.fonts.typeface import Typeface


def font_rules(name: str, typeface: Typeface, text: str) -> Iterator[str]:
    """The `@font-face` rules that show the text in the face; they share the name."""
    left = set(text)
    for file in typeface.files:
        shown = left & file.facts.characters
        left -= shown
        if shown:
            font = base64.b64encode(_subset(file.path, file.index, shown)).decode()
            ranges = ",".join(f"U+{ord(character):X}" for character in sorted(shown))
            yield (
                f"@font-face{{font-family:{name};unicode-range:{ranges};"
                f"src:url(data:font/ttf;base64,{font})}}"
            )


def _subset(path: Path, index: int, characters: set[str]) -> bytes:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        options = Options(layout_features=["*"], notdef_outline=True)
        options.drop_tables = [*options.drop_tables, "gasp"]  # some are broken, no pixel needs it
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(characters))
        subsetter.subset(font)
        file = io.BytesIO()
        font.save(file)
    return file.getvalue()

"""Builds small fonts for tests. Every glyph is a rectangular frame."""

from collections.abc import Sequence
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

EM = 1000
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:-+/%$#()"
HAN = "的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"


def write_font(path: Path, characters: str = LATIN, *, family: str = "Tiny", weight: int = 400) -> Path:
    """Writes a TrueType font. The frames are thicker at a higher weight."""
    names = {ord(character): f"u{ord(character):04X}" for character in characters}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    drawn = {name: _glyph(code, weight) for code, name in names.items()}
    builder.setupGlyf({".notdef": _glyph(0, weight), **drawn})
    builder.setupHorizontalMetrics(dict.fromkeys(builder.font.getGlyphOrder(), (700, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWeightClass=weight)
    builder.setupPost()
    builder.save(path)
    return path


def write_collection(path: Path, fonts: Sequence[Path]) -> Path:
    """Writes the fonts of several files as one collection."""
    collection = TTCollection()
    collection.fonts = [TTFont(font) for font in fonts]
    collection.save(path)
    return path


def write_web_font(path: Path, flavor: str) -> Path:
    """Writes a font as `woff` or `woff2`."""
    with TTFont(write_font(path)) as font:
        font.flavor = flavor
        font.save(path)
    return path


def _glyph(code: int, weight: int) -> object:
    """Draws a frame whose height depends on the character. A space is empty."""
    pen, thickness, top = TTGlyphPen(None), weight // 5, 400 + 40 * (code % 9)
    if code != ord(" "):
        for low, high in ((0, 0), (thickness, thickness)):
            corners = [(50 + low, high), (50 + low, top - high), (600 - low, top - high), (600 - low, high)]
            pen.moveTo(corners[0])
            for corner in corners[1:] if not low else corners[:0:-1]:
                pen.lineTo(corner)
            pen.closePath()
    return pen.glyph()

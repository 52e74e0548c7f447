"""Reads the metadata of a font and opens it at a size, from a TTF, OTF, TTC, OTC, WOFF or WOFF2 file."""

import logging
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.sfnt import readTTCHeader
from PIL import ImageFont

CHINESE_LANGUAGES = (0x0804, 0x0404, 0x0C04, 0x1004)
"""Language identifiers of Chinese in China, Taiwan, Hong Kong and Singapore (OpenType, table `name`)."""

FAMILY_NAMES = (16, 1)
"""Family names (OpenType, table `name`). Name 16 stands for all weights, name 1 for up to four styles."""

REGULAR = 400
"""Weight of a font that does not state its weight."""

COLLECTION = b"ttcf"
"""The first bytes of a collection (OpenType, font collections)."""

DAMAGE_ERRORS = (
    TTLibError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AssertionError,
    struct.error,
    zlib.error,
    brotli.error,
)
"""Exceptions that fontTools raises for damaged files. WOFF uses zlib, and WOFF2 uses Brotli."""

logging.getLogger("fontTools").setLevel(logging.ERROR)  # hides warnings of wrong dates in usable files


class FontFileError(ValueError):
    """The file is not a font, or the font cannot be drawn. The message names the file."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a variable font, in the axis's own units."""

    tag: str
    minimum: float
    default: float
    maximum: float

    def clamp(self, value: float) -> float:
        """Returns the nearest value within the axis's range."""
        return min(max(value, self.minimum), self.maximum)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata of a font."""

    family: str
    """The Chinese family name if the font has one, else another one, else the name of the file."""
    weight: int
    """100 (thin) to 900 (black)."""
    characters: frozenset[str]
    axes: tuple[Axis, ...]
    """The axes of a variable font; empty for a static font."""


@dataclass(frozen=True)
class FontFile:
    """One font of one file. `index` selects the font in a collection."""

    path: Path
    index: int = 0

    @cached_property
    def metadata(self) -> Metadata:
        """The font's metadata, read once. Raises FontFileError if the file has no such font."""
        try:
            with self.path.open("rb") as file, TTFont(file, fontNumber=self.index, lazy=True) as font:
                metadata = _metadata(font, self.path.stem)
        except DAMAGE_ERRORS as error:
            raise FontFileError(f"{self.path.name} is not a readable font: {error}") from error
        if not metadata.characters:
            raise FontFileError(f"{self.path.name} is a font without characters")
        return metadata

    def at(self, size: int, weight: int | None = None) -> ImageFont.FreeTypeFont:
        """Opens the font at a size in pixels. Static fonts ignore `weight`. Raises FontFileError."""
        try:
            font = ImageFont.truetype(str(self.path), size, self.index, layout_engine=ImageFont.Layout.BASIC)
        except OSError as error:
            raise FontFileError(f"{self.path.name} cannot be drawn: {error}") from error
        if weight is not None and self.metadata.axes:
            axes = self.metadata.axes
            font.set_variation_by_axes(
                [axis.clamp(weight) if axis.tag == "wght" else axis.default for axis in axes]
            )
        return font


def fonts_of(path: Path) -> list[FontFile]:
    """All fonts of a collection, or the only font of another file. Raises FontFileError."""
    try:
        with path.open("rb") as file:
            is_collection = file.read(len(COLLECTION)) == COLLECTION
            count = readTTCHeader(file).numFonts if is_collection else 1
    except DAMAGE_ERRORS as error:
        raise FontFileError(f"{path.name} is not a readable font: {error}") from error
    return [FontFile(path, index) for index in range(count)]


def _metadata(font: TTFont, file_stem: str) -> Metadata:
    weight = int(font["OS/2"].usWeightClass) if "OS/2" in font else REGULAR
    axes = font["fvar"].axes if "fvar" in font else ()
    return Metadata(
        family=_family(font) or file_stem,
        weight=max(100, min(900, weight)),
        characters=frozenset(_characters(font)),
        axes=tuple(Axis(axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue) for axis in axes),
    )


def _characters(font: TTFont) -> Iterator[str]:
    """Yields the characters of the font. A character with an empty glyph counts only if it is a space."""
    offsets = font["loca"].locations if "loca" in font else None
    for code, name in (font.getBestCmap() or {}).items():
        glyph = font.getGlyphID(name)
        if chr(code).isspace() or offsets is None or offsets[glyph] < offsets[glyph + 1]:
            yield chr(code)


def _family(font: TTFont) -> str:
    """Returns the family name, a Chinese one if there is one. Without a name: ""."""
    names = [name for name in font["name"].names if name.nameID in FAMILY_NAMES] if "name" in font else []
    ranked = sorted(names, key=lambda name: (name.langID not in CHINESE_LANGUAGES, -name.nameID))
    return next((str(name.toUnicode()).strip() for name in ranked), "")

"""A font file: what it says of itself, and the font at a size."""

import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
"""Files that hold outlines as they are; a web font is unpacked first."""

CHINESE_TONGUES = (0x0804, 0x0404, 0x0C04, 0x1004)
"""Windows' numbers for Chinese in China, Taiwan, Hong Kong and Singapore (OpenType, table `name`)."""

FAMILY_NAMES = (16, 1)
"""Name 16 is the family with all its weights, name 1 that of up to four styles (OpenType, table `name`)."""

REGULAR = 400

BROKEN = (TTLibError, OSError, LookupError, ValueError, TypeError, AssertionError, struct.error)
"""What fontTools raises over files that are damaged."""

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of dates in files that are drawn well


class FontFileError(ValueError):
    """A file that is no font, or none that can be drawn."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a variable font, in the axis's own units."""

    tag: str
    least: float
    usual: float
    most: float

    def at(self, value: float) -> float:
        """The value as near as the axis goes."""
        return min(max(value, self.least), self.most)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a font says of itself."""

    family: str
    """In Chinese where the font has a Chinese name."""
    weight: int
    """100 (thin) to 900 (black)."""
    characters: frozenset[str]
    axes: tuple[Axis, ...]
    """Those along which it varies, none for a static font."""


@dataclass(frozen=True)
class FontFile:
    """One font of one file, counted by `index` in a collection."""

    path: Path
    index: int = 0

    @cached_property
    def facts(self) -> Facts:
        """Read once from the file; FontFileError if it holds no such font."""
        try:
            with self.path.open("rb") as file, TTFont(file, fontNumber=self.index, lazy=True) as font:
                facts = _facts(font, self.path.stem)
        except BROKEN as error:
            raise FontFileError(f"{self.path.name} is no font that can be read: {error}") from error
        if not facts.characters:
            raise FontFileError(f"{self.path.name} is a font without characters")
        return facts

    def at(self, size: int, weight: int | None = None) -> ImageFont.FreeTypeFont:
        """The font at a size in pixels, at a weight where it varies; FontFileError if it cannot be drawn."""
        try:
            font = ImageFont.truetype(str(self.path), size, self.index, layout_engine=ImageFont.Layout.BASIC)
        except OSError as error:
            raise FontFileError(f"{self.path.name} cannot be drawn: {error}") from error
        if weight is not None and self.facts.axes:
            axes = self.facts.axes
            font.set_variation_by_axes(
                [axis.at(weight) if axis.tag == "wght" else axis.usual for axis in axes]
            )
        return font


def _facts(font: TTFont, stem: str) -> Facts:
    weight = int(font["OS/2"].usWeightClass) if "OS/2" in font else REGULAR
    axes = font["fvar"].axes if "fvar" in font else ()
    return Facts(
        family=_family(font) or stem,
        weight=max(100, min(900, weight)),
        characters=frozenset(_shown(font)),
        axes=tuple(Axis(axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue) for axis in axes),
    )


def _shown(font: TTFont) -> Iterator[str]:
    """The characters that it maps, but for those whose glyph is an empty stand-in."""
    places = font["loca"].locations if "loca" in font else None
    for code, name in (font.getBestCmap() or {}).items():
        glyph = font.getGlyphID(name)
        if chr(code).isspace() or places is None or places[glyph] < places[glyph + 1]:
            yield chr(code)


def _family(font: TTFont) -> str:
    names = [name for name in font["name"].names if name.nameID in FAMILY_NAMES] if "name" in font else []
    ranked = sorted(names, key=lambda name: (name.langID not in CHINESE_TONGUES, -name.nameID))
    return next((str(name.toUnicode()).strip() for name in ranked), "")

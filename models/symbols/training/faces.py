"""The fonts that symbols are drawn in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from models.symbols.training.negatives import SYMBOLIC_ICONS

SUFFIXES = (".ttf", ".otf", ".ttc")

HELD_OUT = (
    *("FreeSans", "FreeSerif", "FreeMono", "uming", "DroidSansFallback", "NanumMyeongjo", "JetBrainsMono"),
    *("ume-", "Tinos", "texgyreheros", "glyphicons"),
)
"""Parts of file names. Fonts with one of them are never trained on. They measure the network."""

UNUSABLE = (
    *(
        "Kufi",
        "Looped",
        "Naskh",
        "Nastaliq",
        "Rashi",
        "misaki",
        "unifont",
        "NotoMusic",
        "STIXInteg",
        "STIXSize",
    ),
    *("STIXNon", "STIXVar", "opens___", "LinBiolinum_K", "hline", "LinLibertine_I.", "Thin", "Hairline"),
)
"""Parts of file names of fonts with other scripts, with very thin strokes, or with wrong glyphs."""

ICONS = ("ontawesome", "FontAwesome", "materialdesign", "elusive", "entypo", "glyphicons")
"""Parts of file names of fonts of icons."""

SYMBOLS_ONLY = ("Symbol", "Math")
"""Parts of file names of fonts whose letters are unusual."""

EMOJI, EMOJI_SIZE = "NotoColorEmoji.ttf", 109
"""The font of emoji, and the only size in pixels of its pictures."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a file."""

    path: Path
    index: int = 0

    @property
    def characters(self) -> frozenset[str]:
        """The characters that the font maps to a glyph."""
        return _characters(self.path, self.index)

    @property
    def family(self) -> str:
        """Fonts with one family look similar."""
        return self.path.name.split("-")[0][:9]

    def is_named(self, parts: Sequence[str]) -> bool:
        """Whether the name of the file has one of these parts."""
        return any(part in self.path.name for part in parts)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font at a size in pixels."""
        return _opened(self.path, self.index, size)


def faces(folders: Sequence[Path], *, held_out: bool) -> list[Face]:
    """The usable fonts below some folders, either those that are held out or the others."""
    return [face for folder in folders for face in _below(folder) if face.is_named(HELD_OUT) == held_out]


def _below(folder: Path) -> Iterator[Face]:
    for path in sorted(folder.rglob("*")):
        face = Face(path)
        is_font = path.suffix in SUFFIXES and path.name != EMOJI and not face.is_named(UNUSABLE)
        if is_font and _has_usual_script(path.name):
            yield face


def _has_usual_script(name: str) -> bool:
    """Whether a file is no Noto font of a script other than Latin and Chinese."""
    return not name.startswith("Noto") or name.startswith(
        (
            "NotoSans-",
            "NotoSerif-",
            "NotoSansMono",
            "NotoSansSymbols",
            "NotoSansMath",
            "NotoSansCJK",
            "NotoSerifCJK",
        )
    )


@cache
def _characters(path: Path, index: int) -> frozenset[str]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap() or {}))


@cache
def _opened(path: Path, index: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, index, layout_engine=ImageFont.Layout.BASIC)


def icons(face: Face) -> list[str]:
    """The characters of a font of icons whose names do not say that they look like a symbol."""
    with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
        named = (font.getBestCmap() or {}).items()
    return [
        chr(code)
        for code, name in named
        if code >= 0x2000 and not any(part in name.lower() for part in SYMBOLIC_ICONS)
    ]

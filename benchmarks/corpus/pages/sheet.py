"""Pages: an HTML document and the window that shows it. Also palettes, and parts of documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Protocol

BASE = """
*{box-sizing:border-box;margin:0;padding:0}
ul{list-style:none} table{border-collapse:collapse}
html,body{width:100%;height:100%;overflow:hidden}
.row{display:flex;align-items:center} .between{justify-content:space-between}
.column{display:flex;flex-direction:column} .grow{flex:1;min-width:0} .fixed{flex:none}
.line{white-space:nowrap} .cut{overflow:hidden} .bold{font-weight:700} .right{text-align:right}
.center{text-align:center} .faint{color:var(--faint)} .accent{color:var(--accent)}
.card{background:var(--card)} .fill{background:var(--accent);color:var(--on-accent)}
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An HTML document and its window.

    `width` and `height` are CSS pixels, `scale` is pixels of the picture for each CSS pixel. `flows` is set
    if the reading order is the order of the document, as with columns of running text. Chromium draws the
    page `reduction` times larger than the picture. Then the picture is reduced, like a resized screenshot.
    `transparent` is set if the picture has an alpha channel and no background.
    """

    html: str
    width: int
    height: int
    scale: float = 1
    flows: bool = False
    reduction: int = 1
    transparent: bool = False

    @property
    def pixel_width(self) -> int:
        """The width of the picture in pixels."""
        return round(self.width * self.scale)

    @property
    def pixel_height(self) -> int:
        """The height of the picture in pixels."""
        return round(self.height * self.scale)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a page, as CSS values.

    `ground` is the background of the page and `card` that of its parts. `ink` is the colour of text, `faint`
    that of secondary text, and `on_accent` that of text on `accent`.
    """

    ground: str
    card: str
    ink: str
    faint: str
    accent: str
    on_accent: str = "#fff"

    def css(self) -> str:
        """Returns the palette as CSS custom properties."""
        return (
            f":root{{--card:{self.card};--faint:{self.faint};"
            f"--accent:{self.accent};--on-accent:{self.on_accent}}}"
            f"body{{background:{self.ground};color:{self.ink}}}"
        )


class Layout(Protocol):
    """A function that makes a page in given colours. All random choices come from `rng`."""

    def __call__(self, rng: Random, palette: Palette) -> Sheet: ...  # noqa: D102


LIGHT = (
    Palette("#f5f5f5", "#fff", "#222", "#888", "#ff5000"),
    Palette("#f2f3f7", "#fff", "#1d2129", "#86909c", "#1677ff"),
    Palette("#fff", "#f7f8fa", "#333", "#777", "#07a35a"),
    Palette("#faf7f2", "#fff", "#3b2f2a", "#8d7f76", "#b5452c"),
    Palette("#eef3f8", "#fff", "#20303f", "#6c7b8a", "#5b4bdb"),
)

DARK = (
    Palette("#000", "#1c1c1e", "#f2f2f7", "#98989f", "#0a84ff"),
    Palette("#121212", "#1f1f1f", "#e3e3e3", "#9a9a9a", "#ff8a3d", "#1a1a1a"),
    Palette("#0f172a", "#1e293b", "#e2e8f0", "#94a3b8", "#22c55e", "#06210f"),
    Palette("#1b1b2b", "#27273d", "#f0e9ff", "#9d97b8", "#b388ff", "#1b1b2b"),
    Palette("#22272e", "#2d333b", "#cdd9e5", "#8b98a5", "#f47067", "#22272e"),
)


def document(body: str, css: str, palette: Palette, font: str, language: str = "zh-CN") -> str:
    """Returns an HTML document with the given body, colours and CSS font stack."""
    style = f"{BASE}{palette.css()}body{{font-family:{font},sans-serif}}{css}"
    head = f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><style>{style}</style>'
    return f"{head}<body>{body}</body>"


def join(parts: Iterable[str]) -> str:
    """Concatenate parts of a body."""
    return "".join(parts)


def photo(rng: Random, style: str) -> str:
    """Returns a coloured area in place of a photo. It has no text."""
    hue, angle = rng.randrange(360), rng.randrange(360)
    background = f"linear-gradient({angle}deg,hsl({hue},55%,72%),hsl({(hue + 60) % 360},50%,52%))"
    return f'<div class="fixed" style="background:{background};{style}"></div>'

"""HTML pages of text lines. Each line has its own font and appearance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from benchmarks.fonts.appearance import random_appearance
from benchmarks.fonts.lines import Box, FontLine

WIDTH = 900
"""Width of a page, in pixels of the picture."""

SCALES = (1.0, 1.0, 2.0)
"""Device pixel ratios: pixels of the picture for each CSS pixel."""

BOXES_SCRIPT = """[...document.querySelectorAll("b")].map(line => {
  const box = line.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})"""
"""A script that returns the boxes of the lines in CSS pixels, in page order."""

FONTS_LOADED_SCRIPT = """Promise.all([...document.fonts].map(font => font.load()))
  .then(fonts => fonts.every(font => font.status === "loaded"))"""
"""A script that returns whether all fonts were loaded. The browser silently replaces a broken font."""

STYLE = """*{margin:0;padding:0} body{position:relative;overflow:hidden}
div{position:absolute;left:0;width:100%;overflow:hidden}
b{position:absolute;white-space:pre;font-weight:400;font-synthesis:none;line-height:1.2}"""


@dataclass(frozen=True, slots=True)
class FontPage:
    """A document, the size of its window in CSS pixels, and the device pixel ratio."""

    html: str
    width: int
    height: int
    scale: float


def page_of(
    rng: Random, lines: Sequence[FontLine], names: Sequence[str], rules: Mapping[str, str]
) -> FontPage:
    """Builds a page. `names` are the CSS names of the lines' fonts, `rules` the CSS rules of each font."""
    scale, top, rows = rng.choice(SCALES), 0.0, []
    for line, name in zip(lines, names, strict=True):
        height = line.size * rng.uniform(1.7, 2.4) / scale
        appearance = random_appearance(rng)
        row_style = f"top:{top:.1f}px;height:{height:.1f}px;{appearance.background}"
        left, above = rng.uniform(8, 120) / scale, (height - 1.2 * line.size / scale) / 2
        position = f"left:{left:.1f}px;top:{above:.1f}px;font-family:{name};font-size:{line.size / scale}px"
        text = f'<b style="{position};{appearance.text}">{escape(line.text)}</b>'
        rows.append(f'<div style="{row_style}">{appearance.drawing}{text}</div>')
        top += height
    style = STYLE + "".join(rules[name] for name in sorted(set(names)))
    html = f'<!doctype html><meta charset="utf-8"><style>{style}</style><body>{"".join(rows)}</body>'
    return FontPage(html=html, width=round(WIDTH / scale), height=round(top), scale=scale)


def picture_boxes(css_boxes: Sequence[Sequence[float]], scale: float) -> Iterator[Box]:
    """Converts the result of the script `BOXES_SCRIPT` to pixels of the picture."""
    for left, top, right, bottom in css_boxes:
        yield left * scale, top * scale, right * scale, bottom * scale

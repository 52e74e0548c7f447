"""A page of lines, one below the other, each on a ground and in a font of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from benchmarks.fonts.appearance import look
from benchmarks.fonts.lines import Box, FontLine

WIDTH = 900
"""Pixels of the picture, not of CSS."""

SCALES = (1.0, 1.0, 2.0)
"""Pixels of the picture in a pixel of CSS, as displays have them."""

BOXES = """[...document.querySelectorAll("b")].map(line => {
  const box = line.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})"""
"""A script for the boxes of the lines, in pixels of CSS, in the order of the page."""

FONTS = """Promise.all([...document.fonts].map(font => font.load()))
  .then(fonts => fonts.every(font => font.status === "loaded"))"""
"""A script that says whether every font of the page came; a broken one would be replaced in silence."""

STYLE = """*{margin:0;padding:0} body{position:relative;overflow:hidden}
div{position:absolute;left:0;width:100%;overflow:hidden}
b{position:absolute;white-space:pre;font-weight:400;font-synthesis:none;line-height:1.2}"""


@dataclass(frozen=True, slots=True)
class FontPage:
    """A document, and its window in pixels of CSS."""

    html: str
    width: int
    height: int
    scale: float


def page(rng: Random, lines: Sequence[FontLine], names: Sequence[str], rules: Mapping[str, str]) -> FontPage:
    """Lines on a page; `names` are those of their fonts, `rules` the style of each font."""
    scale, top, rows = rng.choice(SCALES), 0.0, []
    for line, name in zip(lines, names, strict=True):
        height = line.size * rng.uniform(1.7, 2.4) / scale
        seen = look(rng)
        ground = f"top:{top:.1f}px;height:{height:.1f}px;{seen.ground}"
        left, above = rng.uniform(8, 120) / scale, (height - 1.2 * line.size / scale) / 2
        place = f"left:{left:.1f}px;top:{above:.1f}px;font-family:{name};font-size:{line.size / scale}px"
        text = f'<b style="{place};{seen.ink}">{escape(line.text)}</b>'
        rows.append(f'<div style="{ground}">{seen.drawing}{text}</div>')
        top += height
    style = STYLE + "".join(rules[name] for name in sorted(set(names)))
    html = f'<!doctype html><meta charset="utf-8"><style>{style}</style><body>{"".join(rows)}</body>'
    return FontPage(html, round(WIDTH / scale), round(top), scale)


def boxes(found: Sequence[Sequence[float]], scale: float) -> Iterator[Box]:
    """What the script for the boxes says, in pixels of the picture."""
    for left, top, right, bottom in found:
        yield left * scale, top * scale, right * scale, bottom * scale

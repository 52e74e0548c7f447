"""Running text in two or three columns below a title that spans them: newspapers, papers, leaflets."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import Palette, Sheet, document, join, photo

SIZES = ((900, 1200, 1), (1000, 1300, 1), (1200, 900, 1), (800, 1100, 1.25), (1280, 960, 1))

PAPERS = (
    Palette("#fff", "#f2f2f2", "#111", "#666", "#8b0000"),
    Palette("#faf8f1", "#f0ead8", "#26221a", "#7a705c", "#0b4f6c"),
    Palette("#f3f5f7", "#fff", "#1d2129", "#6c7683", "#b5452c"),
)

CSS = """
body{padding:36px 44px;display:flex;flex-direction:column} .text{flex:1;min-height:0;overflow:hidden;
column-fill:auto} .text p{margin-bottom:.5em} .text h2{margin:.5em 0 .3em;line-height:1.35}
.ruled{column-rule:1px solid #8887} .just{text-align:justify} .indent p{text-indent:2em}
.abstract{margin:10px 8%;padding:10px 0}
"""

LANGUAGES: Mapping[Language, tuple[str, str, str]] = {
    "simplified": ("text", "zh-CN", ""),
    "traditional": ("traditional", "zh-TW", ""),
    "english": ("latin", "en", " "),
}
"""A language, its role of typefaces, its code, and what stands between its sentences."""


def page(rng: Random) -> Sheet:
    """A page of running text; its lines are in the order in which they are read, column by column."""
    (width, height, scale), language = rng.choice(SIZES), rng.choice(tuple(LANGUAGES))
    role, code, space = LANGUAGES[language]
    say, size = Content(rng, language), rng.randint(14, 19)
    body = f"{_head(rng, say, size)}{_text(rng, say, size, width, space)}{_foot(rng, say)}"
    html = document(body, CSS, rng.choice(PAPERS), rng.choice(ROLES[role]), code)
    return Sheet(html, width, height, scale, flows=True)


def _head(rng: Random, say: Content, size: int) -> str:
    place = rng.choice(("left", "center"))
    title = f'<h1 style="font-size:{rng.randint(30, 44)}px;line-height:1.35">{say.say("headline")}</h1>'
    author = f'<div class="faint" style="font-size:{size}px;padding:8px 0">{say.say("name")}</div>'
    abstract = f'<div class="abstract" style="font-size:{size - 1}px">{say.say("sentence")}</div>'
    lead = abstract if rng.random() < 0.4 else ""
    return f'<div style="text-align:{place}">{title}{author}{lead}</div>'


def _text(rng: Random, say: Content, size: int, width: int, space: str) -> str:
    count = rng.choice((2, 2, 3)) if width >= 1000 else 2
    style = f"""font-size:{size}px;line-height:{rng.choice((1.4, 1.55, 1.7))};column-count:{count};
    column-gap:{round(rng.uniform(1.6, 3) * size)}px"""
    marks = join(f" {mark}" for mark in ("ruled", "just", "indent") if rng.random() < 0.5)
    return f'<div class="text{marks}" style="{style}">{_parts(rng, say, size, space)}</div>'


def _parts(rng: Random, say: Content, size: int, space: str) -> str:
    """More paragraphs than there is room for, with headings and pictures between them."""
    parts = []
    for _ in range(22):
        if rng.random() < 0.18:
            parts.append(f'<h2 style="font-size:{size + 3}px">{say.say("slogan")}</h2>')
        if rng.random() < 0.08:
            parts.append(photo(rng, f"height:{rng.randint(80, 150)}px;margin-bottom:8px"))
        parts.append(f"<p>{space.join(say.many('sentence', rng.randint(2, 5)))}</p>")
    return join(parts)


def _foot(rng: Random, say: Content) -> str:
    return f"""<div class="row between faint" style="font-size:13px;padding-top:12px">
    <span>{say.say("date")}</span><span>{rng.randint(2, 400)}</span></div>"""

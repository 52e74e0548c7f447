"""Tiny print: text of 8, 9 or 10 pixels in large pages that also hold pictures and a heading."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, cells, document, join, photo

SIZES = ((1280, 900), (1440, 900), (1200, 1200), (1600, 1000), (1000, 1400))

CSS = """
body{line-height:1.5;padding:26px 34px} h1{font-size:22px;padding-bottom:10px} p{margin:3px 0}
table{margin:12px 0} td{padding:2px 14px 2px 4px;border-bottom:1px solid #8884;white-space:nowrap}
.shots{display:grid;grid-template-columns:repeat(4,1fr);gap:16px 24px} .side{width:34%;padding-left:26px}
"""

LANGUAGES: Mapping[Language, tuple[str, str]] = {
    "simplified": ("screen", "zh-CN"),
    "traditional": ("traditional", "zh-TW"),
    "english": ("latin", "en"),
}
"""A language, its role of typefaces, and its code."""


def page(rng: Random, size: int) -> Sheet:
    """A large page whose print has that many pixels to the em."""
    (width, height), language = rng.choice(SIZES), rng.choice(("simplified", "simplified", *LANGUAGES))
    role, code = LANGUAGES[language]
    say = Content(rng, language)
    body = rng.choice((_terms, _table, _shots))(rng, say)
    html = f'<h1>{say.say("headline")}</h1><div style="font-size:{size}px">{body}</div>'
    return Sheet(document(html, CSS, rng.choice(LIGHT), rng.choice(ROLES[role]), code), width, height)


def _terms(rng: Random, say: Content) -> str:
    """A picture, and small print beside and below it."""
    side = join(f"<p>{text}</p>" for text in say.many("sentence", rng.randint(8, 12)))
    foot = join(f'<p class="faint">{text}</p>' for text in say.many("notice", 5))
    shot = photo(rng, f"width:64%;height:{rng.randint(300, 480)}px;border-radius:6px")
    return f'<div class="row" style="align-items:flex-start">{shot}<div class="side">{side}</div></div>{foot}'


def _table(rng: Random, say: Content) -> str:
    rows = join(
        f"<tr>{cells(*map(say.say, ('code', 'name', 'product', 'moment', 'amount', 'mobile')))}</tr>"
        for _ in range(rng.randint(12, 22))
    )
    notes = join(f"<p>{text}</p>" for text in say.many("notice", 4))
    return f"<table>{rows}</table>{photo(rng, 'width:60%;height:220px')}{notes}"


def _shots(rng: Random, say: Content) -> str:
    """Pictures with a caption below each."""
    shots = join(
        f"""<div>{photo(rng, "height:150px")}<p><b>{say.say("product")}</b></p><p class="faint">
        {say.say("date")} {say.say("name")}</p><p>{say.say("sentence")}</p></div>"""
        for _ in range(8)
    )
    return f'<div class="shots">{shots}</div>'

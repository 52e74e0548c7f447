"""Text in columns from right to left: books, poems, couplets, menus, posters, and the tabs of web pages."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, document, join, photo

SIZES = ((750, 1000), (640, 960), (1000, 750), (900, 1200), (800, 800), (1080, 720))

PAPERS = (
    Palette("#f6efdd", "#fffaf0", "#2b2118", "#8a7a62", "#a8201a"),
    Palette("#fff", "#f5f5f5", "#111", "#777", "#0b6e4f"),
    Palette("linear-gradient(160deg,#fdf6e3,#e6d3ae)", "#fff8e7", "#3a2a18", "#8b6f47", "#9c2a1b"),
    Palette("#b3131b", "#8f0e15", "#ffd98a", "#ffc04d", "#ffe9b8", "#8f0e15"),
    Palette("#16324f", "#1f4068", "#f4f1de", "#a9bcd0", "#e9c46a", "#16324f"),
    Palette("linear-gradient(200deg,#dfeee4,#a9cbb7)", "#eef7f1", "#17372a", "#4f7563", "#b5452c"),
)

CSS = """
body{position:relative;line-height:1.75} .columns{writing-mode:vertical-rl} .page{position:absolute;inset:7%}
.ruled{border-right:1px solid #8885} .scroll{position:absolute;top:26%;height:66%;padding:22px 0;
display:flex;align-items:center;justify-content:center} .seal{background:#b3131b;color:#fff;
inline-size:fit-content;
padding:4px;line-height:1.15;border-radius:4px} .tabs{position:absolute;right:0;top:16%;display:flex;
flex-direction:column;gap:6px} .tab{padding:14px 7px;border-radius:8px 0 0 8px;line-height:1.2}
.dishes{display:flex;flex-direction:row-reverse;justify-content:space-between}
"""

LANGUAGES: Mapping[Language, tuple[str, str]] = {
    "simplified": ("column", "zh-CN"),
    "traditional": ("traditional column", "zh-TW"),
}
"""A language, its role of typefaces, and its code."""


def page(rng: Random) -> Sheet:
    """A page with text in columns; all of it, or as a part of a page in rows."""
    (width, height), language = rng.choice(SIZES), rng.choice(tuple(LANGUAGES))
    role, code = LANGUAGES[language]
    layout = rng.choice((_book, _book, _poem, _couplet, _menu, _poster, _shop))
    palette = rng.choice(LIGHT if layout is _shop else PAPERS)
    body = layout(rng, Content(rng, language))
    html = document(body, CSS, palette, rng.choice(ROLES[role]), code)
    return Sheet(html, width, height, flows=True)


def _latin(rng: Random) -> str:
    return Content(rng, "english").say("signage")


def _book(rng: Random, say: Content) -> str:
    """Running text; sometimes with Latin words, which browsers lay on their side."""
    size, foreign = rng.randint(14, 34), rng.random() < 0.4
    words = [f"（{_latin(rng)}）" if foreign else "" for _ in range(9)]
    text = join(f"<p>　　{join(say.many('prose', rng.randint(1, 3)))}{word}</p>" for word in words)
    title = f'<h1 style="font-size:{round(1.5 * size)}px;padding-top:2em">{say.say("verse")[:5]}</h1>'
    author = f'<div class="faint" style="padding-top:{rng.randint(4, 9)}em">{say.say("name")}</div>'
    style = f"font-size:{size}px;line-height:{rng.choice((1.5, 1.7, 2))};overflow:hidden"
    return f'<div class="columns page" style="{style}">{title}{author}{text}</div>'


def _poem(rng: Random, say: Content) -> str:
    size = rng.randint(30, 54)
    verses = join(
        f'<div class="{ruled}">{verse}</div>'
        for ruled in (rng.choice(("", "ruled")),)
        for verse in say.many("verse", rng.choice((4, 6)))
    )
    head = f'<div style="font-size:{round(1.3 * size)}px">{say.say("verse")[2:5]}</div>'
    seal = f'<div class="seal" style="font-size:{round(0.6 * size)}px">{say.say("name")[:2]}</div>'
    author = f'<div class="faint" style="font-size:{round(0.6 * size)}px">{say.say("name")}{seal}</div>'
    spacing = rng.choice((0, 0, 0.15, 0.3))
    style = f"font-size:{size}px;letter-spacing:{spacing}em;line-height:1.9"
    return f'<div class="columns page" style="{style}">{head}{author}{verses}</div>'


def _couplet(rng: Random, say: Content) -> str:
    """A pair of scrolls beside a door, and a row above it."""
    right, left = say.many("couplet", 2)
    size = rng.randint(46, 66)
    scrolls = join(
        f'<div class="scroll columns fill bold" style="{side}:8%;width:17%;font-size:{size}px">{text}</div>'
        for side, text in (("right", right), ("left", left))
    )
    head = f"""<div class="fill bold center" style="position:absolute;top:7%;left:28%;right:28%;
    font-size:{size}px;line-height:1.5">{say.say("blessing")}</div>"""
    foot = f'<div class="columns faint" style="font-size:22px;height:9em">{say.say("prose")}</div>'
    place = "position:absolute;left:50%;top:34%;transform:translateX(-50%)"
    return f'{head}{scrolls}<div style="{place}">{foot}</div>'


def _menu(rng: Random, say: Content) -> str:
    """Dishes with prices in Chinese numerals, one a column."""
    size = rng.randint(22, 32)
    dishes = join(
        f"""<div class="columns row" style="gap:{rng.randint(2, 4)}em"><span>{dish}</span>
        <span class="accent">{rng.choice("二三五六八")}十{rng.choice("二五六八九")}元</span></div>"""
        for dish in say.many("food", 7)
        if dish.isalpha()
    )
    head = f'<div class="center bold" style="font-size:{size * 2}px">{say.say("blessing")}</div>'
    dishes = f'<div class="dishes" style="font-size:{size}px;padding-top:40px">{dishes}</div>'
    return f'<div class="page">{head}{dishes}</div>'


def _poster(rng: Random, say: Content) -> str:
    """A picture, a big title in a column, a Latin name on its side, and rows at the foot."""
    size = rng.randint(56, 84)
    title = f'<div class="bold" style="font-size:{size}px;line-height:1.3">{say.say("verse")[:7]}</div>'
    verses = join(f'<div style="font-size:24px">{verse}</div>' for verse in say.many("verse", 3))
    name = f'<div class="accent" style="font-size:{rng.randint(20, 30)}px">{_latin(rng)}</div>'
    side = rng.choice(("right", "left"))
    place = f"position:absolute;top:6%;{side}:7%"
    foot = join(f'<div class="line cut">{text}</div>' for text in say.many("subslogan", 2))
    return f"""<div style="position:absolute;inset:0">{photo(rng, "width:100%;height:100%;opacity:.25")}</div>
    <div class="columns" style="{place}">{title}{verses}{name}</div>
    <div style="position:absolute;bottom:4%;left:7%;right:7%;font-size:20px">{foot}</div>"""


def _shop(rng: Random, say: Content) -> str:
    """A web page in rows, with tabs in columns at its edge and a name in a column beside each picture."""
    tabs = join(
        f'<div class="tab columns fill line" style="font-size:{rng.randint(13, 18)}px">{text}</div>'
        for text in say.many("tab", 4)
    )
    goods = join(
        f"""<div class="row" style="gap:16px;padding:12px 0">
        {photo(rng, "width:150px;height:150px;border-radius:8px")}
        <div class="columns accent" style="height:150px;font-size:{rng.randint(18, 26)}px">
        {say.say("goods")}</div><div class="grow"><div>{say.say("product")}</div>
        <div class="faint">{say.say("prose")}</div></div></div>"""
        for _ in range(3)
    )
    return f"""<div style="padding:24px 90px 24px 28px;font-size:18px">
    <h2>{say.say("headline")}</h2>{goods}</div>
    <div class="tabs">{tabs}</div>"""

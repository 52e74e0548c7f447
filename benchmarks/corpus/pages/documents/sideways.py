"""Upright pages with labels on their side or on their head: packages, charts, tickets, books, place cards."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document, join, photo

SIZES = ((900, 700), (1000, 800), (800, 1000), (1200, 800))

CSS = """
body{position:relative;line-height:1.5} .turned{position:relative;flex:none;overflow:hidden}
.inner{position:absolute;left:50%;top:50%} .page{position:absolute;inset:4%}
.box{display:grid;grid-template-columns:150px 1fr 150px;grid-template-rows:130px minmax(0,1fr) 90px;
gap:6px;height:100%} .panel{background:var(--card);box-shadow:0 0 0 1px #8884;overflow:hidden}
.bars{display:flex;align-items:flex-end;justify-content:space-around;flex:1;border:solid var(--faint);
border-width:0 0 2px 2px} .ticket{display:flex;margin-bottom:18px;border-radius:10px;overflow:hidden}
.stub{border-left:3px dashed #fff} .small{font-size:.8em}
"""

LANGUAGES: Mapping[Language, tuple[str, str]] = {
    "simplified": ("screen", "zh-CN"),
    "traditional": ("traditional", "zh-TW"),
    "english": ("latin", "en"),
}
"""A language, its role of typefaces, and its code."""

NAMES: Mapping[Language, str] = {"simplified": "attribute", "traditional": "setting", "english": "label"}
"""The rule that gives short names."""

DETAILS: Mapping[Language, str] = {"simplified": "term", "traditional": "sentence", "english": "sentence"}


def page(rng: Random) -> Sheet:
    """An upright page some of whose labels are turned by 90, 180 or 270 degrees."""
    (width, height), language = rng.choice(SIZES), rng.choice(tuple(LANGUAGES))
    role, code = LANGUAGES[language]
    palette = rng.choice(LIGHT)
    layout = rng.choice((_package, _package, _chart, _tickets, _book, _places))
    body = layout(rng, Content(rng, language), width, height)
    css = f"{CSS}body{{font-size:{rng.randint(14, 20)}px}}"
    return Sheet(document(body, css, palette, rng.choice(ROLES[role]), code), width, height)


def turned(text: str, degrees: int, width: int, height: int, style: str = "") -> str:
    """A box of that size as it is seen, whose text is turned clockwise about its middle."""
    along = height if degrees % 180 else width
    inner = f"width:{along}px;transform:translate(-50%,-50%) rotate({degrees}deg)"
    return f"""<div class="turned" style="width:{width}px;height:{height}px"><div class="inner"
    style="{inner};{style}">{text}</div></div>"""


def _details(say: Content, count: int) -> str:
    names = say.many(NAMES[say.language], count)
    return join(f'<div class="line cut">{name}：{say.say("code")}</div>' for name in names)


def _package(rng: Random, say: Content, width: int, height: int) -> str:
    """A carton laid out flat: the front is upright, the flaps around it are not."""
    across, down = round(0.92 * width) - 312, round(0.92 * height) - 232
    head = (
        f'<div class="bold center line" style="font-size:{rng.randint(26, 38)}px">{say.say("slogan")}</div>'
    )
    flap = turned(f'{head}<div class="center line cut">{say.say("product")}</div>', 180, across, 130)
    left = turned(
        f'<div class="small">{say.say(DETAILS[say.language])}</div>{_details(say, 2)}', 270, 150, down
    )
    right = turned(
        f'<div class="bold line cut" style="font-size:24px">{say.say("product")}</div>{_details(say, 3)}',
        90,
        150,
        down,
    )
    front = f"""<div class="fill" style="padding:30px;overflow:hidden"><div class="bold"
    style="font-size:{rng.randint(36, 52)}px;line-height:1.3">{say.say("slogan")}</div>
    <div>{say.say("product")}</div>
    {photo(rng, f"height:{down // 3}px;margin-top:14px;border-radius:50%")}</div>"""
    notice = f'<div class="line cut">{say.say("notice")}</div>'
    foot = f'<div class="panel center" style="padding:14px">{notice}</div>'
    void = "<div></div>"
    panels = (void, _panel(flap), void, _panel(left), front, _panel(right), void, foot, void)
    return f'<div class="page box">{join(panels)}</div>'


def _panel(text: str) -> str:
    return f'<div class="panel">{text}</div>'


def _chart(rng: Random, say: Content, width: int, height: int) -> str:
    """Bars with names on their side below, and the names of both axes on their side."""
    down = round(0.92 * height) - 260
    names = say.many(NAMES[say.language], 8)
    bars = join(
        f'<div class="fill" style="width:34px;height:{rng.randint(15, 95)}%;opacity:.8"></div>' for _ in names
    )
    style = "white-space:nowrap;text-align:right"
    ticks = join(turned(name, 270, 34, 170, style) for name in names)
    left, right = say.many("product", 2)
    axis = "white-space:nowrap;overflow:hidden;text-align:center"
    colour = rng.choice(("#1677ff", "#07a35a", "#b5452c"))
    return f"""<div class="page column"><h2 class="line cut">{say.say("headline")}</h2><div class="row grow"
    style="align-items:stretch">{turned(left, 270, 34, down, axis)}<div class="bars">{bars}</div>
    {turned(right, 90, 34, down, f"{axis};color:{colour}")}</div><div class="row"
    style="justify-content:space-around;padding:8px 34px 0 34px">{ticks}</div></div>"""


def _tickets(rng: Random, say: Content, width: int, height: int) -> str:
    """Coupons whose stubs are printed sideways."""

    def ticket(degrees: int) -> str:
        hue = rng.randrange(360)
        name, code = (f'<div class="center line">{say.say(rule)}</div>' for rule in ("button", "code"))
        stub = turned(f"<b>{name}</b>{code}", degrees, 96, 180)
        return f"""<div class="ticket" style="background:hsl({hue} 60% {rng.choice((30, 90))}%);
        color:{rng.choice(("#fff", "#ffe9a8"))}"><div class="grow" style="padding:16px 24px;height:180px;
        background:hsl({hue} 55% 34%)"><div class="bold line cut" style="font-size:34px">
        {say.say("slogan")}</div><div class="line cut">{say.say("product")}</div>
        <div class="small">{say.say("moment")}</div></div>
        <div class="stub" style="background:hsl({hue} 45% 42%)">{stub}</div></div>"""

    return f'<div class="page">{join(ticket(rng.choice((90, 270))) for _ in range(height // 220))}</div>'


def _book(rng: Random, say: Content, width: int, height: int) -> str:
    """A page of a magazine: a spine, tabs at the edge, and the answers to its riddles on their head."""
    down = round(0.92 * height)
    tabs = join(
        f'<div class="fill">{turned(name, 90, 44, 150, "text-align:center")}</div>'
        for name in say.many("button", 4)
    )
    spine = turned(say.say("headline"), 270, 44, down, "white-space:nowrap;overflow:hidden")
    text = join(f"<p>{sentence}</p>" for sentence in say.many("sentence", 5))
    across = round(0.92 * width) - 160
    answers = turned(join(f"<p>{text}</p>" for text in say.many("sentence", 2)), 180, across, 120)
    return f"""<div class="page row" style="align-items:flex-start;gap:20px">{spine}<div class="grow">
    <h2>{say.say("headline")}</h2>{text}<div class="card" style="margin-top:24px">{answers}</div></div>
    <div class="column" style="gap:8px">{tabs}</div></div>"""


def _places(rng: Random, say: Content, width: int, height: int) -> str:
    """Cards that are folded to stand on a table: what is above the fold stands on its head."""

    def half(degrees: int, name: str, title: str) -> str:
        size = f"font-size:{min(rng.randint(40, 60), round(1.5 * wide / len(name)))}px;line-height:1.4"
        text = f"""<div class="bold center line" style="{size}">{name}</div>
        <div class="center faint">{title}</div><div class="center small">{say.say("date")}</div>"""
        return f'<div class="panel">{turned(text, degrees, wide, tall)}</div>'

    wide, tall = round(0.92 * width) // 2 - 12, round(0.92 * height) // 4 - 12
    cards = join(
        f"<div>{half(180, name, title)}{half(0, name, title)}</div>"
        for name, title in zip(say.many("name", 4), say.many("button", 4), strict=True)
    )
    return f'<div class="page" style="display:grid;grid-template-columns:1fr 1fr;gap:16px">{cards}</div>'

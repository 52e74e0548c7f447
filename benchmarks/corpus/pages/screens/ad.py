"""Advertising designs: big titles, coloured grounds, outlines and shadows, stickers at small angles."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import Palette, Sheet, document, join, photo

SIZES = ((750, 1000), (750, 400), (800, 800), (1080, 608), (640, 960), (790, 1100))

PALETTES = (
    Palette("linear-gradient(160deg,#ff512f,#dd2476)", "#fff", "#fff", "#ffe3d8", "#ffe14d", "#b3001b"),
    Palette("linear-gradient(120deg,#2193b0,#6dd5ed)", "#fff", "#fff", "#08304a", "#fff34d", "#0b4f6c"),
    Palette("#fff5e6", "#ffffff", "#a1260d", "#8a5a44", "#d7263d"),
    Palette("#ffd400", "#ffffff", "#1b1b1b", "#5a4500", "#e4002b"),
    Palette("linear-gradient(180deg,#d8f3dc,#95d5b2)", "#fff", "#1b4332", "#40705a", "#e85d04"),
    Palette(
        "radial-gradient(circle at 30% 20%,#5b2a86,#1e0b36)", "#fff", "#fff", "#dccbf0", "#ffb703", "#3c096c"
    ),
)

CSS = """
body{position:relative;line-height:1.35} .layer{position:absolute;
inset:0;padding:6%;display:flex;flex-direction:column;
justify-content:space-between;gap:14px} .title{font-weight:900;line-height:1.25} .sub{line-height:1.5}
.pill{font-size:26px;border-radius:40px;padding:6px 26px;font-weight:700;white-space:nowrap}
.sticker{display:inline-block;font-weight:800;padding:10px 18px;line-height:1.3;white-space:nowrap}
.cards{display:flex;gap:16px;position:relative} .corner{position:absolute;right:-14px;top:-22px}
.point{font-size:28px;padding:5px 0} .offer{flex:1;background:#fff;
border-radius:12px;padding:14px;color:#333;min-width:0}
.number{font-size:44px;font-weight:800;color:#d7263d;line-height:1.2}
"""

STICKERS = (("#e4002b", "#fff"), ("#111", "#ffd400"), ("#fff", "#c1121f"), ("#0a7d4f", "#fff"))
"""Ground and ink of a sticker."""

EFFECTS = (
    "",
    "text-shadow:3px 3px 0 rgba(0,0,0,.35)",
    "text-shadow:0 4px 12px rgba(0,0,0,.45)",
    "-webkit-text-stroke:2px rgba(0,0,0,.55);paint-order:stroke fill",
    "letter-spacing:.12em",
    "font-style:italic",
)


def page(rng: Random) -> Sheet:
    """A design on a coloured ground."""
    return poster(rng, rng.choice(PALETTES))


def poster(rng: Random, palette: Palette) -> Sheet:
    """A design in the given colours."""
    width, height = rng.choice(SIZES)
    say = Content(rng)
    body = f'<div class="layer">{_heading(rng, say, width)}{_middle(rng, say, height)}{_foot(say)}</div>'
    return Sheet(document(body, CSS, palette, rng.choice(ROLES["title"])), width, height)


def _heading(rng: Random, say: Content, width: int) -> str:
    title, effect = say.say("slogan"), rng.choice(EFFECTS)
    size = min(rng.randint(64, 120), round(0.78 * width / len(title)))
    place, side = rng.choice((("left", "flex-start"), ("center", "center")))
    return f"""<div style="text-align:{place}"><div class="sub faint" style="font-size:24px">
    {say.say("subslogan")}</div><div class="title line" style="font-size:{size}px;{effect}">{title}</div>
    <div class="row" style="justify-content:{side};gap:48px;padding-top:10px">
    <span class="pill fill">{say.say("offer")}</span>{_sticker(rng, say)}</div></div>"""


def _middle(rng: Random, say: Content, height: int) -> str:
    if height < 700:
        return ""
    if rng.random() < 0.4:
        lines = join(f'<li class="point">{text}</li>' for text in say.many("subslogan", 4))
        return f'<ul class="sub">{lines}</ul>'
    offers = join(
        f"""<div class="offer">{photo(rng, "height:110px;border-radius:8px")}
        <div class="line cut" style="font-size:20px;padding-top:6px">{say.say("product")}</div>
        <div class="number"><span style="font-size:24px">¥</span>{rng.randint(9, 999)}</div></div>"""
        for _ in range(3)
    )
    return f'<div class="cards">{offers}<div class="corner">{_sticker(rng, say)}</div></div>'


def _foot(say: Content) -> str:
    left, right = say.many("subslogan", 2)
    return f"""<div class="sub" style="font-size:20px"><div class="line cut">{left}</div>
    <div class="faint line cut">{right}</div></div>"""


def _sticker(rng: Random, say: Content) -> str:
    ground, ink = rng.choice(STICKERS)
    colours = f"background:{ground};color:{ink}"
    form = f"font-size:{rng.randint(24, 36)}px;border-radius:{rng.choice((6, 40))}px"
    return f"""<span class="sticker" style="{colours};{form};transform:rotate({rng.randint(-18, 18)}deg)">
    {say.say("sticker")}</span>"""

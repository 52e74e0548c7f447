"""Display lettering: outlines, shadows, gradients, thin strokes, wide spacing, low contrast.

These pages are not templates, because their HTML is mostly computed CSS values.
"""

from collections.abc import Callable
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.pages.pictures.surfaces import bokeh, clouds, fabric, hills, mosaic, planks, shades
from benchmarks.corpus.pages.sheet import Palette, Sheet, document, join

SIZES = ((1080, 600), (800, 800), (750, 1000), (1200, 500), (900, 900))

CSS = """
body{position:relative;line-height:1.4} .layer{position:absolute;inset:0;padding:5% 6%;display:flex;
flex-direction:column;justify-content:space-around} .title{white-space:nowrap;width:fit-content}
.stuff,.stuff svg,.ground{position:absolute;inset:0;width:100%;height:100%}
.cut-out{-webkit-background-clip:text;background-clip:text;color:transparent}
"""

HEAVY = (
    "'Noto Sans CJK SC Black','Noto Sans CJK SC'",
    "'Noto Sans CJK SC'",
    "'Noto Serif CJK SC'",
    "'WenQuanYi Zen Hei'",
    "'LXGW WenKai'",
    "Lato,'Noto Sans CJK TC'",
    "'AR PL UKai CN'",
)

FINE = (
    "'Noto Sans CJK SC'",
    "'Noto Serif CJK SC'",
    "Lato,'Noto Sans CJK SC'",
    "Inter,'Noto Sans CJK TC'",
    "Roboto,'Noto Serif CJK TC'",
)
"""Fonts with weights from 100 to 300."""

SURFACES = (bokeh, clouds, fabric, hills, mosaic, planks, shades)

LANGUAGES: tuple[Language, ...] = ("simplified", "simplified", "traditional", "english")

WIDEST = 0.9
"""The largest letter spacing in ems."""

Lettering = Callable[[Random, int], str]
"""A function that returns the CSS of a title. Its second argument is the hue of the background in degrees."""


def page(rng: Random) -> Sheet:
    """A design of four to seven titles, each in another lettering."""
    (width, height), hue = rng.choice(SIZES), rng.randrange(360)
    count = min(7, height // 105)
    titles = join(_title(rng, width, hue, lettering) for lettering in rng.sample(LETTERINGS, count))
    side = rng.choice(("flex-start", "center", "flex-end"))
    body = f'{_translucent_surface(rng)}<div class="layer" style="align-items:{side}">{titles}</div>'
    palette = Palette(_ground(rng, hue), "#fff", "#222", "#888", "#e4002b")
    return Sheet(document(body, CSS, palette, HEAVY[1]), width, height)


def _ground(rng: Random, hue: int) -> str:
    """Returns a background of medium lightness, so that light and dark lettering are both readable."""
    flat = f"hsl({hue} 55% {rng.randint(46, 54)}%)"
    shade = f"linear-gradient({rng.randrange(360)}deg,hsl({hue} 60% 44%),hsl({(hue + 24) % 360} 55% 56%))"
    glow = f"radial-gradient(circle at 40% 30%,hsl({hue} 60% 58%),hsl({hue} 65% 42%))"
    return rng.choice((flat, shade, glow))


def _translucent_surface(rng: Random) -> str:
    """Returns a translucent surface with a probability of one half, else nothing."""
    if rng.random() < 0.5:
        return ""
    return (
        f'<div class="stuff" style="opacity:{rng.uniform(0.12, 0.4):.2f}">{rng.choice(SURFACES)(rng)}</div>'
    )


def _title(rng: Random, width: int, hue: int, lettering: Lettering) -> str:
    text = Content(rng, rng.choice(LANGUAGES)).say("slogan")
    style = lettering(rng, hue)
    gap = WIDEST if "letter-spacing" in style else 0
    ems = sum(gap + (0.62 if character.isascii() else 1) for character in text)
    size = min(rng.randint(26, 96), int(0.84 * width / ems))
    font = f"font-family:{rng.choice(FINE if 'font-weight:' in style else HEAVY)}"
    weight = "" if "font-weight:" in style else f"font-weight:{rng.choice((500, 700, 900))};"
    mark = "cut-out" if style.startswith("background") else ""
    return f'<div class="title {mark}" style="{style};{weight}{font};font-size:{size}px">{text}</div>'


def _light(rng: Random) -> str:
    return rng.choice(("#fff", "#fffbe0", "#ffe14d", "#d9f7ff"))


def _dark(rng: Random) -> str:
    return rng.choice(("#111", "#3a0d12", "#08304a", "#2b1055"))


def _outlined(rng: Random, _: int) -> str:
    """Letters that are only an outline."""
    width, ink = rng.uniform(0.03, 0.05), rng.choice((_light, _dark))(rng)
    return f"color:transparent;-webkit-text-stroke:max(1px,{width:.3f}em) {ink}"


def _filled_and_outlined(rng: Random, _: int) -> str:
    """Light letters with a dark outline, or dark ones with a light outline."""
    inks = (_light(rng), _dark(rng))
    fill, stroke = rng.choice((inks, inks[::-1]))
    return (
        f"color:{fill};-webkit-text-stroke:{rng.uniform(0.06, 0.14):.3f}em {stroke};paint-order:stroke fill"
    )


def _shadowed(rng: Random, _: int) -> str:
    distance, blur = rng.uniform(0.03, 0.08), rng.choice((0, 0, 0.06, 0.15))
    return f"color:{_light(rng)};text-shadow:{distance:.3f}em {distance:.3f}em {blur}em {_dark(rng)}"


def _three_dimensional(rng: Random, _: int) -> str:
    """Letters that look three-dimensional, made of several shadows."""
    ink, side = _light(rng), _dark(rng)
    steps = (f"{0.015 * step:.3f}em" for step in range(1, rng.randint(4, 9)))
    blocks = ",".join(f"{step} {step} 0 {side}" for step in steps)
    return f"color:{ink};text-shadow:{blocks}"


def _glowing(rng: Random, _: int) -> str:
    glow = rng.choice(("#ff2bd6", "#00e5ff", "#39ff14", "#fff"))
    return f"color:#fff;text-shadow:0 0 .06em {glow},0 0 .2em {glow},0 0 .4em {glow}"


def _gradient_filled(rng: Random, _: int) -> str:
    """Letters filled with a gradient."""
    shades = rng.choice(("#fff,#ffe14d", "#fffbe0,#ffb703,#fff", "#111,#5a0f2e", "#d9f7ff,#fff,#b8ffda"))
    return f"background-image:linear-gradient({rng.choice((0, 90, 180))}deg,{shades})"


def _coloured(rng: Random, hue: int) -> str:
    """Saturated letters on a saturated background of another hue."""
    return f"color:hsl({(hue + rng.choice((60, 120, 180, 240))) % 360} 90% {rng.choice((18, 82))}%)"


def _spaced(rng: Random, _: int) -> str:
    return f"color:{rng.choice((_light, _dark))(rng)};letter-spacing:{rng.uniform(0.2, WIDEST):.2f}em"


def _thin(rng: Random, _: int) -> str:
    return f"color:{rng.choice((_light, _dark))(rng)};font-weight:{rng.choice((100, 200, 300))}"


def _low_contrast(rng: Random, hue: int) -> str:
    """Letters with low contrast to the background."""
    return f"color:hsl({hue} 55% {rng.choice((24, 28, 32, 68, 72, 76))}%)"


def _slanted(rng: Random, _: int) -> str:
    return f"color:{_light(rng)};font-style:italic;transform:skewY({rng.randint(-4, 4)}deg)"


LETTERINGS: tuple[Lettering, ...] = (
    _outlined,
    _filled_and_outlined,
    _shadowed,
    _three_dimensional,
    _glowing,
    _gradient_filled,
    _coloured,
    _spaced,
    _thin,
    _low_contrast,
    _slanted,
)

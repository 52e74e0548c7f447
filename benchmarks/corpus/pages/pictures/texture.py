"""Text over gradients, turbulence and noise, as on covers and posters.

These pages are not templates, because their HTML is mostly computed CSS values.
"""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import Palette, Sheet, document, join

SIZES = ((750, 750), (800, 600), (640, 900), (960, 540))

CSS = """
body{position:relative;line-height:1.45} .ground{position:absolute;inset:0;width:100%;height:100%}
.text{position:absolute;inset:0;padding:7%;display:flex;flex-direction:column;justify-content:space-between}
.title{font-weight:800;line-height:1.3} .sub{font-size:24px}
"""

INKS = (
    ("#fff", "text-shadow:0 2px 6px rgba(0,0,0,.8)", (15, 45)),
    ("#fffbe0", "text-shadow:1px 1px 2px #000", (15, 40)),
    ("#1a1a1a", "text-shadow:0 0 6px #fff", (68, 88)),
    ("#3a0d12", "", (75, 92)),
    ("#fff", "", (12, 32)),
)
"""Text colour, text shadow, and the range of the lightness of the background in percent."""


def page(rng: Random) -> Sheet:
    """A cover: a title and some lines over an uneven background."""
    (width, height), (ink, effect, lightness) = rng.choice(SIZES), rng.choice(INKS)
    ground = rng.choice((_gradients, _clouds, _noise))(rng, lightness)
    body = f'{ground}<div class="text" style="{effect}">{_words(Content(rng), width)}</div>'
    palette = Palette("#777", "#fff", ink, ink, ink)
    return Sheet(document(body, CSS, palette, rng.choice(ROLES["title"])), width, height)


def _words(content: Content, width: int) -> str:
    say = content.say
    title = say("headline")
    size = min(56, round(1.7 * 0.86 * width / len(title)))
    lines = join(f"<p>{text}</p>" for text in content.many("sentence", 3))
    return f"""<div><div class="title" style="font-size:{size}px">{title}</div>
    <div class="sub">{say("date")}　{say("city")}</div></div><div style="font-size:22px">{lines}</div>
    <div class="row between sub"><span>{say("slogan")}</span><span>{say("price")}元</span></div>"""


def _gradients(rng: Random, lightness: tuple[int, int]) -> str:
    spots = ",".join(
        f"radial-gradient(circle at {rng.randrange(100)}% {rng.randrange(100)}%,"
        f"hsl({rng.randrange(360)} 60% {rng.randint(*lightness)}%) 0,transparent {rng.randint(30, 60)}%)"
        for _ in range(5)
    )
    base = f"linear-gradient({rng.randrange(360)}deg,{_colour(rng, lightness)},{_colour(rng, lightness)})"
    return f'<div class="ground" style="background:{spots},{base}"></div>'


def _clouds(rng: Random, lightness: tuple[int, int]) -> str:
    """Returns SVG turbulence under a translucent plain colour."""
    frequency = rng.choice((0.006, 0.012, 0.03, 0.08))
    return f"""<svg class="ground"><filter id="clouds"><feTurbulence type="fractalNoise"
    seed="{rng.randrange(999)}" baseFrequency="{frequency}" numOctaves="4"/>
    <feColorMatrix values="1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 0 1"/></filter>
    <rect width="100%" height="100%" filter="url(#clouds)"/></svg>
    <div class="ground" style="background:{_colour(rng, lightness)};opacity:.6"></div>"""


def _noise(rng: Random, lightness: tuple[int, int]) -> str:
    """Returns film grain: a grey level for each pixel, from a linear congruential generator."""
    return f"""<div class="ground" style="background:{_colour(rng, lightness)}"></div>
    <canvas class="ground" width="400" height="400" style="opacity:.22"></canvas><script>{{
    const canvas = document.querySelector("canvas"), pen = canvas.getContext("2d");
    const grain = pen.createImageData(400, 400); let state = {rng.randrange(2**31)};
    for (let i = 0; i < grain.data.length; i += 4) {{
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      grain.data.fill(state >>> 24, i, i + 3); grain.data[i + 3] = 255;
    }}
    pen.putImageData(grain, 0, 0); }}</script>"""


def _colour(rng: Random, lightness: tuple[int, int]) -> str:
    return f"hsl({rng.randrange(360)} 45% {rng.randint(*lightness)}%)"

"""Surfaces that look like photos: leaves, cloth, tiles, bricks, wood, clouds, hills, lights.

These pictures are not templates, because nearly every value in their SVG and CSS is computed.
"""

from math import cos, pi, sin
from random import Random

from benchmarks.corpus.pages.sheet import join


def _colour(rng: Random, hue: int, spread: int = 25, low: int = 30, high: int = 70) -> str:
    return (
        f"hsl({(hue + rng.randint(-spread, spread)) % 360} {rng.randint(20, 65)}% {rng.randint(low, high)}%)"
    )


def _svg(inner: str, viewbox: str = "0 0 400 400") -> str:
    return f'<svg viewBox="{viewbox}" preserveAspectRatio="xMidYMid slice">{inner}</svg>'


def shades(rng: Random) -> str:
    """Returns overlapping gradients."""
    spots = ",".join(
        f"radial-gradient(circle at {rng.randrange(100)}% {rng.randrange(100)}%,"
        f"{_colour(rng, 0, 180)} 0,transparent {rng.randint(25, 60)}%)"
        for _ in range(rng.randint(2, 6))
    )
    base = f"linear-gradient({rng.randrange(360)}deg,{_colour(rng, 0, 180)},{_colour(rng, 0, 180)})"
    return f'<div class="ground" style="background:{spots},{base}"></div>'


def _turbulence(rng: Random, frequency: str, octaves: int, hue: int, mode: str) -> str:
    """Returns SVG turbulence over a plain colour. `mode` is the CSS blend mode."""
    noise = rng.choice(("fractalNoise", "turbulence"))
    return f"""<div class="ground" style="background:hsl({hue} 45% 45%)"></div>
    <svg style="mix-blend-mode:{mode}"><filter id="f"><feTurbulence type="{noise}" seed="{rng.randrange(999)}"
    baseFrequency="{frequency}" numOctaves="{octaves}"/><feColorMatrix
    values="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 0 0 0 1"/></filter>
    <rect width="100%" height="100%" filter="url(#f)"/></svg>"""


def clouds(rng: Random) -> str:
    """Returns clouds, marble or rough stone."""
    frequency = rng.choice((0.004, 0.01, 0.03, 0.08, 0.2))
    return _turbulence(
        rng, f"{frequency}", 5, rng.randrange(360), rng.choice(("overlay", "hard-light", "screen"))
    )


def planks(rng: Random) -> str:
    """Returns wooden boards: noise that is stretched along the boards, with joints."""
    wide = rng.randint(60, 140)
    wood = _turbulence(
        rng, f"{rng.choice((0.004, 0.01))} {rng.choice((0.12, 0.25))}", 4, rng.randint(20, 36), "overlay"
    )
    joints = f"repeating-linear-gradient(180deg,#2226 0 2px,transparent 2px {wide}px)"
    return f'{wood}<div class="ground" style="background:{joints}"></div>'


def fabric(rng: Random) -> str:
    """Returns woven cloth."""
    hue = rng.randrange(360)

    def threads(angle: int) -> str:
        stops, place = [], 0
        for _ in range(rng.randint(2, 6)):
            end = place + rng.randint(2, 28)
            stops.append(
                f"hsl({(hue + rng.randint(-40, 40)) % 360} 50% {rng.randint(25, 75)}% / .5) {place}px {end}px"
            )
            place = end
        return f"repeating-linear-gradient({angle}deg,{','.join(stops)})"

    turn = rng.choice((0, 0, 45))
    weave = "repeating-linear-gradient(45deg,#0003 0 1px,transparent 1px 3px)"
    layers = f"{weave},{threads(turn)},{threads(turn + 90)},hsl({hue} 40% 60%)"
    return f'<div class="ground" style="background:{layers}"></div>'


def tiles(rng: Random) -> str:
    """Returns tiles of one size with the same ornament."""
    hue, side = rng.randrange(360), rng.choice((50, 80, 100))
    points = rng.choice((4, 6, 8))
    star = " ".join(
        f"{side / 2 + side * (0.44 if i % 2 else 0.2) * sin(pi * i / points):.1f},"
        f"{side / 2 + side * (0.44 if i % 2 else 0.2) * cos(pi * i / points):.1f}"
        for i in range(2 * points)
    )
    cells = join(
        f"""<g transform="translate({x} {y})"><rect width="{side - 3}" height="{side - 3}"
        fill="{_colour(rng, hue, 10)}"/><polygon points="{star}" fill="{_colour(rng, hue + 150, 10)}"/></g>"""
        for x in range(0, 400, side)
        for y in range(0, 400, side)
    )
    return _svg(f'<rect width="400" height="400" fill="#ddd"/>{cells}')


def bricks(rng: Random) -> str:
    """Returns a wall of bricks or flagstones."""
    hue, high = rng.choice((8, 14, 30, 210)), rng.choice((18, 26, 40))
    rows = join(
        f"""<rect x="{x + (wide // 2) * (row % 2) - wide}" y="{row * high}" width="{wide - 3}"
        height="{high - 3}" rx="1" fill="{_colour(rng, hue, 6, 34, 52)}"/>"""
        for wide in (rng.choice((50, 70)),)
        for row in range(400 // high + 1)
        for x in range(0, 400 + wide, wide)
    )
    return _svg(f'<rect width="400" height="400" fill="hsl({hue} 8% 72%)"/>{rows}')


def mosaic(rng: Random) -> str:
    """Returns irregular coloured triangles."""
    hue, side = rng.randrange(360), 40
    grid = {
        (x, y): (x * side + rng.uniform(-14, 14), y * side + rng.uniform(-14, 14))
        for x in range(-1, 12)
        for y in range(-1, 12)
    }
    halves = join(
        f'<path fill="{_colour(rng, hue, 50)}" d="M{" ".join(f"{a:.1f} {b:.1f}" for a, b in corners)}z"/>'
        for x in range(-1, 11)
        for y in range(-1, 11)
        for corners in (
            (grid[x, y], grid[x + 1, y], grid[x, y + 1]),
            (grid[x + 1, y], grid[x + 1, y + 1], grid[x, y + 1]),
        )
    )
    return _svg(halves)


def ferns(rng: Random) -> str:
    """Returns foliage: twigs that fork down to the leaves."""
    hue = rng.choice((90, 110, 130, 40, 20))

    def twig(x: float, y: float, angle: float, length: float, depth: int) -> str:
        tip = (x + length * cos(angle), y + length * sin(angle))
        stem = f"""<path d="M{x:.1f} {y:.1f}L{tip[0]:.1f} {tip[1]:.1f}" stroke-width="{depth}"
        stroke="{_colour(rng, hue, 12, 18, 40)}"/>"""
        if depth == 1:
            place = f"translate({tip[0]:.1f} {tip[1]:.1f}) rotate({angle * 180 / pi:.0f})"
            return f"""{stem}<ellipse rx="{rng.uniform(4, 9):.1f}" ry="{rng.uniform(2, 5):.1f}"
            transform="{place}" fill="{_colour(rng, hue, 15)}"/>"""
        forks = (angle + rng.uniform(0.2, 0.8), angle - rng.uniform(0.2, 0.8), angle + rng.uniform(-0.2, 0.2))
        return stem + join(twig(*tip, fork, length * rng.uniform(0.6, 0.85), depth - 1) for fork in forks)

    roots = [(rng.uniform(0, 400), rng.uniform(250, 430), rng.uniform(-2.1, -1)) for _ in range(6)]
    plants = join(twig(*root, rng.uniform(50, 90), 5) for root in roots)
    return _svg(f'<rect width="400" height="400" fill="{_colour(rng, hue, 10, 70, 90)}"/>{plants}')


def hills(rng: Random) -> str:
    """Returns a landscape with a sky, a sun and five ranges of hills."""
    hue = rng.randrange(180, 260)
    ranges = []
    for depth in range(5):
        wave = rng.uniform(30, 70)
        heights = ((x, 170 + 45 * depth + 28 * sin(x / wave + depth)) for x in range(0, 401, 10))
        outline = " ".join(f"{x} {y + rng.uniform(-3, 3):.1f}" for x, y in heights)
        fill = f"hsl({hue - 25 * depth} 40% {62 - 10 * depth}%)"
        ranges.append(f'<path d="M0 400 {outline} 400 400z" fill="{fill}"/>')
    place = f'cx="{rng.randint(40, 360)}" cy="{rng.randint(40, 120)}"'
    sun = f'<circle {place} r="{rng.randint(14, 34)}" fill="#ffe9a8"/>'
    return _svg(f'<rect width="400" height="400" fill="hsl({hue} 60% 80%)"/>{sun}{join(ranges)}')


def bokeh(rng: Random) -> str:
    """Returns blurred lights."""
    lights = join(
        f"""<circle cx="{rng.uniform(0, 400):.0f}" cy="{rng.uniform(0, 400):.0f}" r="{rng.uniform(8, 46):.0f}"
        fill="{_colour(rng, 0, 180, 55, 80)}" opacity="{rng.uniform(0.15, 0.6):.2f}" filter="url(#b)"/>"""
        for _ in range(rng.randint(15, 40))
    )
    region = 'x="-100%" y="-100%" width="300%" height="300%"'
    blur = f'<filter id="b" {region}><feGaussianBlur stdDeviation="{rng.choice((2, 4, 8))}"/></filter>'
    return _svg(f'{blur}<rect width="400" height="400" fill="hsl({rng.randrange(360)} 40% 14%)"/>{lights}')


def grain(rng: Random) -> str:
    """Returns noise: a grey level or colour for each pixel, from a linear congruential generator."""
    step = rng.choice((1, 4))
    side = rng.choice((100, 250, 400))
    return f"""<canvas width="{side}" height="{side}"></canvas><script>{{
    const pen = document.querySelector("canvas").getContext("2d");
    const grain = pen.createImageData({side}, {side}); let state = {rng.randrange(2**31)};
    const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
    for (let i = 0; i < grain.data.length; i += 4) {{
      const grey = next();
      for (let c = 0; c < 3; c++) grain.data[i + c] = {step} === 1 ? grey : next();
      grain.data[i + 3] = 255;
    }}
    pen.putImageData(grain, 0, 0); }}</script>"""

"""Drawings without text: icons, charts without labels, a skyline.

These pictures are not templates, because nearly every value in their SVG is computed.
"""

from collections.abc import Mapping
from math import cos, pi, sin
from random import Random

from benchmarks.corpus.pages.sheet import join

ICONS = (
    "M12 21C5 15 2 12 2 8a5 5 0 0 1 10-2 5 5 0 0 1 10 2c0 4-3 7-10 13z",
    "M12 2 2 11h3v10h5v-6h4v6h5V11h3z",
    "M12 2l3 7h7l-5.5 4.5L18.5 21 12 16.5 5.5 21l2-7.5L2 9h7z",
    "M3 6h4l2-3h6l2 3h4v14H3zM12 9a4 4 0 1 0 .01 0z",
    "M12 2a6 6 0 0 0-6 6v5l-2 4h16l-2-4V8a6 6 0 0 0-6-6zM9 19a3 3 0 0 0 6 0z",
    "M7 18a5 5 0 0 1 0-10 6 6 0 0 1 11.5 1.5A4.300 4.300 0 0 1 18 18z",
    "M2 5h20v14H2zM2 5l10 8 10-8-10 6z",
    "M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zM12 6a3 3 0 1 0 .01 0z",
    "M12 3a4.500 4.500 0 1 0 .01 0zM3 22c0-6 4-9 9-9s9 3 9 9z",
    "M2 3h3l3 12h11l3-9H7zM9 18a2 2 0 1 0 .01 0zM17 18a2 2 0 1 0 .01 0z",
    "M14 2 4 13h7l-2 9 11-13h-7z",
    "M4 10h16v12H4zM8 10V7a4 4 0 0 1 8 0v3h-2V7a2 2 0 0 0-4 0v3z",
    "M20 3C8 3 3 9 4 20c1-5 4-9 9-11-4 4-6 7-6 12 10 0 14-7 13-18z",
    "M3 18c3-9 6-9 9-4s6 5 9-8v15H3z",
    "M2 12c5-8 15-8 20 0-5 8-15 8-20 0zM12 8a4 4 0 1 0 .01 0z",
)
"""SVG paths on a grid of 24 by 24: heart, house, star, camera, bell, cloud, letter, pin, person, and more."""

STYLES: Mapping[str, str] = {
    "filled": 'fill="#fff" fill-rule="evenodd"',
    "outline": 'fill="none" stroke="#fff" stroke-width="1.4"',
}


def icons(rng: Random) -> str:
    """Returns one icon or a grid of icons on coloured tiles, filled or in outline."""
    count = rng.choice((1, 2, 4))
    side = 400 / count
    plates = join(
        _icon(rng, x * side, y * side, side, style)
        for style in (rng.choice(tuple(STYLES)),)
        for x in range(count)
        for y in range(count)
    )
    return f'<svg viewBox="0 0 400 400" preserveAspectRatio="xMidYMid slice">{plates}</svg>'


def _icon(rng: Random, x: float, y: float, side: float, style: str) -> str:
    hue, scale = rng.randrange(360), 0.5 * side / 24
    return f"""<rect x="{x + 0.1 * side}" y="{y + 0.1 * side}" width="{0.8 * side}" height="{0.8 * side}"
    rx="{rng.uniform(0.08, 0.4) * side:.0f}" fill="hsl({hue} 60% {rng.randint(35, 58)}%)"/>
    <path transform="translate({x + 0.25 * side} {y + 0.25 * side}) scale({scale})" {STYLES[style]}
    d="{rng.choice(ICONS)}"/>"""


def bars(rng: Random) -> str:
    """Returns a bar chart without labels."""
    count, hue = rng.randint(5, 12), rng.randrange(360)
    wide = 320 / count
    drawn = join(
        f"""<rect x="{45 + i * wide:.0f}" y="{340 - high}" width="{0.7 * wide:.0f}" height="{high}"
        fill="hsl({(hue + 9 * i) % 360} 55% 52%)"/>"""
        for i, high in enumerate(rng.randint(30, 270) for _ in range(count))
    )
    return f'<svg viewBox="0 0 400 400">{_grid(rng)}{drawn}</svg>'


def chart(rng: Random) -> str:
    """Returns a line chart without labels."""
    drawn = []
    for _ in range(rng.randint(1, 4)):
        level, points = rng.uniform(120, 280), []
        for x in range(40, 380, 12):
            level = min(330.0, max(60.0, level + rng.gauss(0, 18)))
            points.append(f"{x},{level:.0f}")
        drawn.append(
            f"""<polyline points="{" ".join(points)}" fill="none" stroke-width="3"
            stroke="hsl({rng.randrange(360)} 65% 45%)"/>"""
        )
    return f'<svg viewBox="0 0 400 400">{_grid(rng)}{join(drawn)}</svg>'


def _grid(rng: Random) -> str:
    lines = join(f'<path d="M40 {y}H370" stroke="#8886"/>' for y in range(60, 341, rng.choice((40, 56, 70))))
    return f'<rect x="20" y="30" width="365" height="340" rx="8" fill="#fff"/>{lines}'


def pie(rng: Random) -> str:
    """Returns a pie chart without labels."""
    cuts = sorted(rng.uniform(0, 2 * pi) for _ in range(rng.randint(3, 7)))
    sectors = []
    for i, (start, end) in enumerate(zip(cuts, [*cuts[1:], cuts[0] + 2 * pi], strict=True)):
        large = int(end - start > pi)
        x0, y0, x1, y1 = (200 + 150 * f(angle) for angle in (start, end) for f in (cos, sin))
        arc = f"M200 200L{x0:.1f} {y0:.1f}A150 150 0 {large} 1 {x1:.1f} {y1:.1f}z"
        sectors.append(f'<path d="{arc}" fill="hsl({(47 * i + rng.randint(0, 30)) % 360} 60% 55%)"/>')
    return f'<svg viewBox="0 0 400 400">{join(sectors)}</svg>'


def skyline(rng: Random) -> str:
    """Returns houses side by side with some lit windows."""
    houses, x = [], 0
    while x < 400:
        wide, high = rng.randint(40, 90), rng.randint(90, 320)
        windows = join(
            f"""<rect x="{x + u}" y="{400 - high + v}" width="7" height="10"
            fill="{rng.choice(("#ffe08a", "#30394a", "#30394a"))}"/>"""
            for u in range(8, wide - 12, 15)
            for v in range(12, high - 14, 20)
        )
        houses.append(
            f"""<rect x="{x}" y="{400 - high}" width="{wide}" height="{high}"
            fill="hsl(220 20% {rng.randint(14, 34)}%)"/>{windows}"""
        )
        x += wide + rng.choice((0, 0, 6))
    return f"""<svg viewBox="0 0 400 400" preserveAspectRatio="xMidYMid slice">
    <rect width="400" height="400" fill="hsl({rng.randint(190, 280)} 45% {rng.randint(25, 75)}%)"/>
    {join(houses)}</svg>"""

"""The appearance of evaluation lines: backgrounds and text effects that the training data does not have."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

SIZES = (14, 15, 16, 17, 18, 20, 21, 23, 25, 27, 30, 33, 36, 40, 44, 48, 54, 60, 64)
"""Font sizes in pixels of the picture, equally likely."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """CSS of the background, HTML drawn on it, and CSS of the text."""

    background: str
    drawing: str
    text: str


def random_appearance(rng: Random) -> Appearance:
    """Returns a random appearance with enough contrast to read the text."""
    bright = rng.random() < 0.6
    low, high = (72, 97) if bright else (8, 34)
    background, drawing = rng.choice(BACKGROUNDS)(rng, low, high)
    lightness = rng.randint(4, 38) if bright else rng.randint(76, 100)
    colour = f"color:hsl({rng.randrange(360)} {rng.choice((0, 0, 30, 85))}% {lightness}%)"
    return Appearance(background, drawing, ";".join((colour, rng.choice(EFFECTS)(rng, bright))))


def _colour(rng: Random, low: int, high: int) -> str:
    return f"hsl({rng.randrange(360)} {rng.choice((0, 15, 40, 70))}% {rng.randint(low, high)}%)"


def _plain(rng: Random, low: int, high: int) -> tuple[str, str]:
    return f"background:{_colour(rng, low, high)}", ""


def _white_or_black(rng: Random, low: int, high: int) -> tuple[str, str]:
    return f"background:{'#fff' if high > 50 else '#111'}", ""


def _linear_gradient(rng: Random, low: int, high: int) -> tuple[str, str]:
    stops = ",".join(_colour(rng, low, high) for _ in range(rng.randint(3, 6)))
    return f"background:linear-gradient({rng.randrange(360)}deg,{stops})", ""


def _conic_gradient(rng: Random, low: int, high: int) -> tuple[str, str]:
    stops = ",".join(_colour(rng, low, high) for _ in range(rng.randint(3, 9)))
    return f"background:conic-gradient(from {rng.randrange(360)}deg at {rng.randrange(100)}% 50%,{stops})", ""


def _bokeh(rng: Random, low: int, high: int) -> tuple[str, str]:
    """Blurred discs, like lights out of focus."""
    discs = "".join(
        f'<i style="position:absolute;left:{rng.randrange(880)}px;top:{rng.randint(-30, 80)}px;'
        f"width:{(size := rng.randint(12, 90))}px;height:{size}px;border-radius:50%;opacity:.6;"
        f'background:{_colour(rng, low, high)};filter:blur({rng.choice((0, 1, 4))}px)"></i>'
        for _ in range(22)
    )
    return f"background:{_colour(rng, low, high)}", discs


def _photo(rng: Random, low: int, high: int) -> tuple[str, str]:
    """Noise stretched in one direction, under a translucent colour: like hills, water or hair in a photo."""
    along, across = rng.choice((0.004, 0.01, 0.03)), rng.choice((0.01, 0.04, 0.12))
    noise = rng.choice(("fractalNoise", "turbulence"))
    key = rng.randrange(10**6)
    drawing = f"""<svg style="position:absolute;inset:0;width:100%;height:100%;opacity:.45">
    <filter id="n{key}"><feTurbulence type="{noise}" seed="{key % 999}" numOctaves="5"
    baseFrequency="{along} {across}"/><feColorMatrix values="1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 0 1"/>
    </filter><rect width="100%" height="100%" filter="url(#n{key})"/></svg>
    <i style="position:absolute;inset:0;opacity:.5;background:{_colour(rng, low, high)}"></i>"""
    return f"background:{_colour(rng, low, high)}", drawing


def _crossing_stripes(rng: Random, low: int, high: int) -> tuple[str, str]:
    """Two sets of crossing stripes, in similar colours."""
    width, middle = rng.randint(3, 24), rng.randint(low, high)
    veil = f"hsl(0 0% {'0' if middle > 50 else '100'}% / {rng.uniform(0.04, 0.14):.2f})"
    stripes = ",".join(
        f"repeating-linear-gradient({angle}deg,{veil} 0 {width}px,transparent {width}px {2 * width}px)"
        for angle in rng.choice(((0, 90), (45, 135), (30, 100)))
    )
    return f"background:{stripes},{_colour(rng, middle, middle)}", ""


Background = Callable[[Random, int, int], tuple[str, str]]
"""(random source, lowest and highest lightness in percent) → CSS and HTML of a background."""

BACKGROUNDS: tuple[Background, ...] = (
    _plain,
    _plain,
    _white_or_black,
    _white_or_black,
    _white_or_black,
    _linear_gradient,
    _conic_gradient,
    _bokeh,
    _photo,
    _crossing_stripes,
)


def _no_effect(rng: Random, bright: bool) -> str:
    return ""


def _spaced(rng: Random, bright: bool) -> str:
    return f"letter-spacing:{rng.choice((-0.02, 0.05, 0.12))}em"


def _glow(rng: Random, bright: bool) -> str:
    return f"text-shadow:0 0 {rng.randint(2, 8)}px {'#fff' if bright else '#000'}"


def _long_shadow(rng: Random, bright: bool) -> str:
    """Shadow copies that extend to the lower right."""
    shade = f"hsl(0 0% {'100' if bright else '0'}% / .5)"
    return "text-shadow:" + ",".join(f".0{step}em .0{step}em 0 {shade}" for step in range(1, 4))


def _gradient_fill(rng: Random, bright: bool) -> str:
    """Letters filled with a gradient."""
    low, high = (5, 40) if bright else (72, 98)
    stops = f"{_colour(rng, low, high)},{_colour(rng, low, high)},{_colour(rng, low, high)}"
    return f"background:linear-gradient(90deg,{stops});background-clip:text;color:transparent"


Effect = Callable[[Random, bool], str]
"""(random source, whether the background is bright) → CSS of a text effect."""

EFFECTS: tuple[Effect, ...] = (*(6 * (_no_effect,)), _spaced, _glow, _long_shadow, _gradient_fill)

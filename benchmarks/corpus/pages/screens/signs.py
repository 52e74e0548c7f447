"""Pages of single characters, signs and short labels among icons."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.pictures.drawings import ICONS
from benchmarks.corpus.pages.sheet import DARK, LIGHT, Sheet, document, join, photo

SIZES = ((360, 640, 3), (375, 667, 2), (414, 736, 2), (640, 480, 1), (800, 600, 1), (960, 720, 1))
"""Width and height of the window in CSS pixels, and its scale."""

IDEOGRAPHS = "新热赠券减促顶荐精推男女是否有无天地人大小中上下左右东西南北春夏秋冬福茶酒药"
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
DIGITS = "0123456789"
STARS = ("★★★★★", "★★★★☆", "★★★☆☆", "★★★", "☆☆☆☆☆", "★", "☆", "♥", "♥♥♥", "●●●○○", "◆", "■")
MARKS = "√×—-/*+→←↑↓›»…•·=%#￥$"

INKS = (
    'fill="currentColor" fill-rule="evenodd"',
    'fill="none" stroke="currentColor" stroke-width="1.6"',
)

CSS = """
body{padding:14px;line-height:1.4} .grid{display:grid;gap:12px 10px;height:100%;align-content:space-between}
.grid>*{display:flex;align-items:center;justify-content:center;white-space:nowrap}
.plate{border-radius:10px;padding:2px 10px}
"""


def page(rng: Random) -> Sheet:
    """A grid of single characters, signs, short labels and icons, in one of several layouts."""
    width, height, scale = rng.choice(SIZES)
    palette = rng.choice(LIGHT + DARK)
    layout = rng.choice((_keypad, _calendar, _ratings, _marks, _toolbar, _characters))
    cells, columns = layout(rng, Content(rng))
    style = f"grid-template-columns:repeat({columns},1fr);font-size:{rng.choice((13, 15, 18, 24))}px"
    body = f'<div class="grid" style="{style}">{join(f"<div>{cell}</div>" for cell in cells)}</div>'
    font = rng.choice(ROLES[rng.choice(("screen", "number"))])
    return Sheet(document(body, CSS, palette, font), width, height, scale)


def _keypad(rng: Random, _: Content) -> tuple[list[str], int]:
    keys = [*"789÷456×123-0.=+"] if rng.random() < 0.5 else [*"123456789*0#"]
    size = rng.choice((20, 28, 40))
    plates = [f'<span class="card plate" style="font-size:{size}px">{key}</span>' for key in keys]
    return [*plates, *(_icon(rng, 24) for _ in range(3))], 4 if "=" in keys else 3


def _calendar(rng: Random, _: Content) -> tuple[list[str], int]:
    heads = [*rng.choice(("日一二三四五六", "SMTWTFS"))]
    days = [_plate(str(day)) if rng.random() < 0.1 else str(day) for day in range(1, 29)]
    return [*map(_faint, heads), *days, *(_icon(rng, 18) for _ in range(4))], 7


def _ratings(rng: Random, content: Content) -> tuple[list[str], int]:
    rows = [
        (_icon(rng, 28), name, _accent(rng.choice(STARS)), f"{rng.uniform(1, 5):.1f}", rng.choice("›>→"))
        for name in content.many("food", 10)
    ]
    return [cell for row in rows for cell in row], 5


def _marks(rng: Random, content: Content) -> tuple[list[str], int]:
    rows = [
        (content.say("label"), *rng.choices(MARKS, k=2), rng.choice("是否有无男女ABCDE"), _icon(rng, 16))
        for _ in range(12)
    ]
    return [cell for row in rows for cell in row], 5


def _toolbar(rng: Random, content: Content) -> tuple[list[str], int]:
    shapes = [_icon(rng, rng.choice((14, 20, 26, 40))) for _ in range(26)]
    names = [*content.many("tab", 6), *rng.sample(LETTERS, 3), *rng.sample(MARKS, 5)]
    pictures = [photo(rng, "width:40px;height:40px;border-radius:8px") for _ in range(4)]
    return _shuffled(rng, [*shapes, *names, *pictures]), 6


def _characters(rng: Random, _: Content) -> tuple[list[str], int]:
    alone = [rng.choice(rng.choice((IDEOGRAPHS, LETTERS, DIGITS))) for _ in range(24)]
    repeated = [rng.choice(("XXX", "888", "6666", "ooo", "哈哈哈", "***", "---", "……")) for _ in range(4)]
    shown = [rng.choice((_plate, _accent, _faint, _sized))(each) for each in alone + repeated]
    return _shuffled(rng, [*shown, *(_icon(rng, rng.choice((16, 24, 36))) for _ in range(14))]), 6


def _icon(rng: Random, side: int) -> str:
    path = f'<path {rng.choice(INKS)} d="{rng.choice(ICONS)}"/>'
    return f'<svg viewBox="0 0 24 24" width="{side}" height="{side}">{path}</svg>'


def _shuffled(rng: Random, cells: list[str]) -> list[str]:
    return rng.sample(cells, len(cells))


def _plate(text: str) -> str:
    return f'<span class="fill plate">{text}</span>'


def _accent(text: str) -> str:
    return f'<span class="accent">{text}</span>'


def _faint(text: str) -> str:
    return f'<span class="faint">{text}</span>'


def _sized(text: str) -> str:
    return f'<b style="font-size:1.8em">{text}</b>'

"""Sheets of single lines, one below the other: prices, addresses, code, signs, short messages, repeats."""

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from unicodedata import east_asian_width

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import DARK, LIGHT, Palette, Sheet, document

LINES = 19
"""The lines of a sheet."""

MOST_EMS = 32
"""The largest width of a line in ideographs."""

SIZES = ((14, 1), (16, 2), (28, 1))
"""Pixels of the font, and the reduction: a desktop, a screenshot reduced to half its sides, a phone."""

FAINT = (
    Palette("#fff", "#fff", "#bbb", "#d5d5d5", "#ccc"),
    Palette("#f5f5f5", "#fff", "#a8a8a8", "#c9c9c9", "#e0b0a0"),
    Palette("#1e1e1e", "#252525", "#6b6b6b", "#565656", "#3b5a7a"),
    Palette("#ffe9d6", "#fff", "#f0a878", "#e8b898", "#ff8a3d"),
    Palette("#1677ff", "#4096ff", "#8fc1ff", "#b5d6ff", "#fff"),
    *DARK,
)
"""Colours of low contrast, and dark ones."""

FONTS = (
    *ROLES["screen"],
    "'Noto Sans CJK SC'",
    "Lato,'Noto Sans CJK SC'",
    "'DejaVu Sans','Noto Sans CJK SC'",
)
CODE_FONTS = (
    "'DejaVu Sans Mono','Noto Sans CJK SC'",
    "'Liberation Mono','Noto Sans CJK SC'",
    "'Noto Sans Mono CJK SC'",
)

MARK_FONTS = (*FONTS, *ROLES["text"], *ROLES["title"], *ROLES["number"], *CODE_FONTS)
MARK_STYLES = (*3 * ("",), "font-weight:bold", "letter-spacing:.06em", "letter-spacing:.02em")
"""CSS of sheets of marks, which must be told apart in any font."""

REPEATED = "0123456789XOaei哈嗯啊?!？！。.*-_=~#+"
"""The characters that stand alone in a line of repeats. Without those that look like another letter alone."""


def _ruled(rng: Random, rule: str) -> str:
    return Content(rng, "sheets").say(rule)


def _script(rng: Random) -> str:
    """A line in traditional characters, or in both scripts."""
    traditional, simplified = Content(rng, "traditional"), Content(rng)
    rule = rng.choice(("headline", "sentence", "product", "notice", "setting", "food", "slogan", "prose"))
    goods = traditional.say("goods")
    return rng.choice(
        (
            *3 * (traditional.say(rule),),
            f"{simplified.say('goods')}（{goods}）",
            f"{simplified.say('setting')} / {traditional.say('setting')}",
            f"{traditional.say('tab')} Home {goods} {traditional.say('size')}",
            simplified.say("headline"),
        )
    )


def _repeat(rng: Random) -> str:
    """A line in which a character is repeated."""
    run = rng.choice(REPEATED) * rng.randint(2, 18)
    content, cross = Content(rng, "sheets"), rng.choice("X*#")
    word = content.say("word")
    groups = "-".join(cross * rng.randint(3, 9) for _ in range(rng.randint(1, 4)))
    return rng.choice(
        (
            *3 * (run,),
            f"__{word}__",
            f"{word}__{content.say('word')}",
            groups,
            f"{content.say('label')}：{cross * rng.randint(3, 12)}",
            f"{rng.randint(10, 999)}{'0' * rng.randint(3, 9)}",
            f"{word}{'.' * rng.randint(2, 6)}{run[:4]}",
            " ".join(digit * rng.randint(3, 5) for digit in rng.sample("0123456789", 3)),
            f"{content.say('masked')} {content.say('mobile')}",
        )
    )


SHEETS: Mapping[str, Callable[[Random], str]] = {
    "prices": partial(_ruled, rule="sheet_prices"),
    "urls": partial(_ruled, rule="sheet_urls"),
    "code": partial(_ruled, rule="sheet_code"),
    "punctuation": partial(_ruled, rule="sheet_punctuation"),
    "marks": partial(_ruled, rule="sheet_marks"),
    "blanks": partial(_ruled, rule="sheet_blanks"),
    "symbols": partial(_ruled, rule="sheet_symbols"),
    "scripts": _script,
    "short": partial(_ruled, rule="sheet_short"),
    "times": partial(_ruled, rule="sheet_times"),
    "contrast": partial(_ruled, rule="sheet_contrast"),
    "counts": partial(_ruled, rule="sheet_counts"),
    "repeats": _repeat,
}
"""Name of a sheet → the function that draws one of its lines, escaped for HTML. `[s]` strikes through."""


def page(rng: Random, name: str) -> Sheet:
    """A sheet of single lines."""
    size, reduction = rng.choice(SIZES)
    palette = rng.choice(FAINT if name == "contrast" else (*LIGHT, LIGHT[2]))
    fonts = {"scripts": ROLES["traditional"], "code": CODE_FONTS, "marks": MARK_FONTS}.get(name, FONTS)
    body = render("lines", "page", rng, Content(rng), lines=_lines(rng, SHEETS[name]))
    style = rng.choice(MARK_STYLES) if name == "marks" else ""
    css = f"{style_sheet('lines')}body{{font-size:{size}px;line-height:{rng.uniform(1.75, 2):.2f};{style}}}"
    width, height = (MOST_EMS + 1) * size, (2 * LINES + 1) * size
    return Sheet(document(body, css, palette, rng.choice(fonts)), width, height, reduction=reduction)


def _lines(rng: Random, line: Callable[[Random], str]) -> list[str]:
    """Different lines that are no wider than MOST_EMS, if there are enough, with tags for `[s]`."""
    texts: dict[str, None] = {}
    for _ in range(50 * LINES):
        if _ems(text := line(rng)) <= MOST_EMS:
            texts[text.replace("[s]", "<s>").replace("[/s]", "</s>")] = None
        if len(texts) == LINES:
            break
    return list(texts)


def _ems(text: str) -> float:
    """The width of a text in ideographs. Narrow characters count 0.6."""
    return sum(1 if east_asian_width(character) in "WFA" else 0.6 for character in text)

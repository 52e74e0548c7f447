"""The evaluation's pictures: every family in Chinese and Latin lines, drawn by Chromium, saved as JPEG."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image
from rich.progress import track

from benchmarks.corpus.browser import PAINTED, BrowserError, Tab, browser
from benchmarks.fonts.appearance import SIZES
from benchmarks.fonts.lines import FontLine, write_lines
from benchmarks.fonts.pages import BOXES, FONTS, WIDTH, FontPage, boxes, page
from benchmarks.fonts.texts import Author, Length, NothingToSay
from benchmarks.fonts.webfonts import font_rules
from models.fonts.catalog import Family, Script, load
from models.fonts.typeface import Typeface

COUNTS: Mapping[Length, int] = {"line": 8, "pair": 5}
"""Lines of each length, for each family and each of Chinese and Latin."""

ON_A_PAGE = 10

QUALITIES = (70, 95)
"""Of JPEG, from and to."""

ROOM = 0.8
"""A line may take this share of a page's width."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that is to be rendered, and the name of its font on the page."""

    line: FontLine
    font: str


def render(out: Path, fonts: Path, seed: int) -> list[str]:
    """Render every family of the catalog; `fonts` is the folder of all font files.

    Returns what could not be rendered, for whom it may concern.
    """
    (out / "images").mkdir(parents=True, exist_ok=True)
    rng, faults = Random(seed), list[str]()
    wanted = [each for family in track(load(), "writing") for each in _lines(family, fonts, rng, faults)]
    rng.shuffle(wanted)
    rules = _rules(wanted, fonts)
    shown: list[FontLine] = []
    with browser() as tab:
        for start in track(range(0, len(wanted), ON_A_PAGE), "rendering"):
            group = wanted[start : start + ON_A_PAGE]
            sheet = page(rng, [each.line for each in group], [each.font for each in group], rules)
            name = f"images/{start // ON_A_PAGE:04}.jpg"
            places = boxes(_photographed(tab, sheet, out / name, rng), sheet.scale)
            shown += [each.line.at(name, box) for each, box in zip(group, places, strict=True)]
    write_lines(out, shown)
    return faults


def _lines(family: Family, fonts: Path, rng: Random, faults: list[str]) -> Iterator[Wanted]:
    """Every line of a family, each in one of its faces."""
    faces = [(face, opened(fonts, face.files, face.index)) for face in family.faces]
    author = Author(rng, faces[0][1].characters)
    for script, length in _kinds(family.scripts):
        try:
            for _ in range(COUNTS[length]):
                number = rng.randrange(len(faces))
                text, weight = author.piece(script, length), faces[number][0].weight
                size = _fitting(faces[number][1], text, rng.choice(SIZES))
                line = FontLine("", text, script, family.name, weight, family.held_out, size)
                yield Wanted(line, f"{_key(family)}-{weight}")
        except NothingToSay as fault:
            faults.append(f"{family.name}: {fault}")


def _kinds(scripts: Sequence[Script]) -> Iterator[tuple[Script, Length]]:
    """Chinese is written in the first of its scripts that the family has."""
    chinese = next((script for script in scripts if script != "latin"), None)
    for script in (chinese, "latin" if "latin" in scripts else None):
        if script:
            yield from ((script, length) for length in COUNTS)


def opened(fonts: Path, files: Iterable[str], index: int) -> Typeface:
    """A face of the catalog, out of the folder of all font files."""
    return Typeface.of([fonts / file for file in files], index)


def _fitting(typeface: Typeface, text: str, size: int) -> int:
    """The size, or a smaller one at which the line fits the page."""
    width = typeface.draw(text, size, 0.12 * size).shape[1]
    return max(SIZES[0], min(size, int(size * ROOM * WIDTH / width)))


def _key(family: Family) -> str:
    return f"f{load().index(family)}"


def _rules(wanted: Iterable[Wanted], fonts: Path) -> Mapping[str, str]:
    """For each font's name on the page, the style that brings all characters that are wanted of it."""
    texts: defaultdict[str, str] = defaultdict(str)
    for each in wanted:
        texts[each.font] += each.line.text
    faces = {f"{_key(family)}-{face.weight}": face for family in load() for face in family.faces}
    return {
        name: "".join(font_rules(name, opened(fonts, faces[name].files, faces[name].index), text))
        for name, text in track(texts.items(), "subsetting")
    }


def _photographed(tab: Tab, sheet: FontPage, path: Path, rng: Random) -> Sequence[Sequence[float]]:
    """Save a page as JPEG; returns the boxes of its lines. BrowserError where a font of it is broken."""
    tab.show(sheet.html, sheet.width, sheet.height, sheet.scale)
    if not tab.evaluate(FONTS):
        raise BrowserError(f"a font of {path.name} did not come")
    tab.evaluate(PAINTED)
    with Image.open(BytesIO(tab.screenshot())) as picture:
        picture.convert("RGB").save(path, quality=rng.randint(*QUALITIES), subsampling=rng.choice((0, 2)))
    found: Sequence[Sequence[float]] = tab.evaluate(BOXES)
    return found

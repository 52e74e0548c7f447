"""Renders the evaluation pictures: Chinese and Latin lines of every family, drawn by Chromium, as JPEG."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image
from rich.progress import track

from benchmarks.corpus.browser import WAIT_FOR_PAINT_SCRIPT, BrowserError, Tab, browser
from benchmarks.fonts.appearance import SIZES
from benchmarks.fonts.lines import FontLine, write_lines
from benchmarks.fonts.pages import BOXES_SCRIPT, FONTS_LOADED_SCRIPT, WIDTH, FontPage, page_of, picture_boxes
from benchmarks.fonts.texts import Length, NoTextFound, TextPicker
from benchmarks.fonts.webfonts import font_rules
from models.fonts.catalog import Family, Script, load
from models.fonts.typeface import Typeface

COUNTS: Mapping[Length, int] = {"line": 8, "pair": 5}
"""Length → number of lines for each family, in Chinese and as many in Latin."""

LINES_PER_PAGE = 10

QUALITIES = (70, 95)
"""Lowest and highest JPEG quality."""

MAX_LINE_WIDTH = 0.8
"""Maximum width of a line as a share of the page's width."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line to render, and the CSS name of its font."""

    line: FontLine
    font: str


def render(out: Path, fonts: Path, seed: int) -> list[str]:
    """Renders every family of the catalog. `fonts` is the folder of all font files.

    Returns a message for each family that cannot be rendered.
    """
    (out / "images").mkdir(parents=True, exist_ok=True)
    rng, problems = Random(seed), list[str]()
    planned = [line for family in track(load(), "planning") for line in _lines(family, fonts, rng, problems)]
    rng.shuffle(planned)
    rules = _rules(planned, fonts)
    rendered: list[FontLine] = []
    with browser() as tab:
        for start in track(range(0, len(planned), LINES_PER_PAGE), "rendering"):
            group = planned[start : start + LINES_PER_PAGE]
            page = page_of(rng, [each.line for each in group], [each.font for each in group], rules)
            name = f"images/{start // LINES_PER_PAGE:04}.jpg"
            boxes = picture_boxes(_save_screenshot(tab, page, out / name, rng), page.scale)
            rendered += [each.line.at(name, box) for each, box in zip(group, boxes, strict=True)]
    write_lines(out, rendered)
    return problems


def _lines(family: Family, fonts: Path, rng: Random, problems: list[str]) -> Iterator[PlannedLine]:
    """Yields the lines of a family, each in a random face. Adds a message to `problems` on failure."""
    faces = [(face, open_typeface(fonts, face.files, face.index)) for face in family.faces]
    picker = TextPicker(rng, faces[0][1].characters)
    for script, length in _kinds(family.scripts):
        try:
            for _ in range(COUNTS[length]):
                number = rng.randrange(len(faces))
                text, weight = picker.pick(script, length), faces[number][0].weight
                size = _fitting_size(faces[number][1], text, rng.choice(SIZES))
                line = FontLine(
                    picture="",
                    text=text,
                    script=script,
                    family=family.name,
                    weight=weight,
                    held_out=family.held_out,
                    size=size,
                )
                yield PlannedLine(line, f"{_key(family)}-{weight}")
        except NoTextFound as error:
            problems.append(f"{family.name}: {error}")


def _kinds(scripts: Sequence[Script]) -> Iterator[tuple[Script, Length]]:
    """Yields scripts and lengths. Chinese lines use the family's first Chinese script."""
    chinese = next((script for script in scripts if script != "latin"), None)
    for script in (chinese, "latin" if "latin" in scripts else None):
        if script:
            yield from ((script, length) for length in COUNTS)


def open_typeface(fonts: Path, files: Iterable[str], index: int) -> Typeface:
    """Opens a face of the catalog. `fonts` is the folder of all font files."""
    return Typeface.of([fonts / file for file in files], index)


def _fitting_size(typeface: Typeface, text: str, size: int) -> int:
    """Returns the size, or a smaller one at which the line fits the page."""
    width = typeface.draw(text, size, 0.12 * size).shape[1]
    return max(SIZES[0], min(size, int(size * MAX_LINE_WIDTH * WIDTH / width)))


def _key(family: Family) -> str:
    """Returns the CSS name of a family."""
    return f"f{load().index(family)}"


def _rules(planned: Iterable[PlannedLine], fonts: Path) -> Mapping[str, str]:
    """Returns the CSS rules of each font by its CSS name, with only the characters that are needed."""
    texts: defaultdict[str, str] = defaultdict(str)
    for each in planned:
        texts[each.font] += each.line.text
    faces = {f"{_key(family)}-{face.weight}": face for family in load() for face in family.faces}
    return {
        name: "".join(font_rules(name, open_typeface(fonts, faces[name].files, faces[name].index), text))
        for name, text in track(texts.items(), "subsetting")
    }


def _save_screenshot(tab: Tab, page: FontPage, path: Path, rng: Random) -> Sequence[Sequence[float]]:
    """Saves a page as JPEG and returns the boxes of its lines. Raises BrowserError for a broken font."""
    tab.show(page.html, page.width, page.height, page.scale)
    if not tab.evaluate(FONTS_LOADED_SCRIPT):
        raise BrowserError(f"a font of {path.name} was not loaded")
    tab.evaluate(WAIT_FOR_PAINT_SCRIPT)
    with Image.open(BytesIO(tab.screenshot())) as picture:
        picture.convert("RGB").save(path, quality=rng.randint(*QUALITIES), subsampling=rng.choice((0, 2)))
    css_boxes: Sequence[Sequence[float]] = tab.evaluate(BOXES_SCRIPT)
    return css_boxes

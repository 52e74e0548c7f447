"""From a page that is open in a browser to the true lines of its picture."""

from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpus.browser import Tab
from benchmarks.corpus.pages.sheet import Sheet
from tests.harness.labels import Label

SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("runs.js", "truth.js"))


def true_lines(tab: Tab, sheet: Sheet) -> tuple[Label, ...]:
    """The lines that the tab shows, in pixels of its screenshot, in reading order.

    That is the order of the document where the sheet says so, else from top to bottom and left to right.
    Writes "…" into elements of class `cut` that overflow, so it comes before the screenshot.
    """
    found = tab.evaluate("".join(script.read_text(encoding="utf-8") for script in SCRIPTS))
    if sheet.flows:
        return tuple(_label(line, sheet) for line in sorted(found, key=itemgetter("order")))
    labels = (_label(line, sheet) for line in found)
    return tuple(sorted(labels, key=lambda label: (label.quad[0, 1], label.quad[0, 0])))


def _label(line: dict[str, Any], sheet: Sheet) -> Label:
    """The quad is held inside the picture: a glyph box may stand out of the window by a hair."""
    quad = np.array(line["quad"], dtype=np.float64) * sheet.scale
    inside = quad.clip(0, [sheet.pixel_width, sheet.pixel_height])
    return Label(inside, line["text"], line["ignore"], line["direction"])

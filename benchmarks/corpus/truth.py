"""The true lines of the picture of a page that is open in a browser."""

from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpus.browser import Tab
from benchmarks.corpus.pages.sheet import Sheet
from tests.harness.labels import Label

SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("runs.js", "truth.js"))


def true_lines(tab: Tab, sheet: Sheet) -> tuple[Label, ...]:
    """Returns the visible lines in pixels of the screenshot, in reading order.

    The reading order is the order of the document if the sheet `flows`, else top to bottom and left to right.
    Call this before the screenshot: it shortens overflowing elements of class `cut` with "…".
    """
    lines = tab.evaluate("".join(script.read_text(encoding="utf-8") for script in SCRIPTS))
    if sheet.flows:
        return tuple(_label(line, sheet) for line in sorted(lines, key=itemgetter("order")))
    labels = (_label(line, sheet) for line in lines)
    return tuple(sorted(labels, key=lambda label: (label.quad[0, 1], label.quad[0, 0])))


def _label(line: dict[str, Any], sheet: Sheet) -> Label:
    """Returns the label of a line. Its quad is clipped to the picture."""
    quad = np.array(line["quad"], dtype=np.float64) * sheet.scale
    clipped = quad.clip(0, [sheet.pixel_width, sheet.pixel_height])
    return Label(clipped, line["text"], line["ignore"], line["direction"])

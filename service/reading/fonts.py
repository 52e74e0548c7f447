"""Which fonts lines resemble, for those who ask."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import structlog

from models.fonts.custom import own_specimens
from models.fonts.gallery import Gallery, Specimen
from models.fonts.store import FontStoreError
from models.fonts.strips import HEIGHT, WIDTHS
from models.geometry import middle, side_lengths
from models.page import Font, Image, TextLine
from service.reading.crop import Crop, Pieces
from service.reading.second_look import Ask

log = structlog.get_logger()

SHOWN = WIDTHS[-1] / HEIGHT
"""How many times its height the network sees of a line, from the middle of a longer one."""

CHARACTERS = 6
"""So many squares of a column fill as much."""


class OwnFonts:
    """The shipped gallery and the fonts of one's own, which may come and go while pages are read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: tuple[float, Gallery] | None = None

    def gallery(self) -> Gallery:
        """All fonts as of now, those of one's own as long as their file is whole."""
        try:
            changed = self._file.stat().st_mtime
        except FileNotFoundError:
            changed = 0.0
        if self._known is None or self._known[0] != changed:
            self._known = changed, Gallery.load().with_specimens(self._own())
        return self._known[1]

    def _own(self) -> tuple[Specimen, ...]:
        try:
            return own_specimens(self._file)
        except FontStoreError as error:
            log.warning("fonts of one's own are left aside", problem=str(error))
            return ()


def with_fonts(page: Image, lines: Sequence[TextLine], gallery: Gallery, ask: Ask) -> list[TextLine]:
    """The lines with the fonts that they resemble."""
    if not lines:
        return []
    embeddings = ask("embed", [_shown(page, line) for line in lines])
    return [
        replace(line, fonts=tuple(Font(*match) for match in matches))
        for line, matches in zip(lines, gallery.similar(np.stack(embeddings)), strict=True)
    ]


def _shown(page: Image, line: TextLine) -> Crop | Pieces:
    """What is looked at of a line: its middle; the squares of a column side by side."""
    width, height = side_lengths(line.quad)
    if height > width and len(line.characters) > 1:
        first = max(0, len(line.characters) - CHARACTERS) // 2
        quads = tuple(each.quad for each in line.characters[first : first + CHARACTERS])
        return Pieces(page, quads, HEIGHT)
    return Crop(page, middle(line.quad, SHOWN), 0, spelt=False)

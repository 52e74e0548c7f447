"""Fonts of lines, for requests that ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import structlog

from models.fonts.custom import load_custom_faces
from models.fonts.embedder import Embeddings
from models.fonts.gallery import Gallery, GalleryFace
from models.fonts.store import FontStoreError
from models.fonts.strips import HEIGHT, WIDTHS
from models.fonts.vote import Looks
from models.geometry import middle, side_lengths
from models.page import Font, Image, TextLine
from service.reading.crop import Crop, JoinedCrops

log = structlog.get_logger()

MAX_ASPECT = WIDTHS[-1] / HEIGHT
"""Length divided by height. The network gets the middle of a longer line."""

MAX_CHARACTERS = 6
"""The most characters of a column that the network gets. Seven squares would exceed the longest strip."""

Embed = Callable[[Sequence[Crop | JoinedCrops]], Sequence[Embeddings]]
"""Maps crops to their font embeddings, each float32 (128,)."""


class CustomFonts:
    """The shipped gallery and the custom fonts of a file, which may change while pages are read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._loaded: tuple[float, Gallery] | None = None

    def gallery(self) -> Gallery:
        """All fonts. Loads the file again after a change. A damaged file is logged and left out."""
        try:
            modified = self._file.stat().st_mtime
        except FileNotFoundError:
            modified = 0.0
        if self._loaded is None or self._loaded[0] != modified:
            self._loaded = modified, Gallery.load().with_faces(self._custom_faces())
        return self._loaded[1]

    def _custom_faces(self) -> tuple[GalleryFace, ...]:
        try:
            return load_custom_faces(self._file)
        except FontStoreError as error:
            log.warning("custom fonts cannot be used", problem=str(error))
            return ()


def with_fonts(page: Image, lines: Sequence[TextLine], gallery: Gallery, embed: Embed) -> list[TextLine]:
    """The lines of a page, each with the fonts of the gallery that are most similar. They vote together."""
    if not lines:
        return []
    embeddings = np.stack(embed([_crop_of(page, line) for line in lines]))
    heights = [min(side_lengths(line.quad)) for line in lines]
    looks = Looks.of(heights, [line.text for line in lines])
    return [
        replace(line, fonts=tuple(Font(*match) for match in matches))
        for line, matches in zip(lines, gallery.similar(embeddings, looks), strict=True)
    ]


def _crop_of(page: Image, line: TextLine) -> Crop | JoinedCrops:
    """The network's input for a line: its middle, or for a column its middle characters side by side."""
    width, height = side_lengths(line.quad)
    if height > width and len(line.characters) > 1:
        first = max(0, len(line.characters) - MAX_CHARACTERS) // 2
        squares = tuple(each.quad for each in line.characters[first : first + MAX_CHARACTERS])
        return JoinedCrops(page, squares, HEIGHT)
    return Crop(page, middle(line.quad, MAX_ASPECT), 0, with_characters=False)

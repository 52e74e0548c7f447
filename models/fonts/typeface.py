"""Draws text in one face of a typeface, and lists the characters of the face."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from models.fonts.fontfile import FontFile

Mask = NDArray[np.uint8]
"""Ink coverage of each pixel, 0 to 255: uint8 (height, width)."""


@dataclass(frozen=True)
class Typeface:
    """One face, stored in one file or split by characters over several files."""

    files: tuple[FontFile, ...]
    weight: int | None = None
    """The weight at which a variable font is drawn. Static fonts ignore it."""
    _sizes: dict[tuple[int, int], ImageFont.FreeTypeFont] = field(default_factory=dict, compare=False)
    """Fonts that are already open, by file number and size in pixels."""

    @classmethod
    def of(cls, paths: Sequence[Path], index: int = 0, weight: int | None = None) -> "Typeface":
        """Returns the face in these files. `index` selects the font inside each file, for collections."""
        return cls(tuple(FontFile(path, index) for path in paths), weight)

    @cached_property
    def characters(self) -> frozenset[str]:
        """All characters that the face can draw."""
        return frozenset[str]().union(*(file.metadata.characters for file in self.files))

    def covers(self, text: str) -> bool:
        """Whether the face has every character of the text."""
        return self.characters.issuperset(text)

    def draw(self, text: str, size: int, spacing: float = 0.0, *, smooth: bool = True) -> Mask:
        """Draws one line of text and crops the result to its ink: uint8 (height, width).

        `size` and `spacing`, the extra distance between characters, are in pixels. `smooth` turns on
        anti-aliasing. Text without ink gives a mask of one empty pixel.
        """
        runs = list(self._runs(text, size, spacing))
        ends = np.cumsum([2.0 * size, *(font.getlength(part) + spacing for font, part in runs)])
        picture = Image.new("L", (round(ends[-1]) + 2 * size, 4 * size))
        pen = ImageDraw.Draw(picture)
        pen.fontmode = "L" if smooth else "1"
        for (font, part), left in zip(runs, ends[:-1].tolist(), strict=True):
            pen.text((left, 2.5 * size), part, fill=255, font=font, anchor="ls")
        return np.asarray(picture.crop(picture.getbbox() or (0, 0, 1, 1)))

    def _runs(self, text: str, size: int, spacing: float) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """Splits the text into parts that are drawn in one call, and yields each with its font."""
        if spacing:
            yield from ((self._font(self._file_of(character), size), character) for character in text)
        else:
            for number, characters in groupby(text, self._file_of):
                yield self._font(number, size), "".join(characters)

    def _file_of(self, character: str) -> int:
        """Returns the number of the first file that has the character, or 0 if none has it."""
        return next((i for i, file in enumerate(self.files) if character in file.metadata.characters), 0)

    def _font(self, number: int, size: int) -> ImageFont.FreeTypeFont:
        if (font := self._sizes.get((number, size))) is None:
            font = self._sizes[number, size] = self.files[number].at(size, self.weight)
        return font

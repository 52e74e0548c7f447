"""One face of a typeface: which characters it has, and how a line of them looks."""

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


@dataclass(frozen=True)
class Typeface:
    """One face, of one file or of several that share its characters between them."""

    files: tuple[FontFile, ...]
    weight: int | None = None
    """What is asked of a variable font; others have the weight that they have."""
    _sizes: dict[tuple[int, int], ImageFont.FreeTypeFont] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, paths: Sequence[Path], index: int = 0, weight: int | None = None) -> "Typeface":
        """The face that stands in these files, in each at the same place."""
        return cls(tuple(FontFile(path, index) for path in paths), weight)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that it can draw."""
        return frozenset[str]().union(*(file.facts.characters for file in self.files))

    def covers(self, text: str) -> bool:
        """Whether it can draw all of the text."""
        return self.characters.issuperset(text)

    def draw(self, text: str, size: int, spacing: float = 0.0, *, smooth: bool = True) -> Mask:
        """How much of each pixel of a line is ink: uint8 (height, width), no larger than its ink.

        `size` is in pixels, and so is `spacing`, which is put between the characters. What is not `smooth` is
        ink or none. A text without ink gives a mask of one empty pixel.
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
        """The parts of a text that are drawn at once, each in the file that has its characters."""
        if spacing:
            yield from ((self._font(self._file(character), size), character) for character in text)
        else:
            for number, characters in groupby(text, self._file):
                yield self._font(number, size), "".join(characters)

    def _file(self, character: str) -> int:
        """The number of the first file that has the character; the first of all where none has it."""
        return next((i for i, file in enumerate(self.files) if character in file.facts.characters), 0)

    def _font(self, number: int, size: int) -> ImageFont.FreeTypeFont:
        if (font := self._sizes.get((number, size))) is None:
            font = self._sizes[number, size] = self.files[number].at(size, self.weight)
        return font

"""Characters in the wrong script are read again, alone and with their neighbours; docs/decisions/0054."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.geometry import between, side_lengths, with_line_margin
from models.page import Image, TextLine
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from models.script.consistency import Read, corrected, doubtful_characters
from service.reading.crop import Crop
from service.reading.page_stages import LineStages

MARGIN = 0.1
"""Line heights. A crop of characters is extended by this much on both sides."""

NEIGHBOURS = (0, 1)
"""A doubtful character is read alone, and with one neighbour on both sides."""


@dataclass(frozen=True, slots=True, eq=False)
class DoubtfulLine:
    """A line, its crop, the cells that were found in the crop, and the indices of the doubtful characters."""

    line: TextLine
    crop: Crop
    cells: tuple[Cell, ...]
    doubtful: tuple[int, ...]

    @property
    def is_read_alike(self) -> bool:
        """Whether the cells have the doubtful characters of the line at the same places."""
        text = self.line.text
        return len(self.cells) == len(text) and all(self.cells[i].text == text[i] for i in self.doubtful)

    @property
    def crops(self) -> list[Crop]:
        """The crops of all doubtful characters, those of one character after the other."""
        return [self._around(i, count) for i in self.doubtful for count in NEIGHBOURS]

    def _around(self, index: int, neighbours: int) -> Crop:
        width, height = side_lengths(self.crop.quad)
        first, last = max(index - neighbours, 0), min(index + neighbours, len(self.cells) - 1)
        margin = MARGIN * height / width
        start, end = self.cells[first].start - margin, self.cells[last].end + margin
        quad = between(self.crop.quad, max(start, 0.0), min(end, 1.0))
        return replace(self.crop, quad=quad)


def in_one_script(
    image: Image, lines: Sequence[TextLine], stages: LineStages, margin: float
) -> list[TextLine]:
    """The lines of a page, with the traditional form of characters that were mistaken for simplified ones.

    margin: a share of the height of each line. Upright columns stay as they are.
    """
    doubtful = doubtful_characters([line.text for line in lines])
    chosen = [i for i, found in enumerate(doubtful) if found and _is_horizontal(lines[i])]
    if not chosen:
        return list(lines)
    crops = [_crop(image, lines[i], margin) for i in chosen]
    cells = [text.cells for text in stages.recognize(crops)]
    triples = zip(chosen, crops, cells, strict=True)
    read = [DoubtfulLine(lines[i], crop, found, doubtful[i]) for i, crop, found in triples]
    found = {i: each for i, each in zip(chosen, read, strict=True) if each.is_read_alike}
    texts = iter(stages.recognize([crop for each in found.values() for crop in each.crops]))
    corrected_lines = {
        i: _corrected(each, [[next(texts) for _ in NEIGHBOURS] for _ in each.doubtful])
        for i, each in found.items()
    }
    return [corrected_lines.get(i, line) for i, line in enumerate(lines)]


def _is_horizontal(line: TextLine) -> bool:
    width, height = side_lengths(line.quad)
    return width > height


def _crop(image: Image, line: TextLine, margin: float) -> Crop:
    return Crop(image, with_line_margin(line.quad[None], margin)[0], 0, with_characters=True)


def _corrected(found: DoubtfulLine, again: Sequence[Sequence[RecognizedText]]) -> TextLine:
    """The line after its doubtful characters were read again."""
    text, characters = list(found.line.text), list(found.line.characters)
    for i, readings in zip(found.doubtful, again, strict=True):
        reads = [[Read(cell.text, cell.score) for cell in reading.cells] for reading in readings]
        text[i] = corrected(found.cells[i].text, found.cells[i].score, reads)
        if characters:
            characters[i] = replace(characters[i], text=text[i])
    return replace(found.line, text="".join(text), characters=tuple(characters))

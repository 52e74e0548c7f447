"""Lines that are longer than the longest strip are recognized in overlapping pieces; docs/decisions/0055."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from models.catalog.line_parameters import RecognizerParameters
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop
from service.reading.lines.column_split import part_of
from service.reading.page_stages import LineStages

OVERLAP = 3.0
"""Line heights. Two pieces share this much of the line, so that every character is whole in one of them."""

Piece = tuple[float, float]
"""Where a piece starts and ends, as shares of the line's length."""


def with_long_lines(
    crops: Sequence[Crop],
    texts: Sequence[RecognizedText],
    stages: LineStages,
    parameters: RecognizerParameters,
) -> list[RecognizedText]:
    """The texts of crops, with those of long lines replaced by the texts of their pieces.

    The text of a whole line stays if its score is higher. Only crops that are not rotated are cut.
    """
    pieces = {i: found for i, crop in enumerate(crops) if (found := _pieces(crop, parameters))}
    if not pieces:
        return list(texts)
    parts = [
        replace(part_of(crops[i], *piece), with_characters=True) for i, cut in pieces.items() for piece in cut
    ]
    read = iter(stages.recognize(parts))
    result = list(texts)
    for i, cut in pieces.items():
        whole = joined(cut, [next(read).cells for _ in cut])
        if whole.score > result[i].score:
            result[i] = whole if crops[i].with_characters else replace(whole, cells=())
    return result


def joined(pieces: Sequence[Piece], cells: Sequence[Sequence[Cell]]) -> RecognizedText:
    """The text of a line from the cells of its overlapping pieces."""
    line = _moved(pieces[0], cells[0])
    for piece, before, found in zip(pieces[1:], pieces, cells[1:], strict=False):
        middle = (piece[0] + before[1]) / 2
        border = min((cell.end for cell in line), key=lambda end: abs(end - middle), default=middle)
        kept = [cell for cell in line if _middle(cell) < border]
        added = [cell for cell in _moved(piece, found) if _middle(cell) >= border]
        is_doubled = bool(kept and added) and kept[-1].text == added[0].text == " "
        line = kept + added[is_doubled:]
    scores = [cell.score for cell in line]
    visible = tuple(cell.score for cell in line if cell.text.strip())
    text = "".join(cell.text for cell in line)
    return RecognizedText(text, sum(scores) / max(len(scores), 1), tuple(line), scores=visible)


def _pieces(crop: Crop, parameters: RecognizerParameters) -> list[Piece]:
    """The pieces of a line, of equal length. None if the line fits the longest strip."""
    length, longest = crop.length(parameters.strip_height), parameters.strip_widths[-1]
    if crop.quarters or length * (1 - parameters.squeeze) <= longest:
        return []
    half = OVERLAP * parameters.strip_height / length / 2
    count = ceil(length / (longest - OVERLAP * parameters.strip_height))
    return [(max(i / count - half, 0.0), min((i + 1) / count + half, 1.0)) for i in range(count)]


def _moved(piece: Piece, cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a piece as shares of the whole line."""
    start, length = piece[0], piece[1] - piece[0]
    return [replace(cell, start=start + length * cell.start, end=start + length * cell.end) for cell in cells]


def _middle(cell: Cell) -> float:
    return (cell.start + cell.end) / 2

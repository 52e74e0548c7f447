"""Pages that are turned: how, from where their lines stand and from a few of them that are read."""

from collections.abc import Sequence
from dataclasses import replace

from models.catalog.parameters import RecognizerParameters
from models.detection.view import View
from models.geometry import middle, side_lengths
from models.orientation.lines import TALL
from models.orientation.page import aligned_quads, page_axis
from models.orientation.rotation import Rotation, rotation_of
from models.page import Image, Quad
from models.preprocess import shaped
from service.reading.crop import Crop
from service.reading.second_look import Ask, Look, are_columns

GLANCED = 0.5
"""The share of the pixels of a first look at a page that tells how it is turned."""

VOTERS = 9
"""The longest lines tell the classifier which way is up."""

READERS = 3
"""As many of them, the shortest, are read to make sure."""

READ = 5.0
"""The middle of each, as many times as long as high, is enough to see whether it can be read."""

LEANING = 2.0
"""Degrees up to which a page is taken as it is: its lines are cut out along their own edges anyway."""


def glance(view: View) -> View:
    """A view that shows less of a page: enough to see how its longer lines stand."""
    return replace(view, size=shaped(*view.shape, GLANCED * view.size[0] * view.size[1]))


def page_rotation(
    image: Image, quads: Sequence[Quad], ask: Ask, parameters: RecognizerParameters
) -> Rotation | None:
    """The rotation that makes a page with these quads upright; None where it is upright or nothing tells."""
    axis = page_axis(quads)
    lines = [quad for quad in aligned_quads(quads, axis)[:VOTERS] if _is_long(quad)]
    if not lines:
        return None
    degrees = (axis + 90 * _quarters(image, lines, ask, parameters) + 180) % 360 - 180
    return rotation_of(image.shape[1], image.shape[0], quads, degrees) if abs(degrees) >= LEANING else None


def _quarters(image: Image, lines: Sequence[Quad], ask: Ask, parameters: RecognizerParameters) -> int:
    """How far the page is turned beyond the way in which lines are given, in quarters with the clock."""
    votes = ask("classify", [Crop(image, quad, 0, False) for quad in lines])
    half = 2 if 2 * sum(votes) > len(votes) else 0
    shown = [Crop(image, middle(quad, READ), half, True) for quad in lines[-READERS:]]
    looks = _looks(shown, ask)
    if _score(looks) < parameters.orientation.upright_page_score:
        others = _looks([replace(crop, quarters=2 - half) for crop in shown], ask)
        looks = max(looks, others, key=_score)
    columns = are_columns(looks, ask, parameters.strip_height)
    return looks[0][0].quarters - (2 * sum(columns) > len(columns))


def _looks(crops: Sequence[Crop], ask: Ask) -> list[Look]:
    return [(crop, crop.line(reading)) for crop, reading in zip(crops, ask("recognize", crops), strict=True)]


def _score(looks: Sequence[Look]) -> float:
    return sum(line.score for _, line in looks) / len(looks)


def _is_long(quad: Quad) -> bool:
    width, height = side_lengths(quad)
    return width > TALL * height

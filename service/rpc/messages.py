"""What goes between an HTTP worker and an engine: a picture there, a page or an error back. Pure.

Two messages are too few for a generator of code. The question is the picture file itself, so that neither end
copies it, and how to read it is JSON in the call's metadata; the answer is JSON.
"""

from collections.abc import Iterable
from dataclasses import asdict, astuple
from typing import Any

import numpy as np
import orjson

from models.page import Character, Contact, Font, Page, Quad, TextLine
from service import errors
from service.errors import OcrError
from service.request import ReadOptions

READ = "/wangtu.Engine/Read"
"""The one method, as gRPC names it. Its deadline is the entry's."""

HOW = "how"
"""The name under which a call's metadata says how to read the picture."""

BEGUN = ("begun", "1")
"""Said by the engine before native code touches a picture: should it die, that one was not just waiting."""

LARGEST_MESSAGE = 64 * 1024 * 1024
"""In bytes: a picture of 7.5 MB, or a page of 4000 lines with all their characters."""

SIZES = (
    ("grpc.max_receive_message_length", LARGEST_MESSAGE),
    ("grpc.max_send_message_length", LARGEST_MESSAGE),
)
"""Options of gRPC that both ends have in common."""

_ERRORS: dict[str, type[OcrError]] = {
    error.__name__: error
    for error in (
        errors.UnsupportedFormat,
        errors.ImageSizeInvalid,
        errors.UnreadableImage,
        errors.EngineBusy,
        errors.EngineUnavailable,
        errors.DeadlineExceeded,
    )
}
"""What an engine may refuse with."""


def pack_how(options: ReadOptions, *, alone: bool) -> tuple[tuple[str, str]]:
    """How to read a picture, as metadata; `alone` asks that nothing else be read meanwhile."""
    return ((HOW, orjson.dumps({**asdict(options), "alone": alone}).decode("ascii")),)


def unpack_how(metadata: Iterable[tuple[str, str | bytes]]) -> tuple[ReadOptions, bool]:
    """How to read the picture, and whether alone. Raises KeyError where the metadata do not say."""
    how = orjson.loads(dict(metadata)[HOW])
    alone = how.pop("alone")
    return ReadOptions(**how), alone


def pack_page(page: Page) -> bytes:
    """A page that was read."""
    lines = [
        [
            _numbers(line.quad),
            line.text,
            line.score,
            [_character(each) for each in line.characters],
            [astuple(font) for font in line.fonts],
        ]
        for line in page.lines
    ]
    contact = None if page.contact is None else astuple(page.contact)
    return orjson.dumps({"page": [page.width, page.height, lines, contact]})


def pack_error(error: OcrError) -> bytes:
    """An error, with what it says, in the place of a page."""
    return orjson.dumps({"error": type(error).__name__, "said": error.args})


def unpack_answer(message: bytes) -> Page:
    """The page. Raises what the engine raised, or EngineUnavailable where that has no name here."""
    answer = orjson.loads(message)
    if "error" in answer:
        raise _ERRORS.get(answer["error"], errors.EngineUnavailable)(*answer.get("said", ()))
    width, height, lines, contact = answer["page"]
    found = None if contact is None else Contact(*contact)
    return Page(width, height, tuple(_line(*line) for line in lines), found)


def _line(
    quad: list[float], text: str, score: float, characters: list[list[Any]], fonts: list[list[Any]]
) -> TextLine:
    spelt = tuple(Character(each, _quad(place), sure) for each, place, sure in characters)
    return TextLine(_quad(quad), text, score, spelt, tuple(Font(*each) for each in fonts))


def _character(character: Character) -> list[Any]:
    return [character.text, _numbers(character.quad), character.score]


def _numbers(quad: Quad) -> list[float]:
    return [float(number) for number in quad.ravel()]


def _quad(numbers: list[float]) -> Quad:
    return np.array(numbers, np.float32).reshape(4, 2)

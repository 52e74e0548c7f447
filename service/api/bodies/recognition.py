"""What the bodies of all recognition requests and answers have in common, in the cloud's words."""

import binascii
from abc import ABC, abstractmethod
from typing import Annotated, Any, Self, TypeVar

import pybase64
from pydantic import ConfigDict, Field, JsonValue, model_validator

from models.page import Quad, TextLine
from service.api.bodies.json_body import JsonBody
from service.download.source import LARGEST_FILE
from service.download.target import LONGEST_URL
from service.errors import ImageSizeInvalid, UnsupportedFormat
from service.request import ReadOptions

LONGEST_BASE64 = LARGEST_FILE * 4 // 3
"""Characters of base64 that a request may carry: 10 MB, the cloud's own limit."""

SCORE_DECIMALS = 4

_WHITE_SPACE = str.maketrans("", "", " \t\r\n\v\f")


def _alone(given: str, absent: str) -> dict[str, JsonValue]:
    """The JSON schema of a body that has one field and not the other, which null and "" count as."""
    return {
        "required": [given],
        "properties": {given: {"type": "string", "minLength": 1}, absent: {"enum": [None, ""]}},
    }


class RecognitionRequest(JsonBody, ABC):
    """Where the picture is. Exactly one of `image` and `url` is given."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_alone("image", "url"), _alone("url", "image")]})

    image: Annotated[str | None, Field(json_schema_extra={"maxLength": LONGEST_BASE64})] = None
    """The picture file in base64, at most 10 MB of it, without a `data:` prefix; white space is tolerated."""

    url: Annotated[str | None, Field(json_schema_extra={"maxLength": LONGEST_URL})] = None
    """The picture's address, http or https, percent-encoded, without a user name."""

    detect_direction: bool | None = None
    """Whether the whole picture may be turned, by any angle; false by default."""

    @model_validator(mode="after")
    def _has_one_picture(self) -> Self:
        if bool(self.image) == bool(self.url):
            raise ValueError("neither or both of image and url")
        return self

    @property
    @abstractmethod
    def options(self) -> ReadOptions:
        """What this request asks the engine for."""


Asked = TypeVar("Asked", bound=RecognitionRequest)


def file_of(base64: str) -> bytes:
    """The bytes that a request's base64 stands for. Raises ImageSizeInvalid or UnsupportedFormat."""
    if len(base64) > LONGEST_BASE64:
        raise ImageSizeInvalid
    try:
        return _decoded(base64)
    except (binascii.Error, ValueError):
        pass
    try:  # white space is rare, and taking it out costs more than decoding
        return _decoded(base64.translate(_WHITE_SPACE))
    except (binascii.Error, ValueError) as error:
        raise UnsupportedFormat from error


def block(line: TextLine) -> dict[str, Any]:
    """One line of text as the cloud's clients take it."""
    return {
        "words": line.text,
        "confidence": round(line.score, SCORE_DECIMALS),
        "location": location(line.quad),
    }


def location(quad: Quad) -> list[list[int]]:
    """Corners in whole pixels: clients in Go refuse `12.0`."""
    return [[round(x), round(y)] for x, y in quad.tolist()]


def _decoded(base64: str) -> bytes:
    return pybase64.b64decode(base64, validate=True)

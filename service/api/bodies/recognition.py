"""The common parts of recognition requests and responses."""

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
"""Largest number of base64 characters in a request: 10 MB, as the cloud documents."""

SCORE_DECIMALS = 4
"""Decimal places of confidences and font scores, see docs/api.md."""

_WHITE_SPACE = str.maketrans("", "", " \t\r\n\v\f")


def _only(given: str, absent: str) -> dict[str, JsonValue]:
    """Returns the JSON schema of a body with one field and without another. Null and "" count as absent."""
    return {
        "required": [given],
        "properties": {given: {"type": "string", "minLength": 1}, absent: {"enum": [None, ""]}},
    }


class RecognitionRequest(JsonBody, ABC):
    """The body of a recognition request, with exactly one of `image` and `url`."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_only("image", "url"), _only("url", "image")]})

    image: Annotated[str | None, Field(json_schema_extra={"maxLength": LONGEST_BASE64})] = None
    """The picture file in base64: at most 10 MB, without a `data:` prefix. White space is allowed."""

    url: Annotated[str | None, Field(json_schema_extra={"maxLength": LONGEST_URL})] = None
    """The http or https url of the picture, percent-encoded and without a user name."""

    detect_direction: bool | None = None
    """Whether the whole picture may be rotated by any angle; false by default."""

    @model_validator(mode="after")
    def _has_one_picture(self) -> Self:
        if bool(self.image) == bool(self.url):
            raise ValueError("not exactly one of image and url")
        return self

    @property
    @abstractmethod
    def options(self) -> ReadOptions:
        """The options for the engine."""


RequestT = TypeVar("RequestT", bound=RecognitionRequest)


def decode_base64(base64: str) -> bytes:
    """Decodes base64 with optional white space. Raises ImageSizeInvalid or UnsupportedFormat."""
    if len(base64) > LONGEST_BASE64:
        raise ImageSizeInvalid
    try:
        return _decoded(base64)
    except (binascii.Error, ValueError):
        pass
    try:
        # White space is removed only now: it is rare, and removing it takes longer than decoding.
        return _decoded(base64.translate(_WHITE_SPACE))
    except (binascii.Error, ValueError) as error:
        raise UnsupportedFormat from error


def block(line: TextLine) -> dict[str, Any]:
    """Returns one text line in the form of the cloud."""
    return {
        "words": line.text,
        "confidence": round(line.score, SCORE_DECIMALS),
        "location": location(line.quad),
    }


def location(quad: Quad) -> list[list[int]]:
    """Returns corners as integers in pixels: Go clients reject `12.0`."""
    return [[round(x), round(y)] for x, y in quad.tolist()]


def _decoded(base64: str) -> bytes:
    return pybase64.b64decode(base64, validate=True)

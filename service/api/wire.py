"""Request and response bodies in the cloud's words."""

import binascii
from typing import Annotated, Any, Literal

import orjson
import pybase64
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.page import Page, TextLine
from service.engine.pipeline import ReadOptions
from service.errors import ImageSizeInvalid, InvalidRequest, MalformedJson, UnsupportedFormat, UrlNotAllowed

LONGEST_BASE64 = 10 * 1024 * 1024
"""Characters of base64 that a request may carry."""

MOST_EXTRACTIONS = 16
"""Members of `extract_type`: far more than there are kinds, and few enough to complain of one by one."""

SCORE_DECIMALS = 4

_WHITE_SPACE = str.maketrans("", "", " \t\r\n\v\f")


class WebImageRequest(BaseModel):
    """The body of a recognition request. Exactly one of `image` and `url` is given."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", use_attribute_docstrings=True)

    image: str | None = None
    """The picture file in base64, at most 10 MB of it, without a `data:` prefix."""

    url: str | None = None
    """The picture's address. This service does not fetch pictures yet and answers ModelArts.4601."""

    detect_direction: bool | None = None
    """Whether the whole picture may be turned; false by default. True looks for turned lines in any case."""

    detect_text_direction: bool | None = None
    """Whether single lines may be upside-down; true by default."""

    detect_font: bool | None = None
    """Checked, and not answered yet: lines carry no `font_list`."""

    extract_type: Annotated[
        list[Literal["image_size"]] | None, Field(max_length=MOST_EXTRACTIONS, examples=[["image_size"]])
    ] = None
    """What to extract besides the text."""

    @property
    def options(self) -> ReadOptions:
        """What this request asks the engine for."""
        return ReadOptions(
            any_direction=self.detect_text_direction is not False or bool(self.detect_direction)
        )


def parse(body: bytes) -> WebImageRequest:
    """The request that a body holds. Raises MalformedJson or InvalidRequest."""
    try:
        request = WebImageRequest.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        malformed = any(problem["type"] == "json_invalid" for problem in problems)
        raise (MalformedJson if malformed else InvalidRequest) from error
    if bool(request.image) == bool(request.url):
        raise InvalidRequest
    return request


def picture_of(request: WebImageRequest) -> bytes:
    """The bytes of the picture. Raises ImageSizeInvalid, UnsupportedFormat or UrlNotAllowed."""
    if not request.image:
        raise UrlNotAllowed
    if len(request.image) > LONGEST_BASE64:
        raise ImageSizeInvalid
    try:
        return pybase64.b64decode(request.image.translate(_WHITE_SPACE), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnsupportedFormat from error


def render(page: Page, request: WebImageRequest) -> bytes:
    """The body of a successful answer."""
    blocks = [_block(line) for line in page.lines]
    result = {
        "words_block_count": len(blocks),
        "words_block_list": blocks,
        "extracted_data": _extracted(page, request),
    }
    return orjson.dumps({"result": result})


def _block(line: TextLine) -> dict[str, Any]:
    return {
        "words": line.text,
        "confidence": round(line.score, SCORE_DECIMALS),
        "location": [[round(x), round(y)] for x, y in line.quad.tolist()],
    }


def _extracted(page: Page, request: WebImageRequest) -> dict[str, Any]:
    if "image_size" not in (request.extract_type or ()):
        return {}
    return {"image_size": {"height": page.height, "width": page.width}}

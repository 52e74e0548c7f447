"""Request and response bodies of the web-image API."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

import orjson
from pydantic import Field

from models.page import Page, TextLine
from service.api.bodies.recognition import SCORE_DECIMALS, RecognitionRequest, block
from service.request import ReadOptions

MAX_EXTRACT_TYPES = 16
"""Longest `extract_type` list. Without this limit a request could cause millions of validation errors."""


class WebImageRequest(RecognitionRequest):
    """The body of a web-image request."""

    detect_text_direction: bool | None = None
    """Whether text lines may be upside down, sideways or vertical; true by default."""

    detect_font: bool | None = None
    """Whether every line lists its most probable fonts; false by default."""

    extract_type: Annotated[
        list[Literal["contact_info", "image_size"]] | None,
        Field(max_length=MAX_EXTRACT_TYPES, examples=[["contact_info", "image_size"]]),
    ] = None
    """Values to extract in addition to the text."""

    @property
    def options(self) -> ReadOptions:
        """The options for the engine."""
        return ReadOptions(
            any_direction=self.detect_text_direction is not False,
            any_angle=bool(self.detect_direction),
            fonts=bool(self.detect_font),
            contact="contact_info" in (self.extract_type or ()),
        )


def render(page: Page, request: WebImageRequest) -> bytes:
    """Returns the body of a successful response."""
    fonts = _fonts if request.detect_font else _no_fonts
    blocks = [{**block(line), **fonts(line)} for line in page.lines]
    result = {
        "words_block_count": len(blocks),
        "words_block_list": blocks,
        "extracted_data": _extracted(page, request),
    }
    return orjson.dumps({"result": result})


def _fonts(line: TextLine) -> dict[str, Any]:
    return {
        "font_list": [font.name for font in line.fonts],
        "font_scores": [round(font.score, SCORE_DECIMALS) for font in line.fonts],
    }


def _no_fonts(_: TextLine) -> dict[str, Any]:
    return {}


def _extracted(page: Page, request: WebImageRequest) -> dict[str, Any]:
    return {
        kind: extract(page) for kind, extract in _EXTRACTIONS.items() if kind in (request.extract_type or ())
    }


def _contact_info(page: Page) -> dict[str, str]:
    if page.contact is None:
        raise ValueError("the engine did not look for a contact")
    return asdict(page.contact)


def _image_size(page: Page) -> dict[str, int]:
    return {"height": page.height, "width": page.width}


_EXTRACTIONS: Mapping[str, Callable[[Page], dict[str, Any]]] = {
    "contact_info": _contact_info,
    "image_size": _image_size,
}
"""`extract_type` member → function that returns its value in `extracted_data`."""

"""The bodies of the web-image API."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

import orjson
from pydantic import Field

from models.page import Page, TextLine
from service.api.bodies.recognition import SCORE_DECIMALS, RecognitionRequest, block
from service.request import ReadOptions

MOST_EXTRACTIONS = 16
"""Members of `extract_type`: far more than there are kinds, and few enough to complain of one by one."""


class WebImageRequest(RecognitionRequest):
    """The body of a web-image request."""

    detect_text_direction: bool | None = None
    """Whether single lines may be upside-down, sideways or columns; true by default."""

    detect_font: bool | None = None
    """Whether every line says which fonts it resembles; false by default."""

    extract_type: Annotated[
        list[Literal["contact_info", "image_size"]] | None,
        Field(max_length=MOST_EXTRACTIONS, examples=[["contact_info", "image_size"]]),
    ] = None
    """What to extract besides the text."""

    @property
    def options(self) -> ReadOptions:
        """What this request asks the engine for."""
        return ReadOptions(
            any_direction=self.detect_text_direction is not False,
            any_angle=bool(self.detect_direction),
            fonts=bool(self.detect_font),
            contact="contact_info" in (self.extract_type or ()),
        )


def render(page: Page, request: WebImageRequest) -> bytes:
    """The body of a successful answer."""
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
    return {kind: made(page) for kind, made in _EXTRACTIONS.items() if kind in (request.extract_type or ())}


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
"""Every member that `extract_type` may have, and what it puts into the answer."""

"""The bodies of the web-image API."""

from typing import Annotated, Any, Literal

import orjson
from pydantic import Field

from models.page import Page
from service.api.wire import RecognitionRequest, block
from service.engine.entry import ReadOptions

MOST_EXTRACTIONS = 16
"""Members of `extract_type`: far more than there are kinds, and few enough to complain of one by one."""


class WebImageRequest(RecognitionRequest):
    """The body of a web-image request."""

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


def render(page: Page, request: WebImageRequest) -> bytes:
    """The body of a successful answer."""
    blocks = [block(line) for line in page.lines]
    result = {
        "words_block_count": len(blocks),
        "words_block_list": blocks,
        "extracted_data": _extracted(page, request),
    }
    return orjson.dumps({"result": result})


def _extracted(page: Page, request: WebImageRequest) -> dict[str, Any]:
    if "image_size" not in (request.extract_type or ()):
        return {}
    return {"image_size": {"height": page.height, "width": page.width}}

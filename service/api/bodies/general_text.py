"""Request and response bodies of the general-text API, as far as the engine supports its fields."""

from typing import Any

import orjson

from models.orientation.page import page_direction
from models.page import Character, Page, TextLine
from service.api.bodies.recognition import SCORE_DECIMALS, RecognitionRequest, block, location
from service.request import ReadOptions

NO_DIRECTION = -1
"""The direction in a response without `detect_direction`, as the cloud documents."""


class GeneralTextRequest(RecognitionRequest):
    """The body of a general-text request. Other fields of the cloud are ignored."""

    character_mode: bool | None = None
    """Whether every line lists its characters with their locations; false by default."""

    quick_mode: bool | None = None
    """Validated, but without effect: there is only one mode, and it is quick."""

    single_orientation_mode: bool | None = None
    """Validated, but without effect: the direction of every line is detected separately."""

    language: str | None = None
    """Validated, but without effect: Chinese and English are both recognized."""

    @property
    def options(self) -> ReadOptions:
        """The options for the engine."""
        return ReadOptions(any_angle=bool(self.detect_direction), characters=bool(self.character_mode))


def render(page: Page, request: GeneralTextRequest) -> bytes:
    """Returns the body of a successful response."""
    characters = bool(request.character_mode)
    blocks = [_with_characters(line) if characters else block(line) for line in page.lines]
    result = {
        "direction": page_direction(page.lines) if request.detect_direction else NO_DIRECTION,
        "words_block_count": len(blocks),
        "words_block_list": blocks,
    }
    return orjson.dumps({"result": result})


def _with_characters(line: TextLine) -> dict[str, Any]:
    return {**block(line), "char_list": [_character(character) for character in line.characters]}


def _character(character: Character) -> dict[str, Any]:
    return {
        "char": character.text,
        "char_location": location(character.quad),
        "char_confidence": round(character.score, SCORE_DECIMALS),
    }

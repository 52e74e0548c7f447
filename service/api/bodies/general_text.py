"""The bodies of the general-text API: the fields that the same engine can give."""

from typing import Any

import orjson

from models.orientation.page import page_direction
from models.page import Character, Page, TextLine
from service.api.bodies.recognition import SCORE_DECIMALS, RecognitionRequest, block, location
from service.request import ReadOptions

NO_DIRECTION = -1
"""What the cloud answers where the direction was not asked for."""


class GeneralTextRequest(RecognitionRequest):
    """The body of a general-text request. Its other fields are hints for models that are not here."""

    character_mode: bool | None = None
    """Whether every line lists its characters with their places; false by default."""

    quick_mode: bool | None = None
    """Checked, and of no effect: there is one mode, and it is quick."""

    single_orientation_mode: bool | None = None
    """Checked, and of no effect: every line is read in its own direction."""

    language: str | None = None
    """Checked, and of no effect: Chinese and English are read without being told which."""

    @property
    def options(self) -> ReadOptions:
        """What this request asks the engine for."""
        return ReadOptions(any_angle=bool(self.detect_direction), characters=bool(self.character_mode))


def render(page: Page, request: GeneralTextRequest) -> bytes:
    """The body of a successful answer."""
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

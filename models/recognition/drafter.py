"""Drafter: a small recognizer that reads a line first, and says whether its reading stands."""

from collections.abc import Sequence

from models.catalog.line_parameters import TrustParameters
from models.page import Image
from models.recognition.reading import Reading
from models.recognition.recognizer import RecognizedText, Recognizer, text_of
from models.recognition.symbols.explained import may_lack_characters

MIN_CHARACTERS = 2
"""A single character is never trusted: icons and specks are read as one."""

SHORT = 8
"""Characters. Up to this length a text is not trusted if it leaves ink unexplained. In longer texts letters
of unusual width look the same."""


class Drafter:
    """Reads crops with a recognizer, and returns only the texts that are trusted; docs/decisions/0076."""

    def __init__(self, recognizer: Recognizer, trust: TrustParameters) -> None:
        self._recognizer = recognizer
        self._trust = trust

    def warm(self) -> None:
        """Run once every batch size of every common strip width."""
        self._recognizer.warm()

    def read(self, crops: Sequence[Image], with_cells: Sequence[bool]) -> list[RecognizedText | None]:
        """As `Recognizer.read`, but None for each text that is not trusted."""
        readings = self._recognizer.readings(crops)
        return [self._trusted(*each) for each in zip(readings, with_cells, strict=True)]

    def _trusted(self, reading: Reading, with_cells: bool) -> RecognizedText | None:
        """The text, if its scores are high and its pixels call for no correction."""
        if not is_sure(reading, self._trust):
            return None
        if len(reading.characters) <= SHORT and may_lack_characters(reading):
            return None
        corrected = self._recognizer.corrected(reading)
        return text_of(corrected, with_cells) if corrected.text == reading.text else None


def is_sure(reading: Reading, trust: TrustParameters) -> bool:
    """Whether the scores of a reading are high enough."""
    scores = reading.probabilities
    if len(scores) < MIN_CHARACTERS:
        return False
    return reading.score >= trust.score and min(scores) >= trust.least_score

"""Stages that read every crop as one text."""

from collections.abc import Sequence

from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop, JoinedCrops


class OneTextStages:
    """Reads every crop as one text. Keeps the crops."""

    def __init__(self, text: str, score: float) -> None:
        self._text = RecognizedText(text, score)
        self.crops: list[Crop | JoinedCrops] = []

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        return [False for _ in crops]

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        self.crops += crops
        return [self._text for _ in crops]

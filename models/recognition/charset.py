"""The character set of a recognizer: the character of each class, and which ones are ideographs."""

from pathlib import Path

import onnx

from models.catalog.catalog import Model

METADATA_KEY = "character"


def load_charset(model: Model, weights: Path) -> tuple[str, ...]:
    """The character of each class of a recognizer: the blank, the model's own list, the space.

    weights: the folder of the model files. An ONNX model has the list in its metadata, a Paddle model in a
    text file beside the weights. Both have one character a line, without the blank and the space.
    """
    listed = _from_metadata if model.format == "onnx" else _from_text_file
    return ("", *listed(model, weights), " ")


def is_ideograph(character: str) -> bool:
    """Whether a character is one of the 20,992 ideographs of the first block."""
    return "\u4e00" <= character <= "\u9fff"


def _from_metadata(model: Model, weights: Path) -> list[str]:
    proto = onnx.load(model.file(weights, ".onnx"), load_external_data=False)
    (value,) = (entry.value for entry in proto.metadata_props if entry.key == METADATA_KEY)
    characters: str = value
    return characters.split("\n")


def _from_text_file(model: Model, weights: Path) -> list[str]:
    return model.file(weights, ".txt").read_text(encoding="utf-8").rstrip("\n").split("\n")

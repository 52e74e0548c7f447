"""The character set of a recognizer: the character of each class, and which ones are ideographs."""

from pathlib import Path

import onnx

from models.catalog.model import Model

METADATA_KEY, TEXT_FILE = "character", ".txt"


def load_charset(model: Model, weights: Path) -> tuple[str, ...]:
    """The character of each class of a recognizer: the blank, the model's own list, the space.

    weights: the folder of the model files. The list is in a text file of the model, or else in the metadata
    of its ONNX file. Both have one character a line, without the blank and the space.
    """
    has_text_file = any(file.path.endswith(TEXT_FILE) for file in model.files)
    listed = _from_text_file if has_text_file else _from_metadata
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
    return model.file(weights, TEXT_FILE).read_text(encoding="utf-8").rstrip("\n").split("\n")

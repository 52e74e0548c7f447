"""The ordered characters of a recognizer; a class index points into them."""

from pathlib import Path

import onnx

from models.catalog.catalog import Model

METADATA_KEY = "character"


def load_charset(model: Model, weights: Path) -> tuple[str, ...]:
    """The characters of a recognizer by class: the blank first, then the model's own list, then the space.

    Models in ONNX format carry the list in their metadata, models in Paddle format in a text file beside
    the weights; both have one character a line and leave out the blank and the space.
    """
    listed = _from_metadata if model.format == "onnx" else _from_text_file
    return ("", *listed(model, weights), " ")


def _from_metadata(model: Model, weights: Path) -> list[str]:
    proto = onnx.load(model.file(weights, ".onnx"), load_external_data=False)
    (value,) = (entry.value for entry in proto.metadata_props if entry.key == METADATA_KEY)
    characters: str = value
    return characters.split("\n")


def _from_text_file(model: Model, weights: Path) -> list[str]:
    return model.file(weights, ".txt").read_text(encoding="utf-8").rstrip("\n").split("\n")

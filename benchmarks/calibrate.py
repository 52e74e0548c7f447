"""`python -m benchmarks.calibrate`: how far values in the networks reach, so that eight bits can hold them.

Reads rendered pages, `python -m benchmarks.corpus --seed 100 --count 6 --out FOLDER`, and writes the ranges
that `models/graphs/quantize.py` rounds by. Of each tensor two ranges are tried, and the one that moves the
network's answer less is kept: from the lowest to the highest value that came, and the one that is nearest in
the mean.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from math import prod
from pathlib import Path
from random import Random
from typing import Annotated, Any

import cv2
import numpy as np
import onnxruntime as ort
import typer
from numpy.typing import NDArray
from onnx import ModelProto, helper
from rich.console import Console
from rich.progress import track

from models.catalog.catalog import RANGES, Model, model_sets
from models.catalog.detector_parameters import CanvasRule
from models.catalog.line_parameters import RecognizerParameters
from models.geometry import crop
from models.graphs.end_to_end import network_graph
from models.graphs.quantize import Ranges, quantize
from models.page import Image
from models.preprocess import canvas_size, resized
from models.recognition.recognizer import strip_of
from service.settings import Settings
from tests.harness.labels import read_labels

STEM = 5
"""The first convolutions are few and small, and all behind them inherits what they lose: floats."""

MANY = 1000
"""What comes out of a layer of classes is more than this."""

KEPT = 600_000
"""Values of a tensor that its range is judged by."""

MARGIN = np.array([[-3, -3], [3, -3], [3, 3], [-3, 3]], np.float32)
"""From where text stands to the quad that a detector gives, in pixels."""

SHRUNK = np.geomspace(1, 0.1, 24)
"""Parts of the full range that are tried for the nearest in the mean."""

Floats = NDArray[np.float32]


def main(
    pages: Annotated[Path, typer.Argument(help="A folder that benchmarks.corpus wrote.")],
    name: Annotated[str, typer.Option("--set", help="The set of models.")] = "ppocrv6-small",
) -> None:
    """Calibrate the detector and the recognizer of a set."""
    chosen, weights = model_sets()[name], Settings().weights
    rows = Random(0).sample(read_labels(pages / "labels.jsonl"), 33)
    images = [(np.asarray(cv2.imread(str(pages / row.image))), row.lines) for row in rows]
    canvases = [_canvas(image, chosen.detector.parameters.canvas) for image, _ in images]
    strips = [
        _strip(crop(image, line.quad.astype(np.float32) + MARGIN), chosen.recognizer.parameters)
        for image, lines in images
        for line in lines[:12]
    ]
    RANGES.mkdir(exist_ok=True)
    for model, inputs in ((chosen.detector, canvases), (chosen.recognizer, strips)):
        ranges = calibrate(network_graph(model, weights), [_normal(model, pixels) for pixels in inputs])
        document = {"taken_on": f"{len(inputs)} inputs out of {len(rows)} rendered pages", "ranges": ranges}
        (RANGES / f"{model.name}.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def calibrate(network: ModelProto, inputs: Sequence[Floats]) -> Ranges:
    """The ranges of all tensors that are worth rounding, for inputs of the network."""
    full, values = _observed(network, inputs)
    nearest = {name: _nearest(values[name], *bounds) for name, bounds in full.items()}
    judged = list(islice(inputs, 0, None, max(1, len(inputs) // 12)))
    answers = _answers(network, judged)
    chosen = {}
    for name in track(full, "choosing", console=Console(stderr=True), transient=True):
        tried = (full[name], nearest[name])
        chosen[name] = min(tried, key=lambda bounds: _moved(network, {name: bounds}, judged, answers))
    return chosen


def _observed(network: ModelProto, inputs: Sequence[Floats]) -> tuple[Ranges, dict[str, Floats]]:
    """How far each tensor reaches, and some of its values."""
    names, dice, most = _rounded_tensors(network), np.random.default_rng(0), KEPT // len(inputs)
    watched = ModelProto()
    watched.CopyFrom(network)
    watched.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    session = _session(watched)
    bounds: dict[str, tuple[float, float]] = {}
    kept: dict[str, list[Floats]] = {}
    for given in track(inputs, "watching", console=Console(stderr=True), transient=True):
        for name, array in zip(names, session.run(names, {session.get_inputs()[0].name: given}), strict=True):
            if prod(array.shape[2:]) > 1:  # else it is a factor for each channel: nothing to win
                low, high = bounds.get(name, (0.0, 0.0))
                bounds[name] = min(low, float(array.min())), max(high, float(array.max()))
                kept.setdefault(name, []).append(dice.choice(array.ravel(), min(most, array.size)))
    return bounds, {name: np.concatenate(values) for name, values in kept.items()}


def _rounded_tensors(network: ModelProto) -> list[str]:
    """Inputs of convolutions that see all channels, and of a layer of thousands of classes.

    The other convolutions are bound by memory, whatever the numbers, and the other layers are small.
    """
    weights = {tensor.name: tensor.dims for tensor in network.graph.initializer}
    convolutions = [node for node in network.graph.node if node.op_type == "Conv"][STEM:]
    dense = [node.input[0] for node in convolutions if weights[node.input[1]][1] > 1]
    layers = [node for node in network.graph.node if node.op_type == "MatMul" and node.input[1] in weights]
    wide = [node.input[0] for node in layers if weights[node.input[1]][1] > MANY]
    return list(dict.fromkeys(dense + wide))


def _nearest(values: Floats, low: float, high: float) -> tuple[float, float]:
    return min(_shrunk(low, high), key=lambda bounds: _distance(values, *bounds))


def _shrunk(low: float, high: float) -> Iterator[tuple[float, float]]:
    for part in SHRUNK:
        yield low * part, high * part
        yield low, high * part


def _distance(values: Floats, low: float, high: float) -> float:
    """The mean square of what rounding to 256 steps does to the values."""
    step = (high - low) / 255
    zero = round(-low / step)
    rounded = (np.clip(np.round(values / step) + zero, 0, 255) - zero) * step
    return float(np.mean((rounded - values) ** 2))


def _moved(network: ModelProto, ranges: Ranges, inputs: Sequence[Floats], answers: Sequence[Floats]) -> float:
    """By how much the answers change, in the mean."""
    rounded = ModelProto()
    rounded.CopyFrom(network)
    quantize(rounded.graph, ranges)
    pairs = zip(_answers(rounded, inputs), answers, strict=True)
    return float(np.mean([np.abs(one - other).mean() for one, other in pairs]))


def _answers(network: ModelProto, inputs: Sequence[Floats]) -> list[Any]:
    session = _session(network)
    return [session.run(None, {session.get_inputs()[0].name: given})[0] for given in inputs]


def _session(network: ModelProto) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.log_severity_level = 3
    return ort.InferenceSession(network.SerializeToString(), options, providers=["CPUExecutionProvider"])


def _canvas(image: Image, rule: CanvasRule) -> Image:
    height, width = image.shape[:2]
    return resized(image, *canvas_size(width, height, rule))


def _strip(pixels: Image, parameters: RecognizerParameters) -> Image:
    upright = np.rot90(pixels) if pixels.shape[0] > 1.5 * pixels.shape[1] else pixels
    return strip_of(upright, parameters)


def _normal(model: Model, pixels: Image) -> Floats:
    normal = (pixels - np.asarray(model.mean, np.float32)) / np.asarray(model.std, np.float32)
    return np.ascontiguousarray(normal.transpose(2, 0, 1)[np.newaxis], np.float32)


if __name__ == "__main__":
    typer.run(main)

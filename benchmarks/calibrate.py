"""Calibrates the 8-bit ranges of the networks' tensors: `python -m benchmarks.calibrate FOLDER`.

Reads pages that `python -m benchmarks.corpus --seed 100 --count 6 --out FOLDER` rendered, and writes the
ranges that `models/graphs/quantize.py` uses. For each tensor two ranges are compared: the full range of
the observed values, and the range with the smallest mean square error. The range that changes the network's
output less is kept.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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

from models.catalog.catalog import RANGES, model_sets
from models.catalog.detector_parameters import CanvasRule
from models.catalog.line_parameters import RecognizerParameters
from models.catalog.model import Model
from models.geometry import crop
from models.graphs.end_to_end import network_graph
from models.graphs.quantize import Ranges, quantize
from models.page import Image
from models.preprocess import canvas_size, resized
from models.recognition.recognizer import strip_of
from service.settings import Settings
from tests.harness.labels import read_labels

PAGES, LINES_PER_PAGE = 33, 12
"""Number of pages that calibrate the detector, and of lines of each page that calibrate the recognizer."""

COMPARED_INPUTS = 12
"""Approximate number of inputs on which the two ranges of a tensor are compared."""

FLOAT_CONVOLUTIONS = 5
"""Number of first convolutions that stay in float. They are small, and later layers inherit their errors."""

NECK = (33, 65, 121, 153, 185, 193, 201, 209)
FLOAT_TENSORS: Mapping[str, Sequence[str]] = {"ppocrv6-small-det": [f"Add.{number}" for number in NECK]}
"""Name of a model → tensors that stay in float. These are the inputs of the small convolutions that bring the
levels of the detector's backbone together; docs/decisions/0010."""

MIN_CLASSES = 1000
"""A dense layer with more outputs than this is the classification layer, which is quantized."""

SAMPLED_VALUES = 600_000
"""Approximate number of values of a tensor from which the mean square error is computed."""

PADDING = np.array([[-3, -3], [3, -3], [3, 3], [-3, 3]], np.float32)
"""Padding in pixels that turns a true quad into one like the detector's: (corner, x and y)."""

RANGE_SHARES = np.geomspace(1, 0.1, 24)
"""Factors by which the full range is narrowed to find the smallest mean square error."""

Floats = NDArray[np.float32]


def main(
    pages: Annotated[Path, typer.Argument(help="A folder that benchmarks.corpus wrote.")],
    name: Annotated[str, typer.Option("--set", help="The set of models.")] = "ppocrv6-small",
) -> None:
    """Calibrate the detector and the recognizer of a set."""
    chosen, weights = model_sets()[name], Settings().weights
    rows = Random(0).sample(read_labels(pages / "labels.jsonl"), PAGES)
    images = [(np.asarray(cv2.imread(str(pages / row.image))), row.lines) for row in rows]
    canvases = [_canvas(image, chosen.detector.parameters.canvas) for image, _ in images]
    strips = [
        _strip(crop(image, line.quad.astype(np.float32) + PADDING), chosen.recognizer.parameters)
        for image, lines in images
        for line in lines[:LINES_PER_PAGE]
    ]
    RANGES.mkdir(exist_ok=True)
    for model, inputs in ((chosen.detector, canvases), (chosen.recognizer, strips)):
        network, normalized = network_graph(model, weights), [_normalized(model, pixels) for pixels in inputs]
        ranges = calibrate(network, normalized, FLOAT_TENSORS.get(model.name, ()))
        document = {"taken_on": f"{len(inputs)} inputs out of {len(rows)} rendered pages", "ranges": ranges}
        (RANGES / f"{model.name}.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def calibrate(network: ModelProto, inputs: Sequence[Floats], floats: Iterable[str] = ()) -> Ranges:
    """Returns the range of every tensor to quantize: all but `floats`. `inputs` are inputs of the network."""
    full, values = _observed(network, inputs, _quantized_tensors(network, {*floats}))
    least_error = {name: _least_error_range(values[name], *bounds) for name, bounds in full.items()}
    sample = list(islice(inputs, 0, None, max(1, len(inputs) // COMPARED_INPUTS)))
    outputs = _outputs(network, sample)
    chosen = {}
    for name in track(full, "choosing", console=Console(stderr=True), transient=True):
        candidates = (full[name], least_error[name])
        chosen[name] = min(
            candidates, key=lambda bounds: _output_change(network, {name: bounds}, sample, outputs)
        )
    return chosen


def _observed(
    network: ModelProto, inputs: Sequence[Floats], names: Sequence[str]
) -> tuple[Ranges, dict[str, Floats]]:
    """Returns the full range of each tensor, and a sample of its values."""
    rng, count = np.random.default_rng(0), SAMPLED_VALUES // len(inputs)
    observed = ModelProto()
    observed.CopyFrom(network)
    observed.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    session = _session(observed)
    bounds: dict[str, tuple[float, float]] = {}
    samples: dict[str, list[Floats]] = {}
    for x in track(inputs, "observing", console=Console(stderr=True), transient=True):
        for name, array in zip(names, session.run(names, {session.get_inputs()[0].name: x}), strict=True):
            if prod(array.shape[2:]) > 1:  # one value per channel is not worth quantizing
                low, high = bounds.get(name, (0.0, 0.0))
                bounds[name] = min(low, float(array.min())), max(high, float(array.max()))
                samples.setdefault(name, []).append(rng.choice(array.ravel(), min(count, array.size)))
    return bounds, {name: np.concatenate(values) for name, values in samples.items()}


def _quantized_tensors(network: ModelProto, floats: Set[str]) -> list[str]:
    """Returns the inputs of the classification layer and of all convolutions that are not depthwise.

    Depthwise convolutions are limited by memory bandwidth at any precision. The other dense layers are small.
    """
    weights = {tensor.name: tensor.dims for tensor in network.graph.initializer}
    convolutions = [node for node in network.graph.node if node.op_type == "Conv"][FLOAT_CONVOLUTIONS:]
    ungrouped = [node.input[0] for node in convolutions if weights[node.input[1]][1] > 1]
    layers = [node for node in network.graph.node if node.op_type == "MatMul" and node.input[1] in weights]
    classes = [node.input[0] for node in layers if weights[node.input[1]][1] > MIN_CLASSES]
    return [name for name in dict.fromkeys(ungrouped + classes) if name not in floats]


def _least_error_range(values: Floats, low: float, high: float) -> tuple[float, float]:
    return min(_candidate_ranges(low, high), key=lambda bounds: _square_error(values, *bounds))


def _candidate_ranges(low: float, high: float) -> Iterator[tuple[float, float]]:
    """Yields ranges that are narrower at both ends, or at the upper end only."""
    for share in RANGE_SHARES:
        yield low * share, high * share
        yield low, high * share


def _square_error(values: Floats, low: float, high: float) -> float:
    """Returns the mean square error of rounding the values to 256 levels of the range."""
    step = (high - low) / 255
    zero_point = round(-low / step)
    rounded = (np.clip(np.round(values / step) + zero_point, 0, 255) - zero_point) * step
    return float(np.mean((rounded - values) ** 2))


def _output_change(
    network: ModelProto, ranges: Ranges, inputs: Sequence[Floats], outputs: Sequence[Floats]
) -> float:
    """Returns the mean absolute change of the outputs when tensors are quantized to these ranges."""
    quantized = ModelProto()
    quantized.CopyFrom(network)
    quantize(quantized.graph, ranges)
    pairs = zip(_outputs(quantized, inputs), outputs, strict=True)
    return float(np.mean([np.abs(quantized_output - output).mean() for quantized_output, output in pairs]))


def _outputs(network: ModelProto, inputs: Sequence[Floats]) -> list[Any]:
    session = _session(network)
    return [session.run(None, {session.get_inputs()[0].name: x})[0] for x in inputs]


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


def _normalized(model: Model, pixels: Image) -> Floats:
    normalized = (pixels - np.asarray(model.mean, np.float32)) / np.asarray(model.std, np.float32)
    return np.ascontiguousarray(normalized.transpose(2, 0, 1)[np.newaxis], np.float32)


if __name__ == "__main__":
    typer.run(main)

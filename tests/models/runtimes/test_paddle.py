from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray
from paddle.inference import Config, create_predictor

from models.catalog.catalog import models
from models.catalog.model import Model
from models.runtimes.paddle import PaddleSession

WEIGHTS = Path(__file__).parents[3] / "weights"
ONNX = ("ppocrv6-small-det", "ppocrv6-small-rec", "ppocr-mobile-cls")
PADDLE = ("ppocrv4-mobile-det", "ppocrv4-mobile-rec", "ppocr-mobile-cls-paddle")
SHAPES = {
    "detect": [(1, 96, 160), (2, 64, 96), (1, 256, 320)],
    "recognize": [(1, 48, 320), (3, 48, 97), (2, 48, 500)],
    "classify": [(1, 48, 192), (4, 48, 192)],
}


def pictures(shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Returns dark words on a noisy bright background, uint8 (batch, height, width, 3)."""
    rng = np.random.default_rng(5)
    batch = rng.integers(200, 256, (*shape, 3), np.uint8)
    for number, picture in enumerate(batch):
        cv2.putText(picture, f"Paddle {number} 2026", (4, 36), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 40, 90), 2)
    return batch


def normalized(model: Model, batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Returns the input of the network, as the catalog defines it: float32 (batch, 3, height, width)."""
    mean, std = np.array(model.mean, np.float32), np.array(model.std, np.float32)
    pixels = (batch.astype(np.float32) - mean) / std
    return np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))


def by_onnxruntime(model: Model, batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Returns the output of the ONNX file, without any code of the project."""
    session = ort.InferenceSession(model.file(WEIGHTS, ".onnx"), providers=["CPUExecutionProvider"])
    output: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: normalized(model, batch)})[
        0
    ]
    return output


def by_paddle(model: Model, batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Returns the output of the Paddle files, without oneDNN and without any code of the project."""
    config = Config(str(model.file(WEIGHTS, ".pdmodel")), str(model.file(WEIGHTS, ".pdiparams")))
    config.disable_mkldnn()
    config.disable_glog_info()
    predictor = create_predictor(config)
    predictor.get_input_handle(predictor.get_input_names()[0]).copy_from_cpu(normalized(model, batch))
    predictor.run()
    output: NDArray[np.float32] = predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu()
    return output


@pytest.mark.parametrize("name", [*ONNX, *PADDLE])
def test_a_session_gives_the_output_of_the_network(name: str) -> None:
    """Within 1e-4 and with the same classes, for varying batch sizes and widths."""
    model = models()[name]
    reference = by_onnxruntime if model.format == "onnx" else by_paddle
    session = PaddleSession(model, WEIGHTS, threads=1, streams=1)
    for shape in SHAPES[model.task]:
        batch = pictures(shape)
        results, scores = session(batch), reference(model, batch)
        if model.task == "recognize":
            assert results[0].dtype == np.int32
            np.testing.assert_array_equal(results[0], scores.argmax(axis=2))
            np.testing.assert_allclose(results[2], scores[:, :, -1], atol=1e-4)
            scores = scores.max(axis=2)
        elif model.task == "detect":
            scores = scores[:, 0]
        found = results[1] if model.task == "recognize" else results[0]
        assert found.dtype == np.float32
        assert found.shape == scores.shape
        np.testing.assert_allclose(found, scores, atol=1e-4)


def test_the_detector_finds_words() -> None:
    """Without this test, the comparison above would also accept outputs that are all zero."""
    (probabilities,) = PaddleSession(models()["ppocrv6-small-det"], WEIGHTS, 1, 1)(pictures((1, 96, 320)))
    assert probabilities.max() > 0.9
    assert probabilities.min() < 0.01


def test_concurrent_calls_give_the_same_results() -> None:
    session = PaddleSession(models()["ppocr-mobile-cls-paddle"], WEIGHTS, threads=1, streams=2)
    batches = [pictures((count, 48, 192)) for count in (1, 2, 3, 4)]
    alone = [session(batch)[0] for batch in batches]
    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(lambda batch: session(batch)[0], batches * 4))
    for ours, theirs in zip(together, alone * 4, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_a_result_is_not_overwritten_by_the_next_call() -> None:
    session = PaddleSession(models()["ppocr-mobile-cls"], WEIGHTS, threads=1, streams=1)
    (first,) = session(pictures((1, 48, 192)))
    copy = first.copy()
    session(np.zeros((1, 48, 192, 3), np.uint8))
    np.testing.assert_array_equal(first, copy)


def test_sessions_can_be_opened_concurrently() -> None:
    """Paddle builds programs in global variables, which two threads must not share."""
    names = [*ONNX[2:], *PADDLE[2:]] * 2
    batch = pictures((2, 48, 192))
    with ThreadPoolExecutor(4) as threads:
        sessions = list(threads.map(lambda name: PaddleSession(models()[name], WEIGHTS, 1, 1), names))
    for name, session in zip(names, sessions, strict=True):
        alone = PaddleSession(models()[name], WEIGHTS, 1, 1)
        np.testing.assert_allclose(session(batch)[0], alone(batch)[0], atol=1e-6)


@pytest.mark.parametrize("name", ["ppocrv6-small-det", "ppocrv4-mobile-det"])
def test_missing_weights_are_reported(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=name):
        PaddleSession(models()[name], tmp_path, threads=1, streams=1)


def test_a_missing_parameter_file_is_reported(tmp_path: Path) -> None:
    model = models()["ppocr-mobile-cls-paddle"]
    structure = model.file(WEIGHTS, ".pdmodel")
    (tmp_path / structure.name).write_bytes(structure.read_bytes())
    with pytest.raises(FileNotFoundError, match="pdiparams"):
        PaddleSession(model, tmp_path, threads=1, streams=1)

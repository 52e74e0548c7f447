"""The contract of `Session`, tested for every runtime."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from models.catalog.catalog import model_sets, models
from models.geometry import crop
from models.orientation.classifier import Classifier
from models.page import Image
from models.preprocess import resized, strip
from models.recognition.charset import load_charset
from models.recognition.ctc import runs
from models.recognition.recognizer import strip_of
from models.runtimes import RUNTIMES, Arrays, DeviceMissing, Session
from service.imaging.decoding import ImageLimits
from service.settings import ROOT
from tests.harness.sets import pictures
from tests.service.imaging.files import decoded

WEIGHTS = ROOT / "weights"
NETWORKS = {
    "openvino": ("ppocrv6-small-det", "ppocr-mobile-cls", "ppocrv6-small-rec"),
    "onnxruntime": ("ppocrv6-small-det", "ppocr-mobile-cls", "ppocrv6-small-rec"),
    "paddle": ("ppocrv6-small-det", "ppocr-mobile-cls", "ppocrv6-small-rec"),
    "cuda": ("ppocrv6-small-det", "ppocr-mobile-cls", "ppocrv6-small-rec"),
    "paddle, Paddle format": ("ppocrv4-mobile-det", "ppocr-mobile-cls-paddle", "ppocrv4-mobile-rec"),
}
"""Case → its detector, classifier and recognizer. A case begins with the name of its runtime."""

DETECT, CLASSIFY, RECOGNIZE = range(3)
LINES = 12

SET = model_sets()["ppocrv6-small"]
"""The set whose parameters prepare the inputs. All sets expect the same inputs."""

every_runtime = pytest.mark.parametrize("runtime", NETWORKS)


@cache
def _session(runtime: str, task: int) -> Session:
    model = models()[NETWORKS[runtime][task]]
    try:
        return RUNTIMES[runtime.partition(",")[0]](model, WEIGHTS, 1, 2)
    except DeviceMissing as reason:
        pytest.skip(f"{runtime}: {reason}")


@cache
def _crops() -> tuple[tuple[str, Image], ...]:
    """Returns crops of English text lines with 3 pixels of padding, and their true texts."""
    path, truth = next(row for row in pictures("committed") if row[1].kind == "english")
    page = decoded(path.read_bytes(), ImageLimits())
    padding = np.array([[-3, -3], [3, -3], [3, 3], [-3, 3]], np.float32)
    return tuple(
        (line.text, crop(page, line.quad.astype(np.float32) + padding)) for line in truth.lines[:LINES]
    )


def _strip(pixels: Image) -> NDArray[np.uint8]:
    return strip_of(pixels, SET.recognizer.parameters)[np.newaxis]


def _text(runtime: str, output: Arrays) -> str:
    charset = load_charset(models()[NETWORKS[runtime][RECOGNIZE]], WEIGHTS)
    classes = output[0][0]
    return "".join(charset[index] for index in classes[runs(classes)[:, 0]].tolist())


@every_runtime
def test_a_detector_returns_a_probability_for_every_pixel(runtime: str) -> None:
    page = np.full((96, 320, 3), 255, np.uint8)
    page[32:64, 32:288] = resized(_crops()[0][1], 256, 32)
    (probability,) = _session(runtime, DETECT)(page[np.newaxis])

    assert probability.dtype == np.float32
    assert probability.shape == (1, 96, 320)
    assert 0 <= probability.min() <= probability.max() <= 1
    assert probability[0, 48, 100:220].mean() > 0.5
    assert probability[0, :16].max() < 0.2


@every_runtime
def test_a_classifier_finds_an_upside_down_line(runtime: str) -> None:
    classifier = Classifier(_session(runtime, CLASSIFY), SET.classifier.parameters)
    _, line = max(_crops(), key=lambda row: len(row[0]))
    (probability,) = _session(runtime, CLASSIFY)(strip(line, 48, 192)[np.newaxis])

    assert probability.dtype == np.float32
    assert probability.shape == (1, 2)
    assert probability.sum() == pytest.approx(1.0, abs=1e-2)
    assert classifier.are_upside_down([line, np.rot90(line, 2)]) == [False, True]


@every_runtime
def test_a_recognizer_reads_lines_of_all_widths(runtime: str) -> None:
    session = _session(runtime, RECOGNIZE)
    outputs = [session(_strip(pixels)) for _, pixels in _crops()]
    texts = [_text(runtime, output) for output in outputs]
    pairs = zip(texts, _crops(), strict=True)
    correct = sum("".join(true.split()) == "".join(text.split()) for text, (true, _) in pairs)

    for classes, *probabilities, features in outputs:
        assert features.dtype == np.float32
        assert features.shape[:2] == classes.shape
        assert classes.dtype == np.int32
        assert [each.dtype for each in probabilities] == [np.float32] * 2
        assert {each.shape for each in probabilities} == {(1, classes.shape[1])} == {classes.shape}
    assert correct >= 0.8 * LINES


@every_runtime
def test_a_recognizer_returns_the_probability_of_a_space(runtime: str) -> None:
    session = _session(runtime, RECOGNIZE)
    space = len(load_charset(models()[NETWORKS[runtime][RECOGNIZE]], WEIGHTS)) - 1
    outputs = [session(_strip(pixels)) for _, pixels in _crops()]
    classes, best, spaces, _ = (np.concatenate(each, axis=1)[0] for each in zip(*outputs, strict=True))

    assert (classes == space).any()
    np.testing.assert_allclose(spaces[classes == space], best[classes == space], atol=1e-3)
    assert (spaces <= best + 1e-3).all()


@pytest.mark.parametrize("runtime", ["openvino", "paddle", "cuda"])
def test_the_same_weights_give_the_same_text_on_every_runtime(runtime: str) -> None:
    for _, pixels in _crops():
        outputs = {name: _session(name, RECOGNIZE)(_strip(pixels)) for name in (runtime, "onnxruntime")}

        assert _text(runtime, outputs[runtime]) == _text("onnxruntime", outputs["onnxruntime"])


@every_runtime
def test_a_result_is_not_overwritten_by_the_next_call(runtime: str) -> None:
    session = _session(runtime, RECOGNIZE)
    (_, first), (_, second) = _crops()[:2]
    output = session(_strip(first))
    copies = [array.copy() for array in output]
    session(_strip(second))

    for array, copy in zip(output, copies, strict=True):
        np.testing.assert_array_equal(copy, array)


@every_runtime
def test_concurrent_calls_give_the_same_texts(runtime: str) -> None:
    session = _session(runtime, RECOGNIZE)
    strips = [_strip(pixels) for _, pixels in _crops()]
    alone = [_text(runtime, session(batch)) for batch in strips]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda batch: _text(runtime, session(batch)), strips * 3))

    assert alone * 3 == together


@every_runtime
def test_more_threads_than_streams_give_the_same_results(runtime: str) -> None:
    session = _session(runtime, CLASSIFY)
    batch = strip(_crops()[0][1], 48, 192)[np.newaxis]
    (alone,) = session(batch)
    for _ in range(3):
        with ThreadPoolExecutor(4) as pool:
            outputs = list(pool.map(session, [batch] * 8))
        for (output,) in outputs:
            np.testing.assert_allclose(alone, output, atol=1e-2)


@every_runtime
@pytest.mark.parametrize("task", [DETECT, CLASSIFY, RECOGNIZE])
def test_each_input_of_a_batch_has_its_own_output(runtime: str, task: int) -> None:
    height = (64, 48, 48)[task]
    pictures_ = [np.ascontiguousarray(strip(pixels, height, 192)) for _, pixels in _crops()[:2]]
    together = _session(runtime, task)(np.stack(pictures_))

    for index, picture in enumerate(pictures_):
        alone = _session(runtime, task)(picture[np.newaxis])
        assert together[0].shape[0] == len(pictures_)
        np.testing.assert_allclose(alone[-1][0], together[-1][index], atol=0.05)

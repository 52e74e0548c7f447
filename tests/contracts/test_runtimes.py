"""What a session promises, kept by every runtime."""

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
from models.recognition.ctc import decode
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
    "paddle, its own format": ("ppocrv4-mobile-det", "ppocr-mobile-cls-paddle", "ppocrv4-mobile-rec"),
}
DETECT, CLASSIFY, RECOGNIZE = range(3)
LINES = 12

SET = model_sets()["ppocrv6-small"]
"""All sets have the same inputs."""

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
    """Lines of English text, with what they say."""
    path, truth = next(row for row in pictures("committed") if row[1].kind == "english")
    page = decoded(path.read_bytes(), ImageLimits())
    outwards = np.array([[-3, -3], [3, -3], [3, 3], [-3, 3]], np.float32)
    return tuple(
        (line.text, crop(page, line.quad.astype(np.float32) + outwards)) for line in truth.lines[:LINES]
    )


def _strip(pixels: Image) -> NDArray[np.uint8]:
    return strip_of(pixels, SET.recognizer.parameters)[np.newaxis]


def _text(runtime: str, answer: Arrays) -> str:
    charset = load_charset(models()[NETWORKS[runtime][RECOGNIZE]], WEIGHTS)
    return decode(answer[0][0], answer[1][0], charset)[0]


@every_runtime
def test_a_detector_answers_with_a_probability_for_every_pixel(runtime: str) -> None:
    page = np.full((96, 320, 3), 255, np.uint8)
    page[32:64, 32:288] = resized(_crops()[0][1], 256, 32)
    (probability,) = _session(runtime, DETECT)(page[np.newaxis])

    assert probability.dtype == np.float32
    assert probability.shape == (1, 96, 320)
    assert 0 <= probability.min() <= probability.max() <= 1
    assert probability[0, 48, 100:220].mean() > 0.5
    assert probability[0, :16].max() < 0.2


@every_runtime
def test_a_classifier_tells_a_line_that_stands_on_its_head(runtime: str) -> None:
    classifier = Classifier(_session(runtime, CLASSIFY), SET.classifier.parameters)
    _, line = max(_crops(), key=lambda row: len(row[0]))
    (probability,) = _session(runtime, CLASSIFY)(strip(line, 48, 192)[np.newaxis])

    assert probability.dtype == np.float32
    assert probability.shape == (1, 2)
    assert probability.sum() == pytest.approx(1.0, abs=1e-2)
    assert classifier.are_upside_down([line, np.rot90(line, 2)]) == [False, True]


@every_runtime
def test_a_recognizer_reads_lines_of_every_width(runtime: str) -> None:
    session = _session(runtime, RECOGNIZE)
    answers = [session(_strip(pixels)) for _, pixels in _crops()]
    read = [_text(runtime, answer) for answer in answers]
    right = sum(
        "".join(text.split()) == "".join(said.split()) for said, (text, _) in zip(read, _crops(), strict=True)
    )

    assert all(classes.dtype == np.int32 and scores.dtype == np.float32 for classes, scores in answers)
    assert all(classes.shape == scores.shape == (1, classes.shape[1]) for classes, scores in answers)
    assert right >= 0.8 * LINES


@pytest.mark.parametrize("runtime", ["openvino", "paddle", "cuda"])
def test_the_same_weights_give_the_same_text_on_every_runtime(runtime: str) -> None:
    for _, pixels in _crops():
        answers = {name: _session(name, RECOGNIZE)(_strip(pixels)) for name in (runtime, "onnxruntime")}

        assert _text(runtime, answers[runtime]) == _text("onnxruntime", answers["onnxruntime"])


@every_runtime
def test_answers_belong_to_the_caller(runtime: str) -> None:
    session = _session(runtime, RECOGNIZE)
    (_, one), (_, other) = _crops()[:2]
    first = session(_strip(one))
    kept = [array.copy() for array in first]
    session(_strip(other))

    for array, copy in zip(first, kept, strict=True):
        np.testing.assert_array_equal(copy, array)


@every_runtime
def test_threads_side_by_side_get_the_answers_that_they_would_get_alone(runtime: str) -> None:
    session = _session(runtime, RECOGNIZE)
    strips = [_strip(pixels) for _, pixels in _crops()]
    alone = [_text(runtime, session(batch)) for batch in strips]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda batch: _text(runtime, session(batch)), strips * 3))

    assert alone * 3 == together


@every_runtime
def test_more_threads_than_streams_only_wait(runtime: str) -> None:
    session = _session(runtime, CLASSIFY)
    batch = strip(_crops()[0][1], 48, 192)[np.newaxis]
    (alone,) = session(batch)
    for _ in range(3):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(session, [batch] * 8))
        for (answer,) in answers:
            np.testing.assert_allclose(alone, answer, atol=1e-2)


@every_runtime
@pytest.mark.parametrize("task", [DETECT, CLASSIFY, RECOGNIZE])
def test_a_batch_gives_each_its_own_answer(runtime: str, task: int) -> None:
    height = (64, 48, 48)[task]
    pictures_ = [np.ascontiguousarray(strip(pixels, height, 192)) for _, pixels in _crops()[:2]]
    together = _session(runtime, task)(np.stack(pictures_))

    for index, picture in enumerate(pictures_):
        alone = _session(runtime, task)(picture[np.newaxis])
        assert together[0].shape[0] == len(pictures_)
        np.testing.assert_allclose(alone[-1][0], together[-1][index], atol=0.05)

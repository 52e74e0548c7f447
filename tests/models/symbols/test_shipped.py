"""The shipped network of symbols."""

from functools import cache

import cv2
import numpy as np
import pytest

from models.catalog.catalog import models
from models.catalog.model import SymbolModel
from models.catalog.pull import is_verified
from models.runtimes import RUNTIMES, DeviceMissing
from models.symbols.classifier import FOLDER, HEIGHT, MODEL, WIDTH, Grey, SymbolClassifier

LARGEST_NETWORK = 300_000


@cache
def _opened(runtime: str) -> SymbolClassifier:
    try:
        return SymbolClassifier(RUNTIMES[runtime](models()[MODEL], FOLDER, 1, 1))
    except DeviceMissing as reason:
        pytest.skip(f"{runtime}: {reason}")


def _circle() -> Grey:
    piece = np.zeros((48, 40), np.uint8)
    cv2.circle(piece, (20, 24), 14, 255, -1, cv2.LINE_AA)
    return piece


def _triangle() -> Grey:
    piece = np.zeros((48, 40), np.uint8)
    cv2.fillPoly(piece, [np.array([[5, 37], [35, 37], [20, 10]])], 255, cv2.LINE_AA)
    return piece


def _arrow() -> Grey:
    piece = np.zeros((48, 44), np.uint8)
    cv2.arrowedLine(piece, (5, 24), (38, 24), 255, 2, cv2.LINE_AA, tipLength=0.3)
    return piece


def _letter(text: str) -> Grey:
    piece = np.zeros((48, 36), np.uint8)
    cv2.putText(piece, text, (5, 36), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 2, cv2.LINE_AA)
    return piece


def test_the_network_matches_its_catalog_row_and_size_limit() -> None:
    model = models()[MODEL]
    (file,) = model.files

    assert isinstance(model, SymbolModel)
    assert is_verified(file, FOLDER)
    assert (model.parameters.height, model.parameters.width) == (HEIGHT, WIDTH)
    assert (FOLDER / file.path).stat().st_size < LARGEST_NETWORK


@pytest.mark.parametrize("runtime", ["openvino", "onnxruntime", "paddle", "cuda"])
def test_every_runtime_tells_drawn_symbols_from_letters(runtime: str) -> None:
    pieces = [_circle(), _triangle(), _arrow(), _letter("R"), _letter("K")]
    found = _opened(runtime).classify(pieces)

    assert [each.text for each in found] == ["●", "▲", "→", "", ""]
    assert all(0 < each.probability <= 1 for each in found)


def test_the_result_does_not_depend_on_other_pieces() -> None:
    classifier = _opened("onnxruntime")
    pieces = [_circle(), _triangle(), _arrow(), _letter("R")]

    together = classifier.classify(pieces)
    alone = [classifier.classify([each])[0] for each in pieces]

    assert [each.text for each in together] == [each.text for each in alone]
    assert [each.probability for each in together] == pytest.approx([each.probability for each in alone])

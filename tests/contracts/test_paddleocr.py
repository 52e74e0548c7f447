"""Compares the Paddle runtime with paddleocr 3.7 on the same PP-OCRv4 weights.

paddlex pins other library versions than this project, so paddleocr runs in a separate environment:

    pip install paddleocr==3.7.0 "paddlex[ocr-core]==3.7.2" paddlepaddle==3.3.1
    cd tests/data/corpus
    python ../../contracts/paddleocr_reference.py ../../../weights \
        images/{chat_000,english_000,product_001,digits_001,traditional_000,phone_001}.* \
        > ../../contracts/paddleocr_reference.jsonl

Its output is stored next to this test.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import ROOT
from tests.harness.labels import LabelledImage, read_labels
from tests.harness.scoring import Score, merge, score_image

CORPUS = ROOT / "tests" / "data" / "corpus"
REFERENCE = Path(__file__).with_name("paddleocr_reference.jsonl")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = open_engine(
        EngineConfig(
            runtime="paddle",
            models="ppocrv4-mobile",
            weights=ROOT / "weights",
            threads=2,
            max_side=8192,
            integers=False,
            fonts=ROOT / "fonts.npz",
        )
    )
    yield opened
    opened.close()


def test_the_paddle_runtime_gives_the_text_of_paddleocr(engine: Engine) -> None:
    """Input sizes and crops differ, so boxes differ by some pixels, and one character in fifty may differ."""
    score = merge(_compared_with_paddleocr(engine, reference) for reference in read_labels(REFERENCE))

    assert score.true > 1000
    assert score.f1 >= 0.98


def _compared_with_paddleocr(engine: Engine, reference: LabelledImage) -> Score:
    request = ReadRequest((CORPUS / reference.image).read_bytes(), ReadOptions(), NEVER)
    return score_image(reference, engine.submit(request).result().lines)

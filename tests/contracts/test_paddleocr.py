"""The Paddle runtime beside paddleocr 3.7 on the same PP-OCRv4 weights.

paddlex pins libraries that contradict ours, so paddleocr reads in an environment of its own:

    pip install paddleocr==3.7.0 "paddlex[ocr-core]==3.7.2" paddlepaddle==3.3.1
    cd tests/data/corpus
    python ../../contracts/paddleocr_reference.py ../../../weights \
        images/{chat_000,english_000,product_001,digits_001,traditional_000,phone_001}.* \
        > ../../contracts/paddleocr_reference.jsonl

What it printed is kept beside this test.
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
        EngineConfig("paddle", "ppocrv4-mobile", ROOT / "weights", 2, 8192, False, ROOT / "fonts.npz")
    )
    yield opened
    opened.close()


def test_our_paddle_runtime_reads_what_paddleocr_reads(engine: Engine) -> None:
    """Boxes differ by pixels, because the canvas and the way of cropping do; so may a character in fifty."""
    score = merge(_beside_paddleocr(engine, reference) for reference in read_labels(REFERENCE))

    assert score.true > 1000
    assert score.f1 >= 0.98


def _beside_paddleocr(engine: Engine, reference: LabelledImage) -> Score:
    entry = ReadRequest((CORPUS / reference.image).read_bytes(), ReadOptions(), NEVER)
    return score_image(reference, engine.submit(entry).result().lines)

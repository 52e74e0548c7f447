"""The recognizer together with the classifier of symbols."""

import numpy as np
from numpy.typing import NDArray

from models.catalog.catalog import model_sets
from models.recognition.recognizer import Checks, Recognizer
from models.runtimes import Arrays
from models.symbols.classifier import SymbolClassifier
from models.symbols.symbols import SYMBOLS
from tests.models.recognition.symbols.strips import HEIGHT, drawn

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
CHARSET = ("", "姓", "住", "戽", " ")
LINE = drawn(("姓", 0.9, 0.15), ("", 0.9, 0.15), ("住", 0.9, 0.1)).pixels
STEP = 8


class LineSession:
    """Reads the first and the last character of LINE, and `alone` in any narrower strip."""

    def __init__(self, alone: dict[int, int]) -> None:
        self._alone = alone
        self.widths: list[int] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        width = batch.shape[2]
        self.widths.append(width)
        classes = np.zeros((len(batch), width // STEP), np.int32)
        found = {6: 1, 15: 2} if width > PARAMETERS.strip_widths[0] else self._alone
        for step, index in found.items():
            classes[:, step] = index
        scores = np.full(classes.shape, 0.99, np.float32)
        return classes, scores, np.zeros(classes.shape, np.float32)


class OneClass:
    """Finds one class in all pieces."""

    def __init__(self, index: int) -> None:
        self._index = index

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        probabilities = np.zeros((len(batch), len(SYMBOLS) + 2), np.float32)
        probabilities[:, self._index] = 0.99
        return (probabilities,)


def _read(session: LineSession, found: int) -> str:
    assert LINE.shape[0] == HEIGHT
    symbols = SymbolClassifier(OneClass(found))
    (read,) = Recognizer(session, CHARSET, PARAMETERS, checks=Checks(symbols)).read([LINE], [False])
    return read.text


def test_a_symbol_is_put_where_the_network_reads_nothing() -> None:
    assert _read(LineSession({}), SYMBOLS.index("㎡")) == "姓㎡住"


def test_ordinary_text_that_was_left_out_is_read_alone() -> None:
    session = LineSession({4: 3})

    assert _read(session, len(SYMBOLS)) == "姓戽住"
    assert session.widths[-1] == PARAMETERS.strip_widths[0]


def test_nothing_is_invented_where_not_one_character_is_read_alone() -> None:
    assert _read(LineSession({}), len(SYMBOLS)) == "姓住"
    assert _read(LineSession({2: 3, 6: 1}), len(SYMBOLS)) == "姓住"


def test_a_picture_stays_unread() -> None:
    assert _read(LineSession({4: 3}), len(SYMBOLS) + 1) == "姓住"


def test_the_warm_up_includes_the_classifier() -> None:
    class Counted(OneClass):
        calls = 0

        def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
            Counted.calls += 1
            return super().__call__(batch)

    Recognizer(LineSession({}), CHARSET, PARAMETERS, checks=Checks(SymbolClassifier(Counted(0)))).warm()

    assert Counted.calls == 1

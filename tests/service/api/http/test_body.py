"""Bodies of clients that send at once, slowly, incompletely or too much."""

import asyncio
from collections.abc import Iterable

import pytest
from starlette.requests import Request
from starlette.types import Message

from service.api.http.body import LARGEST_BODY, KeptBody, read_body
from service.api.http.body_budget import BodyBudget, Reservation
from service.errors import BodyTooLarge, SenderStalled

MEBI = 1024 * 1024


class Sender:
    """Sends the given messages, then nothing more. Counts the calls of `receive`."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self._messages = iter(messages)
        self.calls = 0

    async def receive(self) -> Message:
        self.calls += 1
        for message in self._messages:
            return message
        return await asyncio.Event().wait() and {}


def _part(body: bytes, *, has_more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": has_more}


def _read(sender: Sender, length: int | None = None) -> bytearray:
    headers = [] if length is None else [(b"content-length", str(length).encode())]
    request = Request({"type": "http", "headers": headers}, sender.receive)
    body = KeptBody(Reservation(BodyBudget()))
    asyncio.run(read_body(request, body, stall_seconds=0.01))
    return body.data


def test_the_parts_of_a_body_are_joined() -> None:
    assert _read(Sender([_part(b"ab"), _part(b""), _part(b"c", has_more=False)])) == b"abc"


@pytest.mark.parametrize("tail", [[], [{"type": "http.disconnect"}]], ids=["silence", "disconnect"])
def test_an_incomplete_body_raises_sender_stalled(tail: list[Message]) -> None:
    with pytest.raises(SenderStalled):
        _read(Sender([_part(b"ab"), *tail]))


def test_a_body_with_a_too_large_content_length_is_refused_unread() -> None:
    sender = Sender([])
    with pytest.raises(BodyTooLarge):
        _read(sender, LARGEST_BODY + 1)

    assert sender.calls == 0


def test_a_body_without_content_length_is_refused_once_it_is_too_large() -> None:
    sender = Sender(_part(b"a" * MEBI) for _ in range(100))
    with pytest.raises(BodyTooLarge):
        _read(sender)

    assert sender.calls == LARGEST_BODY // MEBI + 1


def test_the_largest_body_is_read() -> None:
    assert len(_read(Sender([_part(b"a" * LARGEST_BODY, has_more=False)]), LARGEST_BODY)) == LARGEST_BODY


def test_a_caller_can_bound_the_total_time() -> None:
    """A client that sends byte by byte never stalls, but a timeout around the call stops it."""

    class ByteByByte(Sender):
        async def receive(self) -> Message:
            await asyncio.sleep(0)
            return _part(b"a")

    async def bounded() -> None:
        request = Request({"type": "http", "headers": []}, ByteByByte([]).receive)
        body = KeptBody(Reservation(BodyBudget()))
        await asyncio.wait_for(read_body(request, body, stall_seconds=10), 0.01)

    with pytest.raises(TimeoutError):
        asyncio.run(bounded())

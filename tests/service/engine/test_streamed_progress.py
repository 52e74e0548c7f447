"""The progress of a picture on the stream of its call: order, and calls that end while a thread waits."""

import asyncio
from time import monotonic

import pytest

from service.engine.streamed_progress import StreamedProgress
from service.errors import CallerGone
from service.rpc.messages import AT_RISK, SAFE

pytestmark = pytest.mark.anyio


def _progress() -> StreamedProgress:
    return StreamedProgress(monotonic() + 3600)


async def test_messages_are_sent_in_order_until_the_page_is_done() -> None:
    progress, done, sent = _progress(), asyncio.Future[object](), list[bytes]()

    async def write(message: bytes) -> None:
        sent.append(message)

    sending = asyncio.create_task(progress.send_until(done, write))
    await asyncio.to_thread(progress.at_risk)
    progress.safe()
    await asyncio.to_thread(progress.at_risk)
    done.set_result(None)
    await sending

    assert sent == [AT_RISK, SAFE, AT_RISK]


async def test_a_thread_goes_on_at_once_if_the_call_ends_while_its_message_is_sent() -> None:
    """Otherwise it would wait for the deadline, and with it a stream of the device."""
    progress, is_writing = _progress(), asyncio.Event()

    async def write(_: bytes) -> None:
        is_writing.set()
        await asyncio.Event().wait()

    sending = asyncio.create_task(progress.send_until(asyncio.Future(), write))
    telling = asyncio.create_task(asyncio.to_thread(progress.at_risk))
    await is_writing.wait()
    sending.cancel()

    with pytest.raises(CallerGone):
        await asyncio.wait_for(telling, 3)


async def test_messages_that_wait_when_the_call_ends_and_later_ones_fail() -> None:
    progress, is_writing = _progress(), asyncio.Event()

    async def write(_: bytes) -> None:
        is_writing.set()
        await asyncio.Event().wait()

    sending = asyncio.create_task(progress.send_until(asyncio.Future(), write))
    progress.safe()
    await is_writing.wait()
    waiting = asyncio.create_task(asyncio.to_thread(progress.at_risk))
    await asyncio.sleep(0)
    sending.cancel()

    with pytest.raises(CallerGone):
        await asyncio.wait_for(waiting, 3)
    with pytest.raises(CallerGone):
        await asyncio.wait_for(asyncio.to_thread(progress.at_risk), 3)

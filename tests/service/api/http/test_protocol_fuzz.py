"""The protocol under whatever bytes there are."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st

from service.api.http.protocol import Protocol
from tests.service.api.http.protocol_harness import by_hand, settled
from tests.service.api.http.test_connection import FRAGMENTS


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Whatever uvicorn logs meanwhile; caplog is not for tests that run many times over."""
    records: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    logger, handler = logging.getLogger("uvicorn.error"), Kept()
    logger.addHandler(handler)
    yield records
    logger.removeHandler(handler)


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(min_size=1, max_size=8), max_size=12))
def test_whatever_comes_is_answered_in_http_or_not_at_all(pieces: list[bytes]) -> None:
    async def play() -> bytes:
        protocol, transport, clock = by_hand()
        for piece in filter(None, pieces):
            protocol.data_received(piece)
            await asyncio.sleep(0)
        clock.advance(Protocol.HEAD_SECONDS)
        protocol.connection_lost(None)
        await settled(protocol)
        return transport.written

    with _complaints() as records:
        said = asyncio.run(play())

    assert said == b"" or said.startswith(b"HTTP/1.1 ")
    assert b"HTTP/1.1 500 " not in said
    assert not records

"""The protocol with random input."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st

from service.api.http.protocol import Protocol
from tests.service.api.http.protocol_harness import by_hand, settled
from tests.service.api.http.test_request_parser import FRAGMENTS


@contextmanager
def _uvicorn_errors() -> Iterator[list[str]]:
    """Collects the error log of uvicorn. The caplog fixture cannot be used with hypothesis."""
    records: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    logger, handler = logging.getLogger("uvicorn.error"), Collector()
    logger.addHandler(handler)
    yield records
    logger.removeHandler(handler)


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(min_size=1, max_size=8), max_size=12))
def test_any_input_is_answered_with_valid_http_or_not_at_all(pieces: list[bytes]) -> None:
    async def play() -> bytes:
        protocol, transport, clock = by_hand()
        for piece in filter(None, pieces):
            protocol.data_received(piece)
            await asyncio.sleep(0)
        clock.advance(Protocol.HEAD_SECONDS)
        protocol.connection_lost(None)
        await settled(protocol)
        return transport.written

    with _uvicorn_errors() as records:
        written = asyncio.run(play())

    assert written == b"" or written.startswith(b"HTTP/1.1 ")
    assert b"HTTP/1.1 500 " not in written
    assert not records

"""The timeouts of the protocol, on a recording transport and a manual clock."""

import pytest

from service.api.http.protocol import Protocol
from tests.service.api.http.protocol_harness import (
    ECHO_HEAD,
    GET,
    IMPATIENT_HEAD,
    by_hand,
    open_another,
    settled,
)

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "head",
    [ECHO_HEAD.replace(b"1.1", b"1.0"), ECHO_HEAD + b"Connection: close\r\n"],
    ids=["HTTP/1.0", "Connection: close"],
)
async def test_input_after_the_last_request_does_not_prevent_its_answer(head: bytes) -> None:
    protocol, transport, _ = by_hand()
    protocol.data_received(head + b"Content-Length: 3\r\n\r\nabc")
    protocol.data_received(b"\r\n")
    await settled(protocol)

    assert transport.written.startswith(b"HTTP/1.1 200 ")
    assert transport.written.endswith(b"abc")
    assert transport.calls[-1] == "close"


async def test_a_silent_client_is_disconnected_without_an_answer() -> None:
    _, transport, clock = by_hand()
    clock.advance(Protocol.HEAD_SECONDS - 1)
    assert not transport.is_closing()
    clock.advance(1)

    assert transport.is_closing()
    assert transport.written == b""


async def test_empty_lines_do_not_extend_the_time_for_a_head() -> None:
    protocol, transport, clock = by_hand()
    for _ in range(int(Protocol.HEAD_SECONDS)):
        assert not transport.is_closing()
        protocol.data_received(b"\r\n")
        clock.advance(1)

    assert transport.is_closing()


async def test_a_head_that_arrives_too_slowly_is_answered_with_400() -> None:
    protocol, transport, clock = by_hand()
    clock.advance(Protocol.HEAD_SECONDS - 1)  # the first byte restarts the timer
    for byte in GET[: int(Protocol.HEAD_SECONDS)]:
        assert transport.written == b""
        protocol.data_received(bytes([byte]))
        clock.advance(1)

    assert transport.written.startswith(b"HTTP/1.1 400 ")
    assert b"APIG.0201" in transport.written
    assert transport.calls[-1] == "write_eof"
    clock.advance(Protocol.LINGER_SECONDS)
    assert transport.calls[-1] == "abort"


async def test_a_head_that_completes_in_time_cancels_the_timer() -> None:
    protocol, transport, clock = by_hand()
    protocol.data_received(GET[:9])
    clock.advance(Protocol.HEAD_SECONDS - 1)
    protocol.data_received(GET[9:])
    clock.advance(Protocol.HEAD_SECONDS)
    await settled(protocol)

    assert transport.written.startswith(b"HTTP/1.1 200 ")
    assert not transport.is_closing()


async def test_the_second_head_of_a_connection_has_the_same_timeout() -> None:
    protocol, transport, clock = by_hand()
    protocol.data_received(GET + GET[:9])
    await settled(protocol)
    clock.advance(Protocol.HEAD_SECONDS)

    assert transport.written.count(b"HTTP/1.1 ") == 2
    assert b"HTTP/1.1 400 " in transport.written


async def test_a_client_that_leaves_answers_unread_is_disconnected() -> None:
    protocol, transport, clock = by_hand()
    protocol.data_received(GET)
    protocol.pause_writing()
    clock.advance(Protocol.UNREAD_SECONDS - 1)
    before = list(transport.calls)
    clock.advance(1)
    protocol.connection_lost(None)  # as the abort of a real transport does
    await settled(protocol)

    assert "abort" not in before
    assert transport.calls[len(before)] == "abort"
    assert transport.written == b""


async def test_a_client_that_reads_again_in_time_stays_connected() -> None:
    protocol, transport, clock = by_hand()
    protocol.data_received(GET)
    protocol.pause_writing()
    clock.advance(Protocol.UNREAD_SECONDS - 1)
    protocol.resume_writing()
    await settled(protocol)
    clock.advance(1)

    assert transport.written.endswith(b'"hello"')
    assert not transport.is_closing()


async def test_a_disconnect_cancels_all_timers() -> None:
    protocol, _, clock = by_hand()
    protocol.data_received(GET + GET[:9])
    await settled(protocol)
    protocol.pause_writing()
    protocol.connection_lost(ConnectionResetError())

    assert not clock.has_timers


# Shutdown of the server.


async def test_a_shutdown_does_not_wait_for_a_partial_head() -> None:
    protocol, transport, clock = by_hand()
    protocol.data_received(GET[:9])
    protocol.shutdown()
    clock.advance(Protocol.HEAD_SECONDS)

    assert transport.calls == ["close"]
    assert transport.written == b""


async def test_a_shutdown_does_not_wait_for_an_idle_client() -> None:
    protocol, transport, _ = by_hand()
    protocol.data_received(GET)
    await settled(protocol)
    protocol.shutdown()

    assert transport.calls == ["close"]


async def test_a_shutdown_aborts_a_lingering_close() -> None:
    protocol, transport, _ = by_hand()
    protocol.data_received(b"nonsense\r\n\r\n")
    protocol.shutdown()

    assert transport.calls[-1] == "abort"


@pytest.mark.parametrize(
    ("rest", "status"), [(b"bc", b"200"), (b"", b"400")], ids=["a running request", "a stalled body"]
)
async def test_a_shutdown_waits_for_the_answer_of_a_running_request_only(rest: bytes, status: bytes) -> None:
    protocol, transport, _ = by_hand()
    protocol.data_received(IMPATIENT_HEAD + b"Content-Length: 3\r\n\r\na")
    protocol.shutdown()
    before = list(transport.calls)
    protocol.data_received(rest)
    await settled(protocol)

    assert before == []
    assert transport.written.startswith(b"HTTP/1.1 " + status)
    assert transport.calls[-1] == "close"


async def test_a_connection_is_idle_before_a_request_and_after_its_answer() -> None:
    protocol, transport, _ = by_hand(most_connections=1)
    protocol.data_received(GET)
    await settled(protocol)
    open_another(protocol)

    assert transport.calls[-1] == "abort"


async def test_a_connection_with_a_part_of_a_head_counts_as_idle() -> None:
    protocol, transport, _ = by_hand(most_connections=1)
    protocol.data_received(GET + GET[:9])
    await settled(protocol)
    open_another(protocol)

    assert transport.calls[-1] == "abort"


async def test_a_connection_with_a_request_is_kept() -> None:
    protocol, transport, _ = by_hand(most_connections=1)
    protocol.data_received(ECHO_HEAD + b"Content-Length: 3\r\n\r\n")
    open_another(protocol)
    protocol.data_received(b"abc")
    await settled(protocol)

    assert "abort" not in transport.calls

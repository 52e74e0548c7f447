"""The calls that a lingering close makes, on a recording transport."""

import pytest

from service.api.http.lingering import LingeringTransport
from tests.service.api.http.fakes import ManualClock, RecordingTransport

SECONDS = 30.0


def _transport(*, may_send: bool) -> tuple[LingeringTransport, RecordingTransport, ManualClock]:
    inner, clock = RecordingTransport(), ManualClock()
    return LingeringTransport(inner, clock.loop, lambda: may_send, SECONDS), inner, clock


def test_a_connection_is_closed_at_once_if_the_peer_has_sent_everything() -> None:
    transport, inner, _ = _transport(may_send=False)
    transport.close()

    assert inner.calls == ["close"]


def test_only_the_sending_half_is_closed_while_the_peer_may_send() -> None:
    transport, inner, _ = _transport(may_send=True)
    transport.close()
    transport.pause_reading()

    assert inner.calls == ["resume_reading", "write_eof"]
    assert transport.is_closing()


@pytest.mark.parametrize(
    "may_send", [False, True], ids=["a peer that never reads", "a peer that never stops sending"]
)
def test_a_closing_connection_is_aborted_after_the_limit(may_send: bool) -> None:
    transport, inner, clock = _transport(may_send=may_send)
    transport.close()
    clock.advance(SECONDS - 1)
    before = list(inner.calls)
    clock.advance(1)

    assert "abort" not in before
    assert inner.calls == [*before, "abort"]


def test_a_second_close_has_no_effect() -> None:
    transport, inner, _ = _transport(may_send=True)
    transport.close()
    once = list(inner.calls)
    transport.close()

    assert inner.calls == once


def test_an_abort_cancels_the_timer() -> None:
    transport, inner, clock = _transport(may_send=True)
    transport.close()
    transport.abort()

    assert inner.calls[-1] == "abort"
    assert not clock.has_timers


def test_closing_after_the_peer_has_disconnected_raises_nothing() -> None:
    class Disconnected(RecordingTransport):
        def write_eof(self) -> None:
            raise OSError(107, "Transport endpoint is not connected")

    transport = LingeringTransport(Disconnected(), ManualClock().loop, lambda: True, SECONDS)
    transport.close()

    assert transport.is_closing()

"""How a connection is closed, on a transport that only remembers."""

import pytest

from service.api.http.lingering import LingeringTransport
from tests.service.api.http.fakes import Clock, FakeTransport

SECONDS = 30.0


def _transport(lingers: bool) -> tuple[LingeringTransport, FakeTransport, Clock]:
    below, clock = FakeTransport(), Clock()
    return LingeringTransport(below, clock.loop, lambda: lingers, SECONDS), below, clock


def test_where_nothing_is_to_come_the_socket_is_closed_at_once() -> None:
    transport, below, _ = _transport(lingers=False)
    transport.close()

    assert below.calls == ["close"]


def test_where_more_may_come_only_the_sending_half_is_closed_and_reading_goes_on() -> None:
    transport, below, _ = _transport(lingers=True)
    transport.close()
    transport.pause_reading()

    assert below.calls == ["resume_reading", "write_eof"]
    assert transport.is_closing()


@pytest.mark.parametrize("lingers", [False, True], ids=["a peer that never reads", "a peer that never stops"])
def test_everything_is_dropped_in_the_end(lingers: bool) -> None:
    transport, below, clock = _transport(lingers)
    transport.close()
    clock.advance(SECONDS - 1)
    before = list(below.calls)
    clock.advance(1)

    assert "abort" not in before
    assert below.calls == [*before, "abort"]


def test_a_second_close_changes_nothing() -> None:
    transport, below, _ = _transport(lingers=True)
    transport.close()
    once = list(below.calls)
    transport.close()

    assert below.calls == once


def test_an_abort_leaves_nothing_to_wait_for() -> None:
    transport, below, clock = _transport(lingers=True)
    transport.close()
    transport.abort()

    assert below.calls[-1] == "abort"
    assert not clock.waits


def test_a_peer_that_is_gone_is_no_error() -> None:
    class Gone(FakeTransport):
        def write_eof(self) -> None:
            raise OSError(107, "Transport endpoint is not connected")

    transport = LingeringTransport(Gone(), Clock().loop, lambda: True, SECONDS)
    transport.close()

    assert transport.is_closing()

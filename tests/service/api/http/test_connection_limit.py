import pytest
from structlog.testing import capture_logs

from service.api.http.connection_limit import LOG_SECONDS, ConnectionLimit
from tests.service.api.http.fakes import ManualClock


class Connection:
    def __init__(self, limit: ConnectionLimit) -> None:
        self.is_closed = False
        limit.opened(self)

    def close_idle(self) -> None:
        self.is_closed = True


@pytest.fixture
def limit() -> ConnectionLimit:
    return ConnectionLimit(3)


def _open(limit: ConnectionLimit, count: int) -> list[Connection]:
    return [Connection(limit) for _ in range(count)]


def test_up_to_the_limit_no_connection_is_closed(limit: ConnectionLimit) -> None:
    assert [connection.is_closed for connection in _open(limit, 3)] == [False] * 3


def test_beyond_the_limit_the_connection_that_is_idle_longest_is_closed(limit: ConnectionLimit) -> None:
    first, second, third = _open(limit, 3)
    limit.became_busy(first)
    limit.became_idle(first)
    Connection(limit)

    assert [each.is_closed for each in (first, second, third)] == [False, True, False]


def test_a_busy_connection_is_never_closed(limit: ConnectionLimit) -> None:
    connections = _open(limit, 3)
    for connection in connections:
        limit.became_busy(connection)
    late = Connection(limit)

    assert not any(connection.is_closed for connection in connections)
    assert late.is_closed


def test_a_closed_connection_makes_room(limit: ConnectionLimit) -> None:
    first, *others = _open(limit, 3)
    limit.closed(first)
    Connection(limit)

    assert not any(connection.is_closed for connection in others)


def test_closed_connections_are_logged_together() -> None:
    clock = ManualClock()
    limit = ConnectionLimit(1, clock.now)
    with capture_logs() as lines:
        _open(limit, 11)
        clock.advance(LOG_SECONDS)
        _open(limit, 1)

    assert [line["idle_ones_closed"] for line in lines] == [1, 10]

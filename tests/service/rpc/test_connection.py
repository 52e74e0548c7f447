from typing import Any

import pytest

from service.rpc.connection import FAILURES_BEFORE_REST, FIRST_REST, LONGEST_REST, Connection, rest_after


@pytest.fixture
def connection() -> Connection:
    nothing: Any = None
    connection = Connection("unix:engine", nothing, nothing)
    connection.record_state(is_connected=True)
    return connection


def _fail(connection: Connection, now: float, times: int = FAILURES_BEFORE_REST) -> float:
    return max(connection.record_failure(now) for _ in range(times))


def test_the_rest_doubles_with_every_further_failure() -> None:
    assert [rest_after(failures) for failures in range(7)] == [0, 0, 0, 0.5, 1, 2, 4]
    assert rest_after(10**6) == LONGEST_REST


def test_a_connected_engine_that_fails_several_times_in_a_row_rests(connection: Connection) -> None:
    assert _fail(connection, now=10.0, times=FAILURES_BEFORE_REST - 1) == 0
    assert connection.is_available(10.0)
    assert connection.record_failure(10.0) == FIRST_REST
    assert [connection.is_available(now) for now in (10.0, 10.0 + FIRST_REST)] == [False, True]


def test_failures_during_a_rest_do_not_prolong_it(connection: Connection) -> None:
    _fail(connection, now=10.0)

    assert _fail(connection, now=10.1, times=100) == 0
    assert connection.is_available(10.0 + FIRST_REST)


def test_an_answer_ends_the_row_of_failures(connection: Connection) -> None:
    for _ in range(9):
        assert _fail(connection, now=10.0, times=FAILURES_BEFORE_REST - 1) == 0
        connection.record_answer()


def test_an_engine_that_connects_again_does_not_rest(connection: Connection) -> None:
    """Its failures were those of the process before it."""
    _fail(connection, now=10.0, times=300)
    connection.record_state(is_connected=False)
    connection.record_state(is_connected=True)

    assert connection.is_available(10.0)


def test_only_changes_of_the_state_are_reported(connection: Connection) -> None:
    assert [connection.record_state(is_connected=state) for state in (True, False, False, True)] == [
        False, True, False, True,
    ]  # fmt: skip

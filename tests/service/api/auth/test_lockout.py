import pytest

from service.api.auth.lockout import LOCK_SECONDS, MAX_FAILURES, MAX_RECORDS, Lockout, network_of

HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


def _after_failures(count: int, name: str = "a", at: float = 0.0) -> Lockout:
    lockout = Lockout()
    for _ in range(count):
        lockout.record_failure(name, HERE, at)
    return lockout


def test_the_limits_are_those_of_the_cloud() -> None:
    assert (MAX_FAILURES, LOCK_SECONDS) == (5, 300)


def test_the_fifth_failure_locks() -> None:
    assert not _after_failures(4).is_locked("a", HERE, 0)
    assert _after_failures(5).is_locked("a", HERE, 0)


def test_a_lock_ends_after_five_minutes() -> None:
    lockout = _after_failures(5, at=1000)

    assert lockout.is_locked("a", HERE, 1299.9)
    assert not lockout.is_locked("a", HERE, 1300)


def test_failures_during_a_lock_do_not_extend_it() -> None:
    lockout = _after_failures(5, at=0)
    for second in range(300):
        lockout.record_failure("a", HERE, second)

    assert not lockout.is_locked("a", HERE, 300)


def test_the_count_restarts_after_a_lock() -> None:
    lockout = _after_failures(5)
    for _ in range(4):
        lockout.record_failure("a", HERE, 300)
    assert not lockout.is_locked("a", HERE, 300)
    lockout.record_failure("a", HERE, 300)
    assert lockout.is_locked("a", HERE, 300)


def test_a_success_resets_the_count() -> None:
    lockout = _after_failures(4)
    lockout.record_success("a", HERE)
    lockout.record_failure("a", HERE, 0)

    assert not lockout.is_locked("a", HERE, 0)


def test_a_success_without_earlier_failures_has_no_effect() -> None:
    lockout = Lockout()
    lockout.record_success("a", HERE)

    assert not lockout.is_locked("a", HERE, 0)


def test_a_lock_does_not_affect_other_names() -> None:
    assert not _after_failures(5).is_locked("b", HERE, 0)


def test_the_oldest_name_is_dropped_when_there_are_too_many() -> None:
    lockout = _after_failures(5, name="first")
    for number in range(MAX_RECORDS - 1):
        lockout.record_failure(str(number), HERE, 0)
    assert lockout.is_locked("first", HERE, 0)
    lockout.record_failure("one more", HERE, 0)

    assert not lockout.is_locked("first", HERE, 0)


def test_the_name_with_the_least_recent_failure_is_dropped_first() -> None:
    lockout = _after_failures(4, name="first")
    for number in range(MAX_RECORDS - 1):
        lockout.record_failure(str(number), HERE, 0)
    lockout.record_failure("first", HERE, 0)
    lockout.record_failure("one more", HERE, 0)

    assert lockout.is_locked("first", HERE, 0)


def test_failures_elsewhere_do_not_lock_a_name_here() -> None:
    lockout = Lockout()
    for _ in range(100):
        lockout.record_failure("a", ELSEWHERE, 0)

    assert lockout.is_locked("a", ELSEWHERE, 0)
    assert not lockout.is_locked("a", HERE, 0)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("", ""),
        ("no:address", "no:address"),
    ],
)
def test_the_network_of_an_ipv6_address_has_64_bits(address: str, network: str) -> None:
    assert network_of(address) == network

from service.api.auth.lockout import LOCK_SECONDS, MAX_FAILURES, MAX_UNKNOWN_NAMES, Lockout


def _after_failures(count: int, name: str = "a", at: float = 0.0) -> Lockout:
    lockout = Lockout(())
    for _ in range(count):
        lockout.record_failure(name, at)
    return lockout


def test_the_limits_are_those_of_the_cloud() -> None:
    assert (MAX_FAILURES, LOCK_SECONDS) == (5, 300)


def test_the_fifth_failure_locks() -> None:
    assert not _after_failures(4).is_locked("a", 0)
    assert _after_failures(5).is_locked("a", 0)


def test_a_lock_ends_after_five_minutes() -> None:
    lockout = _after_failures(5, at=1000)

    assert lockout.is_locked("a", 1299.9)
    assert not lockout.is_locked("a", 1300)


def test_failures_during_a_lock_do_not_extend_it() -> None:
    lockout = _after_failures(5, at=0)
    for second in range(300):
        lockout.record_failure("a", second)

    assert not lockout.is_locked("a", 300)


def test_the_count_restarts_after_a_lock() -> None:
    lockout = _after_failures(5)
    for _ in range(4):
        lockout.record_failure("a", 300)
    assert not lockout.is_locked("a", 300)
    lockout.record_failure("a", 300)
    assert lockout.is_locked("a", 300)


def test_a_success_resets_the_count() -> None:
    lockout = _after_failures(4)
    lockout.record_success("a")
    lockout.record_failure("a", 0)

    assert not lockout.is_locked("a", 0)


def test_a_success_without_earlier_failures_has_no_effect() -> None:
    lockout = Lockout(())
    lockout.record_success("a")

    assert not lockout.is_locked("a", 0)


def test_a_lock_does_not_affect_other_names() -> None:
    assert not _after_failures(5).is_locked("b", 0)


def test_the_oldest_unknown_name_is_dropped_when_there_are_too_many() -> None:
    lockout = _after_failures(5, name="first")
    for number in range(MAX_UNKNOWN_NAMES - 1):
        lockout.record_failure(str(number), 0)
    assert lockout.is_locked("first", 0)
    lockout.record_failure("one more", 0)

    assert not lockout.is_locked("first", 0)


def test_a_known_name_is_never_dropped() -> None:
    lockout = Lockout(["a"])
    for _ in range(MAX_FAILURES):
        lockout.record_failure("a", 0)
    for number in range(MAX_UNKNOWN_NAMES + 1):
        lockout.record_failure(str(number), 0)

    assert lockout.is_locked("a", 0)
    assert not lockout.is_locked("a", LOCK_SECONDS)


def test_the_name_with_the_least_recent_failure_is_dropped_first() -> None:
    lockout = _after_failures(4, name="first")
    for number in range(MAX_UNKNOWN_NAMES - 1):
        lockout.record_failure(str(number), 0)
    lockout.record_failure("first", 0)
    lockout.record_failure("one more", 0)

    assert lockout.is_locked("first", 0)

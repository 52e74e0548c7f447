from service.api.auth.lockout import LOCKED_SECONDS, MOST_FAILURES, MOST_UNKNOWN, Lockout


def _failed(times: int, name: str = "a", at: float = 0.0) -> Lockout:
    lockout = Lockout(())
    for _ in range(times):
        lockout.failed(name, at)
    return lockout


def test_the_figures_are_the_clouds() -> None:
    assert (MOST_FAILURES, LOCKED_SECONDS) == (5, 300)


def test_the_fifth_failure_locks() -> None:
    assert not _failed(4).is_locked("a", 0)
    assert _failed(5).is_locked("a", 0)


def test_a_lock_ends_after_five_minutes() -> None:
    lockout = _failed(5, at=1000)

    assert lockout.is_locked("a", 1299.9)
    assert not lockout.is_locked("a", 1300)


def test_failures_against_a_lock_do_not_make_it_longer() -> None:
    lockout = _failed(5, at=0)
    for second in range(300):
        lockout.failed("a", second)

    assert not lockout.is_locked("a", 300)


def test_after_a_lock_the_count_starts_again() -> None:
    lockout = _failed(5)
    for _ in range(4):
        lockout.failed("a", 300)
    assert not lockout.is_locked("a", 300)
    lockout.failed("a", 300)
    assert lockout.is_locked("a", 300)


def test_a_success_starts_the_count_again() -> None:
    lockout = _failed(4)
    lockout.succeeded("a")
    lockout.failed("a", 0)

    assert not lockout.is_locked("a", 0)


def test_a_success_of_a_name_that_never_failed_is_nothing_special() -> None:
    lockout = Lockout(())
    lockout.succeeded("a")

    assert not lockout.is_locked("a", 0)


def test_names_do_not_concern_each_other() -> None:
    assert not _failed(5).is_locked("b", 0)


def test_made_up_names_do_not_fill_the_memory() -> None:
    lockout = _failed(5, name="first")
    for number in range(MOST_UNKNOWN - 1):
        lockout.failed(str(number), 0)
    assert lockout.is_locked("first", 0)
    lockout.failed("one more", 0)

    assert not lockout.is_locked("first", 0)


def test_a_known_name_is_never_forgotten() -> None:
    lockout = Lockout(["a"])
    for _ in range(MOST_FAILURES):
        lockout.failed("a", 0)
    for number in range(MOST_UNKNOWN + 1):
        lockout.failed(str(number), 0)

    assert lockout.is_locked("a", 0)
    assert not lockout.is_locked("a", LOCKED_SECONDS)


def test_the_name_that_failed_longest_ago_is_forgotten_first() -> None:
    lockout = _failed(4, name="first")
    for number in range(MOST_UNKNOWN - 1):
        lockout.failed(str(number), 0)
    lockout.failed("first", 0)
    lockout.failed("one more", 0)

    assert lockout.is_locked("first", 0)

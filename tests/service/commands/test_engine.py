import os

from structlog.testing import capture_logs

from service.commands.engine import _stay_on

NO_PROCESSOR = 1 << 14
"""More than any Linux is built for."""


def test_processors_that_are_gone_are_told_and_any_other_will_do() -> None:
    before = os.sched_getaffinity(0)
    with capture_logs() as logs:
        _stay_on(str(NO_PROCESSOR))

    assert [line["log_level"] for line in logs] == ["warning"]
    assert os.sched_getaffinity(0) == before


def test_it_stays_on_what_it_is_told() -> None:
    before = os.sched_getaffinity(0)
    try:
        _stay_on(f"{max(before)}")
        now = os.sched_getaffinity(0)
    finally:
        os.sched_setaffinity(0, before)

    assert now == {max(before)}

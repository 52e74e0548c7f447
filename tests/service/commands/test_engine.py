import os

from structlog.testing import capture_logs

from service.commands.engine import _pin_to

NO_PROCESSOR = 1 << 14
"""A processor number beyond what Linux supports."""


def test_missing_processors_are_logged_and_any_others_are_used() -> None:
    before = os.sched_getaffinity(0)
    with capture_logs() as logs:
        _pin_to(str(NO_PROCESSOR))

    assert [line["log_level"] for line in logs] == ["warning"]
    assert os.sched_getaffinity(0) == before


def test_an_engine_is_pinned_to_its_processors() -> None:
    before = os.sched_getaffinity(0)
    try:
        _pin_to(f"{max(before)}")
        now = os.sched_getaffinity(0)
    finally:
        os.sched_setaffinity(0, before)

    assert now == {max(before)}

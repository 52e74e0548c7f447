"""Forwarding of an engine's log, with streams that are fed by hand."""

import asyncio
import json
from typing import Any

import pytest
import structlog

from service.process.engine_log import (
    LONGEST_LINE,
    MOST_NATIVE_LINES,
    REPORT_SECONDS,
    WINDOW_SECONDS,
    EngineLog,
    Lines,
    NativeLines,
)
from service.process.log_writer import LOG
from service.process.logs import configure_logs


def _forwarded(data: bytes, capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    async def forward() -> None:
        stream = asyncio.StreamReader()
        stream.feed_data(data)
        stream.feed_eof()
        await EngineLog(3, asyncio.get_running_loop().time).forward(stream)

    configure_logs()
    try:
        asyncio.run(forward())
        LOG.drain()
    finally:
        structlog.reset_defaults()
    return [json.loads(line) for line in capfd.readouterr().err.splitlines()]


def test_a_flood_of_native_lines_is_cut_and_counted(capfd: pytest.CaptureFixture[str]) -> None:
    *native, left_out = _forwarded(b"libpng warning: hush\n" * 10_000, capfd)

    assert [line["event"] for line in native] == ["native"] * MOST_NATIVE_LINES
    assert (left_out["event"], left_out["lines"]) == ("native lines left out", 10_000 - MOST_NATIVE_LINES)
    assert left_out["engine"] == 3


def test_lines_of_the_engine_are_never_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    lines = _forwarded(b'remark\n{"event": "request"}\n' * 100, capfd)

    assert sum(line["event"] == "request" for line in lines) == 100


@pytest.mark.parametrize(
    "line", [b'{"event": "cut', b'{"a": 1} {"b": 2}', b'{"' + b"[" * 20_000, b"\xff\x1b"]
)
def test_a_line_that_is_not_json_is_native(line: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    (forwarded,) = _forwarded(line, capfd)

    assert forwarded["event"] == "native"


def test_a_line_without_an_end_takes_bounded_memory(capfd: pytest.CaptureFixture[str]) -> None:
    """It is longer than the limit of asyncio's own reader of lines, which raises ValueError."""
    remark, after = _forwarded(b"x" * (10 * LONGEST_LINE) + b'\n{"event": "after"}\n', capfd)

    assert (remark["event"], after["event"]) == ("native", "after")
    assert len(remark["said"]) < 300


def test_lines_are_cut_from_any_pieces() -> None:
    lines = Lines()

    assert lines.feed(b"a") == []
    assert lines.feed(b"b\nc\n\nd") == [b"ab", b"c", b""]
    assert lines.end() == [b"d"]
    assert lines.end() == []


def test_lines_are_admitted_again_after_the_window() -> None:
    native = NativeLines()
    admitted = [native.admits(0.0) for _ in range(MOST_NATIVE_LINES + 2)]

    assert admitted == [True] * MOST_NATIVE_LINES + [False] * 2
    assert native.seconds_to_report(0.5) == REPORT_SECONDS - 0.5
    assert (native.take_left_out(), native.take_left_out(), native.seconds_to_report(9)) == (2, 0, None)
    assert not native.admits(WINDOW_SECONDS)
    assert native.admits(WINDOW_SECONDS + 0.1)

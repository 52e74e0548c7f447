"""The log writer on real pipes and files."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.process.log_writer import MOST_WAITING_BYTES, LogWriter

SECONDS = 10.0


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    yield reader, writer
    os.close(reader)
    os.close(writer)


def _read_lines(descriptor: int, last: str) -> list[str]:
    """All lines of a pipe until the last one."""
    data = b""
    while not data.endswith(f"{last}\n".encode()):
        data += os.read(descriptor, 1 << 16)
    return data.decode().splitlines()


def test_lines_are_written_in_order(pipe: tuple[int, int]) -> None:
    writer = LogWriter(pipe[1])
    for line in ("first\n", "汉字\n", "a lone surrogate \udc80\n"):
        writer.write(line)

    assert writer.drain(SECONDS)
    assert os.read(pipe[0], 1000).decode() == "first\n汉字\na lone surrogate \\udc80\n"


@pytest.mark.parametrize("blocking", [True, False])
def test_a_reader_that_stops_costs_lines_but_no_time(pipe: tuple[int, int], blocking: bool) -> None:
    """Nobody reads while lines are queued, so that a call that waited would never return."""
    os.set_blocking(pipe[1], blocking)
    writer = LogWriter(pipe[1])
    line = "x" * 999 + "\n"
    queued = 4 * MOST_WAITING_BYTES // len(line)
    for _ in range(queued):
        writer.write(line)
    with ThreadPoolExecutor(1) as reading:
        lines_read = reading.submit(_read_lines, pipe[0], "last")
        assert writer.drain(SECONDS)
        writer.write("last\n")
        lines = lines_read.result()
    reports = [json.loads(each)["lines"] for each in lines if "log lines dropped" in each]

    assert sum(reports) > 0
    assert lines.count(line.strip()) == queued - sum(reports)


def test_lost_lines_are_counted_in_a_later_line(pipe: tuple[int, int]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    output = os.dup(full)
    writer = LogWriter(output)
    for _ in range(3):
        writer.write("lost\n")
    assert writer.drain(SECONDS)
    os.dup2(pipe[1], output)
    writer.write("kept\n")
    report, kept = _read_lines(pipe[0], "kept")
    os.close(full)

    assert (json.loads(report)["event"], json.loads(report)["lines"]) == ("log lines dropped", 3)
    assert kept == "kept"


def test_a_reader_that_has_gone_fails_nothing() -> None:
    reader, output = os.pipe()
    os.close(reader)
    writer = LogWriter(output)
    writer.write("lost\n")
    gone = writer.drain(SECONDS)
    os.close(output)

    assert gone


def test_a_fork_has_its_own_thread_and_writes_no_line_twice(tmp_path: Path) -> None:
    script = (
        "import os\n"
        "from service.process.log_writer import LOG\n"
        "LOG.write('parent\\n')\n"
        "child = os.fork()\n"
        "LOG.write('after %s\\n' % bool(child))\n"
        "child and os.waitpid(child, 0)\n"
    )
    with (tmp_path / "log").open("wb") as log:
        subprocess.run([sys.executable, "-W", "ignore", "-c", script], stderr=log, check=True)

    assert sorted((tmp_path / "log").read_text().splitlines()) == ["after False", "after True", "parent"]


def test_a_process_ends_although_its_log_is_never_read(pipe: tuple[int, int]) -> None:
    script = (
        "from service.process.log_writer import LOG\nfor _ in range(300): LOG.write('x' * 999 + '\\n')\n"
        "raise SystemExit(7)"
    )
    done = subprocess.run([sys.executable, "-c", script], stderr=pipe[1], check=False, timeout=60)

    assert done.returncode == 7

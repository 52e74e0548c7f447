"""The heartbeat of an engine: when a process hangs, and what the pipe does."""

import asyncio
import os
from contextlib import suppress

import pytest

from service.process import heartbeat
from service.process.heartbeat import MOST_SILENT_CHECKS, Pulse, send_beats, until_hanging

pytestmark = pytest.mark.anyio


def test_a_process_hangs_after_several_silent_checks_in_a_row() -> None:
    pulse = Pulse()
    pulse.beat()
    silent = [pulse.check() for _ in range(MOST_SILENT_CHECKS)]

    assert silent == [False] * (MOST_SILENT_CHECKS - 1) + [True]


def test_a_beat_starts_the_count_again() -> None:
    pulse = Pulse()
    for _ in range(9):
        pulse.beat()
        assert not any(pulse.check() for _ in range(MOST_SILENT_CHECKS - 1))


def test_a_process_that_is_starting_never_hangs() -> None:
    pulse = Pulse()

    assert not any(pulse.check() for _ in range(1000))


async def test_a_process_that_stops_its_beats_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "CHECK_SECONDS", 0.001)
    beats = asyncio.StreamReader()
    beats.feed_data(b"..")

    await until_hanging(beats)


async def test_a_process_that_closes_its_pipe_does_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "CHECK_SECONDS", 0.001)
    beats = asyncio.StreamReader()
    beats.feed_data(b".")
    beats.feed_eof()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(until_hanging(beats), 0.1)


async def test_beats_are_written_until_nobody_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.0)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    sending = asyncio.create_task(send_beats(writing))
    received = await asyncio.to_thread(os.read, reading, 3)
    os.close(reading)
    await sending

    assert set(received) == set(b".")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.close(writing)


async def test_a_full_pipe_does_not_block_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.0)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writing, bytes(4096))
    sending = asyncio.create_task(send_beats(writing))
    for _ in range(10):
        await asyncio.sleep(0)

    assert not sending.done()
    os.close(reading)
    await sending

"""Writes lines to standard error on a thread of its own, so that a log never blocks or fails its process.

Own code: `logging.handlers.QueueHandler` with `QueueListener` counts no dropped lines and does not survive a
fork. docs/decisions/0070.
"""

import atexit
import json
import os
import select
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from threading import Condition, Thread

MOST_WAITING_BYTES = 1024 * 1024
"""The most bytes of lines that wait, some 4,000 lines. Further lines are dropped and counted."""

EXIT_SECONDS = 1.0
"""The longest time for which the end of a process waits until its lines are written."""

STANDARD_ERROR = 2
"""The file descriptor of standard error."""


class LogWriter:
    """A bounded queue of lines and the thread that writes them.

    A line is lost if the queue is full or the file cannot be written: the disk is full, or the reader of a
    pipe has gone. A later line says how many were lost. A fork starts with an empty queue.
    """

    def __init__(self, descriptor: int = STANDARD_ERROR) -> None:
        self._descriptor = descriptor
        self._start_empty()
        os.register_at_fork(after_in_child=self._start_empty)

    def write(self, text: str) -> None:
        """Queue the text, which ends with a new line. Never blocks and never raises."""
        data = text.encode(errors="backslashreplace")
        with self._changed:
            if self._waiting_bytes + len(data) > MOST_WAITING_BYTES:
                self._dropped += 1
                return
            self._waiting.append(data)
            self._waiting_bytes += len(data)
            self._start_thread()
            self._changed.notify_all()

    def flush(self) -> None:
        """Do nothing: the thread writes each line at once. Callers expect the methods of a file."""

    def drain(self, seconds: float = EXIT_SECONDS) -> bool:
        """Wait until all lines are written or lost, for at most this time. Returns whether they are."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting, seconds)

    def _start_empty(self) -> None:
        # The lock is reentrant, because a signal handler may log while its thread queues a line.
        self._changed = Condition()
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._dropped = 0
        self._has_torn_line = False
        self._thread: Thread | None = None

    def _start_thread(self) -> None:
        if self._thread is not None:
            return
        thread = Thread(target=self._run, name="log", daemon=True)
        with suppress(RuntimeError):  # no thread can be started now; the next line tries again
            thread.start()
            self._thread = thread

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                data, dropped = self._waiting[0], self._dropped
            reported = dropped if dropped and self._put(_report(dropped)) else 0
            lost = not self._put(data)
            with self._changed:
                self._waiting_bytes -= len(self._waiting.popleft())
                self._dropped += lost - reported
                self._changed.notify_all()

    def _put(self, line: bytes) -> bool:
        """Write one line. Waits as long as the file accepts nothing. Returns whether it was written."""
        left = b"\n" + line if self._has_torn_line else line
        length = len(left)
        while left:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                self._wait_until_writable()
            except OSError:
                self._has_torn_line |= len(left) < length
                return False
        self._has_torn_line = False
        return True

    def _wait_until_writable(self) -> None:
        """Wait for a file that another process has made non-blocking."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT)
        poll.poll()


def _report(dropped: int) -> bytes:
    line = {
        "lines": dropped,
        "event": "log lines dropped",
        "level": "warning",
        "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
    }
    return json.dumps(line).encode() + b"\n"


LOG = LogWriter()
"""The log of this process."""

atexit.register(LOG.drain)

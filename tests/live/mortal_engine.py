"""An engine process that answers at once, waits for a file, refuses, or dies, as the picture's bytes say.

python -m tests.live.mortal_engine ADDRESS FOLDER
"""

import asyncio
import os
import signal
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import cast

from models.page import Page
from service.engine.engine import Engine
from service.engine.entry import Entry
from service.engine.server import answer
from service.errors import EngineBusy

BUSY, DEADLY, ENDLESS, SLOW = b"busy", b"deadly", b"endless", b"slow"


class MortalEngine:
    """Notes in the folder what it has taken up, one file a picture and process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = ThreadPoolExecutor(16)

    def submit(self, entry: Entry) -> Future[Page]:
        if entry.data.startswith(ENDLESS):
            return self._endless(entry.data)
        return self._threads.submit(self._read, entry.data)

    def _endless(self, data: bytes) -> Future[Page]:
        """A page that never comes; how it ends is noted too."""
        answer: Future[Page] = Future()
        answer.add_done_callback(lambda _: self._note(data + b"-cancelled"))
        self._note(data)
        return answer

    def _note(self, data: bytes) -> None:
        (self._folder / f"{data.decode()}.{os.getpid()}").touch()

    def _read(self, data: bytes) -> Page:
        self._note(data)
        if data.startswith(BUSY):
            raise EngineBusy(7)
        if data.startswith(DEADLY):
            os.kill(os.getpid(), signal.SIGKILL)
        while data.startswith(SLOW) and not (self._folder / "go").exists():
            time.sleep(0.01)
        return Page(len(data), 1, ())


if __name__ == "__main__":
    asyncio.run(answer(cast(Engine, MortalEngine(Path(sys.argv[2]))), sys.argv[1]))

"""A headless Chromium, controlled over a pipe in the DevTools protocol."""

import base64
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

WAIT_FOR_PAINT_SCRIPT = """(async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
})()"""
"""A script that waits for the fonts and for three frames. The first frame may have a wrong scale."""

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)

STANDARD_ERROR = 2
COMMANDS, ANSWERS = 3, 4
"""The file descriptors of the debugging pipe of Chromium."""


class BrowserError(RuntimeError):
    """Chromium is missing, has ended, or refused a command."""


@dataclass(slots=True)
class Tab:
    """A tab of a running Chromium, which shows one page at a time.

    `commands` and `answers` are the file descriptors of two pipes. Messages are JSON, each followed by a zero
    byte.
    """

    commands: int
    answers: int
    target: str | None = None
    session: str | None = None
    _message_ids: Iterator[int] = field(default_factory=count)
    _unread: bytearray = field(default_factory=bytearray)

    def show(self, html: str, width: int, height: int, scale: float) -> None:
        """Show a document in a window of `width` by `height` CSS pixels and wait until it is painted."""
        self._open_new_tab()
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.evaluate(f"document.open(); document.write({json.dumps(html)}); document.close()")
        self.evaluate(WAIT_FOR_PAINT_SCRIPT)

    def evaluate(self, script: str) -> Any:
        """Returns the JSON value of a script. Raises BrowserError if the script throws."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(answer["exceptionDetails"]["exception"].get("description", "script failed"))
        return answer["result"].get("value")

    def screenshot(self, *, transparent: bool = False) -> bytes:
        """Returns the content of the window as PNG, on white or, if `transparent`, on nothing."""
        if transparent:
            nothing = {"r": 0, "g": 0, "b": 0, "a": 0}
            self.call("Emulation.setDefaultBackgroundColorOverride", color=nothing)
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command and wait for its answer. Events are ignored."""
        number = next(self._message_ids)
        session = {"sessionId": self.session} if self.session else {}
        message = {"id": number, "method": method, "params": params, **session}
        self._send(json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != number:
            pass
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _open_new_tab(self) -> None:
        """Open a new tab for every page, because the previous page can change how a tab draws."""
        self.session, previous = None, self.target
        self.target = self.call("Target.createTarget", url="about:blank")["targetId"]
        if previous:
            self.call("Target.closeTarget", targetId=previous)
        self.session = self.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]

    def _send(self, message: bytes) -> None:
        while message:
            message = message[os.write(self.commands, message) :]

    def _receive(self) -> dict[str, Any]:
        while (end := self._unread.find(0)) < 0:
            if not (more := os.read(self.answers, 1 << 20)):
                raise BrowserError("Chromium has ended")
            self._unread += more
        message: dict[str, Any] = json.loads(self._unread[:end])
        del self._unread[: end + 1]
        return message


@contextmanager
def browser() -> Iterator[Tab]:
    """Start a Chromium with a new profile and yield a tab. Both are removed at the end."""
    program = find_chromium()
    if program is None:
        raise BrowserError("no Chromium on this machine: install Debian's package `chromium`")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process, tab = _start([program, *FLAGS, f"--user-data-dir={profile}"])
        try:
            yield tab
        finally:
            _stop(process, tab)


def find_chromium() -> str | None:
    """Returns the path of the installed Chromium, or None."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def _start(command: list[str]) -> tuple[int, Tab]:
    commands_read, commands_write = os.pipe()
    answers_read, answers_write = os.pipe()
    actions = [
        (os.POSIX_SPAWN_DUP2, commands_read, COMMANDS),
        (os.POSIX_SPAWN_DUP2, answers_write, ANSWERS),
        (os.POSIX_SPAWN_OPEN, STANDARD_ERROR, os.devnull, os.O_WRONLY, 0),
    ]
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions, setpgroup=0)
    os.close(commands_read)
    os.close(answers_write)
    return process, Tab(commands_write, answers_read)


def _stop(process: int, tab: Tab) -> None:
    os.close(tab.commands)
    os.close(tab.answers)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)

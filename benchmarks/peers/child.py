"""A peer engine in a child process, which reads one picture at a time."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SCRIPTS = {"RapidOCR": "rapidocr_openvino.py", "faster-paddle": "faster_paddle_small.py"}
"""Peer → its script in this folder."""


@dataclass
class Child:
    """The peer `name` of SCRIPTS. `python` is the path of a Python in which it is installed."""

    name: str
    python: str

    def __enter__(self) -> Self:
        script = Path(__file__).parent / SCRIPTS[self.name]
        self._process = subprocess.Popen(
            [self.python, script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        )
        return self

    def wait_until_ready(self) -> None:
        """Wait until the models of the peer are loaded."""
        while self._line() != "ready":
            pass

    def read(self, path: Path) -> float:
        """Returns the milliseconds from the bytes of a file to its text."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        return float(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"{self.name} has ended"
        return line.rstrip("\n")

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

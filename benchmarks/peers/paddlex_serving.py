"""The basic serving of PaddleX 3.7 on the loopback address, with our weights and without network."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Self

import httpx

from benchmarks.peers.paddlex_models import write_pipeline
from service.settings import Settings
from tests.harness.service import free_port

START_SECONDS = 120


@dataclass
class PaddlexServing:
    """The server process, run by a Python in which requirements-paddlex.txt is installed."""

    python: str
    port: int = field(default_factory=free_port)

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="paddlex-")
        folder = Path(self._folder.name)
        settings = Settings()
        pipeline = write_pipeline(folder, settings.weights, settings.threads)
        self._log = (folder / "log").open("w")
        self._process = subprocess.Popen(
            [self.python, "-m", "paddlex", "--serve", "--pipeline", pipeline, *self._listening],
            env={**os.environ, "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True"},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        return self

    def wait_until_ready(self) -> None:
        """Wait until the server is healthy. Fails if it ends first, or after START_SECONDS."""
        deadline = monotonic() + START_SECONDS
        while not self._is_healthy():
            assert self._process.poll() is None, Path(self._log.name).read_text()[-4000:]
            assert monotonic() < deadline, "PaddleX does not answer"
            sleep(0.5)

    def _is_healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=5).is_success
        except httpx.TransportError:
            return False

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        self._folder.cleanup()

    @property
    def _listening(self) -> tuple[str, ...]:
        return "--host", "127.0.0.1", "--port", str(self.port)

    @property
    def url(self) -> str:
        """The base URL of the server."""
        return f"http://127.0.0.1:{self.port}"

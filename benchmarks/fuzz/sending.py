"""A client that writes whatever it is given and reads what comes back."""

import json
import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any

from benchmarks.fuzz.request import Throw

PATIENCE = 90.0
"""Seconds to wait for an answer that must come."""

CURIOSITY = 0.3
"""Seconds to wait for one that need not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, with header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def fault(self) -> dict[str, Any] | None:
        """The fault that the body holds, None where it holds none."""
        with suppress(ValueError):
            said = json.loads(self.body)
            if isinstance(said, dict) and {"error_code", "error_msg"} <= said.keys():
                return said
        return None


def send(port: int, throw: Throw) -> Answer | None:
    """Throw at a port of the loopback address; the answer, None where none came."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(PATIENCE if throw.whole else CURIOSITY)
        with suppress(OSError):  # answered before it had said everything, and hung up on
            for piece in throw.pieces:
                connection.sendall(piece)
        return None if throw.leaves else _answer(connection, throw.method)


def _answer(connection: socket.socket, method: str) -> Answer | None:
    with suppress(OSError, HTTPException), HTTPResponse(connection, method=method) as response:
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())
    return None

"""A client that writes raw bytes and parses the answer."""

import json
import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any

from benchmarks.fuzz.raw_request import RawRequest

REQUIRED_ANSWER_SECONDS = 90.0
"""Timeout for a request that must be answered."""

OPTIONAL_ANSWER_SECONDS = 0.3
"""Timeout for a request that need not be answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response. Header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def fault(self) -> dict[str, Any] | None:
        """The error object of the body, or None if the body is not one."""
        with suppress(ValueError):
            value = json.loads(self.body)
            if isinstance(value, dict) and {"error_code", "error_msg"} <= value.keys():
                return value
        return None


def send(port: int, request: RawRequest) -> Answer | None:
    """Send a request to a port of the loopback address. Returns None if no answer comes."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(REQUIRED_ANSWER_SECONDS if request.must_answer else OPTIONAL_ANSWER_SECONDS)
        with suppress(OSError):  # the service may answer and close before all is sent
            for piece in request.pieces:
                connection.sendall(piece)
        return None if request.disconnects else _answer(connection, request.method)


def _answer(connection: socket.socket, method: str) -> Answer | None:
    with suppress(OSError, HTTPException), HTTPResponse(connection, method=method) as response:
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())
    return None

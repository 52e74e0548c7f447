"""Starts the service and reads one picture in a network namespace without network.

python -m tests.live.offline PICTURE

Prints the JSON answer. The namespace has only a loopback interface, which is down at first.
"""

import base64
import errno
import fcntl
import socket
import struct
import sys
from pathlib import Path

import httpx

from tests.harness.service import CREDENTIALS, TOKEN, Service

SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1
"""The ioctl that sets the flags of a network interface, and the flag "up", netdevice(7)."""

OUTSIDE = ("192.0.2.1", 80)
"""An address for documentation, RFC 5737."""


def main(picture: Path) -> None:
    _bring_loopback_up()
    _assert_that_nothing_else_is_reachable()
    body = {"image": base64.b64encode(picture.read_bytes()).decode()}
    with Service(CREDENTIALS) as service:
        service.wait_until_ready()
        print(httpx.post(service.path, json=body, headers={"X-Auth-Token": TOKEN}, timeout=60).text)


def _bring_loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", IFF_UP))


def _assert_that_nothing_else_is_reachable() -> None:
    with socket.socket() as outside:
        assert outside.connect_ex(OUTSIDE) == errno.ENETUNREACH


if __name__ == "__main__":
    main(Path(sys.argv[1]))

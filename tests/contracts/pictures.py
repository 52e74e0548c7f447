"""Pictures to send: in base64, or behind an address of the loopback."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

from PIL import Image

from tests.harness.samples import sample

PHONE = sample("phone")


def in_base64(data: bytes) -> str:
    """A file as a request carries it."""
    return base64.b64encode(data).decode()


def blank(side: int, form: str) -> bytes:
    """The file of a white square."""
    file = BytesIO()
    Image.new("RGB", (side, side), "white").save(file, form)
    return file.getvalue()


BLANK = in_base64(blank(64, "PNG"))
"""A picture without text, which costs next to nothing to read."""

PHONE_BASE64 = in_base64(PHONE.path.read_bytes())


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder on a port of the loopback address; its url, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()

"""Pictures for requests: in base64, or served on a loopback address."""

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
    """Encodes a file for a request body."""
    return base64.b64encode(data).decode()


def blank(side: int, form: str) -> bytes:
    """Returns the file of a white square in an image format."""
    file = BytesIO()
    Image.new("RGB", (side, side), "white").save(file, form)
    return file.getvalue()


BLANK = in_base64(blank(64, "PNG"))
"""A small picture without text, which is read quickly."""

PHONE_BASE64 = in_base64(PHONE.path.read_bytes())


class _SilentHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Logs nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves the files of a folder on a loopback port. Yields the url without a trailing slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_SilentHandler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()

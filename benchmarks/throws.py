"""What is thrown at the service: requests of every kind, most of them wrong, each from its own dice."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from typing import Any
from urllib.parse import quote

from benchmarks.process import ACCESS_KEY, PASSWORD, PROJECT, SECRET_KEY, TOKEN, USER
from benchmarks.thrown_pictures import harmed, pieces, wholes
from service.api.signature import ALGORITHM, DATE_FORMAT, DATE_HEADER, Head, digest

Headers = Mapping[str, str]

WEB_IMAGE = f"/v2/{PROJECT}/ocr/web-image"
RECOGNITION = (WEB_IMAGE, "/v1.0/ocr/web-image", f"/v2/{PROJECT}/ocr/general-text", "/v2/%7Bproject_id%7D/ocr/web-image")
TOKENS, KEYS = "/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"
LOOKUPS = ("/v3/projects", "/v3/projects?name=north", "/v3/auth/domains", TOKENS)
PLACES = (*RECOGNITION, TOKENS, KEYS, *LOOKUPS, "/live", "/ready", "/docs", "/docs/parts/swagger-ui.css", "/openapi.json", "/")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "ANYTHING")

SHOWN = {"X-Auth-Token": TOKEN}

URLS = (
    *("http://127.0.0.1:1/", "http://127.0.0.1:22/a.png", "http://2130706433/", "http://0x7f.1:9/", "http://[::1]/"),
    *("http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/", "http://10.0.0.1/", "file:///etc/passwd"),
    *("https://user@127.0.0.1/", "http://localhost:1/", "http://a..b/", "http://127.0.0.1:1/%00", "gopher://127.0.0.1/"),
)
"""Nothing answers at any of them, and none is asked of a name server."""

STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e308, 2**64, "", "true", "\0", "图" * 50, [], {}, [None], [[]] * 30, {"": ""}),
    *(["image_size"], ["image_size"] * 17, ["contact_info"], "A" * 5000, "data:image/png;base64,AAAA", {"a": {"b": []}}),
)

FIELDS = ("image", "url", "detect_direction", "detect_text_direction", "detect_font", "extract_type", "character_mode", "language", "x")


@dataclass(frozen=True, slots=True)
class Throw:
    """Bytes for a fresh connection, written one piece after the other.

    What is `whole` is HTTP and must be answered; a sender that `leaves` reads no answer.
    """

    kind: str
    pieces: tuple[bytes, ...]
    method: str = "POST"
    whole: bool = True
    leaves: bool = False


def request(method: str, target: str, headers: Headers, body: bytes = b"") -> bytes:
    """One request as it goes over the wire."""
    lines = [f"{method} {target} HTTP/1.1", "Host: h", *(f"{name}: {value}" for name, value in headers.items())]
    lines += [f"Content-Length: {len(body)}"] if body or method == "POST" else []
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body

"""Request bodies for each operation: valid JSON, unexpected values, or mutated bytes."""

import base64
import json
from random import Random
from typing import Any

from benchmarks.fuzz.mutations import mutated, page_crops, whole_pages
from tests.harness.service import PASSWORD, TOKEN, USER

URLS = (
    *("http://127.0.0.1:1/", "http://127.0.0.1:9/a.png", "http://2130706433:1/", "http://0x7f.1:9/"),
    *(
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.1/",
        "http://[::1]:1/",
    ),
    *(
        "https://user@127.0.0.1/",
        "http://localhost:1/",
        "http://a..b/",
        "http://127.0.0.1:1/%00",
        "file:///etc",
    ),
)
"""Addresses that never answer and never need a name server."""

UNEXPECTED: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e308, 2**64, 900.0, "", "true", "\0", "图" * 50, [], {}, [None], {"": ""}),
    *(["image_size"], ["image_size"] * 17, "A" * 5000, "data:image/png;base64,AAAA", {"id": "x"}, [[[[[]]]]]),
)

OPTIONS = ("detect_direction", "detect_text_direction", "detect_font", "character_mode", "quick_mode")
FIELDS = (*OPTIONS, "image", "url", "extract_type", "language", "unknown")


def recognition(rng: Random) -> dict[str, Any]:
    """Returns a valid body: mostly a small picture, sometimes a whole page, and some options."""
    picture = rng.choice(whole_pages() if rng.random() < 0.01 else page_crops())
    body: dict[str, Any] = {name: rng.choice((True, False, None)) for name in OPTIONS if rng.random() < 0.3}
    body["extract_type"] = rng.choice(
        (None, [], ["image_size"], ["contact_info"], ["contact_info", "image_size"])
    )
    return {**body, "image": base64.b64encode(picture).decode()}


def mutated_picture(rng: Random) -> bytes:
    """Returns a body with a mutated picture file in valid base64, or a good one in mutated base64."""
    body = recognition(rng)
    picture = base64.b64decode(body["image"])
    if rng.random() < 0.8:
        body["image"] = base64.b64encode(mutated(rng, picture)).decode()
    else:
        body["image"] = mutated(rng, body["image"].encode()).decode("latin-1")
    return encoded(body)


def unexpected_fields(rng: Random) -> bytes:
    """Returns a body with one to three unexpected values."""
    body = recognition(rng)
    for _ in range(rng.randint(1, 3)):
        body[rng.choice(FIELDS)] = rng.choice(UNEXPECTED)
    return encoded(body)


def mutated_json(rng: Random) -> bytes:
    """Returns a body that is mostly not JSON."""
    if rng.random() < 0.1:
        piece = rng.choice((b"[", b'{"image":', b"9", b'"\\ud800', b"{}}", b"\xff"))
        return piece * rng.choice((1, 100, 100_000))
    return mutated(rng, encoded(recognition(rng)))


def url(rng: Random) -> bytes:
    """Returns a body with the URL of a picture that cannot be downloaded."""
    address = rng.choice(URLS)
    mutation = mutated(rng, address.encode()).decode("latin-1")
    is_loopback = mutation.startswith(("http://127.0.0.1:", "https://user@127"))
    return encoded(
        {"url": mutation if is_loopback else address, "detect_direction": rng.choice((True, None))}
    )


def login(rng: Random) -> bytes:
    """Returns a login body in which mostly one part is replaced."""
    domain, _, name = USER.partition("/")
    user: dict[str, Any] = {"name": name, "password": PASSWORD, "domain": {"name": domain}}
    part = rng.choice(("name", "password", "domain", "other"))
    user[part] = rng.choice((*UNEXPECTED, rng.randbytes(4).hex()))
    scope = rng.choice((None, {}, {"project": {"name": "north"}}, {"project": {}}, *UNEXPECTED))
    auth = {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}
    return encoded({"auth": auth})


def key(rng: Random) -> bytes:
    """Returns a body that asks for a temporary access key; mostly an invalid one."""
    token = {"id": rng.choice((TOKEN, *UNEXPECTED)), "duration_seconds": rng.choice((900, 3600, *UNEXPECTED))}
    return encoded({"auth": {"identity": {"methods": rng.choice((["token"], *UNEXPECTED)), "token": token}}})


def encoded(body: Any) -> bytes:
    """Encode as JSON in UTF-8 without spaces, as Go does."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

"""Bodies to throw: JSON as clients of each operation send it, whole or harmed."""

import base64
import json
from random import Random
from typing import Any

from benchmarks.fuzz.pictures import harmed, pieces, wholes
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
"""Nothing answers at any of them, and for none a name server is asked."""

STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e308, 2**64, 900.0, "", "true", "\0", "图" * 50, [], {}, [None], {"": ""}),
    *(["image_size"], ["image_size"] * 17, "A" * 5000, "data:image/png;base64,AAAA", {"id": "x"}, [[[[[]]]]]),
)

OPTIONS = ("detect_direction", "detect_text_direction", "detect_font", "character_mode", "quick_mode")
FIELDS = (*OPTIONS, "image", "url", "extract_type", "language", "unknown")


def recognition(dice: Random) -> dict[str, Any]:
    """A body that is read: a small picture, now and then a whole one, and some options."""
    picture = dice.choice(wholes() if dice.random() < 0.01 else pieces())
    body: dict[str, Any] = {name: dice.choice((True, False, None)) for name in OPTIONS if dice.random() < 0.3}
    body["extract_type"] = dice.choice(
        (None, [], ["image_size"], ["contact_info"], ["contact_info", "image_size"])
    )
    return {**body, "image": base64.b64encode(picture).decode()}


def harmed_picture(dice: Random) -> bytes:
    """A picture whose file is broken, in good base64, or which is well and in bad base64."""
    body = recognition(dice)
    picture = base64.b64decode(body["image"])
    if dice.random() < 0.8:
        body["image"] = base64.b64encode(harmed(dice, picture)).decode()
    else:
        body["image"] = harmed(dice, body["image"].encode()).decode("latin-1")
    return encoded(body)


def strange_fields(dice: Random) -> bytes:
    """A body with one to three fields of which nobody thought."""
    body = recognition(dice)
    for _ in range(dice.randint(1, 3)):
        body[dice.choice(FIELDS)] = dice.choice(STRANGE)
    return encoded(body)


def harmed_json(dice: Random) -> bytes:
    """A body that is hardly JSON any more."""
    if dice.random() < 0.1:
        piece = dice.choice((b"[", b'{"image":', b"9", b'"\\ud800', b"{}}", b"\xff"))
        return piece * dice.choice((1, 100, 100_000))
    return harmed(dice, encoded(recognition(dice)))


def url(dice: Random) -> bytes:
    """A body with an address that is refused or where nobody answers, whole or harmed."""
    address = dice.choice(URLS)
    harm = harmed(dice, address.encode()).decode("latin-1")
    is_safe = harm.startswith(("http://127.0.0.1:", "https://user@127"))  # never a name, and never the net
    return encoded({"url": harm if is_safe else address, "detect_direction": dice.choice((True, None))})


def login(dice: Random) -> bytes:
    """A body that asks for a token, mostly with something else in the place of a part of it."""
    domain, _, name = USER.partition("/")
    user: dict[str, Any] = {"name": name, "password": PASSWORD, "domain": {"name": domain}}
    part = dice.choice(("name", "password", "domain", "other"))
    user[part] = dice.choice((*STRANGE, dice.randbytes(4).hex()))
    scope = dice.choice((None, {}, {"project": {"name": "north"}}, {"project": {}}, *STRANGE))
    asked = {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}
    return encoded({"auth": asked})


def key(dice: Random) -> bytes:
    """A body that asks for a temporary key, mostly a wrong one."""
    token = {"id": dice.choice((TOKEN, *STRANGE)), "duration_seconds": dice.choice((900, 3600, *STRANGE))}
    return encoded({"auth": {"identity": {"methods": dice.choice((["token"], *STRANGE)), "token": token}}})


def encoded(body: Any) -> bytes:
    """JSON, in UTF-8 and as short as clients in Go write it."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

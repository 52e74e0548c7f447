"""Requests to throw: HTTP from its first byte to its last, with wrong contents."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

from benchmarks.fuzz import bodies
from benchmarks.fuzz.pictures import harmed
from benchmarks.fuzz.request import Headers, Throw, request
from service.api.auth.signature import ALGORITHM, DATE_FORMAT, DATE_HEADER, Head, digest
from tests.harness.service import ACCESS_KEY, PROJECT, SECRET_KEY, TOKEN

WEB_IMAGE = f"/v2/{PROJECT}/ocr/web-image"
RECOGNITION = (WEB_IMAGE, "/v1.0/ocr/web-image", f"/v2/{PROJECT}/ocr/general-text")
TOKENS, KEYS = "/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"
PLACES = (
    *(*RECOGNITION, TOKENS, KEYS, "/v3/projects", "/v3/projects?name=north", "/v3/auth/domains"),
    *("/live", "/ready", "/docs", "/docs/parts/swagger-ui.css", "/openapi.json", "/", "*"),
    "/v2/%7Bproject_id%7D/ocr/web-image",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ANYTHING")

ENDINGS = ("/", "%00", "?", "?name=%ff", "/../..", "%2f", ";a", "?name=" + "a" * 5000, "//", "%", "#")

SHOWN = (("X-Auth-Token", TOKEN),)

NAMES = (
    *("X-Auth-Token", "Authorization", "X-Sdk-Date", "X-Security-Token", "X-Subject-Token", "X-Project-Id"),
    *("Content-Type", "Range", "Expect", "Upgrade", "Connection", "X-Sdk-Content-Sha256", "Cookie"),
)
VALUES = (
    *("", " ", TOKEN, TOKEN[:-1], "bytes=0-1", "bytes=x", "100-continue", "h2c", "websocket", "close"),
    *("SDK-HMAC-SHA256", "Bearer x", "UNSIGNED-PAYLOAD", "eyJhbGciOiJub25lIn0.e30.", "{project_id}"),
    *("a" * 20_000, "\xff\xfe", "20260102T030405Z", "multipart/form-data", "0" * 64),
)


def picture(dice: Random) -> Throw:
    """A good picture, which is read."""
    body = bodies.encoded(bodies.recognition(dice))
    return request("picture", "POST", dice.choice(RECOGNITION), SHOWN, body)


def harmed_picture(dice: Random) -> Throw:
    """A picture that is no picture any more, or just so."""
    return request("harmed picture", "POST", dice.choice(RECOGNITION), SHOWN, bodies.harmed_picture(dice))


def strange_fields(dice: Random) -> Throw:
    """JSON with strange values."""
    return request("strange fields", "POST", dice.choice(RECOGNITION), SHOWN, bodies.strange_fields(dice))


def harmed_json(dice: Random) -> Throw:
    """JSON that is none."""
    target = dice.choice((*RECOGNITION, TOKENS, KEYS))
    return request("harmed json", "POST", target, SHOWN, bodies.harmed_json(dice))


def url(dice: Random) -> Throw:
    """An address that leads nowhere."""
    return request("url", "POST", dice.choice(RECOGNITION), SHOWN, bodies.url(dice))


def identity(dice: Random) -> Throw:
    """A wish for a token or a key."""
    if dice.random() < 0.3:
        return request("identity", "POST", TOKENS, (), bodies.login(dice))
    return request("identity", "POST", KEYS, dice.choice((SHOWN, ())), bodies.key(dice))


def elsewhere(dice: Random) -> Throw:
    """Any method at any path, also at such that nobody has."""
    target = dice.choice(PLACES)
    if dice.random() < 0.5:
        target += dice.choice(ENDINGS)
    return request(
        "elsewhere", dice.choice(METHODS), target, headers(dice), dice.randbytes(dice.choice((0, 0, 9)))
    )


def strange_headers(dice: Random) -> Throw:
    """A good body under headers that make little sense."""
    return request("strange headers", "POST", dice.choice(PLACES[:6]), headers(dice), b'{"image":"AAAA"}')


def headers(dice: Random) -> Headers:
    """A token, or none, and some random headers."""
    drawn = [(dice.choice(NAMES), dice.choice(VALUES)) for _ in range(dice.randrange(5))]
    return [*dice.choice((SHOWN, ())), *drawn]


def signed(dice: Random) -> Throw:
    """A signed request; some were signed too long ago, with another key, or are harmed since."""
    body = bodies.strange_fields(dice)
    date = datetime.now(UTC) - timedelta(minutes=dice.choice((0, 0, 0, 14, 16, -16)))
    covered = {"host": "h", DATE_HEADER: date.strftime(DATE_FORMAT)}
    secret = SECRET_KEY if dice.random() < 0.95 else "another"
    value = digest(
        Head("POST", WEB_IMAGE.encode(), b"", covered), sha256(body).hexdigest(), tuple(covered), secret
    )
    shown = f"{ALGORITHM} Access={ACCESS_KEY}, SignedHeaders={';'.join(covered)}, Signature={value}"
    if dice.random() < 0.05:
        shown = harmed(dice, shown.encode()).decode("latin-1").translate(_NO_CONTROLS)
    extra = [("Authorization", shown), (DATE_HEADER, covered[DATE_HEADER])]
    return request("signed", "POST", WEB_IMAGE, extra, harmed(dice, body) if dice.random() < 0.05 else body)


_NO_CONTROLS = dict.fromkeys((*range(32), 127), "?")

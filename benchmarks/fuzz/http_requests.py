"""Well-formed HTTP requests with valid or wrong contents. Each function generates one request."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

from benchmarks.fuzz import bodies
from benchmarks.fuzz.mutations import mutated
from benchmarks.fuzz.raw_request import Headers, RawRequest, with_body
from service.api.auth.signature import ALGORITHM, DATE_FORMAT, DATE_HEADER, RequestHead, digest
from tests.harness.service import ACCESS_KEY, PROJECT, SECRET_KEY, TOKEN

WEB_IMAGE = f"/v2/{PROJECT}/ocr/web-image"
RECOGNITION = (WEB_IMAGE, "/v1.0/ocr/web-image", f"/v2/{PROJECT}/ocr/general-text")
TOKENS, KEYS = "/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"
PATHS = (
    *(*RECOGNITION, TOKENS, KEYS, "/v3/projects", "/v3/projects?name=north", "/v3/auth/domains"),
    *("/live", "/ready", "/docs", "/docs/parts/swagger-ui.css", "/openapi.json", "/", "*"),
    "/v2/%7Bproject_id%7D/ocr/web-image",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ANYTHING")

SUFFIXES = ("/", "%00", "?", "?name=%ff", "/../..", "%2f", ";a", "?name=" + "a" * 5000, "//", "%", "#")

WITH_TOKEN = (("X-Auth-Token", TOKEN),)

NAMES = (
    *("X-Auth-Token", "Authorization", "X-Sdk-Date", "X-Security-Token", "X-Subject-Token", "X-Project-Id"),
    *("Content-Type", "Range", "Expect", "Upgrade", "Connection", "X-Sdk-Content-Sha256", "Cookie"),
)
VALUES = (
    *("", " ", TOKEN, TOKEN[:-1], "bytes=0-1", "bytes=x", "100-continue", "h2c", "websocket", "close"),
    *("SDK-HMAC-SHA256", "Bearer x", "UNSIGNED-PAYLOAD", "eyJhbGciOiJub25lIn0.e30.", "{project_id}"),
    *("a" * 20_000, "\xff\xfe", "20260102T030405Z", "multipart/form-data", "0" * 64),
)


def picture(rng: Random) -> RawRequest:
    """A valid request with a picture."""
    body = bodies.encoded(bodies.recognition(rng))
    return with_body("picture", "POST", rng.choice(RECOGNITION), WITH_TOKEN, body)


def mutated_picture(rng: Random) -> RawRequest:
    """A request with a mutated picture."""
    return with_body(
        "mutated picture", "POST", rng.choice(RECOGNITION), WITH_TOKEN, bodies.mutated_picture(rng)
    )


def unexpected_fields(rng: Random) -> RawRequest:
    """A request with unexpected JSON values."""
    return with_body(
        "unexpected fields", "POST", rng.choice(RECOGNITION), WITH_TOKEN, bodies.unexpected_fields(rng)
    )


def mutated_json(rng: Random) -> RawRequest:
    """A request whose body is mostly not JSON."""
    target = rng.choice((*RECOGNITION, TOKENS, KEYS))
    return with_body("mutated json", "POST", target, WITH_TOKEN, bodies.mutated_json(rng))


def url(rng: Random) -> RawRequest:
    """A request with a URL that cannot be downloaded."""
    return with_body("url", "POST", rng.choice(RECOGNITION), WITH_TOKEN, bodies.url(rng))


def identity(rng: Random) -> RawRequest:
    """A request for a token or a temporary key."""
    if rng.random() < 0.3:
        return with_body("identity", "POST", TOKENS, (), bodies.login(rng))
    return with_body("identity", "POST", KEYS, rng.choice((WITH_TOKEN, ())), bodies.key(rng))


def any_path(rng: Random) -> RawRequest:
    """Any method at any path, including unknown ones."""
    target = rng.choice(PATHS)
    if rng.random() < 0.5:
        target += rng.choice(SUFFIXES)
    return with_body(
        "any path", rng.choice(METHODS), target, headers(rng), rng.randbytes(rng.choice((0, 0, 9)))
    )


def unexpected_headers(rng: Random) -> RawRequest:
    """A body with random headers."""
    return with_body("unexpected headers", "POST", rng.choice(PATHS[:6]), headers(rng), b'{"image":"AAAA"}')


def headers(rng: Random) -> Headers:
    """Returns up to four random headers, with or without a token."""
    drawn = [(rng.choice(NAMES), rng.choice(VALUES)) for _ in range(rng.randrange(5))]
    return [*rng.choice((WITH_TOKEN, ())), *drawn]


def signed(rng: Random) -> RawRequest:
    """A signed request; some signatures are too old, made with another key, or mutated afterwards."""
    body = bodies.unexpected_fields(rng)
    date = datetime.now(UTC) - timedelta(minutes=rng.choice((0, 0, 0, 14, 16, -16)))
    covered = {"host": "h", DATE_HEADER: date.strftime(DATE_FORMAT)}
    secret = SECRET_KEY if rng.random() < 0.95 else "another"
    value = digest(
        RequestHead("POST", WEB_IMAGE.encode(), b"", covered),
        sha256(body).hexdigest(),
        tuple(covered),
        secret,
    )
    authorization = f"{ALGORITHM} Access={ACCESS_KEY}, SignedHeaders={';'.join(covered)}, Signature={value}"
    if rng.random() < 0.05:
        authorization = mutated(rng, authorization.encode()).decode("latin-1").translate(_NO_CONTROLS)
    extra = [("Authorization", authorization), (DATE_HEADER, covered[DATE_HEADER])]
    return with_body("signed", "POST", WEB_IMAGE, extra, mutated(rng, body) if rng.random() < 0.05 else body)


_NO_CONTROLS = dict.fromkeys((*range(32), 127), "?")

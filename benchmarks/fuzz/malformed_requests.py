"""Malformed HTTP: mutated heads, wrong framing, clients that disconnect.

Each function generates one request.
"""

from random import Random

from benchmarks.fuzz import bodies
from benchmarks.fuzz.http_requests import PATHS, WEB_IMAGE, WITH_TOKEN
from benchmarks.fuzz.mutations import mutated
from benchmarks.fuzz.raw_request import RawRequest, head

FRAMINGS = (
    *(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n"),
    *(b"Content-Length: -1\r\n", b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: gzip\r\n"),
    *(b"Content-Length: 13000000\r\n", b"Transfer-Encoding: chunked, chunked\r\n", b"Content-Length: +5\r\n"),
)


def garbage(rng: Random) -> RawRequest:
    """Bytes of another protocol, or random bytes."""
    tls, proxy = b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", b"PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n"
    start = rng.choice((b"", b"\r\n", b"GET ", b"\0", tls, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", proxy))
    return RawRequest("garbage", (start + rng.randbytes(rng.choice((1, 30, 3000))),), must_answer=False)


def mutated_head(rng: Random) -> RawRequest:
    """A request with a mutated head and a valid body."""
    body = b'{"image":"AAAA"}'
    good = head("POST", rng.choice(PATHS), WITH_TOKEN) + b"Content-Length: 16\r\n\r\n"
    return RawRequest("mutated head", (mutated(rng, good) + body,), must_answer=False)


def framing(rng: Random) -> RawRequest:
    """A request with contradictory or invalid framing headers."""
    good = head("POST", WEB_IMAGE, WITH_TOKEN)
    return RawRequest("framing", (good + rng.choice(FRAMINGS) + b"\r\nhello",), must_answer=False)


def chunked(rng: Random) -> RawRequest:
    """A valid body in chunks."""
    pieces = _chunks(rng, bodies.encoded(bodies.recognition(rng)))
    good = head("POST", WEB_IMAGE, WITH_TOKEN) + b"Transfer-Encoding: chunked\r\n\r\n"
    return RawRequest("chunked", (good, *pieces, b"0\r\n\r\n"))


def mutated_chunks(rng: Random) -> RawRequest:
    """A body whose chunk framing is mutated."""
    data = b"".join(_chunks(rng, bodies.mutated_json(rng)[:2000])) + b"0\r\nX-Trailer: 1\r\n\r\n"
    good = head("POST", WEB_IMAGE, WITH_TOKEN) + b"Transfer-Encoding: chunked\r\n\r\n"
    return RawRequest("mutated chunks", (good, mutated(rng, data)), must_answer=False)


def disconnected(rng: Random) -> RawRequest:
    """A request whose client disconnects in the middle of it or at its end."""
    body = bodies.encoded(bodies.recognition(rng))
    good = head("POST", WEB_IMAGE, WITH_TOKEN) + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    end = rng.choice((len(good), rng.randrange(len(good))))
    return RawRequest("disconnected", (good[:end],), must_answer=False, disconnects=True)


def pipelined(rng: Random) -> RawRequest:
    """Several requests in one write. Only the first answer is checked."""
    one = head("GET", "/live", WITH_TOKEN) + b"\r\n"
    return RawRequest("pipelined", (one * rng.randint(2, 20) + rng.randbytes(5),), "GET")


def too_large(rng: Random) -> RawRequest:
    """A request that exceeds one of the size limits."""
    long = b"a" * 40_000
    body = head("POST", WEB_IMAGE, WITH_TOKEN) + b"Content-Length: 12582913\r\n\r\n" + b" " * 12_582_913
    address = b"GET /live?" + long + b" HTTP/1.1\r\nHost: h\r\n\r\n"
    header = b"GET /live HTTP/1.1\r\nHost: h\r\nX-Long: " + long + b"\r\n\r\n"
    many = b"GET /live HTTP/1.1\r\nHost: h\r\n" + b"X-Many: 1\r\n" * 20_000 + b"\r\n"
    return RawRequest("too large", (rng.choice((body, address, header, many)),))


def _chunks(rng: Random, data: bytes) -> list[bytes]:
    size = rng.choice((1000, 4096, 65536))
    pieces = (data[start : start + size] for start in range(0, len(data), size))
    return [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces]

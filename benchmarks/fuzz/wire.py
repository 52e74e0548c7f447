"""What is no HTTP, or breaks off: heads that are harmed, chunks that are none, senders that leave."""

from random import Random

from benchmarks.fuzz import bodies
from benchmarks.fuzz.pictures import harmed
from benchmarks.fuzz.request import Throw, head
from benchmarks.fuzz.requests import PLACES, SHOWN, WEB_IMAGE

FRAMINGS = (
    *(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n"),
    *(b"Content-Length: -1\r\n", b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: gzip\r\n"),
    *(b"Content-Length: 13000000\r\n", b"Transfer-Encoding: chunked, chunked\r\n", b"Content-Length: +5\r\n"),
)


def garbage(dice: Random) -> Throw:
    """Bytes that were never meant as HTTP."""
    tls, proxy = b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", b"PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n"
    start = dice.choice((b"", b"\r\n", b"GET ", b"\0", tls, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", proxy))
    return Throw("garbage", (start + dice.randbytes(dice.choice((1, 30, 3000))),), whole=False)


def harmed_head(dice: Random) -> Throw:
    """A request with a harmed head and a good body."""
    body = b'{"image":"AAAA"}'
    good = head("POST", dice.choice(PLACES), SHOWN) + b"Content-Length: 16\r\n\r\n"
    return Throw("harmed head", (harmed(dice, good) + body,), whole=False)


def framing(dice: Random) -> Throw:
    """A request that says two things of its length, or something that makes no sense."""
    good = head("POST", WEB_IMAGE, SHOWN)
    return Throw("framing", (good + dice.choice(FRAMINGS) + b"\r\nhello",), whole=False)


def chunked(dice: Random) -> Throw:
    """A good body in chunks of odd sizes."""
    pieces = _chunks(dice, bodies.encoded(bodies.recognition(dice)))
    good = head("POST", WEB_IMAGE, SHOWN) + b"Transfer-Encoding: chunked\r\n\r\n"
    return Throw("chunked", (good, *pieces, b"0\r\n\r\n"))


def harmed_chunks(dice: Random) -> Throw:
    """Chunks whose framing is harmed."""
    data = b"".join(_chunks(dice, bodies.harmed_json(dice)[:2000])) + b"0\r\nX-Trailer: 1\r\n\r\n"
    good = head("POST", WEB_IMAGE, SHOWN) + b"Transfer-Encoding: chunked\r\n\r\n"
    return Throw("harmed chunks", (good, harmed(dice, data)), whole=False)


def left(dice: Random) -> Throw:
    """A request whose sender leaves in the middle of it, or at its end."""
    body = bodies.encoded(bodies.recognition(dice))
    good = head("POST", WEB_IMAGE, SHOWN) + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    end = dice.choice((len(good), dice.randrange(len(good))))
    return Throw("left", (good[:end],), whole=False, leaves=True)


def pipelined(dice: Random) -> Throw:
    """Several requests in one breath; the first is looked at."""
    one = head("GET", "/live", SHOWN) + b"\r\n"
    return Throw("pipelined", (one * dice.randint(2, 20) + dice.randbytes(5),), "GET")


def too_large(dice: Random) -> Throw:
    """Over one of the limits of size."""
    long = b"a" * 40_000
    body = head("POST", WEB_IMAGE, SHOWN) + b"Content-Length: 12582913\r\n\r\n" + b" " * 12_582_913
    address = b"GET /live?" + long + b" HTTP/1.1\r\nHost: h\r\n\r\n"
    header = b"GET /live HTTP/1.1\r\nHost: h\r\nX-Long: " + long + b"\r\n\r\n"
    many = b"GET /live HTTP/1.1\r\nHost: h\r\n" + b"X-Many: 1\r\n" * 20_000 + b"\r\n"
    return Throw("too large", (dice.choice((body, address, header, many)),))


def _chunks(dice: Random, data: bytes) -> list[bytes]:
    size = dice.choice((1000, 4096, 65536))
    pieces = (data[start : start + size] for start in range(0, len(data), size))
    return [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces]

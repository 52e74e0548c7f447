"""Random requests with their signatures, and private addresses in every spelling, for `test_fuzz.py`."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

from hypothesis import strategies as st

from service.api.auth.signature import Head
from service.download.target import IPAddress

DATE = "x-sdk-date"
WORD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
VALUE = st.text(st.characters(codec="latin-1", categories=("L", "N", "P")), max_size=8)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
    lambda at: at.strftime("%Y%m%dT%H%M%SZ")
)

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signed:
    """A request as its sender knows it; how it is spelt on the wire is `lower` and `bare`."""

    method: str
    segments: tuple[str, ...]
    query: Pairs
    headers: Pairs
    body: bytes
    secret_key: str
    lower: bool
    bare: str

    @property
    def head(self) -> Head:
        """What arrives."""
        path = "/" + "/".join(map(self._spelt, self.segments))
        query = "&".join(f"{self._spelt(name)}={self._spelt(value)}" for name, value in self.query)
        return Head(self.method, path.encode(), query.encode(), dict(self.headers))

    @property
    def authorization(self) -> str:
        """The header, by the algorithm as the cloud publishes it, over what is meant, not how it is spelt."""
        query = sorted((_encoded(name), _encoded(value)) for name, value in self.query)
        names = sorted(name for name, _ in self.headers)
        values = dict(self.headers)
        canonical = (
            self.method,
            "".join(f"/{_encoded(segment)}" for segment in self.segments) + "/",
            "&".join(f"{name}={value}" for name, value in query),
            "".join(f"{name}:{values[name]}\n" for name in names),
            ";".join(names),
            hashlib.sha256(self.body).hexdigest(),
        )
        digest = hashlib.sha256("\n".join(canonical).encode("latin-1")).hexdigest()
        to_sign = f"SDK-HMAC-SHA256\n{values[DATE]}\n{digest}"
        value = hmac.new(self.secret_key.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
        return f"SDK-HMAC-SHA256 Access=KEY, SignedHeaders={';'.join(names)}, Signature={value}"

    def _spelt(self, text: str) -> str:
        encoded = quote(text, safe=self.bare)
        return re.sub("%..", lambda found: found[0].lower(), encoded) if self.lower else encoded


def _encoded(text: str) -> str:
    return quote(text, safe="-_.~")


def signed_requests() -> st.SearchStrategy[Signed]:
    """Requests of every kind; all of their headers are signed."""
    names = st.from_regex("[a-wyz][a-z0-9-]{0,6}", fullmatch=True)
    headers = st.tuples(st.dictionaries(names, VALUE, max_size=3), MOMENT)
    return st.builds(
        Signed,
        method=st.sampled_from(("GET", "POST", "PUT")),
        segments=st.lists(WORD, max_size=4).map(tuple),
        query=st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), max_size=3).map(tuple),
        headers=headers.map(lambda drawn: (*drawn[0].items(), (DATE, drawn[1]))),
        body=st.binary(max_size=32),
        secret_key=WORD,
        lower=st.booleans(),
        bare=st.sampled_from(("", "-._~", "-._~!$'()*,:@")),
    )


def changed(signed: Signed) -> st.SearchStrategy[Signed]:
    """The same request but for one thing that its signature covers."""
    *others, _ = signed.headers
    return st.one_of(
        st.binary().map(lambda body: replace(signed, body=body)),
        WORD.map(lambda more: replace(signed, segments=(*signed.segments, more))),
        st.lists(WORD, max_size=4).map(lambda other: replace(signed, segments=tuple(other))),
        st.tuples(WORD, WORD).map(lambda more: replace(signed, query=(*signed.query, more))),
        st.integers(0, len(others)).flatmap(lambda place: _another_value(signed, place)),
        MOMENT.map(lambda other: replace(signed, headers=(*others, (DATE, other)))),
        WORD.map(lambda key: replace(signed, secret_key=key)),
        st.just(replace(signed, method=signed.method + "X")),
    ).filter(lambda other: replace(other, lower=signed.lower) != signed)


def _another_value(signed: Signed, place: int) -> st.SearchStrategy[Signed]:
    before, (name, value), after = (
        signed.headers[:place],
        signed.headers[place],
        signed.headers[place + 1 :],
    )
    return VALUE.map(lambda more: replace(signed, headers=(*before, (name, value + more), *after)))


def _parts_in_any_base(parts: list[int]) -> Iterator[str]:
    for form in ("{}", "{:#x}", "0{:o}", "{:#X}"):
        yield ".".join(form.format(part) for part in parts)


def spellings(address: IPAddress) -> Iterator[str]:
    """An address as the host of a url, in the ways that resolvers understand."""
    if isinstance(address, IPv4Address):
        a, b, c, d = address.packed
        for parts in ([a, b, c, d], [a, b, c << 8 | d], [a, b << 16 | c << 8 | d], [int(address)]):
            yield from _parts_in_any_base(parts)
        yield f"[::ffff:{address}]"
        yield f"[64:ff9b::{address}]"
        yield f"[{IPv6Address(0xFFFF << 32 | int(address)).exploded}]"
    else:
        yield from (f"[{address}]", f"[{address.exploded}]", f"[{str(address).upper()}]")

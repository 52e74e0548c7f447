"""Hypothesis strategies for signed requests."""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from hypothesis import strategies as st

from service.api.auth.signature import RequestHead

DATE = "x-sdk-date"
WORD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
VALUE = st.text(st.characters(codec="latin-1", categories=("L", "N", "P")), max_size=8)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
    lambda at: at.strftime("%Y%m%dT%H%M%SZ")
)

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SignedRequest:
    """A request before it is encoded.

    `lower` selects lower-case percent-encoding, `unescaped` the characters that are not percent-encoded.
    """

    method: str
    segments: tuple[str, ...]
    query: Pairs
    headers: Pairs
    body: bytes
    secret_key: str
    lower: bool
    unescaped: str

    @property
    def head(self) -> RequestHead:
        """The head as the service receives it."""
        path = "/" + "/".join(map(self._encoded_for_url, self.segments))
        query = "&".join(
            f"{self._encoded_for_url(name)}={self._encoded_for_url(value)}" for name, value in self.query
        )
        return RequestHead(self.method, path.encode(), query.encode(), dict(self.headers))

    @property
    def authorization(self) -> str:
        """The Authorization header, computed by the published algorithm from the unencoded request."""
        query = sorted((_canonical(name), _canonical(value)) for name, value in self.query)
        names = sorted(name for name, _ in self.headers)
        values = dict(self.headers)
        canonical = (
            self.method,
            "".join(f"/{_canonical(segment)}" for segment in self.segments) + "/",
            "&".join(f"{name}={value}" for name, value in query),
            "".join(f"{name}:{values[name]}\n" for name in names),
            ";".join(names),
            hashlib.sha256(self.body).hexdigest(),
        )
        digest = hashlib.sha256("\n".join(canonical).encode("latin-1")).hexdigest()
        to_sign = f"SDK-HMAC-SHA256\n{values[DATE]}\n{digest}"
        value = hmac.new(self.secret_key.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
        return f"SDK-HMAC-SHA256 Access=KEY, SignedHeaders={';'.join(names)}, Signature={value}"

    def _encoded_for_url(self, text: str) -> str:
        encoded = quote(text, safe=self.unescaped)
        return re.sub("%..", lambda found: found[0].lower(), encoded) if self.lower else encoded


def _canonical(text: str) -> str:
    return quote(text, safe="-_.~")


def signed_requests() -> st.SearchStrategy[SignedRequest]:
    """Draws requests whose headers are all signed."""
    names = st.from_regex("[a-wyz][a-z0-9-]{0,6}", fullmatch=True)
    headers = st.tuples(st.dictionaries(names, VALUE, max_size=3), MOMENT)
    return st.builds(
        SignedRequest,
        method=st.sampled_from(("GET", "POST", "PUT")),
        segments=st.lists(WORD, max_size=4).map(tuple),
        query=st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), max_size=3).map(tuple),
        headers=headers.map(lambda drawn: (*drawn[0].items(), (DATE, drawn[1]))),
        body=st.binary(max_size=32),
        secret_key=WORD,
        lower=st.booleans(),
        unescaped=st.sampled_from(("", "-._~", "-._~!$'()*,:@")),
    )


def changes_of(signed: SignedRequest) -> st.SearchStrategy[SignedRequest]:
    """Draws copies of a request that differ in one part that the signature covers."""
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
    ).filter(lambda other: other != signed)


def _another_value(signed: SignedRequest, place: int) -> st.SearchStrategy[SignedRequest]:
    before, (name, value), after = (
        signed.headers[:place],
        signed.headers[place],
        signed.headers[place + 1 :],
    )
    return VALUE.map(lambda more: replace(signed, headers=(*before, (name, value + more), *after)))

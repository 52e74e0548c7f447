"""The answer to a request that does not reach the app."""

from collections.abc import Iterable

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from service.api.faults import Fault
from service.api.http.head import Header


def refusal(fault: Fault, headers: Iterable[Header], *, with_body: bool) -> bytes:
    """A whole answer with this fault and these further headers. It closes the connection."""
    body = fault.body()
    all_headers = (
        *headers,
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    )
    lines = (STATUS_LINE[fault.status], *(b"%s: %s\r\n" % header for header in all_headers), b"\r\n")
    return b"".join((*lines, body if with_body else b""))

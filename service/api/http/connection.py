"""What one side of a connection has said: HTTP/1.1, within the limits of this house, or an error."""

import re

import h11

from service.api.faults import ADDRESS_TOO_LONG, HEADERS_TOO_LARGE, NO_HTTP, Fault

LONGEST_LINE = 32 * 1024
"""Bytes of one header, and of the address; a token of the cloud alone has about 9,000."""

LARGEST_HEADERS = 128 * 1024
"""Bytes of all headers together, the cloud's own limit."""

_LARGEST_HEAD = LONGEST_LINE + LARGEST_HEADERS + 1024

_FRAMING = frozenset((b"content-length", b"transfer-encoding"))
_ABSOLUTE = re.compile(rb"https?://[^/?]*", re.IGNORECASE)
_SEPARATORS = len(": ")
_TOO_LARGE = 431


class NotHttp(Exception):
    """What came is no request that may be answered by the app; `fault` says how it is answered instead."""

    def __init__(self, fault: Fault, method: bytes = b"") -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.method = method


class Connection(h11.Connection):
    """h11's state machine for a server, with limits, that ends after an answer to half a request.

    h11 itself takes headers of any size that come in one piece, a length next to chunks (a way to smuggle
    requests, RFC 9112 section 6.3), and versions that it does not speak.
    """

    def __init__(self) -> None:
        super().__init__(h11.SERVER, _LARGEST_HEAD)

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """What came next. Raises NotHttp."""
        self._skip_empty_lines()
        try:
            event = super().next_event()
        except h11.RemoteProtocolError as error:
            raise NotHttp(self._fault(error)) from error
        if isinstance(event, h11.Request):
            _check(event)
            return _in_origin_form(event)
        return event

    def _skip_empty_lines(self) -> None:
        """Before a request line: old clients end a body with one (RFC 9112, section 2.2)."""
        while self.their_state is h11.IDLE and self.trailing_data[0].startswith(b"\r\n"):
            self._receive_buffer.maybe_extract_at_most(2)

    def send(self, event: h11.Event) -> bytes | None:  # type: ignore[override]  # h11 tells three cases apart
        """The bytes of one event, None for the end."""
        if type(event) is h11.Response and self.is_owed:
            headers = [*event.headers.raw_items(), (b"connection", b"close")]
            event = h11.Response(status_code=event.status_code, headers=headers, reason=event.reason)
        return super().send(event)

    @property
    def has_begun(self) -> bool:
        """Whether a part of a request's head is there, and not all of it."""
        return self.their_state is h11.IDLE and bool(self.trailing_data[0])

    @property
    def is_idle(self) -> bool:
        """Whether nothing of a request is there."""
        return self.their_state is h11.IDLE and not self.trailing_data[0]

    @property
    def is_owed(self) -> bool:
        """Whether a request has begun and not come to its end, or never will."""
        return self.their_state in (h11.SEND_BODY, h11.ERROR) or self.has_begun

    @property
    def is_deaf(self) -> bool:
        """Whether whatever comes now means nothing: after the last request, or after what was not HTTP."""
        return self.their_state in (h11.MUST_CLOSE, h11.CLOSED, h11.ERROR)

    def _fault(self, error: h11.RemoteProtocolError) -> Fault:
        if error.error_status_hint != _TOO_LARGE:
            return NO_HTTP
        return HEADERS_TOO_LARGE if b"\n" in self.trailing_data[0] else ADDRESS_TOO_LONG


def _in_origin_form(request: h11.Request) -> h11.Request:
    """The same request with nothing but a path for its target; proxies send whole urls (section 3.2.2)."""
    absolute = _ABSOLUTE.match(request.target)
    if absolute is None:
        return request
    path = request.target[absolute.end() :]
    target = path if path.startswith(b"/") else b"/" + path
    return h11.Request(
        method=request.method, target=target, headers=request.headers, http_version=request.http_version
    )


def _check(request: h11.Request) -> None:
    fault = _fault_of(request)
    if fault is not None:
        raise NotHttp(fault, request.method)


def _fault_of(request: h11.Request) -> Fault | None:
    sizes = [len(name) + _SEPARATORS + len(value) for name, value in request.headers]
    names = {name for name, _ in request.headers}
    if not request.http_version.startswith(b"1.") or names >= _FRAMING:
        return NO_HTTP
    if len(request.target) > LONGEST_LINE:
        return ADDRESS_TOO_LONG
    return HEADERS_TOO_LARGE if max(sizes, default=0) > LONGEST_LINE or sum(sizes) > LARGEST_HEADERS else None

"""Parses the requests of one connection: HTTP/1.1 within the limits of the service, or an error.

Own code: a subclass of h11's connection, which adds only the limits and checks that h11 does not have.
"""

import re

import h11

from service.api.faults import HEADERS_TOO_LARGE, INVALID_HTTP, URI_TOO_LONG, Fault

LONGEST_LINE = 32 * 1024
"""Largest size of one header and of the request target, in bytes. A token of the cloud has about 9,000."""

LARGEST_HEADERS = 128 * 1024
"""Largest size of all headers together in bytes, as the cloud documents."""

_LARGEST_HEAD = LONGEST_LINE + LARGEST_HEADERS + 1024  # 1 KB for the method, the version and line ends

_FRAMING = frozenset((b"content-length", b"transfer-encoding"))
_ABSOLUTE = re.compile(rb"https?://[^/?]*", re.IGNORECASE)
_SEPARATOR_BYTES = len(": ")
_H11_TOO_LARGE = 431  # the status that h11 suggests for a head over the limit


class RejectedRequest(Exception):
    """The data is not an acceptable request and must not reach the app. `fault` is the answer to send."""

    def __init__(self, fault: Fault, method: bytes = b"") -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.method = method


class Connection(h11.Connection):
    """The h11 state machine of a server, with limits.

    After an answer to an incomplete request the connection is closed.

    h11 itself accepts headers of any size that arrive in one piece, Content-Length together with
    Transfer-Encoding (which allows request smuggling, RFC 9112 section 6.3), and unknown HTTP versions.
    """

    def __init__(self) -> None:
        super().__init__(h11.SERVER, _LARGEST_HEAD)

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """Returns the next event. Raises RejectedRequest."""
        self._skip_empty_lines()
        try:
            event = super().next_event()
        except h11.RemoteProtocolError as error:
            raise RejectedRequest(self._fault(error)) from error
        if isinstance(event, h11.Request):
            _check(event)
            return _in_origin_form(event)
        return event

    def _skip_empty_lines(self) -> None:
        """Skips empty lines before a request: old clients end a body with one (RFC 9112, section 2.2)."""
        while self.their_state is h11.IDLE and self.trailing_data[0].startswith(b"\r\n"):
            self._receive_buffer.maybe_extract_at_most(2)

    def send(self, event: h11.Event) -> bytes | None:  # type: ignore[override]  # h11 declares three overloads
        """Returns the bytes of an event, or None for the end of the connection."""
        if type(event) is h11.Response and self.awaits_rest_of_request:
            headers = [*event.headers.raw_items(), (b"connection", b"close")]
            event = h11.Response(status_code=event.status_code, headers=headers, reason=event.reason)
        return super().send(event)

    @property
    def has_partial_head(self) -> bool:
        """Whether a part of a request's head has arrived, but not all of it."""
        return self.their_state is h11.IDLE and bool(self.trailing_data[0])

    @property
    def is_idle(self) -> bool:
        """Whether no byte of a next request has arrived."""
        return self.their_state is h11.IDLE and not self.trailing_data[0]

    @property
    def awaits_rest_of_request(self) -> bool:
        """Whether a request has begun and is incomplete, or cannot be completed after an error."""
        return self.their_state in (h11.SEND_BODY, h11.ERROR) or self.has_partial_head

    @property
    def ignores_input(self) -> bool:
        """Whether further input is discarded: after the last request, and after invalid HTTP."""
        return self.their_state in (h11.MUST_CLOSE, h11.CLOSED, h11.ERROR)

    def _fault(self, error: h11.RemoteProtocolError) -> Fault:
        if error.error_status_hint != _H11_TOO_LARGE:
            return INVALID_HTTP
        return HEADERS_TOO_LARGE if b"\n" in self.trailing_data[0] else URI_TOO_LONG


def _in_origin_form(request: h11.Request) -> h11.Request:
    """Reduces the target to its path and query: proxies send whole urls (RFC 9112, section 3.2.2)."""
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
        raise RejectedRequest(fault, request.method)


def _fault_of(request: h11.Request) -> Fault | None:
    sizes = [len(name) + _SEPARATOR_BYTES + len(value) for name, value in request.headers]
    names = {name for name, _ in request.headers}
    if not request.http_version.startswith(b"1.") or names >= _FRAMING:
        return INVALID_HTTP
    if len(request.target) > LONGEST_LINE:
        return URI_TOO_LONG
    return HEADERS_TOO_LARGE if max(sizes, default=0) > LONGEST_LINE or sum(sizes) > LARGEST_HEADERS else None

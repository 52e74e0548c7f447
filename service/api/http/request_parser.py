"""The requests of one connection, parsed by llhttp: limits, and requests that offer an upgrade.

Own code: httptools accepts heads of any size, and ends a request that offers an upgrade before its body.
"""

import re
from typing import Protocol

import httptools

from service.api.faults import HEADERS_TOO_LARGE, INVALID_HTTP, UNKNOWN_METHOD, URI_TOO_LONG
from service.api.http.chunks import ChunkBudget
from service.api.http.head import (
    LARGEST_HEAD,
    LONGEST_LINE,
    MOST_HEADERS,
    Head,
    Header,
    RejectedRequest,
    check_head,
    check_headers,
    in_origin_form,
)

_REQUEST_LINE = re.compile(rb"[A-Z-]+ [^ ]+ HTTP/1\.[01]\r\n")
"""A request whose method the parser does not know, in contrast to data that is no HTTP."""


class RequestHandler(Protocol):
    """Gets the parts of all requests, in order. It may raise RejectedRequest."""

    def on_request(self, method: bytes, head: Head, *, keep_alive: bool) -> None:
        """A head is complete. Without `keep_alive` it is the last request of its connection."""

    def on_data(self, data: bytes) -> None:
        """A part of the body."""

    def on_end(self) -> None:
        """The request is complete."""


class _AfterLastRequest(Exception):
    """Data came after the last request of the connection."""


class RequestParser:
    """Parses the data of one connection. It must not be used any more once it has raised RejectedRequest."""

    def __init__(self, handler: RequestHandler) -> None:
        self._handler = handler
        self._parser = httptools.HttpRequestParser(self)
        self._headers: list[Header] = []
        self._target = b""
        self._head_bytes = 0
        self._chunks = ChunkBudget()
        self._offers_upgrade = False
        self._version = ""
        self.in_head = False
        """Whether a part of a request's head has arrived, but not all of it."""
        self.in_body = False
        """Whether a head is complete and its body is not."""
        self.is_last = False
        """Whether the head of the last request is complete."""
        self.completed = 0
        """The number of complete requests."""

    @property
    def is_idle(self) -> bool:
        """Whether no byte of a next request has arrived."""
        return not self.in_head and not self.in_body

    @property
    def has_ended(self) -> bool:
        """Whether the last request is complete. Further data is ignored."""
        return self.is_last and not self.in_body

    @property
    def method(self) -> bytes:
        """The method of the request that is parsed now."""
        method: bytes = self._parser.get_method()
        return method

    def feed(self, data: bytes) -> None:
        """Parse data. Raises RejectedRequest."""
        completed = self.completed
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._decline_upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserCallbackError as error:
            if not isinstance(error.__context__, _AfterLastRequest):
                raise error.__context__ or error from None
        except httptools.HttpParserInvalidMethodError:
            is_request = completed == self.completed and _REQUEST_LINE.match(data)
            raise RejectedRequest(UNKNOWN_METHOD if is_request else INVALID_HTTP) from None
        except httptools.HttpParserError:
            if not self.has_ended:
                raise RejectedRequest(INVALID_HTTP) from None
        if self.in_head and completed == self.completed:
            self._count_head(len(data))

    def _count_head(self, size: int) -> None:
        """Bound an incomplete head, of which the parser keeps the last line."""
        self._head_bytes += size
        if self._head_bytes > LARGEST_HEAD:
            raise RejectedRequest(HEADERS_TOO_LARGE if self._headers else URI_TOO_LONG)

    def _decline_upgrade(self, rest: bytes) -> None:
        """Parse the same request without its offer: a server may ignore one, RFC 9110, section 7.8."""
        lines = [b"%s %s HTTP/%s" % (self.method, self._target, self._version.encode())]
        lines += [name + b": " + value for name, value in self._headers if name != b"upgrade"]
        self._parser = httptools.HttpRequestParser(self)
        self.feed(b"\r\n".join((*lines, b"", rest)))

    # Callbacks of httptools.

    def on_message_begin(self) -> None:
        """Start a request."""
        if self.has_ended:
            raise _AfterLastRequest
        self.in_head, self._head_bytes = True, 0
        self._target, self._headers = b"", []
        self._chunks = ChunkBudget()
        self._offers_upgrade = False

    def on_url(self, target: bytes) -> None:
        """Extend the target."""
        self._target += target
        if len(self._target) > LONGEST_LINE:
            raise RejectedRequest(URI_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header. Trailers of a body only count against the limits."""
        self._headers.append((name.lower(), value))
        if len(self._headers) > MOST_HEADERS:
            raise RejectedRequest(HEADERS_TOO_LARGE)
        if self.in_body:
            check_headers(self._headers)

    def on_headers_complete(self) -> None:
        """Hand a request on, unless it offers an upgrade: then `feed` parses it again."""
        self._version = self._parser.get_http_version()
        if self._parser.should_upgrade():
            if self.method == b"CONNECT":
                raise RejectedRequest(UNKNOWN_METHOD)
            self._offers_upgrade = True
            return
        head = Head(in_origin_form(self._target), self._version, tuple(self._headers))
        check_head(head)
        keep_alive = self._version == "1.1" and self._parser.should_keep_alive()
        self.in_head, self.in_body, self.is_last = False, True, not keep_alive
        self._handler.on_request(self.method, head, keep_alive=keep_alive)

    def on_body(self, data: bytes) -> None:
        """Hand a part of a body on."""
        self._chunks.take(len(data))
        self._handler.on_data(data)

    def on_message_complete(self) -> None:
        """End a request."""
        if not self._offers_upgrade:
            self.in_body = False
            self.completed += 1
            self._handler.on_end()

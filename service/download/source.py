"""Downloads pictures. Every IP address is checked before a connection to it is opened.

Own code on httpcore: HTTP clients such as httpx resolve names and follow redirects themselves, so an address
could change between the check and the connection.

A failed download is not retried, because the client is waiting.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_address

import httpcore

from service.download.body import received
from service.download.target import IPAddress, Network, Target, is_allowed, parse_url
from service.errors import DownloadFailed, EngineBusy, UrlNotAllowed

LARGEST_FILE = 10 * 1024 * 1024 * 3 // 4
"""Largest picture file in bytes: 10 MB of base64. The cloud has the same limit for a picture at a url."""

REDIRECTS = {301, 302, 303, 307, 308}

HEADERS = (
    (b"User-Agent", b"wangtu-ocr"),
    (b"Accept", b"image/*, */*;q=0.8"),
    (b"Accept-Encoding", b"identity"),
    (b"Connection", b"close"),
)

FAILURES = (
    OSError,  # includes errors of TLS, name resolution and timeouts
    UnicodeError,  # a label of the host name is empty or too long
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
)

Resolver = Callable[[str], Sequence[IPAddress]]
"""Host name → addresses. May block, and may raise OSError or UnicodeError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of downloads."""

    connect: float = 5.0
    """Seconds to resolve a host name and connect to it, TLS handshake included."""

    total: float = 15.0
    """Seconds for one download with all its redirects."""

    size: int = LARGEST_FILE
    """Largest picture file in bytes."""

    redirects: int = 3
    """Largest number of redirects of one download."""

    concurrent: int = 32
    """Largest number of concurrent downloads."""


LIMITS = Limits()


def resolve(host: str) -> tuple[IPAddress, ...]:
    """Returns all addresses of a host. The system's resolver also understands forms such as 0x7f.1."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(ip_address(address[0]) for *_, address in found)


class Source:
    """Downloads pictures over http and https from public addresses and from allowed networks."""

    def __init__(
        self,
        allowed: tuple[Network, ...] = (),
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self._allowed = allowed
        self._resolver = resolver
        self._tls = tls or ssl.create_default_context()
        self._limits = limits
        self._backend = httpcore.AnyIOBackend()
        # Own threads: a name server that does not answer must not block the default executor.
        self._resolver_threads = ThreadPoolExecutor(limits.concurrent, thread_name_prefix="resolve")
        self._running = 0

    async def fetch(self, url: str) -> bytes:
        """Downloads the file of a url. Raises UrlNotAllowed, DownloadFailed or EngineBusy."""
        target = parse_url(url)
        if self._running >= self._limits.concurrent:
            raise EngineBusy
        self._running += 1
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._follow(target)
        except FAILURES as error:
            raise DownloadFailed from error
        finally:
            self._running -= 1

    def close(self) -> None:
        """Stops the resolver threads without waiting for name servers."""
        self._resolver_threads.shutdown(wait=False, cancel_futures=True)

    async def _follow(self, target: Target) -> bytes:
        for _ in range(self._limits.redirects + 1):
            answer = await self._get(target)
            if isinstance(answer, bytes):
                return answer
            target = answer
        raise DownloadFailed("too many redirects")

    async def _get(self, target: Target) -> bytes | Target:
        """Sends one request. Returns the picture, or the target of a redirect."""
        request = _request(target)
        stream = await self._connect(target)
        async with httpcore.AsyncHTTP11Connection(request.url.origin, stream) as connection:
            response = await connection.handle_async_request(request)
            headers = {name.lower(): value for name, value in response.headers}
            if response.status in REDIRECTS:
                return _redirect(target, headers)
            _check_head(response.status, headers, self._limits.size)
            return await received(response, self._limits.size)

    async def _connect(self, target: Target) -> httpcore.AsyncNetworkStream:
        async with asyncio.timeout(self._limits.connect):
            stream = await self._connect_tcp(await self._addresses(target.host), target.port)
            if target.scheme == "http":
                return stream
            try:
                return await stream.start_tls(self._tls, target.host)
            except asyncio.CancelledError:  # after any other failure httpcore closes the stream itself
                await stream.aclose()
                raise

    async def _addresses(self, host: str) -> Sequence[IPAddress]:
        """Resolves a host and checks its addresses.

        A request resolves its host only once, so no address can change after its check (DNS rebinding).
        """
        loop = asyncio.get_running_loop()
        addresses = await loop.run_in_executor(self._resolver_threads, self._resolver, host)
        if not all(is_allowed(address, self._allowed) for address in addresses):
            raise UrlNotAllowed
        return addresses

    async def _connect_tcp(self, addresses: Sequence[IPAddress], port: int) -> httpcore.AsyncNetworkStream:
        """Connects to the first address that accepts. Each address gets an equal part of the time limit."""
        failure: Exception | None = None
        for address in addresses:
            try:
                timeout = self._limits.connect / len(addresses)
                return await self._backend.connect_tcp(str(address), port, timeout=timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise DownloadFailed("no address accepts a connection") from failure


def _request(target: Target) -> httpcore.Request:
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    return httpcore.Request("GET", url, headers=[(b"Host", target.authority.encode()), *HEADERS])


def _redirect(target: Target, headers: Mapping[bytes, bytes]) -> Target:
    location = headers.get(b"location")
    if not location:
        raise DownloadFailed("a redirect without a Location header")
    return target.redirected(location.decode("latin-1"))


def _check_head(status: int, headers: Mapping[bytes, bytes], limit: int) -> None:
    """Checks the head of a response. Raises DownloadFailed.

    Compressed content is refused, because its size after decompression is unknown.
    """
    if status != 200:
        raise DownloadFailed(f"status {status}")
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise DownloadFailed("a compressed response")
    if int(headers.get(b"content-length", b"0")) > limit:
        raise DownloadFailed("a file too large")

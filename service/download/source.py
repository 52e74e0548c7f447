"""Pictures from the net: url -> bytes, with a check of every address before it is called."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_address

import httpcore

from service.download.target import IPAddress, Network, Target, is_allowed, target_of
from service.errors import DownloadFailed, EngineBusy, UrlNotAllowed

LARGEST_FILE = 10 * 1024 * 1024 * 3 // 4
"""In bytes: the cloud takes 10 MB of base64, of a picture behind a url too."""

REDIRECTS = {301, 302, 303, 307, 308}

HEADERS = (
    (b"User-Agent", b"wangtu-ocr"),
    (b"Accept", b"image/*, */*;q=0.8"),
    (b"Accept-Encoding", b"identity"),
    (b"Connection", b"close"),
)

FAILURES = (
    OSError,  # with those of TLS, of names, and of time
    UnicodeError,  # a host name with a label that is empty or too long
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
)

Resolver = Callable[[str], Sequence[IPAddress]]
"""Host -> addresses. It may block, and raise OSError or UnicodeError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one may fetch. Seconds to connect to each host and for everything; bytes; counts."""

    connect: float = 5.0
    total: float = 15.0
    size: int = LARGEST_FILE
    redirects: int = 3
    at_once: int = 32


LIMITS = Limits()


def resolve(host: str) -> tuple[IPAddress, ...]:
    """All addresses of a host by the system's resolver, which also knows 0x7f.1 for what it is."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(ip_address(address[0]) for *_, address in found)


class Source:
    """Fetches pictures over http and https from public addresses and from the networks it is allowed."""

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
        # A name server that hangs holds threads that nobody else needs.
        self._resolving = ThreadPoolExecutor(limits.at_once, thread_name_prefix="resolve")
        self._running = 0

    async def fetch(self, url: str) -> bytes:
        """The bytes behind a url. Raises UrlNotAllowed, DownloadFailed or EngineBusy."""
        target = target_of(url)
        if self._running >= self._limits.at_once:
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
        """Let the threads go; one that still waits for a name server is not waited for."""
        self._resolving.shutdown(wait=False, cancel_futures=True)

    async def _follow(self, target: Target) -> bytes:
        for _ in range(self._limits.redirects + 1):
            answer = await self._get(target)
            if isinstance(answer, bytes):
                return answer
            target = answer
        raise DownloadFailed("too many redirects")

    async def _get(self, target: Target) -> bytes | Target:
        """The picture, or where it is said to be instead."""
        request = _request(target)
        stream = await self._connect(target)
        async with httpcore.AsyncHTTP11Connection(request.url.origin, stream) as connection:
            response = await connection.handle_async_request(request)
            headers = {name.lower(): value for name, value in response.headers}
            if response.status in REDIRECTS:
                return _next(target, headers)
            _check(response.status, headers, self._limits.size)
            return await _body(response, self._limits.size)

    async def _connect(self, target: Target) -> httpcore.AsyncNetworkStream:
        async with asyncio.timeout(self._limits.connect):
            stream = await self._dial(await self._addresses(target.host), target.port)
            if target.scheme == "http":
                return stream
            try:
                return await stream.start_tls(self._tls, target.host)
            except asyncio.CancelledError:  # after any other failure httpcore closes the stream itself
                await stream.aclose()
                raise

    async def _addresses(self, host: str) -> Sequence[IPAddress]:
        """The addresses to call. The host is not resolved again, so they cannot change after the check."""
        loop = asyncio.get_running_loop()
        addresses = await loop.run_in_executor(self._resolving, self._resolver, host)
        if not all(is_allowed(address, self._allowed) for address in addresses):
            raise UrlNotAllowed
        return addresses

    async def _dial(self, addresses: Sequence[IPAddress], port: int) -> httpcore.AsyncNetworkStream:
        """A connection to the first address that takes it, each tried for its share of the time."""
        failure: Exception | None = None
        for address in addresses:
            try:
                share = self._limits.connect / len(addresses)
                return await self._backend.connect_tcp(str(address), port, timeout=share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise DownloadFailed("no address takes the connection") from failure


def _request(target: Target) -> httpcore.Request:
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    return httpcore.Request("GET", url, headers=[(b"Host", target.authority.encode()), *HEADERS])


def _next(target: Target, headers: Mapping[bytes, bytes]) -> Target:
    location = headers.get(b"location")
    if not location:
        raise DownloadFailed("a redirect to nowhere")
    return target.redirected(location.decode("latin-1"))


def _check(status: int, headers: Mapping[bytes, bytes], most: int) -> None:
    """Refuse an answer by its head. What is compressed is never unfolded, whatever it would become."""
    if status != 200:
        raise DownloadFailed(f"status {status}")
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise DownloadFailed("a compressed answer")
    if int(headers.get(b"content-length", b"0")) > most:
        raise DownloadFailed("a file too large")


async def _body(response: httpcore.Response, most: int) -> bytes:
    body = bytearray()
    async for part in response.aiter_stream():
        body += part
        if len(body) > most:
            raise DownloadFailed("a file too large")
    return bytes(body)

"""Failed downloads: invalid answers, unreachable servers and untrusted certificates."""

import asyncio
import gzip
import socket
import ssl
from dataclasses import replace

import pytest
import trustme

from service.download.source import LIMITS
from service.download.target import IPAddress
from service.errors import DownloadFailed
from tests.service.download.servers import (
    FakeResolver,
    RemoteServer,
    open_source,
    picture,
    remote_server,
    run,
    skip,
)

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

SMALL = replace(LIMITS, size=1000)


async def _assert_fails(answer: bytes) -> None:
    async with remote_server(answer) as remote, open_source(limits=SMALL) as source:
        with pytest.raises(DownloadFailed):
            await source.fetch(f"http://127.0.0.1:{remote.port}/")
        assert remote.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        CHUNKED + b"9\r\nshort",
        CHUNKED + b"nine\r\nshort\r\n0\r\n\r\n",
        CHUNKED + b"1\r\nx\r\n" * 1001 + b"0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001,
        picture(gzip.compress(bytes(10_000_000), mtime=0), "Content-Encoding: gzip\r\n")[:1000],
        picture(gzip.compress(b"picture", mtime=0), "Content-Encoding: gzip\r\n"),
        picture(gzip.compress(b"picture", mtime=0), "Transfer-Encoding: gzip\r\n"),
        b"220 mail.example ESMTP\r\n\r\n",
        b"picture without a head\r\n\r\n",
        b"",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        *(
            picture().replace(b"200", b"%d" % status)
            for status in (201, 204, 206, 300, 304, 401, 404, 500, 503)
        ),
    ],
)
def test_an_answer_without_a_complete_picture_is_a_failed_download(answer: bytes) -> None:
    run(_assert_fails(answer))


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_closed_port_is_a_failed_download() -> None:
    async def work() -> None:
        async with open_source() as source:
            with pytest.raises(DownloadFailed):
                await source.fetch(f"http://127.0.0.1:{_closed_port()}/")

    run(work())


@pytest.mark.parametrize(
    "error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long"), TimeoutError()]
)
def test_an_unknown_name_is_a_failed_download(error: Exception) -> None:
    def resolver(host: str) -> tuple[IPAddress, ...]:
        raise error

    async def work() -> None:
        async with open_source(resolver=resolver) as source:
            with pytest.raises(DownloadFailed):
                await source.fetch("http://nowhere.example/")

    run(work())


def test_a_name_without_addresses_is_a_failed_download() -> None:
    async def work() -> None:
        async with open_source(resolver=FakeResolver(())) as source:
            with pytest.raises(DownloadFailed):
                await source.fetch("http://nowhere.example/")

    run(work())


def _tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_must_match_the_host_name() -> None:
    async def work() -> None:
        authority, resolver = trustme.CA(), FakeResolver(("127.0.0.1",))
        async with (
            remote_server(picture(), tls=_tls(authority, "pictures.example")) as remote,
            open_source(resolver=resolver, tls=_trusting(authority)) as source,
        ):
            assert await source.fetch(f"https://pictures.example:{remote.port}/") == b"picture"
            with pytest.raises(DownloadFailed):
                await source.fetch(f"https://other.example:{remote.port}/")
            with pytest.raises(DownloadFailed):
                await source.fetch(f"https://127.0.0.1:{remote.port}/")
            assert resolver.hosts == ["pictures.example", "other.example", "127.0.0.1"]
            assert len(remote.requests) == 1

    run(work())


def test_an_untrusted_certificate_is_a_failed_download() -> None:
    async def work() -> None:
        async with (
            remote_server(picture(), tls=_tls(trustme.CA(), "127.0.0.1")) as remote,
            open_source() as source,
        ):
            with pytest.raises(DownloadFailed):
                await source.fetch(f"https://127.0.0.1:{remote.port}/")
            assert remote.requests == []

    run(work())


def test_a_port_without_tls_is_a_failed_download() -> None:
    async def work() -> None:
        async def plain_text(
            remote: RemoteServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            raise AssertionError("a request in clear text")

        async with remote_server(plain_text) as remote, open_source() as source:
            download = asyncio.create_task(source.fetch(f"https://127.0.0.1:{remote.port}/"))
            await remote.connected.wait()
            skip(LIMITS.connect)
            with pytest.raises(DownloadFailed):
                await download
            await remote.disconnected.wait()

    run(work())


@pytest.mark.parametrize(("size", "is_refused"), [(1, True), (256, False)])
def test_a_file_in_many_tiny_chunks_is_refused_and_one_in_small_chunks_is_not(
    size: int, is_refused: bool
) -> None:
    chunk = b"%x\r\n%s\r\n" % (size, b"a" * size)
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk * 5000 + b"0\r\n\r\n"

    async def work() -> None:
        async with remote_server(answer) as remote, open_source() as source:
            fetching = source.fetch(f"http://127.0.0.1:{remote.port}/")
            if is_refused:
                with pytest.raises(DownloadFailed):
                    await fetching
            else:
                assert len(await fetching) == 5000 * size

    run(work())

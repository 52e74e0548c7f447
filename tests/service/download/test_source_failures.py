"""Downloads that fail: answers that are no picture, servers that are not there or not who they say."""

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
from tests.service.download.servers import Far, Names, listening, picture, run, source

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

SMALL = replace(LIMITS, size=1000)


async def _fails(answer: bytes) -> None:
    async with listening(answer) as far, source(limits=SMALL) as web:
        with pytest.raises(DownloadFailed):
            await web.fetch(f"http://127.0.0.1:{far.port}/")
        assert far.connections == 1


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
        picture(gzip.compress(bytes(10_000_000)), "Content-Encoding: gzip\r\n")[:1000],
        picture(gzip.compress(b"picture"), "Content-Encoding: gzip\r\n"),
        picture(gzip.compress(b"picture"), "Transfer-Encoding: gzip\r\n"),
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
def test_an_answer_that_is_no_whole_picture_is_a_failed_download(answer: bytes) -> None:
    run(_fails(answer))


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_closed_port_is_a_failed_download() -> None:
    async def work() -> None:
        async with source() as web:
            with pytest.raises(DownloadFailed):
                await web.fetch(f"http://127.0.0.1:{_closed_port()}/")

    run(work())


@pytest.mark.parametrize(
    "error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long"), TimeoutError()]
)
def test_a_name_that_is_not_found_is_a_failed_download(error: Exception) -> None:
    def resolver(host: str) -> tuple[IPAddress, ...]:
        raise error

    async def work() -> None:
        async with source(resolver=resolver) as web:
            with pytest.raises(DownloadFailed):
                await web.fetch("http://nowhere.example/")

    run(work())


def test_a_name_without_addresses_is_a_failed_download() -> None:
    async def work() -> None:
        async with source(resolver=Names(())) as web:
            with pytest.raises(DownloadFailed):
                await web.fetch("http://nowhere.example/")

    run(work())


def _tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_over_tls_the_server_is_known_by_its_host_name() -> None:
    async def work() -> None:
        authority, names = trustme.CA(), Names(("127.0.0.1",))
        async with (
            listening(picture(), tls=_tls(authority, "pictures.example")) as far,
            source(resolver=names, tls=_trusting(authority)) as web,
        ):
            assert await web.fetch(f"https://pictures.example:{far.port}/") == b"picture"
            with pytest.raises(DownloadFailed):
                await web.fetch(f"https://other.example:{far.port}/")
            with pytest.raises(DownloadFailed):
                await web.fetch(f"https://127.0.0.1:{far.port}/")
            assert names.asked == ["pictures.example", "other.example", "127.0.0.1"]
            assert len(far.requests) == 1

    run(work())


def test_a_certificate_that_nobody_vouches_for_is_a_failed_download() -> None:
    async def work() -> None:
        async with (
            listening(picture(), tls=_tls(trustme.CA(), "127.0.0.1")) as far,
            source() as web,
        ):
            with pytest.raises(DownloadFailed):
                await web.fetch(f"https://127.0.0.1:{far.port}/")
            assert far.requests == []

    run(work())


def test_a_port_without_tls_is_a_failed_download() -> None:
    async def work() -> None:
        async def mail(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            raise AssertionError("a request in clear text")

        async with listening(mail) as far, source(limits=replace(LIMITS, connect=0.2)) as web:
            with pytest.raises(DownloadFailed):
                await web.fetch(f"https://127.0.0.1:{far.port}/")
            await far.hung_up.wait()

    run(work())

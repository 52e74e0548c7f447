"""Downloads from real servers on loopback sockets."""

import asyncio
from dataclasses import replace
from ipaddress import ip_network
from unittest.mock import patch

import httpcore
import pytest

from service.download.source import LARGEST_FILE, LIMITS
from service.errors import DownloadFailed, EngineBusy
from tests.service.download.servers import (
    FakeResolver,
    RemoteServer,
    open_source,
    picture,
    redirect,
    remote_server,
    run,
    wait_for_disconnect,
)

LOOPBACK = (ip_network("127.0.0.0/8"),)

SMALL = replace(LIMITS, size=1000)


def test_the_largest_file_is_10_mb_of_base64() -> None:
    assert LIMITS.size == LARGEST_FILE == 7864320


def test_a_picture_is_downloaded_unchanged_with_a_minimal_request() -> None:
    async def work() -> None:
        async with remote_server(picture(b"\x89PNG\r\n")) as remote, open_source() as source:
            url = f"http://127.0.0.1:{remote.port}/%E5%9B%BE;v=1/a.png?x=%2F&y=+#part"
            assert await source.fetch(url) == b"\x89PNG\r\n"
            assert remote.requests[0].split(b"\r\n") == [
                b"GET /%E5%9B%BE;v=1/a.png?x=%2F&y=+ HTTP/1.1",
                f"Host: 127.0.0.1:{remote.port}".encode(),
                b"User-Agent: wangtu-ocr",
                b"Accept: image/*, */*;q=0.8",
                b"Accept-Encoding: identity",
                b"Connection: close",
                b"",
                b"",
            ]

    run(work())


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
            b"abcde",
        ),
        (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", b"until the end"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + picture(b"late"), b"late"),
        (picture(b"plain", "Content-Encoding: Identity\r\n"), b"plain"),
        (picture(b"right") + b" and too much", b"right"),
        (picture(b""), b""),
        (picture(b"x" * 1000), b"x" * 1000),
    ],
)
def test_a_body_is_read_in_every_form_of_http_1(answer: bytes, body: bytes) -> None:
    async def work() -> None:
        async with remote_server(answer) as remote, open_source(limits=SMALL) as source:
            assert await source.fetch(f"http://127.0.0.1:{remote.port}/") == body

    run(work())


def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    async def work() -> None:
        async def chain(
            remote: RemoteServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            number = int(remote.requests[-1].split()[1].removeprefix(b"/"))
            locations = ["", f"http://127.0.0.1:{remote.port}/0", "1", f"//127.0.0.1:{remote.port}/2", "/3"]
            writer.write(redirect(locations[number], 300 + [0, 1, 2, 7, 8][number]) if number else picture())
            await writer.drain()

        async with remote_server(chain) as remote, open_source() as source:
            assert await source.fetch(f"http://127.0.0.1:{remote.port}/3") == b"picture"
            assert [request.split()[1] for request in remote.requests] == [b"/3", b"/2", b"/1", b"/0"]
            with pytest.raises(DownloadFailed):
                await source.fetch(f"http://127.0.0.1:{remote.port}/4")
            assert remote.connections == 8

    run(work())


def test_a_redirect_loop_ends_and_no_cookie_is_sent() -> None:
    async def work() -> None:
        answer = b"HTTP/1.1 303 See Other\r\nSet-Cookie: a=b\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
        async with remote_server(answer) as remote, open_source() as source:
            with pytest.raises(DownloadFailed):
                await source.fetch(f"http://127.0.0.1:{remote.port}/")
            assert remote.connections == 4
            assert len(set(remote.requests)) == 1
            assert b"cookie" not in remote.requests[0].lower()

    run(work())


def test_the_next_address_is_tried_if_the_first_refuses_the_connection() -> None:
    async def work() -> None:
        resolver = FakeResolver(("127.0.0.3", "127.0.0.1"))
        async with remote_server(picture()) as remote, open_source(LOOPBACK, resolver=resolver) as source:
            assert await source.fetch(f"http://a.example:{remote.port}/") == b"picture"

    run(work())


def test_each_address_of_a_host_gets_an_equal_part_of_the_time_to_connect() -> None:
    timeouts: list[float] = []

    async def connect_tcp(*_: object, **options: float) -> None:
        timeouts.append(options["timeout"])
        raise httpcore.ConnectTimeout

    async def work() -> None:
        async with open_source(LOOPBACK, resolver=FakeResolver(("127.0.0.3", "127.0.0.1"))) as source:
            with pytest.raises(DownloadFailed):
                await source.fetch("http://a.example/")

    with patch.object(httpcore.AnyIOBackend, "connect_tcp", connect_tcp):
        run(work())
    assert timeouts == [LIMITS.connect / 2] * 2


def test_a_download_over_the_concurrency_limit_is_refused_until_another_ends() -> None:
    async def work() -> None:
        async with (
            remote_server(wait_for_disconnect) as slow,
            remote_server(picture()) as remote,
            open_source(limits=replace(LIMITS, concurrent=1)) as source,
        ):
            first = asyncio.create_task(source.fetch(f"http://127.0.0.1:{slow.port}/"))
            await slow.requested.wait()
            with pytest.raises(EngineBusy):
                await source.fetch(f"http://127.0.0.1:{remote.port}/")
            first.cancel()
            await asyncio.wait([first])
            assert await source.fetch(f"http://127.0.0.1:{remote.port}/") == b"picture"

    run(work())


def test_proxy_settings_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        async with (
            remote_server(picture(b"proxy")) as proxy,
            remote_server(picture()) as remote,
            open_source() as source,
        ):
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            assert await source.fetch(f"http://127.0.0.1:{remote.port}/") == b"picture"
            assert proxy.connections == 0

    run(work())

"""Pictures fetched from real servers on loopback."""

import asyncio
from dataclasses import replace
from ipaddress import ip_network

import pytest

from service.download.source import LARGEST_FILE, LIMITS
from service.errors import DownloadFailed, EngineBusy
from tests.service.download.servers import Far, Names, listening, moved, picture, run, source, until_hung_up

LOOPBACK = (ip_network("127.0.0.0/8"),)

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

SMALL = replace(LIMITS, size=1000)


def test_the_largest_file_is_ten_megabytes_of_base64() -> None:
    assert LIMITS.size == LARGEST_FILE == 7864320


def test_a_picture_is_fetched_as_it_is_and_the_request_says_nothing_of_us() -> None:
    async def work() -> None:
        async with listening(picture(b"\x89PNG\r\n")) as far, source() as web:
            url = f"http://127.0.0.1:{far.port}/%E5%9B%BE;v=1/a.png?x=%2F&y=+#part"
            assert await web.fetch(url) == b"\x89PNG\r\n"
            assert far.requests[0].split(b"\r\n") == [
                b"GET /%E5%9B%BE;v=1/a.png?x=%2F&y=+ HTTP/1.1",
                f"Host: 127.0.0.1:{far.port}".encode(),
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
def test_every_way_to_send_a_body_is_understood(answer: bytes, body: bytes) -> None:
    async def work() -> None:
        async with listening(answer) as far, source(limits=SMALL) as web:
            assert await web.fetch(f"http://127.0.0.1:{far.port}/") == body

    run(work())


def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    async def work() -> None:
        async def chain(far: Far, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            left = int(far.requests[-1].split()[1].removeprefix(b"/"))
            places = ["", f"http://127.0.0.1:{far.port}/0", "1", f"//127.0.0.1:{far.port}/2", "/3"]
            writer.write(moved(places[left], 300 + [0, 1, 2, 7, 8][left]) if left else picture())
            await writer.drain()

        async with listening(chain) as far, source() as web:
            assert await web.fetch(f"http://127.0.0.1:{far.port}/3") == b"picture"
            assert [request.split()[1] for request in far.requests] == [b"/3", b"/2", b"/1", b"/0"]
            with pytest.raises(DownloadFailed):
                await web.fetch(f"http://127.0.0.1:{far.port}/4")
            assert far.connections == 8

    run(work())


def test_a_redirect_in_a_circle_ends_and_brings_no_cookie_back() -> None:
    async def work() -> None:
        answer = b"HTTP/1.1 303 See Other\r\nSet-Cookie: a=b\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
        async with listening(answer) as far, source() as web:
            with pytest.raises(DownloadFailed):
                await web.fetch(f"http://127.0.0.1:{far.port}/")
            assert far.connections == 4
            assert len(set(far.requests)) == 1
            assert b"cookie" not in far.requests[0].lower()

    run(work())


def test_the_next_address_of_a_name_is_called_where_the_first_is_deaf() -> None:
    async def work() -> None:
        names = Names(("127.0.0.3", "127.0.0.1"))
        async with listening(picture()) as far, source(LOOPBACK, resolver=names) as web:
            assert await web.fetch(f"http://a.example:{far.port}/") == b"picture"

    run(work())


def test_one_download_too_many_is_refused_until_another_ends() -> None:
    async def work() -> None:
        async with (
            listening(until_hung_up) as slow,
            listening(picture()) as far,
            source(limits=replace(LIMITS, concurrent=1)) as web,
        ):
            first = asyncio.create_task(web.fetch(f"http://127.0.0.1:{slow.port}/"))
            await slow.asked.wait()
            with pytest.raises(EngineBusy):
                await web.fetch(f"http://127.0.0.1:{far.port}/")
            first.cancel()
            await asyncio.wait([first])
            assert await web.fetch(f"http://127.0.0.1:{far.port}/") == b"picture"

    run(work())


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        async with listening(picture(b"proxy")) as proxy, listening(picture()) as far, source() as web:
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            assert await web.fetch(f"http://127.0.0.1:{far.port}/") == b"picture"
            assert proxy.connections == 0

    run(work())

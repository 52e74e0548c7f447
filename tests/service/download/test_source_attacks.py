"""Malicious urls, host names and redirects. None of them opens a connection to a forbidden address."""

import ssl
from unittest.mock import patch

import httpcore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import DownloadFailed, UrlNotAllowed
from tests.service.download.servers import FakeResolver, open_source, picture, redirect, remote_server, run

FORBIDDEN_HOSTS = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "0177.0.0.1",
    "017700000001", "localhost", "0.0.0.0", "0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[::127.0.0.1]", "[2002:7f00:1::]",
    "10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1", "169.254.169.254", "2852039166",
    "168.63.129.16", "[fd00:ec2::254]", "[fe80::1]",
]  # fmt: skip


@pytest.mark.parametrize("host", FORBIDDEN_HOSTS)
def test_no_spelling_of_a_forbidden_address_opens_a_connection(host: str) -> None:
    async def work() -> None:
        async with remote_server(picture()) as remote, open_source(()) as source:
            with pytest.raises(UrlNotAllowed):
                await source.fetch(f"http://{host}:{remote.port}/")
            assert remote.connections == 0

    run(work())


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/",
        "//127.0.0.2:{port}/",
        "http://2130706434:{port}/",
        "http://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "file:///etc/passwd",
        "ftp://127.0.0.2:{port}/",
        "gopher://127.0.0.2:{port}/_GET",
        "http://u:p@127.0.0.2:{port}/",
        "http://127.0.0.1\\@127.0.0.2:{port}/",
    ],
)
def test_a_redirect_to_a_forbidden_location_is_not_followed(location: str) -> None:
    async def work() -> None:
        async with remote_server(picture(), "127.0.0.2") as forbidden:
            async with (
                remote_server(redirect(location.format(port=forbidden.port))) as outer,
                open_source() as source,
            ):
                with pytest.raises(UrlNotAllowed):
                    await source.fetch(f"http://127.0.0.1:{outer.port}/")
                assert outer.connections == 1
            assert forbidden.connections == 0

    run(work())


def test_a_name_is_resolved_only_once_for_a_request() -> None:
    """DNS rebinding: the second answer of the resolver would be a forbidden address."""

    async def work() -> None:
        resolver = FakeResolver(("127.0.0.1",), ("127.0.0.2",))
        async with (
            remote_server(picture()) as allowed,
            remote_server(picture(), "127.0.0.2", allowed.port) as forbidden,
        ):
            async with open_source(resolver=resolver) as source:
                assert await source.fetch(f"http://a.example:{allowed.port}/") == b"picture"
            assert resolver.hosts == ["a.example"]
            assert (allowed.connections, forbidden.connections) == (1, 0)

    run(work())


def test_a_name_is_resolved_and_checked_again_at_every_redirect() -> None:
    async def work() -> None:
        resolver = FakeResolver(("127.0.0.1",), ("127.0.0.2",))
        async with (
            remote_server(redirect("/again")) as allowed,
            remote_server(picture(), "127.0.0.2", allowed.port) as forbidden,
        ):
            async with open_source(resolver=resolver) as source:
                with pytest.raises(UrlNotAllowed):
                    await source.fetch(f"http://a.example:{allowed.port}/")
            assert (allowed.connections, forbidden.connections) == (1, 0)

    run(work())


@pytest.mark.parametrize(
    "addresses", [("127.0.0.1", "127.0.0.2"), ("127.0.0.2", "127.0.0.1"), ("127.0.0.1", "::1")]
)
def test_a_name_with_one_forbidden_address_opens_no_connection(addresses: tuple[str, ...]) -> None:
    async def work() -> None:
        async with (
            remote_server(picture()) as allowed,
            remote_server(picture(), "127.0.0.2", allowed.port) as forbidden,
        ):
            async with open_source(resolver=FakeResolver(addresses)) as source:
                with pytest.raises(UrlNotAllowed):
                    await source.fetch(f"http://a.example:{allowed.port}/")
            assert (allowed.connections, forbidden.connections) == (0, 0)

    run(work())


TLS = ssl.create_default_context()
PRIVATE = st.sampled_from(["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"])
HOSTS = st.sampled_from(
    ["a.example", "127.0.0.1", "[::1]", "8.8.8.8", "0x7f.1", "user@a.example", "a.example:99999"]
)
URLS = st.builds("{}://{}{}".format, st.sampled_from(["http", "https", "HTTP", "file"]), HOSTS, st.text())


@settings(max_examples=200, deadline=None)
@given(URLS | st.text(), st.lists(PRIVATE))
def test_no_url_opens_a_connection_if_all_names_are_private(url: str, addresses: list[str]) -> None:
    async def work() -> None:
        async with open_source((), resolver=FakeResolver(tuple(addresses)), tls=TLS) as source:
            with pytest.raises((UrlNotAllowed, DownloadFailed)):
                await source.fetch(url)

    with patch.object(httpcore.AnyIOBackend, "connect_tcp", side_effect=AssertionError("a connection")):
        run(work())

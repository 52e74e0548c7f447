"""Parsing of urls and the check of IP addresses, without a network."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.download.target import LONGEST_URL, is_allowed, parse_url
from service.errors import UrlNotAllowed

INVALID_URLS = [
    "", "picture.png", "//example.com/a.png", "http:example.com", "http:///a.png", "http://:80/a.png",
    "ftp://example.com/a.png", "file:///etc/passwd", "gopher://example.com/",
    "data:image/png;base64,AAAA", "httpſ://example.com/", "http://user@example.com/",
    "http://user:password@example.com/", "http://example.com\\@10.0.0.1/",
    "http://example.com:80@10.0.0.1/", "http://例子.com/", "http://example.com/图.png",
    "http://example.com/a b.png", " http://example.com/", "http://example.com/\n",
    "http://example.com/\x00", "http://exam\tple.com/", "http://example.com:0/",
    "http://example.com:65536/", "http://example.com:port/", "http://example.com:٣/",
    "http://exa%6dple.com/", "http://a..b/", "http://.example.com/", f"http://{'a' * 64}.com/",
    "http://[::1/", "http://[127.0.0.1]/", "http://[::1]x/", "http://x[::1]/",
    "http://[fe80::1%25eth0]/", "http://[1::2::3]/", "http://::1/",
]  # fmt: skip

FORBIDDEN = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
    "192.88.99.1", "192.168.1.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::8.8.8.8", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:168.63.129.16", "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8",
    "100::1", "2001::1", "2001:0:0:0:0:0:f5ff:fffe", "2001:db8::1", "2002:7f00:1::", "2002:808:808::",
    "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "ff0e::1",
]  # fmt: skip

PUBLIC = [
    "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "240e::1", "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("url", INVALID_URLS)
def test_anything_but_a_plain_http_url_is_not_allowed(url: str) -> None:
    with pytest.raises(UrlNotAllowed):
        parse_url(url)


def test_the_longest_url_is_accepted_and_one_character_more_is_not() -> None:
    longest = "http://example.com/".ljust(LONGEST_URL, "a")

    assert parse_url(longest).path == longest.removeprefix("http://example.com")
    with pytest.raises(UrlNotAllowed):
        parse_url(longest + "a")


@pytest.mark.parametrize(
    ("url", "scheme", "host", "port", "path"),
    [
        ("http://example.com", "http", "example.com", 80, "/"),
        ("HTTPS://Example.COM/A", "https", "example.com", 443, "/A"),
        ("http://example.com:/a", "http", "example.com", 80, "/a"),
        ("http://example.com:8080?a=b#c?d", "http", "example.com", 8080, "/?a=b"),
        ("http://example.com/a;v=1/b?c=d;e#f", "http", "example.com", 80, "/a;v=1/b?c=d;e"),
        ("http://example.com/%E5%9B%BE.png?x=%2F", "http", "example.com", 80, "/%E5%9B%BE.png?x=%2F"),
        ("http://example.com//a/../b@c", "http", "example.com", 80, "//a/../b@c"),
        ("http://[2606:4700::1111]:81/", "http", "2606:4700::1111", 81, "/"),
        ("http://bucket_1.xn--fsqu00a.com./", "http", "bucket_1.xn--fsqu00a.com.", 80, "/"),
    ],
)
def test_a_url_is_parsed_into_its_parts(url: str, scheme: str, host: str, port: int, path: str) -> None:
    target = parse_url(url)

    assert (target.scheme, target.host, target.port, target.path) == (scheme, host, port, path)


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://a.com:80/", "a.com"),
        ("https://a.com:80/", "a.com:80"),
        ("https://[::1]/", "[::1]"),
        ("http://[::1]:81/", "[::1]:81"),
    ],
)
def test_the_host_header_has_the_port_unless_it_is_the_default(url: str, authority: str) -> None:
    assert parse_url(url).authority == authority


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("b.png", "https://a.com/x/b.png"),
        ("/b.png?c", "https://a.com/b.png?c"),
        ("//b.com/c", "https://b.com/c"),
        ("http://b.com/c", "http://b.com/c"),
        ("?c", "https://a.com/x/y?c"),
    ],
)
def test_a_redirect_is_resolved_against_its_url(location: str, url: str) -> None:
    assert parse_url("https://a.com/x/y?z#f").redirected(location) == parse_url(url)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://a.com/", "//u:p@b.com/", "//[", "图.png", "//[x]/"]
)
def test_a_redirect_to_anything_but_a_plain_http_url_is_not_allowed(location: str) -> None:
    with pytest.raises(UrlNotAllowed):
        parse_url("https://a.com/").redirected(location)


@given(st.text() | st.from_regex(r"https?://[!-~]*", fullmatch=True))
def test_any_text_is_parsed_in_printable_ascii_or_not_allowed(url: str) -> None:
    try:
        target = parse_url(url)
    except UrlNotAllowed:
        return
    assert target.scheme in ("http", "https")
    assert 0 < target.port <= 65535
    assert target.host
    assert all("!" <= character <= "~" for character in target.host + target.path)
    assert target.path.startswith("/")
    assert not set(target.host) & set("@/\\?#[]%")


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_that_is_not_public_is_forbidden(address: str) -> None:
    assert not is_allowed(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_allowed(ip_address(address))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.0.0.0/8"),
        ("::ffff:10.1.2.3", "10.0.0.0/8"),
        ("64:ff9b::10.1.2.3", "10.0.0.0/8"),
        ("168.63.129.16", "168.63.129.16/32"),
        ("fe80::1%eth0", "fe80::/10"),
    ],
)
def test_addresses_of_an_allowed_network_are_allowed(address: str, network: str) -> None:
    assert is_allowed(ip_address(address), (ip_network("192.168.0.0/16"), ip_network(network)))
    assert not is_allowed(ip_address(address), (ip_network("192.168.0.0/16"), ip_network("fd00::/8")))

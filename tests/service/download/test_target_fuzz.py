"""Random urls, and private addresses in every spelling."""

from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address

from hypothesis import given
from hypothesis import strategies as st

from service.download.source import resolve
from service.download.target import IPAddress, is_allowed, parse_url
from service.errors import UrlNotAllowed
from tests.service.strategies import MANY_EXAMPLES, variants_of


def _in_every_base(parts: list[int]) -> Iterator[str]:
    for form in ("{}", "{:#x}", "0{:o}", "{:#X}"):
        yield ".".join(form.format(part) for part in parts)


def _spellings(address: IPAddress) -> Iterator[str]:
    """Yields an address as the host of a url, in all forms that resolvers understand."""
    if isinstance(address, IPv4Address):
        a, b, c, d = address.packed
        for parts in ([a, b, c, d], [a, b, c << 8 | d], [a, b << 16 | c << 8 | d], [int(address)]):
            yield from _in_every_base(parts)
        yield f"[::ffff:{address}]"
        yield f"[64:ff9b::{address}]"
        yield f"[{IPv6Address(0xFFFF << 32 | int(address)).exploded}]"
    else:
        yield from (f"[{address}]", f"[{address.exploded}]", f"[{str(address).upper()}]")


@MANY_EXAMPLES
@given(
    st.text()
    | variants_of("https://[2606:4700::1111]:443/a.png?b=c#d")
    | st.text("ps:/[]@.0x1%a?#", max_size=30)
)
def test_any_text_is_parsed_as_a_url_or_not_allowed(text: str) -> None:
    with suppress(UrlNotAllowed):
        target = parse_url(text if "/" in text else f"http://{text}")
        sent = target.authority + target.path

        assert sent.isascii()
        assert sent.isprintable()
        assert " " not in sent
        assert "@" not in target.authority
        assert 0 < target.port < 65536


PRIVATE = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    *("::/96", "64:ff9b:1::/48", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8"),
)
"""Networks that no picture is downloaded from, from IANA's special-purpose address registries."""


@MANY_EXAMPLES
@given(st.sampled_from(PRIVATE).flatmap(lambda network: st.ip_addresses(network=network)), st.data())
def test_a_private_address_is_forbidden_in_every_spelling(address: IPAddress, data: st.DataObject) -> None:
    host = data.draw(st.sampled_from(list(_spellings(address))))
    addresses = resolve(parse_url(f"http://{host}/").host)

    assert addresses
    assert not any(is_allowed(each) for each in addresses)

"""Parses the url of a picture, and decides which IP addresses the service may connect to.

Own code: `urllib.parse` accepts invalid urls, and the classes of `ipaddress` differ between Python releases.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urljoin

from service.errors import UrlNotAllowed

IPAddress = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_URL = 8192
"""Characters of the longest url that is accepted."""

PORTS = {"http": 80, "https": 443}

URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{0,5}))?"
    r"(?P<path>(?:[/?][!\"$-~]*)?)(?:#[!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
"""Syntax of RFC 3986, section 3, for http and https: printable ASCII only, without a user name."""

FORBIDDEN = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # the metadata service of Azure, although the address is public
        "192.0.0.0/24",  # protocol assignments; 192.0.0.192 is the metadata service of Oracle Cloud
        "192.88.99.0/24",  # 6to4 relays, deprecated by RFC 7526
        "::/3",  # only 2000::/3 is assigned to global unicast
        "4000::/2",
        "8000::/1",
        "2002::/16",  # 6to4, which embeds an IPv4 address
        "3fff::/20",  # documentation
    )
)
"""Forbidden networks that `is_global` of some Python release counts as global.

Source: IANA's special-purpose address registries.
"""

NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 addresses whose last 32 bits are the IPv4 address that a connection reaches (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target of one request.

    `host` is in lower case. An IPv6 address has no brackets. `path` includes the query, as in the url.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def redirected(self, location: str) -> "Target":
        """Returns the target that a Location header leads to. Raises UrlNotAllowed."""
        try:
            return parse_url(urljoin(self.url, location))
        except ValueError as error:  # brackets without an address
            raise UrlNotAllowed from error


def parse_url(url: str) -> Target:
    """Parses a url. The addresses of its host are checked later. Raises UrlNotAllowed."""
    match = URL.fullmatch(url) if len(url) <= LONGEST_URL else None
    if match is None:
        raise UrlNotAllowed
    scheme = match["scheme"].lower()
    port = int(match["port"] or PORTS[scheme])
    if not 0 < port <= 65535:
        raise UrlNotAllowed
    path = match["path"] if match["path"].startswith("/") else f"/{match['path']}"
    host = _without_brackets(match["host"].lower())
    return Target(url=url, scheme=scheme, host=host, port=port, path=path)


def is_allowed(address: IPAddress, allowed: tuple[Network, ...] = ()) -> bool:
    """Returns whether the service may connect to an address: it is public, or the operator allows it."""
    if any(address in network for network in allowed):
        return True
    embedded = _embedded_ipv4(address)
    if embedded is not None:
        return is_allowed(embedded, allowed)
    is_forbidden = address.is_multicast or any(address in network for network in FORBIDDEN)
    return address.is_global and not is_forbidden


def _without_brackets(host: str) -> str:
    if not host.startswith("["):
        return host
    try:
        return str(IPv6Address(host[1:-1]))
    except ValueError as error:
        raise UrlNotAllowed from error


def _embedded_ipv4(address: IPAddress) -> IPv4Address | None:
    """Returns the IPv4 address that a connection to an IPv6 address reaches, if any."""
    if isinstance(address, IPv4Address):
        return None
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else address.ipv4_mapped

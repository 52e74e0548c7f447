"""Where a picture may be fetched from: a url taken apart, and the addresses that may be called."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urljoin

from service.errors import UrlNotAllowed

IPAddress = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_URL = 8192
"""In characters."""

PORTS = {"http": 80, "https": 443}

URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{0,5}))?"
    r"(?P<path>(?:[/?][!\"$-~]*)?)(?:#[!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
"""RFC 3986, section 3, of two schemes, without user information, and in visible ASCII throughout."""

REFUSED = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # public, and yet what Azure tells its machines about themselves
        "192.0.0.0/24",  # protocol assignments; 192.0.0.192 is Oracle's metadata
        "192.88.99.0/24",  # relays from IPv6, deprecated by RFC 7526
        "::/3",  # only 2000::/3 is assigned to global unicast
        "4000::/2",
        "8000::/1",
        "2002::/16",  # 6to4 hides an IPv4 address
        "3fff::/20",  # documentation
    )
)
"""What `ipaddress` calls public in some release and nobody is to call; after IANA's special registries."""

NAT64 = IPv6Network("64:ff9b::/96")
"""The last 32 bits are the IPv4 address that is meant (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Target:
    """One request to make. `host` is lower case, an IPv6 address bare; `path` includes the query, as sent."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def redirected(self, location: str) -> "Target":
        """Where a Location header leads from here. Raises UrlNotAllowed."""
        try:
            return target_of(urljoin(self.url, location))
        except ValueError as error:  # brackets that hold no address
            raise UrlNotAllowed from error


def target_of(url: str) -> Target:
    """A url taken apart; nothing is said yet about the addresses that its host has. Raises UrlNotAllowed."""
    match = URL.fullmatch(url) if len(url) <= LONGEST_URL else None
    if match is None:
        raise UrlNotAllowed
    scheme = match["scheme"].lower()
    port = int(match["port"] or PORTS[scheme])
    if not 0 < port <= 65535:
        raise UrlNotAllowed
    path = match["path"] if match["path"].startswith("/") else f"/{match['path']}"
    return Target(url, scheme, _bare(match["host"].lower()), port, path)


def is_allowed(address: IPAddress, allowed: tuple[Network, ...] = ()) -> bool:
    """Whether an address may be called: it is public, or the operator listed its network."""
    if any(address in network for network in allowed):
        return True
    inner = _embedded(address)
    if inner is not None:
        return is_allowed(inner, allowed)
    refused = address.is_multicast or any(address in network for network in REFUSED)
    return address.is_global and not refused


def _bare(host: str) -> str:
    if not host.startswith("["):
        return host
    try:
        return str(IPv6Address(host[1:-1]))
    except ValueError as error:
        raise UrlNotAllowed from error


def _embedded(address: IPAddress) -> IPv4Address | None:
    """The IPv4 address that a call of an IPv6 address ends at."""
    if isinstance(address, IPv4Address):
        return None
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else address.ipv4_mapped

"""Locks a name for five minutes after five consecutive failures from one network. The time is an argument.

Own code: rate limiters such as `limits` count events in a window, without a reset on success or a lock time.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network

MAX_FAILURES = 5
"""Consecutive failures before a lock, as the cloud documents."""

LOCK_SECONDS = 300.0
"""Length of a lock in seconds, as the cloud documents."""

MAX_RECORDS = 100_000
"""Names and networks that are tracked, to bound the memory to some 20 MB: clients can invent names.

Beyond this the one with the least recent failure is dropped, whether or not its name exists.
"""

IPV6_PREFIX = 64
"""Bits. A customer of a provider has at least a network of this size, RFC 6177."""


@dataclass(slots=True)
class _Record:
    failures: int = 0
    locked_until: float = 0.0


class Lockout:
    """Counts consecutive failures by name and network. All times are seconds of one monotonic clock.

    Strangers elsewhere cannot lock a name for its owner. Names that do not exist are counted in the same way,
    so that a lock does not reveal whether a name exists.
    """

    def __init__(self) -> None:
        self._records: OrderedDict[bytes, _Record] = OrderedDict()

    def is_locked(self, name: str, address: str, now: float) -> bool:
        """Returns whether the name is locked for this address at time `now`."""
        record = self._records.get(_key(name, address))
        return record is not None and now < record.locked_until

    def record_failure(self, name: str, address: str, now: float) -> None:
        """Counts one failure. A failure during a lock does not extend the lock."""
        if self.is_locked(name, address, now):
            return
        record = self._tracked(_key(name, address))
        record.failures += 1
        if record.failures >= MAX_FAILURES:
            record.failures, record.locked_until = 0, now + LOCK_SECONDS

    def record_success(self, name: str, address: str) -> None:
        """Resets the failure count of a name."""
        self._records.pop(_key(name, address), None)

    def _tracked(self, key: bytes) -> _Record:
        record = self._records.setdefault(key, _Record())
        self._records.move_to_end(key)
        if len(self._records) > MAX_RECORDS:
            self._records.popitem(last=False)
        return record


def network_of(address: str) -> str:
    """The network of a client: its IPv4 address, or the first 64 bits of its IPv6 address.

    A text that is no address, which only a proxy can give, is a network of its own.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    # A socket for both versions has clients of IPv4 as ::ffff:a.b.c.d, RFC 4291, section 2.5.5.2.
    return str(parsed.ipv4_mapped or ip_network((int(parsed), IPV6_PREFIX), strict=False))


def _key(name: str, address: str) -> bytes:
    return hashlib.sha256(f"{name}\0{network_of(address)}".encode()).digest()

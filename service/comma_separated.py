"""Parses the values of environment variables that hold several entries, separated by commas."""

from ipaddress import IPv4Network, IPv6Network, ip_network


def split_values(value: str) -> tuple[str, ...]:
    """Parse entries. Surrounding spaces and empty entries are removed."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def parse_networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Parse networks such as 10.1.0.0/16. Raises ValueError for an entry that is not a network."""
    try:
        return tuple(ip_network(part) for part in split_values(value))
    except ValueError as error:
        raise ValueError("each entry must be a network such as 10.1.0.0/16") from error


def parse_pairs(value: str, form: str) -> dict[str, str]:
    """Parse entries `name:value`. Returns name → value.

    Raises ValueError for a repeated name, and for any other entry. The message of the latter quotes `form`.
    """
    split = [part.partition(":") for part in split_values(value)]
    if not all(name and secret for name, _, secret in split):
        # The message does not repeat the entry, because values are secrets.
        raise ValueError(f"each entry must read {form}")
    pairs = {name: secret for name, _, secret in split}
    if len(pairs) < len(split):
        raise ValueError("two entries have the same name")
    return pairs


def parse_groups(value: str, form: str) -> dict[str, tuple[str, ...]]:
    """Parse entries `name:member`. Returns name → its members.

    Raises ValueError for any other entry. The message quotes `form`.
    """
    members: dict[str, tuple[str, ...]] = {}
    for part in split_values(value):
        name, _, member = part.partition(":")
        if not name or not member:
            raise ValueError(f"each entry must read {form}")
        members[name] = (*members.get(name, ()), member)
    return members

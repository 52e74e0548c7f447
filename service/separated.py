"""What stands in one variable, separated by commas."""

from ipaddress import IPv4Network, IPv6Network, ip_network


def parts(value: str) -> tuple[str, ...]:
    """The entries, without what is empty."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Networks such as 10.1.0.0/16. Raises ValueError where one is none."""
    try:
        return tuple(ip_network(part) for part in parts(value))
    except ValueError as error:
        raise ValueError("each entry must be a network such as 10.1.0.0/16") from error


def pairs(value: str, form: str) -> dict[str, str]:
    """name:value by their names. Raises ValueError, with the form, unless every entry is one."""
    split = [part.partition(":") for part in parts(value)]
    if not all(name and secret for name, _, secret in split):
        # The value itself stays out of the sentence: it holds secrets.
        raise ValueError(f"each entry must read {form}")
    named = {name: secret for name, _, secret in split}
    if len(named) < len(split):
        raise ValueError("two entries begin with the same name")
    return named


def gathered(value: str, form: str) -> dict[str, tuple[str, ...]]:
    """name:member, all members of a name together. Raises ValueError, with the form, where one is none."""
    members: dict[str, tuple[str, ...]] = {}
    for part in parts(value):
        name, _, member = part.partition(":")
        if not name or not member:
            raise ValueError(f"each entry must read {form}")
        members[name] = (*members.get(name, ()), member)
    return members

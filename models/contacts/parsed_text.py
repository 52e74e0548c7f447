"""What is known of a text before it is parsed, and what is found in it."""

from dataclasses import dataclass

from models.contacts.address.address import Address
from models.contacts.people.names import Name
from models.contacts.text.phones import Phone


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The names, phone numbers and address of one text.

    `only_address`: the text consists of an address and possibly names.
    """

    names: tuple[Name, ...] = ()
    phones: tuple[Phone, ...] = ()
    address: Address | None = None
    only_address: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the other texts of a page say about one text.

    `addresses`: other addresses, which decide between regions with the same name. `expects_name`: the page
    has a phone number, and no name with a label. `lacks_phone`: the page has an address and no phone
    number, so a number that is joined to a Latin name is one.
    """

    addresses: str = ""
    expects_name: bool = False
    lacks_phone: bool = False


ALONE = Surroundings()
"""No other texts."""

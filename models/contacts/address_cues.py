"""Which texts of a page are the address of the contact."""

from collections.abc import Iterator, Sequence

from models.contacts.address.address import Address, has_place, is_long, looks_numbered, looks_placed
from models.contacts.candidates import BY_IT, NEAR, Said
from models.contacts.fields.labels import Field
from models.contacts.parsing import PLACES

FEW = 1
"""A picture with so few texts is a cutting: an address in it is what was meant."""

REGION_FIELDS = (Field.PROVINCE, Field.CITY, Field.DISTRICT, Field.REGION)


def address_texts(texts: Sequence[Said], phone: Said | None) -> tuple[Said, ...]:
    """The texts that make up one address, from the region down; none without an address."""
    street = _nearest((one for one in texts if _is_labelled_street(one)), phone)
    regions = tuple(_labelled_regions(texts))
    if not street and phone is None and all(one.flow.field != Field.NAME for one in texts):
        regions = ()  # where somebody is at home, as profiles say, is no address
    labelled = (*regions, *street)
    chosen = labelled or _nearest((one for one in texts if _is_address(one, phone, len(texts))), phone)
    return _with_other_half(chosen[0], texts) if len(chosen) == 1 else chosen


def _nearest(held: Iterator[Said], phone: Said | None) -> tuple[Said, ...]:
    ranked = sorted(held, key=lambda one: (round(one.lines_to(phone), 1) if phone else 0.0, one.place))
    return tuple(ranked[:1])


def _is_labelled_street(said: Said) -> bool:
    address, text = said.reading.address, said.flow.text
    if address is None or said.flow.field != Field.ADDRESS:
        return False
    return address.region is not None or has_place(text) or looks_numbered(text)


def _labelled_regions(texts: Sequence[Said]) -> Iterator[Said]:
    """The labelled fields of one region from the province down, the first of each."""
    for field in REGION_FIELDS:
        yield from [one for one in texts if one.flow.field == field and one.reading.address][:1]


def _is_address(said: Said, phone: Said | None, texts: int) -> bool:
    """Whether a text without a label is an address: by its looks, and by the number that it stands with."""
    address = said.reading.address
    if address is None or said.flow.field in PLACES:
        return False
    named = bool(address.region and address.region.certain) and said.reading.bare
    if phone is not None and phone.lines_to(said) <= NEAR:
        likely = phone.lines_to(said) == 0 or looks_numbered(address.detail) or named
    else:
        likely = named and _is_address_alone(address, texts)
    return likely and not said.prose


def _is_address_alone(address: Address, texts: int) -> bool:
    """Whether a named region is that of an address, and not of a company or of what happens there."""
    region, detail = address.region, address.detail
    if detail and (texts <= FEW or is_long(region)):
        return True
    return looks_numbered(detail) or bool(region and region.district and looks_placed(detail))


def _with_other_half(said: Said, texts: Sequence[Said]) -> tuple[Said, ...]:
    """The text and its other half, where region and detail stand in two texts without labels."""
    half = said.reading.address
    if half is None or (half.detail and half.region):
        return (said,)
    for other in texts:
        near = other is not said and other.lines_to(said) <= BY_IT
        follows = (other.place > said.place) == (not half.detail)
        if near and follows and other.reading.bare and not other.reading.phones and not other.prose:
            return (said, other) if follows and not half.detail else (other, said)
    return (said,)

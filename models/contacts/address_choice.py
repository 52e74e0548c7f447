"""Chooses the texts that make up the address of the contact, by labels, house numbers and distances."""

from collections.abc import Iterable, Iterator, Sequence

from models.contacts.address.address import (
    Address,
    continues_address,
    has_house_number,
    has_place_word,
    is_fully_named,
)
from models.contacts.candidates import ADJACENT, NEARBY, Candidate
from models.contacts.fields.labels import ADDRESS_FIELDS, Field

FEW_TEXTS = 1
"""Maximum number of texts of a picture that shows only an address. Other pages may merely mention one."""

REGION_FIELDS = (Field.PROVINCE, Field.CITY, Field.DISTRICT, Field.REGION)


def choose_address(texts: Sequence[Candidate], phone: Candidate | None) -> tuple[Candidate, ...]:
    """Returns the texts of one address, from the region to the detail. Without an address: ()."""
    street = _nearest((text for text in texts if _is_labelled_street(text)), phone)
    regions = tuple(_labelled_regions(texts))
    if not street and phone is None and all(text.block.field != Field.NAME for text in texts):
        regions = ()  # a user's profile names a region too
    chosen = (*regions, *street)
    if not chosen:
        chosen = _nearest((text for text in texts if _is_address(text, phone, len(texts))), phone)
    return _with_missing_part(chosen[0], texts) if len(chosen) == 1 else chosen


def _nearest(texts: Iterable[Candidate], phone: Candidate | None) -> tuple[Candidate, ...]:
    """Returns the text nearest to the phone number. Without a phone number: the first text."""
    ranked = sorted(texts, key=lambda one: (round(one.lines_apart(phone), 1) if phone else 0.0, one.index))
    return tuple(ranked[:1])


def _is_labelled_street(text: Candidate) -> bool:
    address, words = text.parsed.address, text.block.text
    if address is None or text.block.field != Field.ADDRESS:
        return False
    return address.region is not None or has_place_word(words) or has_house_number(words)


def _labelled_regions(texts: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yields the first labelled text of each level of a region, from the province down."""
    for field in REGION_FIELDS:
        yield from [text for text in texts if text.block.field == field and text.parsed.address][:1]


def _is_address(text: Candidate, phone: Candidate | None, text_count: int) -> bool:
    """Whether an unlabelled text is an address, by its words and by its distance to the phone number."""
    address = text.parsed.address
    if address is None or text.block.field in ADDRESS_FIELDS:
        return False
    is_named = bool(address.region and address.region.is_named) and text.parsed.only_address
    if phone is not None and (lines := phone.lines_apart(text)) <= NEARBY:
        is_full = is_fully_named(address.region) and continues_address(address.detail)
        is_likely = lines == 0 or has_house_number(address.detail) or is_named or is_full
    else:
        is_likely = is_named and _is_complete(address, text_count)
    return is_likely and not text.in_sentence


def _is_complete(address: Address, text_count: int) -> bool:
    """Whether a named region is part of an address, and not of a company's name or a news report."""
    region, detail = address.region, address.detail
    if detail and (text_count <= FEW_TEXTS or is_fully_named(region)):
        return True
    return has_house_number(detail) or bool(region and region.district and continues_address(detail))


def _with_missing_part(text: Candidate, texts: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Adds the adjacent text with the detail to a text with only the region, or the reverse."""
    address = text.parsed.address
    if address is None or (address.detail and address.region):
        return (text,)
    needs_detail = not address.detail
    for other in texts:
        if other is text or other.lines_apart(text) > ADJACENT:
            continue
        if needs_detail and _is_rest(text, other):
            return (text, other)
        in_order = (other.index > text.index) == needs_detail
        only_address = other.parsed.only_address and not other.parsed.phones
        if in_order and only_address and not other.in_sentence:
            return (text, other) if needs_detail else (other, text)
    return (text,)


def _is_rest(text: Candidate, other: Candidate) -> bool:
    """Whether an unlabelled text directly below a region has words of an address and no region of its own."""
    is_plain = other.block.label is None and not other.parsed.phones and not other.parsed.address
    return (
        is_plain
        and other.index == text.index + 1
        and text.is_next_to(other)
        and continues_address(other.block.text)
    )

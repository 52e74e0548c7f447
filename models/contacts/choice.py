"""Chooses the phone number and the name of the contact."""

import math
from collections.abc import Sequence

from models.contacts.candidates import ADJACENT, NEARBY, NEXT_LINE, Candidate
from models.contacts.fields.labels import Field
from models.contacts.people.names import Name, Strength
from models.contacts.text.phones import Phone

FEW_TEXTS = 4
"""Maximum number of texts of a note. Senders of notes leave empty lines between the fields."""

HEADING = 1.3
"""Minimum ratio of the height of a heading to that of the contact below it."""


def choose_phone(texts: Sequence[Candidate]) -> tuple[Candidate, Phone] | None:
    """Returns the first phone number that has a label, is mobile, or has a name or an address beside it."""
    for text in texts:
        for phone in text.parsed.phones:
            if text.block.field == Field.PHONE or phone.is_mobile or _is_personal(text, texts):
                return text, phone
    return None


def _is_personal(text: Candidate, texts: Sequence[Candidate]) -> bool:
    """Whether a name or an address is in the text of a phone number or beside that text."""
    is_named = text.block.field == Field.NAME or text.name_strength >= Strength.LIKELY
    if is_named or text.parsed.address:
        return True
    others = [other for other in texts if other is not text]
    if any(other.is_next_to(text) and other.name_strength >= Strength.LIKELY for other in others):
        return any(other.parsed.address and other.parsed.address.region for other in others)
    distances = ((other, other.lines_apart(text)) for other in others)
    return any(_identifies(other, lines == 0) for other, lines in distances if lines <= ADJACENT)


def _identifies(text: Candidate, in_row: bool) -> bool:
    """Whether a text beside a phone number has an address, or in the same row a certain name."""
    address = text.parsed.address
    if address and address.region and not text.in_sentence:
        return True
    return in_row and text.name_strength >= Strength.CERTAIN


def choose_name(
    texts: Sequence[Candidate], phone: Candidate | None, address: Sequence[Candidate]
) -> Name | None:
    """Returns the nearest labelled name. Without one: the best name near the phone number or the address."""
    anchors = [*address, *([phone] if phone else [])]
    codes = [text for text in texts if text.block.field == Field.OTHER]
    beside = [*anchors, *(code for code in codes if any(code.is_next_to(anchor) for anchor in anchors))]
    ranked = [
        ((-_rank(name, distance, text is phone), distance, text.index), name)
        for text in texts
        for distance in [min((text.lines_apart(anchor) for anchor in anchors), default=NEARBY + 1)]
        if distance <= NEARBY or text.block.field == Field.NAME
        if text is phone or not (phone and text.parsed.phones) or _is_second_number(text, phone)
        for name in text.names
        if _is_eligible(name, distance, text in anchors)
        or _is_beside(name, text, beside, ADJACENT if len(texts) <= FEW_TEXTS else NEXT_LINE)
        or _is_heading(name, text, anchors)
    ]
    return min(ranked, key=lambda one: one[0], default=(None, None))[1]


def _rank(name: Name, distance: float, with_phone: bool) -> int:
    """Ranks a name by its label, then by the phone number in its text, its strength and its row."""
    is_labelled = name.strength == Strength.LABELLED
    return 100 * is_labelled + 40 * with_phone + 10 * name.strength + (distance == 0)


def _is_beside(name: Name, text: Candidate, anchors: Sequence[Candidate], lines: float) -> bool:
    """Whether a name is alone in a line near a Chinese contact and the codes beside it.

    English pages have many short lines of other kinds.
    """
    is_chinese = not (name.text.isascii() and all(anchor.block.text.isascii() for anchor in anchors))
    return name.alone and is_chinese and any(text.is_next_to(anchor, lines) for anchor in anchors)


def _is_second_number(text: Candidate, phone: Candidate) -> bool:
    """Whether a text without an address is the line below the number, so that both belong to one person."""
    is_below = text.index == phone.index + 1 and text.is_next_to(phone)
    return is_below and not text.parsed.address and not phone.names


def _is_heading(name: Name, text: Candidate, anchors: Sequence[Candidate]) -> bool:
    """Whether a likely name stands alone in larger type than the contact, as on a business card."""
    height = max((anchor.block.line_height for anchor in anchors), default=math.inf)
    return name.alone and name.strength >= Strength.LIKELY and text.block.line_height >= HEADING * height


def _is_eligible(name: Name, distance: float, in_anchor: bool) -> bool:
    """Whether a name is strong enough for its distance in lines to the phone number or the address."""
    if name.strength == Strength.LABELLED:
        return True
    if name.strength == Strength.CERTAIN:
        return distance == 0 or (name.alone and distance <= NEARBY)
    if name.strength == Strength.LIKELY:
        maximum = NEARBY if name.text.isascii() else ADJACENT
        return distance == 0 or (name.alone and distance <= maximum)
    return distance == 0 and (in_anchor or name.alone)

"""Which number and which name are those of the contact."""

from collections.abc import Sequence

from models.contacts.candidates import BY_IT, NEAR, Said
from models.contacts.fields.labels import Field
from models.contacts.people.names import Name, Strength
from models.contacts.text.phones import Phone


def chosen_phone(texts: Sequence[Said]) -> tuple[Said, Phone] | None:
    """The first number that a label or its shape or its company says to be somebody's."""
    for said in texts:
        for phone in said.reading.phones:
            if said.flow.field == Field.PHONE or phone.personal or _has_company(said, texts):
                return said, phone
    return None


def _has_company(said: Said, texts: Sequence[Said]) -> bool:
    """Whether a name or an address stands beside a number that could be anybody's."""
    if said.flow.field == Field.NAME or said.strongest >= Strength.SHAPED or said.reading.address:
        return True
    near = [other for other in texts if other is not said and other.lines_to(said) <= BY_IT]
    return any(_is_company(other, in_row=other.lines_to(said) == 0) for other in near)


def _is_company(said: Said, in_row: bool) -> bool:
    address = said.reading.address
    if address and address.region and not said.prose:
        return True
    return in_row and said.strongest >= Strength.CLEAR


def chosen_name(texts: Sequence[Said], phone: Said | None, address: Sequence[Said]) -> Name | None:
    """The labelled name that stands nearest, else the name beside the number or the address."""
    anchors = [*address, *([phone] if phone else [])]
    ranked = [
        ((-_worth(name, distance, said is phone), distance, said.place), name)
        for said in texts
        for distance in [min((said.lines_to(anchor) for anchor in anchors), default=NEAR + 1)]
        if distance <= NEAR or said.flow.field == Field.NAME
        if said is phone or not (phone and said.reading.phones)  # who has another number is somebody else
        for name in said.names
        if _counts(name, distance, said in anchors)
    ]
    return min(ranked, key=lambda one: one[0], default=(None, None))[1]


def _worth(name: Name, distance: float, by_number: bool) -> int:
    """A label first, then what shares the number's text, then how much it looks like a name."""
    labelled = name.strength == Strength.LABELLED
    return 100 * labelled + 40 * by_number + 10 * name.strength + (distance == 0)


def _counts(name: Name, distance: float, of_anchor: bool) -> bool:
    if name.strength == Strength.LABELLED:
        return True
    if name.strength == Strength.CLEAR:
        return distance == 0 or (name.alone and distance <= NEAR)
    if name.strength == Strength.SHAPED:
        return distance == 0 or (name.alone and distance <= (NEAR if name.text.isascii() else BY_IT))
    return distance == 0 and (of_anchor or name.alone)

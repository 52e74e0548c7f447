"""The parts of a text that a sender writes about one person, such as the name and the address."""

from dataclasses import dataclass
from random import Random

from benchmarks.corpus.contact_texts.places import Place, place
from benchmarks.corpus.contact_texts.regions import levels_as_written
from benchmarks.corpus.content import Content, Language
from models.page import Contact

NAMES = {
    "person": 60,
    "titled": 12,
    "nick": 8,
    "latin": 5,
    "dotted": 4,
    "mixed": 4,
    "masked": 4,
    "single": 3,
}
"""Rule of the grammar for a name → its weight."""

CLEAR_NAMES = {"person": 85, "titled": 10, "dotted": 5}
"""Names that a reader recognizes without a separator before and after them."""

SEPARATOR = "^"
"""Marks in a grammar where a sender may put a separator."""

TOWN, NEW_TOWN, VILLAGE = 0.55, 0.06, 0.85
"""Probabilities of a town before the detail, of a town in no table, and of a village in a rural town."""

FOREIGN = (
    ("+1 506 234 5678", "+15062345678"),
    ("+15062345678", "+15062345678"),
    ("+852 9123 4567", "+85291234567"),
    ("+853 6612 3456", "+85366123456"),
    ("+886 912 345 678", "+886912345678"),
    ("+81 90-1234-5678", "+819012345678"),
    ("+44 20 7946 0958", "+442079460958"),
    ("+65 9123 4567", "+6591234567"),
)
"""Numbers of other countries, as written and in the form of E.164."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sender writes, and the true contact.

    `region` and `detail` are in pieces, between which a sender may put separators.
    """

    truth: Contact
    phone: str
    second_phone: str
    region: tuple[str, ...]
    detail: tuple[str, ...]
    postcode: str
    remark: str
    order: str
    identity: str

    @property
    def name(self) -> str:
        """The name, which senders write as the service returns it."""
        return self.truth.name


def parts(rng: Random, language: Language, clear: bool = False) -> Parts:
    """Returns random parts in the words of a grammar. `clear`: the text needs no separators."""
    content = Content(rng, language)
    where = place(rng)
    town = _town(rng, content, where)
    region = levels_as_written(rng, where, town)
    detail = _detail(rng, content, town)
    weights = CLEAR_NAMES if clear else NAMES
    name = content.say(rng.choices(list(weights), list(weights.values()))[0])
    phone, number = mobile(rng) if clear or rng.random() < 0.85 else other_phone(rng)
    truth = Contact(name, number, where.province, where.city, where.district, "".join(detail))
    return Parts(
        truth=truth,
        phone=number if clear else phone,
        second_phone=mobile(rng)[1],
        region=region,
        detail=detail,
        postcode=f"{rng.randint(1, 85):02}{rng.randrange(10**4):04}",
        remark=content.say("remark"),
        order=content.say("order"),
        identity=content.say("idcard"),
    )


def _town(rng: Random, content: Content, where: Place) -> str:
    if rng.random() < NEW_TOWN:
        return content.say("newtown")
    named = [town for town in where.towns if town.endswith(("镇", "乡", "街道"))]
    return rng.choice(named) if named and rng.random() < TOWN else ""


def _detail(rng: Random, content: Content, town: str) -> tuple[str, ...]:
    is_rural = town.endswith(("镇", "乡")) and rng.random() < VILLAGE
    pieces = content.say("village_detail" if is_rural else "detail").split(SEPARATOR)
    return (town, *pieces) if town else tuple(pieces)


def mobile(rng: Random) -> tuple[str, str]:
    """Returns a mobile number as a sender writes it and as the service returns it."""
    digits = f"1{rng.choice('3356789')}{rng.randrange(10**9):09}"
    three, four = (digits[:3], digits[3:7], digits[7:]), (digits[:3], digits[3:6], digits[6:])
    masked = f"{digits[:3]}****{digits[7:]}"
    spellings = {
        digits: 68,
        " ".join(three): 8,
        "-".join(three): 6,
        f"+86 {digits}": 4,
        f"+86{digits}": 2,
        f"86-{digits}": 2,
        " ".join(four): 1,
        masked: 6,
        digits.translate(FULL_WIDTH): 2,
    }
    shown = rng.choices(list(spellings), list(spellings.values()))[0]
    return shown, masked if shown == masked else digits


FULL_WIDTH = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}


def other_phone(rng: Random) -> tuple[str, str]:
    """Returns a landline, an extension or a foreign number, as written and as the service returns it."""
    area = rng.choice(("010", "021", "0571", "0755", "028", "0512", "0994", "0431"))
    local = (
        f"{rng.randint(2, 8)}{rng.randrange(10**7):07}"
        if len(area) == 3
        else f"{rng.randint(2, 8)}{rng.randrange(10**6):06}"
    )
    extension, digits = str(rng.randint(100, 8999)), f"1{rng.choice('3578')}{rng.randrange(10**9):09}"
    return rng.choice(
        (
            (f"{area}-{local}", f"{area}-{local}"),
            (f"({area}){local}", f"{area}-{local}"),
            (f"{area} {local}", f"{area}-{local}"),
            (f"{area}-{local}转{extension}", f"{area}-{local}-{extension}"),
            (f"{area}-{local}-{extension}", f"{area}-{local}-{extension}"),
            (f"400-{local[:3]}-{local[3:7]}", f"400-{local[:3]}-{local[3:7]}"),
            (f"{digits}转{extension}", f"{digits}-{extension}"),
            (f"{digits}-{extension}", f"{digits}-{extension}"),
            rng.choice(FOREIGN),
        )
    )

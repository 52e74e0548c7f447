"""Builds candidates from lines of a page and from parser results that the test defines."""

from collections.abc import Sequence

from models.contacts.address.address import Address
from models.contacts.address.region_match import RegionMatch
from models.contacts.candidates import Candidate
from models.contacts.fields.segments import page_segments
from models.contacts.fields.text_blocks import text_blocks
from models.contacts.parsed_text import ParsedText
from models.contacts.people.names import Name, Strength
from models.contacts.text.phones import Phone
from models.page import TextLine
from tests.models.contacts.drawing import page

LANDLINE = Phone(0, 13, "0512-66778899", is_mobile=False)
MOBILE = Phone(0, 11, "13822334455", is_mobile=True)
REGION = RegionMatch(start=0, end=9, province="江苏省", city="苏州市", district="吴中区", is_named=True)


def candidates(
    *texts: tuple[TextLine, ParsedText], in_sentence: bool = False, more_names: Sequence[Name] = ()
) -> list[Candidate]:
    """Returns one candidate for each line. No line may continue another line."""
    blocks = text_blocks(page_segments(page(*(line for line, _ in texts))))
    return [
        Candidate(
            block=block,
            parsed=parsed,
            index=index,
            check_sentence=lambda: in_sentence,
            find_more_names=lambda: tuple(more_names),
        )
        for index, (block, (_, parsed)) in enumerate(zip(blocks, texts, strict=True))
    ]


def with_phone(phone: Phone) -> ParsedText:
    """Returns the result for a text with one phone number."""
    return ParsedText(phones=(phone,))


def with_name(text: str, strength: Strength) -> ParsedText:
    """Returns the result for a text that is one name."""
    return ParsedText(names=(Name(text, strength, alone=True),))


def with_address(detail: str, region: RegionMatch | None = None) -> ParsedText:
    """Returns the result for a text that is one address."""
    return ParsedText(address=Address(detail, region), only_address=True)

"""English addresses: the street keeps its spelling, and the region is returned in Chinese."""

from collections.abc import Sequence

import pytest

from models.contacts.extraction import ContactExtractor
from models.page import Contact
from tests.models.contacts.drawing import column

EMILY = Contact("Emily Chen", "13822334455", "广东省", "深圳市", "南山区", "No. 18 Keyuan Rd")
FORM = ("Name: Emily Chen", "Phone: +86 13822334455")


@pytest.mark.parametrize(
    "lines",
    [
        (*FORM, "Address: No. 18 Keyuan Rd, Nanshan District, Shenzhen, Guangdong"),
        (*FORM, "Address: No. 18 Keyuan Rd, Nanshan District,", "Shenzhen 518057, Guangdong, P.R. China"),
        ("Emily Chen, +86 13822334455, No. 18 Keyuan Rd, Nanshan, Shenzhen, China",),
        ("No. 18 Keyuan Rd, Nanshan, Shenzhen, China, 518057", "Emily Chen", "+86 138 2233 4455"),
        (*FORM, "Province: Guangdong", "City: Shenzhen", "District: Nanshan", "Address: No. 18 Keyuan Rd"),
        (*FORM, "Street Address: No. 18 Keyuan Rd", "District: Nanshan Dist.", "City: Shenzhen City"),
    ],
)
def test_the_region_of_an_english_address_is_returned_in_chinese(
    extractor: ContactExtractor, lines: Sequence[str]
) -> None:
    assert extractor.contact_of(column(*lines, step=32)) == EMILY


@pytest.mark.parametrize("address", ["88 Jinshan Road, Suzhou", "99 Main Street, Springfield, IL 62701"])
def test_an_english_address_with_an_ambiguous_region_is_not_split(
    extractor: ContactExtractor, address: str
) -> None:
    contact = extractor.contact_of(column(*FORM, f"Address: {address}"))

    assert contact == Contact("Emily Chen", "13822334455", detail_address=address)

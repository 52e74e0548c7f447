from random import Random

import pytest

from benchmarks.corpus.contacts_none import KINDS_WITHOUT_CONTACT
from benchmarks.corpus.contacts_pages import KINDS_WITH_CONTACT
from models.page import Contact


@pytest.mark.parametrize("kind", KINDS_WITH_CONTACT)
def test_a_page_shows_its_true_contact(kind: str) -> None:
    for seed in range(20):
        page = KINDS_WITH_CONTACT[kind](Random(seed))

        assert page.contact.name in page.sheet.html
        assert page.contact.detail_address in page.sheet.html
        assert page.contact.district in page.sheet.html


@pytest.mark.parametrize("kind", KINDS_WITHOUT_CONTACT)
def test_the_true_contact_of_a_page_without_one_is_empty(kind: str) -> None:
    page = KINDS_WITHOUT_CONTACT[kind](Random(0))

    assert page.contact == Contact()
    assert page.sheet.html != KINDS_WITHOUT_CONTACT[kind](Random(1)).sheet.html


@pytest.mark.parametrize("kind", [*KINDS_WITH_CONTACT, *KINDS_WITHOUT_CONTACT])
def test_the_same_seed_makes_the_same_page(kind: str) -> None:
    make = {**KINDS_WITH_CONTACT, **KINDS_WITHOUT_CONTACT}[kind]

    assert make(Random(3)) == make(Random(3))

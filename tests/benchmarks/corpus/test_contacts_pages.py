from random import Random

import pytest

from benchmarks.corpus.contacts_none import NONE
from benchmarks.corpus.contacts_pages import KINDS
from models.page import Contact


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_shows_the_contact_that_is_to_be_read(kind: str) -> None:
    for seed in range(20):
        made = KINDS[kind](Random(seed))

        assert made.contact.name in made.sheet.html
        assert made.contact.detail_address in made.sheet.html
        assert made.contact.district in made.sheet.html


@pytest.mark.parametrize("kind", NONE)
def test_a_page_without_a_contact_has_none_to_be_read(kind: str) -> None:
    made = NONE[kind](Random(0))

    assert made.contact == Contact()
    assert made.sheet.html != NONE[kind](Random(1)).sheet.html


@pytest.mark.parametrize("kind", [*KINDS, *NONE])
def test_the_same_chance_makes_the_same_page(kind: str) -> None:
    maker = {**KINDS, **NONE}[kind]

    assert maker(Random(3)) == maker(Random(3))

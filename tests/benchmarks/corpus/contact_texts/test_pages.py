import re
from random import Random

import pytest

from benchmarks.corpus.contact_texts.pages import KINDS_OF_TEXTS


@pytest.mark.parametrize("kind", KINDS_OF_TEXTS)
def test_a_page_shows_its_true_contact(kind: str) -> None:
    for seed in range(10):
        page = KINDS_OF_TEXTS[kind](Random(seed))
        shown = re.sub(r"<br>|[\W_]", "", page.sheet.html)

        assert re.sub(r"[\W_]", "", page.contact.name) in shown
        assert re.sub(r"[\W_]", "", page.contact.detail_address) in shown


@pytest.mark.parametrize("kind", KINDS_OF_TEXTS)
def test_the_same_seed_makes_the_same_page(kind: str) -> None:
    assert KINDS_OF_TEXTS[kind](Random(3)) == KINDS_OF_TEXTS[kind](Random(3))

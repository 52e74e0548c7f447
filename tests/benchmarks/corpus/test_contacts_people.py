import re
from random import Random

import pytest

from benchmarks.corpus.contacts_people import person

SEEDS = range(200)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_chance_makes_the_same_person(seed: int) -> None:
    assert person(Random(seed)) == person(Random(seed))


def test_the_number_to_be_read_has_the_digits_that_are_shown() -> None:
    for seed in SEEDS:
        who = person(Random(seed), landline=0.5)
        shown = re.sub(r"[^\d*]", "", who.phone.removeprefix("+86"))

        assert shown == who.truth.phone.replace("-", "")


def test_the_shown_address_says_what_is_to_be_read() -> None:
    for seed in SEEDS:
        who = person(Random(seed))

        assert who.truth.district in who.region
        assert who.address.endswith(who.truth.detail_address)
        assert who.truth.province

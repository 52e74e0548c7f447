import re
from random import Random

import pytest

from benchmarks.corpus.contacts_people import MUNICIPALITIES, person

SEEDS = range(200)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_seed_makes_the_same_person(seed: int) -> None:
    assert person(Random(seed)) == person(Random(seed))


def test_the_true_phone_number_has_the_digits_that_are_shown() -> None:
    for seed in SEEDS:
        shown = person(Random(seed), landline=0.5)
        digits = re.sub(r"[^\d*]", "", shown.phone.removeprefix("+86"))

        assert digits == shown.truth.phone.replace("-", "")


def test_the_shown_address_contains_the_true_district_and_detail() -> None:
    for seed in SEEDS:
        shown = person(Random(seed))

        assert shown.truth.district in shown.region
        assert shown.address.endswith(shown.truth.detail_address)
        assert shown.truth.province


def test_the_true_city_of_a_municipality_is_the_municipality_and_other_cities_are_shown() -> None:
    contacts = [(person(Random(seed)).truth, person(Random(seed)).region) for seed in SEEDS]
    in_municipalities = [truth for truth, _ in contacts if truth.province in MUNICIPALITIES]

    assert in_municipalities
    assert all(truth.city == truth.province for truth in in_municipalities)
    assert all(truth.city in region for truth, region in contacts if truth.province not in MUNICIPALITIES)

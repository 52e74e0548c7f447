from contextlib import suppress

import pytest

from service.api.http.body_budget import Intake
from service.errors import EngineBusy


def test_what_all_senders_hold_together_is_bounded() -> None:
    intake = Intake(most=10)
    with intake.share() as one, intake.share() as other:
        one.grow(6)
        other.grow(4)
        with pytest.raises(EngineBusy):
            one.grow(1)


def test_a_share_is_given_back_in_the_end_whatever_happens() -> None:
    intake = Intake(most=10)
    with suppress(ValueError), intake.share() as one:
        one.grow(10)
        raise ValueError
    with intake.share() as next_one:
        next_one.grow(10)

    assert next_one.held == 10

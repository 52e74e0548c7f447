from hashlib import sha256

import pytest

from service.api.http.body_budget import BodyBudget, Reservation
from service.api.http.unproven_body import UnprovenBody
from service.errors import EngineBusy


def _received(reservation: Reservation | None) -> UnprovenBody:
    body = UnprovenBody(reservation)
    for part in (b"abc", b"", b"de"):
        body.add(part)
    return body


def test_a_body_is_kept_and_hashed() -> None:
    reservation = Reservation(BodyBudget())
    body = _received(reservation)

    assert (bytes(body.data), body.sha256) == (b"abcde", sha256(b"abcde").hexdigest())
    assert reservation.size == len(b"abcde")


def test_a_body_without_a_reservation_is_only_hashed() -> None:
    body = _received(None)

    assert body.sha256 == sha256(b"abcde").hexdigest()
    with pytest.raises(EngineBusy):
        _ = body.data


@pytest.mark.parametrize("limit", [0, 3, 4])
def test_a_body_that_finds_no_room_is_hashed_whole_and_takes_no_room(limit: int) -> None:
    reservation = Reservation(BodyBudget(limit))
    body = _received(reservation)

    assert (body.sha256, reservation.size) == (sha256(b"abcde").hexdigest(), 0)
    with pytest.raises(EngineBusy):
        _ = body.data

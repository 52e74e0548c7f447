"""The body of a caller that only its signature can prove, and the signature covers the body."""

from hashlib import sha256

from service.api.http.body import KeptBody
from service.api.http.body_budget import Reservation
from service.errors import EngineBusy


class UnprovenBody:
    """Hashes a body, and keeps it while the budget of all bodies has room.

    A full budget refuses nobody before the signature is verified: an earlier answer would reveal which keys
    exist, because the bodies of unknown keys are never kept. For those `reservation` is None.
    """

    def __init__(self, reservation: Reservation | None) -> None:
        self._reservation = reservation
        self._kept = KeptBody(reservation) if reservation else None
        self._hash = sha256()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the body in lower-case hex."""
        return self._hash.hexdigest()

    @property
    def data(self) -> bytearray:
        """The body. Raises EngineBusy if the budget had no room for it."""
        if self._kept is None:
            raise EngineBusy
        return self._kept.data

    def add(self, part: bytes) -> None:
        """Takes the next part."""
        self._hash.update(part)
        try:
            if self._kept:
                self._kept.add(part)
        except EngineBusy:
            self._drop()

    def _drop(self) -> None:
        """Gives the room back that a part of the body has taken."""
        self._kept = None
        if self._reservation:
            self._reservation.resize(0)

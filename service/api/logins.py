"""Logins with a password: checked one after the other, and locked after too many failures."""

import asyncio
from datetime import datetime

from service.api.auth import Keyring
from service.errors import AccountLocked, WrongPassword
from service.passwords import hashed, matches


class Logins:
    """Checks passwords. One check costs as much as scrypt asks for, so they take turns on one core."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._turn = asyncio.Semaphore(1)
        self._nobody = hashed("")

    async def check(self, user: str, password: str, now: datetime) -> None:
        """Whether this is the user's password. Raises WrongPassword or AccountLocked.

        A user that is not there takes as long, and is counted and locked, as one that is.
        """
        lockout, seconds = self._keyring.lockout, now.timestamp()
        async with self._turn:
            if lockout.is_locked(user, seconds):
                raise AccountLocked
            kept = self._keyring.credentials.users.get(user)
            right = await asyncio.to_thread(matches, password, kept or self._nobody)
            if not right or kept is None:
                lockout.failed(user, seconds)
                raise WrongPassword
            lockout.succeeded(user)

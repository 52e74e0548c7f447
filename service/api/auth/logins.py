"""Logins with a password: checked one after the other, and locked after too many failures."""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic

from service.api.auth.lockout import Lockout
from service.errors import AccountLocked, DeadlineExceeded, EngineBusy, WrongPassword
from service.passwords import hashed, matches

MOST_WAITING = 32
"""Logins that may wait for their turn, some two seconds' worth."""

WAIT_SECONDS = 10.0
"""The longest that a login waits."""


class Logins:
    """Checks passwords. One check costs as much as scrypt asks for, so they take turns on one core.

    users: `domain/user` → hashed password.
    """

    def __init__(self, users: Mapping[str, str], clock: Callable[[], float] = monotonic) -> None:
        self._users = users
        self._clock = clock
        self._lockout = Lockout(users)
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0
        self._nobody = hashed("")

    async def check(self, user: str, password: str) -> None:
        """Whether this is the user's password.

        A user that is not there takes as long, and is counted and locked, as one that is. Raises
        WrongPassword, AccountLocked, EngineBusy or DeadlineExceeded.
        """
        if self._waiting >= MOST_WAITING:
            raise EngineBusy
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS), self._turn:
                await self._check(user, password)
        except TimeoutError as error:
            raise DeadlineExceeded from error
        finally:
            self._waiting -= 1

    async def _check(self, user: str, password: str) -> None:
        if self._lockout.is_locked(user, self._clock()):
            raise AccountLocked
        kept = self._users.get(user)
        right = await asyncio.to_thread(matches, password, kept or self._nobody)
        if not right or kept is None:
            self._lockout.failed(user, self._clock())
            raise WrongPassword
        self._lockout.succeeded(user)

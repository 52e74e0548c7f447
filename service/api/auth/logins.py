"""Password logins: verified one at a time, and locked after too many failures."""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic

from service.api.auth.lockout import Lockout
from service.errors import AccountLocked, DeadlineExceeded, EngineBusy, WrongPassword
from service.passwords import hash_password, verify_password

MAX_PENDING = 32
"""Logins that may be pending at once. At 0.04 s each (Xeon) the last one waits 1.3 s."""

TIMEOUT_SECONDS = 10.0
"""Longest time of one login in seconds, including its time in the queue."""


class Logins:
    """Verifies passwords, one at a time: scrypt is expensive on purpose, and must not use more than one core.

    `users` maps `domain/user` to a password hash.
    """

    def __init__(self, users: Mapping[str, str], clock: Callable[[], float] = monotonic) -> None:
        self._users = users
        self._clock = clock
        self._lockout = Lockout(users)
        self._one_at_a_time = asyncio.Semaphore(1)
        self._pending = 0
        self._placeholder_hash = hash_password("")

    async def check(self, user: str, password: str) -> None:
        """Checks a user's password.

        An unknown user takes as long as a known one, and is counted and locked in the same way.
        Raises WrongPassword, AccountLocked, EngineBusy or DeadlineExceeded.
        """
        if self._pending >= MAX_PENDING:
            raise EngineBusy
        self._pending += 1
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS), self._one_at_a_time:
                await self._check(user, password)
        except TimeoutError as error:
            raise DeadlineExceeded from error
        finally:
            self._pending -= 1

    async def _check(self, user: str, password: str) -> None:
        if self._lockout.is_locked(user, self._clock()):
            raise AccountLocked
        stored_hash = self._users.get(user)
        is_right = await asyncio.to_thread(verify_password, password, stored_hash or self._placeholder_hash)
        if not is_right or stored_hash is None:
            self._lockout.record_failure(user, self._clock())
            raise WrongPassword
        self._lockout.record_success(user)

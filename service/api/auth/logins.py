"""Password logins: verified one at a time, and locked after too many failures."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import NamedTuple

from service.api.auth.lockout import Lockout, network_of
from service.api.auth.projects import derived_id
from service.errors import AccountLocked, DeadlineExceeded, EngineBusy, WrongPassword
from service.passwords import hash_password, verify_password
from service.process.machine import lower_priority

MAX_PENDING = 32
"""Logins that may be pending at once. At 0.04 s each (Xeon) the last one waits 1.3 s."""

MAX_PENDING_OF_NETWORK = 4
"""Logins of one network that may be pending at once, so that it does not lock others out."""

NICENESS = 19
"""The lowest priority, setpriority(2)."""

TIMEOUT_SECONDS = 10.0
"""Longest time of one login in seconds, including its time in the queue."""


class Account(NamedTuple):
    """Names a user, whether or not it exists. Equal however the request names the domain."""

    domain_id: str
    user: str


def account_of(domain_id: str | None, domain_name: str | None, user: str) -> Account:
    """The account of a user whose domain is given by its id or its name. Of both, the name counts."""
    return Account(derived_id("domain", domain_name) if domain_name else domain_id or "", user)


class Logins:
    """Verifies passwords, one at a time: scrypt is expensive on purpose, and must not use more than one core.

    Its thread has a lower priority than those that read pages. `users` maps `domain/user` to a password hash.
    """

    def __init__(self, users: Mapping[str, str], clock: Callable[[], float] = monotonic) -> None:
        self._users = users
        self._names = {account_of(None, *name.split("/")): name for name in users}
        self._clock = clock
        self._lockout = Lockout()
        self._thread = ThreadPoolExecutor(
            1, thread_name_prefix="login", initializer=lower_priority, initargs=(NICENESS,)
        )
        self._one_at_a_time = asyncio.Semaphore(1)
        self._pending: Counter[str] = Counter()
        self._placeholder_hash = hash_password("")

    def name_of(self, account: Account) -> str | None:
        """The name `domain/user` of an account, or None if there is no such user."""
        return self._names.get(account)

    async def check(self, account: Account, password: str, address: str) -> str:
        """Checks a user's password, which came from a client's `address`. Returns the name of the user.

        An unknown user takes as long as a known one, and is counted and locked in the same way. Without any
        user nothing is verified. Raises WrongPassword, AccountLocked, EngineBusy or DeadlineExceeded.
        """
        if not self._users:
            raise WrongPassword
        network = network_of(address)
        if self._pending.total() >= MAX_PENDING or self._pending[network] >= MAX_PENDING_OF_NETWORK:
            raise EngineBusy
        self._pending[network] += 1
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS), self._one_at_a_time:
                return await self._check(account, password, address)
        except TimeoutError as error:
            raise DeadlineExceeded from error
        finally:
            self._pending[network] -= 1

    async def _check(self, account: Account, password: str, address: str) -> str:
        key = "/".join(account)
        if self._lockout.is_locked(key, address, self._clock()):
            raise AccountLocked
        name = self.name_of(account)
        stored_hash = self._users.get(name) if name else None
        compared = stored_hash or self._placeholder_hash
        loop = asyncio.get_running_loop()
        is_right = await loop.run_in_executor(self._thread, verify_password, password, compared)
        if not is_right or name is None:
            self._lockout.record_failure(key, address, self._clock())
            raise WrongPassword
        self._lockout.record_success(key, address)
        return name

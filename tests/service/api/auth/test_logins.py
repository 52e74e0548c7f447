import asyncio
import threading
from collections.abc import Iterator

import pytest

from service.api.auth import logins
from service.api.auth.lockout import LOCK_SECONDS, MAX_FAILURES
from service.api.auth.logins import MAX_PENDING, MAX_PENDING_OF_NETWORK, Account, Logins, account_of
from service.api.auth.projects import derived_id
from service.errors import AccountLocked, DeadlineExceeded, EngineBusy, WrongPassword
from service.passwords import is_password_hash, verify_password
from tests.service.api.app_harness import CREDENTIALS, PASSWORD, USER

HERE = "10.0.0.1"

pytestmark = pytest.mark.anyio


class SettableClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def account(name: str) -> Account:
    """Returns the account of `domain/user`."""
    return account_of(None, *name.split("/"))


def _logins(clock: SettableClock | None = None) -> Logins:
    return Logins(CREDENTIALS.users, clock or SettableClock())


async def test_the_right_password_is_accepted() -> None:
    assert await _logins().check(account(USER), PASSWORD, HERE) == USER


@pytest.mark.parametrize("user", [USER, "corp/nobody"])
async def test_failures_count_together_however_the_domain_is_given(
    monkeypatch: pytest.MonkeyPatch, user: str
) -> None:
    """Otherwise the lock of a user that exists differs from that of an invented one."""
    checker, (domain, name) = _logins(), user.split("/")
    monkeypatch.setattr(logins, "verify_password", lambda password, password_hash: False)
    by_id = account_of(derived_id("domain", domain), None, name)
    for _ in range(MAX_FAILURES):
        with pytest.raises(WrongPassword):
            await checker.check(by_id, "wrong", HERE)
    with pytest.raises(AccountLocked):
        await checker.check(account_of(None, domain, name), "wrong", HERE)


@pytest.mark.parametrize(
    ("user", "password"),
    [(USER, "wrong"), (USER, ""), (USER, PASSWORD.upper()), (USER, CREDENTIALS.users[USER])],
    ids=["another", "empty", "in capitals", "its hash"],
)
async def test_any_other_password_is_wrong(user: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        await _logins().check(account(user), password, HERE)


@pytest.mark.parametrize("password", ["", PASSWORD])
async def test_an_unknown_user_takes_as_much_work_as_a_wrong_password(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    checked: list[str] = []

    def counted(password: str, password_hash: str) -> bool:
        checked.append(password_hash)
        return verify_password(password, password_hash)

    monkeypatch.setattr(logins, "verify_password", counted)
    with pytest.raises(WrongPassword):
        await _logins().check(account("corp/nobody"), password, HERE)

    assert len(checked) == 1
    assert is_password_hash(checked[0])


@pytest.mark.parametrize("user", [USER, "corp/nobody"])
async def test_five_wrong_passwords_lock_a_user_for_five_minutes(
    monkeypatch: pytest.MonkeyPatch, user: str
) -> None:
    clock = SettableClock()
    checker = _logins(clock)
    monkeypatch.setattr(logins, "verify_password", lambda password, password_hash: password == PASSWORD)
    for _ in range(MAX_FAILURES):
        with pytest.raises(WrongPassword):
            await checker.check(account(user), "wrong", HERE)
    for clock.now in (0, LOCK_SECONDS - 1):
        with pytest.raises(AccountLocked):
            await checker.check(account(user), PASSWORD, HERE)
    clock.now = LOCK_SECONDS
    await checker.check(account(USER), PASSWORD, HERE)


async def test_the_password_of_a_locked_user_is_not_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    checker = _logins()
    monkeypatch.setattr(logins, "verify_password", lambda password, password_hash: False)
    for _ in range(MAX_FAILURES):
        with pytest.raises(WrongPassword):
            await checker.check(account(USER), "wrong", HERE)
    monkeypatch.setattr(logins, "verify_password", None)
    with pytest.raises(AccountLocked):
        await checker.check(account(USER), PASSWORD, HERE)


@pytest.fixture
def finish(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Passwords are verified once this is set."""
    finish = threading.Event()
    monkeypatch.setattr(logins, "verify_password", lambda *_: finish.wait(10))
    yield finish
    finish.set()


async def test_a_login_is_refused_when_too_many_are_pending(finish: threading.Event) -> None:
    checker = _logins()
    addresses = [f"10.0.0.{number}" for number in range(MAX_PENDING)]
    pending = [
        asyncio.ensure_future(checker.check(account(USER), PASSWORD, address)) for address in addresses
    ]
    await asyncio.sleep(0)
    with pytest.raises(EngineBusy):
        await checker.check(account(USER), PASSWORD, "10.1.0.0")
    finish.set()
    await asyncio.gather(*pending)
    await checker.check(account(USER), PASSWORD, "10.1.0.0")


async def test_one_network_cannot_lock_others_out(finish: threading.Event) -> None:
    checker = _logins()
    pending = [
        asyncio.ensure_future(checker.check(account(USER), PASSWORD, HERE))
        for _ in range(MAX_PENDING_OF_NETWORK)
    ]
    await asyncio.sleep(0)
    with pytest.raises(EngineBusy):
        await checker.check(account(USER), PASSWORD, HERE)
    other = asyncio.ensure_future(checker.check(account(USER), PASSWORD, "10.0.0.2"))
    finish.set()
    await asyncio.gather(*pending, other)


async def test_a_login_that_takes_too_long_raises_deadline_exceeded(
    monkeypatch: pytest.MonkeyPatch, finish: threading.Event
) -> None:
    monkeypatch.setattr(logins, "TIMEOUT_SECONDS", 0.01)
    with pytest.raises(DeadlineExceeded):
        await _logins().check(account(USER), PASSWORD, HERE)
    assert not finish.is_set()


async def test_without_users_no_password_is_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logins, "verify_password", None)
    with pytest.raises(WrongPassword):
        await Logins({}).check(account(USER), PASSWORD, HERE)


async def test_failures_elsewhere_do_not_lock_a_user_here(monkeypatch: pytest.MonkeyPatch) -> None:
    checker = _logins()
    monkeypatch.setattr(logins, "verify_password", lambda password, password_hash: password == PASSWORD)
    for _ in range(MAX_FAILURES):
        with pytest.raises(WrongPassword):
            await checker.check(account(USER), "wrong", "10.0.0.2")

    await checker.check(account(USER), PASSWORD, HERE)


async def test_a_right_password_resets_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    checker = _logins()
    monkeypatch.setattr(logins, "verify_password", lambda password, password_hash: password == PASSWORD)
    for _ in range(2):
        for _ in range(MAX_FAILURES - 1):
            with pytest.raises(WrongPassword):
                await checker.check(account(USER), "wrong", HERE)
        await checker.check(account(USER), PASSWORD, HERE)

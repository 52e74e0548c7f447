import asyncio

import pytest

from service.api.auth import logins
from service.api.auth.lockout import LOCK_SECONDS, MAX_FAILURES
from service.api.auth.logins import MAX_PENDING, Logins
from service.errors import AccountLocked, DeadlineExceeded, EngineBusy, WrongPassword
from service.passwords import is_password_hash, verify_password
from tests.service.api.app_harness import CREDENTIALS, PASSWORD, USER

pytestmark = pytest.mark.anyio


class SettableClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _logins(clock: SettableClock | None = None) -> Logins:
    return Logins(CREDENTIALS.users, clock or SettableClock())


async def test_the_right_password_is_accepted() -> None:
    await _logins().check(USER, PASSWORD)


@pytest.mark.parametrize(
    ("user", "password"),
    [(USER, "wrong"), (USER, ""), (USER, PASSWORD.upper()), (USER, CREDENTIALS.users[USER])],
    ids=["another", "empty", "in capitals", "its hash"],
)
async def test_any_other_password_is_wrong(user: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        await _logins().check(user, password)


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
        await _logins().check("corp/nobody", password)

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
            await checker.check(user, "wrong")
    for clock.now in (0, LOCK_SECONDS - 1):
        with pytest.raises(AccountLocked):
            await checker.check(user, PASSWORD)
    clock.now = LOCK_SECONDS
    await checker.check(USER, PASSWORD)


async def test_the_password_of_a_locked_user_is_not_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    checker = _logins()
    monkeypatch.setattr(logins, "verify_password", lambda password, password_hash: False)
    for _ in range(MAX_FAILURES):
        with pytest.raises(WrongPassword):
            await checker.check(USER, "wrong")
    monkeypatch.setattr(logins, "verify_password", None)
    with pytest.raises(AccountLocked):
        await checker.check(USER, PASSWORD)


async def test_a_login_is_refused_when_too_many_are_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    checker, finish = _logins(), asyncio.Event()

    async def verify(*_: object) -> bool:
        await finish.wait()
        return True

    monkeypatch.setattr(asyncio, "to_thread", verify)
    pending = [asyncio.ensure_future(checker.check(USER, PASSWORD)) for _ in range(MAX_PENDING)]
    await asyncio.sleep(0)
    with pytest.raises(EngineBusy):
        await checker.check(USER, PASSWORD)
    finish.set()
    await asyncio.gather(*pending)
    await checker.check(USER, PASSWORD)


async def test_a_login_that_takes_too_long_raises_deadline_exceeded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> bool:
        return await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "to_thread", never)
    monkeypatch.setattr(logins, "TIMEOUT_SECONDS", 0.01)
    with pytest.raises(DeadlineExceeded):
        await _logins().check(USER, PASSWORD)


async def test_a_right_password_resets_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    checker = _logins()
    monkeypatch.setattr(logins, "verify_password", lambda password, password_hash: password == PASSWORD)
    for _ in range(2):
        for _ in range(MAX_FAILURES - 1):
            with pytest.raises(WrongPassword):
                await checker.check(USER, "wrong")
        await checker.check(USER, PASSWORD)

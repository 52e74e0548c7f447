import asyncio

import pytest

from service.api.auth import logins
from service.api.auth.lockout import LOCKED_SECONDS, MOST_FAILURES
from service.api.auth.logins import MOST_WAITING, Logins
from service.errors import AccountLocked, DeadlineExceeded, EngineBusy, WrongPassword
from service.passwords import is_hashed, matches
from tests.service.api.app_harness import CREDENTIALS, PASSWORD, USER

pytestmark = pytest.mark.anyio


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _logins(clock: Clock | None = None) -> Logins:
    return Logins(CREDENTIALS.users, clock or Clock())


async def test_the_right_password_is_let_in() -> None:
    await _logins().check(USER, PASSWORD)


@pytest.mark.parametrize(
    ("user", "password"),
    [(USER, "wrong"), (USER, ""), (USER, PASSWORD.upper()), (USER, CREDENTIALS.users[USER])],
)
async def test_any_other_password_is_wrong(user: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        await _logins().check(user, password)


@pytest.mark.parametrize("password", ["", PASSWORD])
async def test_a_user_that_is_not_there_costs_as_much_as_a_wrong_password(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    checked: list[str] = []

    def counted(password: str, kept: str) -> bool:
        checked.append(kept)
        return matches(password, kept)

    monkeypatch.setattr(logins, "matches", counted)
    with pytest.raises(WrongPassword):
        await _logins().check("corp/nobody", password)

    assert len(checked) == 1
    assert is_hashed(checked[0])


@pytest.mark.parametrize("user", [USER, "corp/nobody"])
async def test_five_wrong_passwords_lock_a_user_for_five_minutes(
    monkeypatch: pytest.MonkeyPatch, user: str
) -> None:
    clock = Clock()
    checking = _logins(clock)
    monkeypatch.setattr(logins, "matches", lambda password, kept: password == PASSWORD)
    for _ in range(MOST_FAILURES):
        with pytest.raises(WrongPassword):
            await checking.check(user, "wrong")
    for clock.now in (0, LOCKED_SECONDS - 1):
        with pytest.raises(AccountLocked):
            await checking.check(user, PASSWORD)
    clock.now = LOCKED_SECONDS
    await checking.check(USER, PASSWORD)


async def test_a_locked_user_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    checking = _logins()
    monkeypatch.setattr(logins, "matches", lambda password, kept: False)
    for _ in range(MOST_FAILURES):
        with pytest.raises(WrongPassword):
            await checking.check(USER, "wrong")
    monkeypatch.setattr(logins, "matches", None)
    with pytest.raises(AccountLocked):
        await checking.check(USER, PASSWORD)


async def test_no_more_logins_wait_than_can_have_their_turn_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    checking, held = _logins(), asyncio.Event()

    async def hold(*_: object) -> bool:
        await held.wait()
        return True

    monkeypatch.setattr(asyncio, "to_thread", hold)
    waiting = [asyncio.ensure_future(checking.check(USER, PASSWORD)) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(EngineBusy):
        await checking.check(USER, PASSWORD)
    held.set()
    await asyncio.gather(*waiting)
    await checking.check(USER, PASSWORD)


async def test_a_login_that_waits_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> bool:
        return await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "to_thread", never)
    monkeypatch.setattr(logins, "WAIT_SECONDS", 0.01)
    with pytest.raises(DeadlineExceeded):
        await _logins().check(USER, PASSWORD)


async def test_a_right_password_starts_the_count_again(monkeypatch: pytest.MonkeyPatch) -> None:
    checking = _logins()
    monkeypatch.setattr(logins, "matches", lambda password, kept: password == PASSWORD)
    for _ in range(2):
        for _ in range(MOST_FAILURES - 1):
            with pytest.raises(WrongPassword):
                await checking.check(USER, "wrong")
        await checking.check(USER, PASSWORD)

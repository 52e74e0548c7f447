from datetime import UTC, datetime, timedelta

import pytest

from service.api import logins
from service.api.auth import Keyring
from service.api.lockout import LOCKED_SECONDS, MOST_FAILURES
from service.api.logins import Logins
from service.errors import AccountLocked, WrongPassword
from service.passwords import is_hashed, matches
from tests.service.api.inside import CREDENTIALS, PASSWORD, USER

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def _logins() -> Logins:
    return Logins(Keyring(CREDENTIALS))


async def test_the_right_password_is_let_in() -> None:
    await _logins().check(USER, PASSWORD, NOW)


@pytest.mark.parametrize(
    ("user", "password"),
    [(USER, "wrong"), (USER, ""), (USER, PASSWORD.upper()), (USER, CREDENTIALS.users[USER])],
)
async def test_any_other_password_is_wrong(user: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        await _logins().check(user, password, NOW)


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
        await _logins().check("corp/nobody", password, NOW)

    assert len(checked) == 1
    assert is_hashed(checked[0])


@pytest.mark.parametrize("user", [USER, "corp/nobody"])
async def test_five_wrong_passwords_lock_a_user_for_five_minutes(
    monkeypatch: pytest.MonkeyPatch, user: str
) -> None:
    checking = _logins()
    monkeypatch.setattr(logins, "matches", lambda password, kept: password == PASSWORD)
    for _ in range(MOST_FAILURES):
        with pytest.raises(WrongPassword):
            await checking.check(user, "wrong", NOW)
    for seconds in (0, LOCKED_SECONDS - 1):
        with pytest.raises(AccountLocked):
            await checking.check(user, PASSWORD, NOW + timedelta(seconds=seconds))
    await checking.check(USER, PASSWORD, NOW + timedelta(seconds=LOCKED_SECONDS))


async def test_a_locked_user_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = Keyring(CREDENTIALS)
    for _ in range(MOST_FAILURES):
        keyring.lockout.failed(USER, NOW.timestamp())
    checking = Logins(keyring)
    monkeypatch.setattr(logins, "matches", None)
    with pytest.raises(AccountLocked):
        await checking.check(USER, PASSWORD, NOW)


async def test_a_right_password_starts_the_count_again(monkeypatch: pytest.MonkeyPatch) -> None:
    checking = _logins()
    monkeypatch.setattr(logins, "matches", lambda password, kept: password == PASSWORD)
    for _ in range(2):
        for _ in range(MOST_FAILURES - 1):
            with pytest.raises(WrongPassword):
                await checking.check(USER, "wrong", NOW)
        await checking.check(USER, PASSWORD, NOW)

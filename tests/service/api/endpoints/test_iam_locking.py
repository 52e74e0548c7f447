"""Users that are locked after too many wrong passwords."""

import pytest

from service.api.auth.projects import derived_id
from tests.service.api.app_harness import TOKENS, app, ask, login, refusal

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("name", ["ann", "nobody"])
async def test_after_five_wrong_passwords_the_right_one_is_refused_too(name: str) -> None:
    served = app()
    for _ in range(5):
        assert refusal(await ask(served, "POST", TOKENS, json=login("wrong", name=name))) == (401, "IAM.0001")
    locked = await ask(served, "POST", TOKENS, json=login(name=name))

    assert (refusal(locked), locked.json()["error_msg"]) == ((401, "IAM.0001"), "The account is locked.")


@pytest.mark.parametrize("name", ["ann", "nobody"])
async def test_a_user_is_locked_however_its_domain_is_given(name: str) -> None:
    served = app()
    for _ in range(5):
        asked = login("wrong", name=name, domain={"id": derived_id("domain", "corp")})
        assert (await ask(served, "POST", TOKENS, json=asked)).status_code == 401
    locked = await ask(served, "POST", TOKENS, json=login("wrong", name=name))

    assert locked.json()["error_msg"] == "The account is locked."

"""Recognition requests that are cancelled, time out, or exceed the rate limit."""

import asyncio
from collections.abc import AsyncIterator
from itertools import chain, count, repeat

import pytest
from starlette.types import Message

from service.api.endpoints import recognition
from service.errors import EngineBusy
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    PICTURE,
    WEB_IMAGE,
    WITH_TOKEN,
    FakeEngine,
    SilentEngine,
    app,
    ask,
    exchange,
    refusal,
)
from tests.service.api.auth.signing import signed

pytestmark = pytest.mark.anyio

WHOLE_BODY: Message = {"type": "http.request", "body": BODY, "more_body": False}


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stops the clock of the rate limit, so that elapsed time admits no request."""
    monkeypatch.setattr(recognition, "monotonic", lambda: 1000.0)


async def test_a_disconnect_cancels_the_request_in_the_engine() -> None:
    engine = SilentEngine()

    async def sent() -> AsyncIterator[Message]:
        yield WHOLE_BODY
        await engine.asked.wait()
        yield {"type": "http.disconnect"}

    response = await exchange(app(engine), WEB_IMAGE, sent(), WITH_TOKEN)
    await asyncio.sleep(0)  # the next iteration of the loop cancels the task of the engine

    assert engine.was_cancelled
    assert response.status_code == 499


async def test_the_engine_is_not_called_if_the_client_has_disconnected() -> None:
    async def sent() -> AsyncIterator[Message]:
        yield WHOLE_BODY
        yield {"type": "http.disconnect"}

    response = await exchange(app(engine := FakeEngine()), WEB_IMAGE, sent(), WITH_TOKEN)

    assert engine.requests == []
    assert response.status_code == 499


async def test_a_request_is_cancelled_at_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake clock returns 0 until the deadline has been computed, and then the deadline."""
    times = chain(repeat(0.0, 2), repeat(recognition.ANSWER_WITHIN))
    monkeypatch.setattr(recognition, "monotonic", lambda: next(times))
    engine = SilentEngine()
    response = await ask(app(engine), "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)
    await asyncio.sleep(0)

    assert refusal(response) == (504, "ModelArts.4402")
    assert engine.was_cancelled


async def test_the_engine_gets_the_deadline_of_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "monotonic", lambda: 1000.0)
    engine = FakeEngine()
    await ask(app(engine), "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)

    assert engine.requests[0].deadline == 1000 + recognition.ANSWER_WITHIN


async def test_a_busy_engine_is_answered_with_429_and_retry_after() -> None:
    response = await ask(app(FakeEngine(EngineBusy())), "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)

    assert refusal(response) == (429, "ModelArts.4401")
    assert int(response.headers["retry-after"]) >= 1


@pytest.mark.usefixtures("stopped_clock")
async def test_a_request_over_the_rate_limit_is_answered_in_the_form_of_the_cloud() -> None:
    served = app(engine := FakeEngine(), rate=1, burst=3)
    statuses = [
        (await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)).status_code for _ in range(3)
    ]
    refused = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)

    assert statuses == [200, 200, 200]
    assert refusal(refused) == (429, "APIG.0308")
    assert refused.json()["error_msg"] == (
        "The throttling threshold has been reached: policy user over ratelimit,limit:60,time:1 minute"
    )
    assert refused.headers["retry-after"] == "1"
    assert len(engine.requests) == 3


@pytest.mark.usefixtures("stopped_clock")
async def test_each_principal_has_its_own_rate_limit() -> None:
    served = app(rate=1, burst=1)
    for _ in range(2):
        last = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)
    other = await ask(
        served,
        "POST",
        WEB_IMAGE,
        content=BODY,
        headers=signed("POST", WEB_IMAGE, BODY, access_key=ACCESS_KEY),
    )

    assert (last.status_code, other.status_code) == (429, 200)


async def test_requests_are_admitted_again_after_some_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = count(1000.0, 1.0)
    monkeypatch.setattr(recognition, "monotonic", lambda: next(seconds))
    served = app(rate=1, burst=1)
    answers = [await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200] * 4


async def test_the_rate_is_not_limited_by_default() -> None:
    served = app()
    answers = [await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN) for _ in range(50)]

    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.usefixtures("stopped_clock")
async def test_unauthenticated_requests_do_not_count_for_the_rate_limit() -> None:
    served = app(rate=1, burst=1)
    for _ in range(3):
        wrong = signed("POST", WEB_IMAGE, BODY, secret_key="wrong")
        assert refusal(await ask(served, "POST", WEB_IMAGE, content=BODY, headers=wrong)) == (
            401,
            "APIG.0301",
        )
    right = signed("POST", WEB_IMAGE, BODY)

    assert (await ask(served, "POST", WEB_IMAGE, content=BODY, headers=right)).status_code == 200

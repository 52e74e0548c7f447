"""Recognition requests that wait: for an engine, for their turn, for a client that is gone."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
from starlette.types import Message

from service.api.endpoints import recognition
from service.errors import EngineBusy
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    PICTURE,
    SHOWN,
    WEB_IMAGE,
    FakeEngine,
    SilentEngine,
    app,
    ask,
    exchange,
    refusal,
    signed,
)

pytestmark = pytest.mark.anyio

WHOLE: Message = {"type": "http.request", "body": BODY, "more_body": False}


async def test_a_client_that_hangs_up_costs_nothing_more() -> None:
    engine = SilentEngine()

    async def sent() -> AsyncIterator[Message]:
        yield WHOLE
        await engine.asked.wait()
        yield {"type": "http.disconnect"}

    response = await exchange(app(engine), WEB_IMAGE, sent(), SHOWN)
    await asyncio.sleep(0)  # the loop's next turn carries the news into the engine's future

    assert engine.left
    assert response.status_code == 499


async def test_a_client_that_hangs_up_at_once_costs_the_engine_nothing() -> None:
    async def sent() -> AsyncIterator[Message]:
        yield WHOLE
        yield {"type": "http.disconnect"}

    response = await exchange(app(engine := FakeEngine()), WEB_IMAGE, sent(), SHOWN)

    assert engine.entries == []
    assert response.status_code == 499


async def test_an_answer_that_would_come_too_late_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "ANSWER_WITHIN", 0.05)
    engine = SilentEngine()
    response = await ask(app(engine), "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)
    await asyncio.sleep(0)

    assert refusal(response) == (504, "ModelArts.4402")
    assert engine.left


async def test_the_engine_is_told_until_when_an_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "monotonic", lambda: 1000.0)
    engine = FakeEngine()
    await ask(app(engine), "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)

    assert engine.entries[0].deadline == 1000 + recognition.ANSWER_WITHIN


async def test_too_much_at_once_is_refused_with_a_time_to_come_again() -> None:
    response = await ask(app(FakeEngine(EngineBusy())), "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)

    assert refusal(response) == (429, "ModelArts.4401")
    assert int(response.headers["retry-after"]) >= 1


async def test_whoever_asks_too_often_is_told_so_in_the_clouds_words() -> None:
    served = app(engine := FakeEngine(), rate=1, burst=3)
    statuses = [
        (await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)).status_code for _ in range(3)
    ]
    refused = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)

    assert statuses == [200, 200, 200]
    assert refusal(refused) == (429, "APIG.0308")
    assert refused.json()["error_msg"] == (
        "The throttling threshold has been reached: policy user over ratelimit,limit:60,time:1 minute"
    )
    assert refused.headers["retry-after"] == "1"
    assert len(engine.entries) == 3


async def test_the_limit_is_for_each_principal() -> None:
    served = app(rate=1, burst=1)
    for _ in range(2):
        last = await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN)
    other = await ask(
        served,
        "POST",
        WEB_IMAGE,
        content=BODY,
        headers=signed("POST", WEB_IMAGE, BODY, access_key=ACCESS_KEY),
    )

    assert (last.status_code, other.status_code) == (429, 200)


async def test_time_lets_requests_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = count(1000.0, 1.0)
    monkeypatch.setattr(recognition, "monotonic", lambda: next(seconds))
    served = app(rate=1, burst=1)
    answers = [await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200] * 4


async def test_nobody_is_limited_by_default() -> None:
    served = app()
    answers = [await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=SHOWN) for _ in range(50)]

    assert {answer.status_code for answer in answers} == {200}


async def test_those_who_are_not_known_do_not_use_up_what_others_may_send() -> None:
    served = app(rate=1, burst=1)
    for _ in range(3):
        wrong = signed("POST", WEB_IMAGE, BODY, secret_key="wrong")
        assert refusal(await ask(served, "POST", WEB_IMAGE, content=BODY, headers=wrong)) == (
            401,
            "APIG.0301",
        )
    right = signed("POST", WEB_IMAGE, BODY)

    assert (await ask(served, "POST", WEB_IMAGE, content=BODY, headers=right)).status_code == 200

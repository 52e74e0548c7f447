"""The table of faults: for every fault there are requests that are answered with it."""

import re

import orjson
import pytest
from starlette.requests import Request

from service import errors
from service.api.faults import FAULTS, INTERNAL_ERROR, UNKNOWN_METHOD, UNKNOWN_PATH, Fault
from service.api.http.refusal_pace import RefusalPace
from tests.service.api.app_harness import (
    PICTURE,
    SECRETS,
    WEB_IMAGE,
    WITH_TOKEN,
    FakeEngine,
    app,
    ask,
    refusal,
)
from tests.service.api.fault_triggers import OTHER_TRIGGERS, TRIGGERS, Trigger

pytestmark = pytest.mark.usefixtures("logged")

RETRYABLE = {
    errors.ConcurrencyReached,
    errors.EngineBusy,
    errors.EngineUnavailable,
    errors.ThrottlingReached,
}


def test_every_fault_has_a_trigger() -> None:
    assert set(TRIGGERS) == set(FAULTS)
    assert {fault for fault, _ in OTHER_TRIGGERS.values()} == {UNKNOWN_PATH, UNKNOWN_METHOD, INTERNAL_ERROR}


def _matches(template: str, message: str) -> bool:
    pattern = re.sub(r"\\\{\w+\\\}", "[^{}]+", re.escape(template))
    return re.fullmatch(pattern, message) is not None


@pytest.mark.anyio
@pytest.mark.parametrize("error", TRIGGERS, ids=lambda error: error.__name__)
async def test_every_error_is_answered_with_its_fault(error: type[errors.OcrError]) -> None:
    response = await TRIGGERS[error]()

    assert refusal(response) == (FAULTS[error].status, FAULTS[error].code)
    assert _matches(FAULTS[error].message, response.json()["error_msg"])
    assert not [secret for secret in SECRETS if secret in response.text]


@pytest.mark.anyio
@pytest.mark.parametrize("error", TRIGGERS, ids=lambda error: error.__name__)
async def test_retryable_errors_alone_have_a_retry_after_header(error: type[errors.OcrError]) -> None:
    retry_after = (await TRIGGERS[error]()).headers.get("retry-after")

    assert (retry_after is not None) == (error in RETRYABLE)
    assert retry_after is None or int(retry_after) >= 1


@pytest.mark.anyio
@pytest.mark.parametrize(("fault", "trigger"), OTHER_TRIGGERS.values(), ids=OTHER_TRIGGERS)
async def test_unknown_paths_and_unexpected_errors_are_answered_in_the_same_form(
    fault: Fault, trigger: Trigger
) -> None:
    response = await trigger()

    assert refusal(response) == (fault.status, fault.code)
    assert response.json()["error_msg"] == fault.message


def test_the_fields_of_an_error_are_filled_into_its_message() -> None:
    faults = [
        FAULTS[type(error)].filled_from(error)
        for error in (
            errors.TokenExpired("2026-01-02T03:04:05.678901Z"),
            errors.NotFound("project: {x}"),
            errors.NotSubscribed("web-image"),
            errors.ThrottlingReached(limit=60, retry_after=7),
        )
    ]

    assert [fault.message.partition(": ")[2] for fault in faults] == [
        "token expires, expires_at: 2026-01-02T03:04:05.678901Z",
        "{x}.",
        "",
        "policy user over ratelimit,limit:60,time:1 minute",
    ]
    assert faults[2].message == "Request api error! The API web-image is not subscribed."
    assert [fault.retry_after for fault in faults] == [None, None, None, 7]


def _request(path: str) -> Request:
    return Request({"type": "http", "path": path, "headers": []})


@pytest.mark.parametrize("path", ["/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"])
@pytest.mark.parametrize(
    "error", [error for error in FAULTS if error is not errors.CallerGone], ids=lambda error: error.__name__
)
def test_errors_of_the_identity_service_have_the_error_object_of_keystone(
    error: type[errors.OcrError], path: str
) -> None:
    """CallerGone is left out: no client sees it, and its status has no title."""
    fault = FAULTS[error]
    content = orjson.loads(fault.response(_request(path)).body)["error"]

    assert (content["code"], content["message"]) == (fault.status, fault.message)
    assert content["title"]


def test_errors_of_other_services_have_no_error_object() -> None:
    body = orjson.loads(INTERNAL_ERROR.response(_request("/v2/v3/ocr/web-image")).body)

    assert body == {"error_code": "AIS.0105", "error_msg": "Recognition failed."}


def test_no_fault_has_a_success_status() -> None:
    assert min(fault.status for fault in FAULTS.values()) >= 400


class RecordedPace(RefusalPace):
    """Delays nothing. Counts the refusals that it is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals = 0

    def delay(self, now: float) -> float:
        self.refusals += 1
        return 0.0


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("failure", "refusals"),
    [(errors.EngineBusy(), 1), (errors.SignatureMismatch(), 1), (errors.UnsupportedFormat(), 0)],
)
async def test_refusals_that_a_caller_can_provoke_at_will_are_paced(
    failure: errors.OcrError, refusals: int
) -> None:
    served, pace = app(FakeEngine(failure)), RecordedPace()
    served.state.shared.refusal_pace = pace
    await ask(served, "POST", WEB_IMAGE, json=PICTURE, headers=WITH_TOKEN)

    assert pace.refusals == refusals

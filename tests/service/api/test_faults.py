"""The one table of faults: every row is reached by a request, and answered as it says."""

import re

import orjson
import pytest
from starlette.requests import Request

from service import errors
from service.api.faults import FAULTS, UNEXPECTED, UNKNOWN_METHOD, UNKNOWN_PATH, Fault
from tests.service.api.app_harness import SECRETS, refusal
from tests.service.api.fault_triggers import FURTHER, PROVOKED, Provoke

pytestmark = pytest.mark.usefixtures("logged")

RETRIED = {errors.EngineBusy, errors.EngineUnavailable, errors.ThrottlingReached}


def test_a_way_to_provoke_it_is_known_for_every_row() -> None:
    assert set(PROVOKED) == set(FAULTS)
    assert {fault for fault, _ in FURTHER.values()} == {UNKNOWN_PATH, UNKNOWN_METHOD, UNEXPECTED}


def _says(template: str, message: str) -> bool:
    pattern = re.sub(r"\\\{\w+\\\}", "[^{}]+", re.escape(template))
    return re.fullmatch(pattern, message) is not None


@pytest.mark.anyio
@pytest.mark.parametrize("error", PROVOKED, ids=lambda error: error.__name__)
async def test_every_row_is_answered_as_it_says(error: type[errors.OcrError]) -> None:
    response = await PROVOKED[error]()

    assert refusal(response) == (FAULTS[error].status, FAULTS[error].code)
    assert _says(FAULTS[error].message, response.json()["error_msg"])
    assert not [secret for secret in SECRETS if secret in response.text]


@pytest.mark.anyio
@pytest.mark.parametrize("error", PROVOKED, ids=lambda error: error.__name__)
async def test_it_is_said_when_to_come_again_where_that_helps(error: type[errors.OcrError]) -> None:
    said = (await PROVOKED[error]()).headers.get("retry-after")

    assert (said is not None) == (error in RETRIED)
    assert said is None or int(said) >= 1


@pytest.mark.anyio
@pytest.mark.parametrize(("fault", "provoke"), FURTHER.values(), ids=FURTHER)
async def test_what_has_no_row_is_answered_in_the_clouds_words_too(fault: Fault, provoke: Provoke) -> None:
    response = await provoke()

    assert refusal(response) == (fault.status, fault.code)
    assert response.json()["error_msg"] == fault.message


def test_the_particulars_of_an_error_stand_in_its_message() -> None:
    told = [
        FAULTS[type(error)].of(error)
        for error in (
            errors.TokenExpired("2026-01-02T03:04:05.678901Z"),
            errors.NotFound("project: {x}"),
            errors.NotSubscribed("web-image"),
            errors.ThrottlingReached(limit=60, retry_after=7),
        )
    ]

    assert [fault.message.partition(": ")[2] for fault in told] == [
        "token expires, expires_at: 2026-01-02T03:04:05.678901Z",
        "{x}.",
        "",
        "policy user over ratelimit,limit:60,time:1 minute",
    ]
    assert told[2].message == "Request api error! The API web-image is not subscribed."
    assert [fault.retry_after for fault in told] == [None, None, None, 7]


def _request(path: str) -> Request:
    return Request({"type": "http", "path": path, "headers": []})


@pytest.mark.parametrize("path", ["/v3/auth/tokens", "/v3.0/OS-CREDENTIAL/securitytokens"])
@pytest.mark.parametrize(
    "error", [error for error in FAULTS if error is not errors.CallerGone], ids=lambda error: error.__name__
)
def test_clients_of_keystone_find_the_object_that_they_look_for(
    error: type[errors.OcrError], path: str
) -> None:
    """But for the fault that nobody ever sees; its status is nginx's own and has no title."""
    fault = FAULTS[error]
    said = orjson.loads(fault.response(_request(path)).body)["error"]

    assert (said["code"], said["message"]) == (fault.status, fault.message)
    assert said["title"]


def test_no_other_client_is_told_the_same_twice() -> None:
    body = orjson.loads(UNEXPECTED.response(_request("/v2/v3/ocr/web-image")).body)

    assert body == {"error_code": "AIS.0105", "error_msg": "Recognition failed."}


def test_no_failure_looks_like_a_success() -> None:
    assert min(fault.status for fault in FAULTS.values()) >= 400

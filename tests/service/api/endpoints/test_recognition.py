"""The recognition endpoints with a fake engine."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from service.api.http.body import LARGEST_BODY
from tests.service.api.app_harness import (
    ACCESS_KEY,
    BODY,
    CREDENTIALS,
    GENERAL_TEXT,
    PICTURE,
    WEB_IMAGE,
    WITH_TOKEN,
    FakeEngine,
    FakeSource,
    app,
    ask,
    refusal,
)
from tests.service.api.auth.signing import signed

pytestmark = pytest.mark.anyio

FIRST_VERSION = "/v1.0/ocr/web-image"
every_path = pytest.mark.parametrize("path", [WEB_IMAGE, FIRST_VERSION, GENERAL_TEXT])


@pytest.mark.parametrize("path", [WEB_IMAGE, FIRST_VERSION])
async def test_a_web_image_is_answered_in_the_form_of_the_cloud(path: str) -> None:
    response = await ask(app(), "POST", path, json=PICTURE, headers=WITH_TOKEN)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {
        "result": {
            "words_block_count": 1,
            "words_block_list": [
                {"words": "网图", "confidence": 0.99, "location": [[1, 2], [30, 2], [30, 12], [1, 12]]}
            ],
            "extracted_data": {},
        }
    }


async def test_general_text_is_answered_in_its_own_form() -> None:
    response = await ask(app(), "POST", GENERAL_TEXT, json=PICTURE, headers=WITH_TOKEN)

    assert response.status_code == 200
    assert set(response.json()["result"]) == {"direction", "words_block_count", "words_block_list"}


@every_path
@pytest.mark.parametrize("content_type", ["application/json;charset=utf-8", "text/plain", "", None])
async def test_the_content_type_does_not_matter(path: str, content_type: str | None) -> None:
    headers = WITH_TOKEN if content_type is None else {**WITH_TOKEN, "Content-Type": content_type}

    assert (await ask(app(), "POST", path, content=BODY, headers=headers)).status_code == 200


async def test_the_engine_gets_the_file_and_the_options_of_the_request() -> None:
    engine = FakeEngine()
    await ask(
        app(engine), "POST", WEB_IMAGE, json={**PICTURE, "detect_text_direction": False}, headers=WITH_TOKEN
    )
    await ask(app(engine), "POST", GENERAL_TEXT, json={**PICTURE, "character_mode": True}, headers=WITH_TOKEN)
    first, second = engine.requests

    assert first.data == second.data == b"picture"
    assert (first.options.any_direction, first.options.characters) == (False, False)
    assert (second.options.any_direction, second.options.characters) == (True, True)


@every_path
async def test_a_picture_is_downloaded_from_its_url(path: str) -> None:
    engine, source = FakeEngine(), FakeSource()
    body = {"url": "https://example.com/a%20b.png?x=1"}
    response = await ask(app(engine, source=source), "POST", path, json=body, headers=WITH_TOKEN)

    assert response.status_code == 200
    assert source.urls == ["https://example.com/a%20b.png?x=1"]
    assert engine.requests[0].data == b"fetched"


@every_path
@pytest.mark.parametrize("body", [{}, {**PICTURE, "url": "http://h/"}, {"image": "", "url": None}])
async def test_a_request_without_exactly_one_of_image_and_url_is_refused(
    path: str, body: dict[str, Any]
) -> None:
    engine, source = FakeEngine(), FakeSource()
    response = await ask(app(engine, source=source), "POST", path, json=body, headers=WITH_TOKEN)

    assert refusal(response) == (400, "AIS.0101")
    assert (engine.requests, source.urls) == ([], [])


async def test_too_long_and_invalid_base64_never_reaches_the_engine() -> None:
    engine = FakeEngine()
    for image, code in (("A" * 10_485_764, "AIS.0103"), ("data:image/png;base64,QUFB", "AIS.0102")):
        response = await ask(app(engine), "POST", WEB_IMAGE, json={"image": image}, headers=WITH_TOKEN)
        assert refusal(response) == (400, code)

    assert engine.requests == []


@every_path
async def test_no_picture_is_read_without_a_valid_credential(path: str) -> None:
    engine = FakeEngine()
    for headers, code in (({}, "ModelArts.4101"), ({"X-Auth-Token": "x"}, "APIG.0301")):
        assert refusal(await ask(app(engine), "POST", path, json=PICTURE, headers=headers)) == (401, code)

    assert engine.requests == []


@every_path
async def test_a_signed_request_is_accepted_and_a_changed_one_refused(path: str) -> None:
    url = f"{path}?b=2%20%2F&a="
    headers = signed("POST", url, BODY, headers={"content-type": "application/json;charset=utf-8"})

    assert (await ask(app(), "POST", url, content=BODY, headers=headers)).status_code == 200
    changed = await ask(app(), "POST", url, content=BODY + b" ", headers=headers)
    assert refusal(changed) == (401, "APIG.0301")


async def test_a_path_with_the_placeholder_of_the_sdk_is_accepted() -> None:
    url = "/v2/%7Bproject_id%7D/ocr/web-image"

    assert (await ask(app(), "POST", url, content=BODY, headers=signed("POST", url, BODY))).status_code == 200


TWO_PROJECTS: dict[str, Any] = {"projects": {"p1": "north", "p2": "south"}, "bindings": {ACCESS_KEY: ("p1",)}}
PLACEHOLDER = "/v2/%7Bproject_id%7D/ocr/web-image"


@pytest.mark.parametrize(
    ("path", "project", "expected"),
    [
        ("/v2/p1/ocr/web-image", None, None),
        ("/v2/p1/ocr/web-image", "p2", None),
        (PLACEHOLDER, "p1", None),
        (PLACEHOLDER, None, None),
        (FIRST_VERSION, "p1", None),
        (FIRST_VERSION, None, None),
        ("/v2/p2/ocr/web-image", None, (403, "ModelArts.4203")),
        ("/v2/p2/ocr/web-image", "p1", (403, "ModelArts.4203")),
        (PLACEHOLDER, "p2", (403, "ModelArts.4203")),
        (FIRST_VERSION, "p2", (403, "ModelArts.4203")),
        ("/v2/p3/ocr/web-image", None, (403, "ModelArts.4204")),
        ("/v2/p3/ocr/general-text", None, (403, "ModelArts.4204")),
        (FIRST_VERSION, "p3", (403, "ModelArts.4204")),
    ],
)
async def test_access_is_checked_for_the_project_of_the_path_or_else_of_the_header(
    path: str, project: str | None, expected: tuple[int, str] | None
) -> None:
    served = app(engine := FakeEngine(), CREDENTIALS.model_copy(update=TWO_PROJECTS))
    headers = {} if project is None else {"x-project-id": project}
    response = await ask(
        served, "POST", path, content=BODY, headers=signed("POST", path, BODY, headers=headers)
    )

    assert (None if response.status_code == 200 else refusal(response)) == expected
    assert bool(engine.requests) == (expected is None)


async def test_the_error_for_a_missing_subscription_names_the_api() -> None:
    served = app(credentials=CREDENTIALS.model_copy(update={"projects": {"p1": "north"}}))
    response = await ask(served, "POST", GENERAL_TEXT, json=PICTURE, headers=WITH_TOKEN)

    assert response.json()["error_msg"] == "Request api error! The API general-text is not subscribed."


async def test_a_body_over_the_limit_is_refused_and_one_at_the_limit_is_read() -> None:
    async def parts(size: int) -> AsyncIterator[bytes]:
        yield b" " * (size - 2)
        yield b"{}"

    at = await ask(app(), "POST", WEB_IMAGE, content=parts(LARGEST_BODY), headers=WITH_TOKEN)
    over = await ask(app(), "POST", WEB_IMAGE, content=parts(LARGEST_BODY + 1), headers=WITH_TOKEN)

    assert refusal(at) == (400, "AIS.0101")
    assert refusal(over) == (413, "APIG.0201")

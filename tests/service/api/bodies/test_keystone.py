from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from service.api.auth.principal import Project
from service.api.auth.projects import derived_id
from service.api.auth.tokens import Grant, TemporaryKey
from service.api.bodies.json_body import parse
from service.api.bodies.keystone import (
    DEFAULT_KEY_SECONDS,
    MAX_KEY_SECONDS,
    MIN_KEY_SECONDS,
    KeyRequest,
    TokenRequest,
)
from service.api.bodies.keystone_answers import domain, key_body, project_body, token_body
from service.errors import InvalidRequest, MalformedJson

NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
USER = {"name": "ann", "password": "hush", "domain": {"name": "corp"}}
IDENTITY = {"methods": ["password"], "password": {"user": USER}}


def _token_request(identity: Any = IDENTITY, **more: Any) -> bytes:
    return orjson.dumps({"auth": {"identity": identity, **more}})


def _with_user(**user: Any) -> bytes:
    return _token_request({**IDENTITY, "password": {"user": {**USER, **user}}})


def test_a_token_request_has_user_password_and_project() -> None:
    request = parse(_token_request(scope={"project": {"name": "cn-north-4"}}), TokenRequest)

    assert (request.user.name, request.user.password, request.user.domain.name) == ("ann", "hush", "corp")
    assert request.project is not None
    assert (request.project.id, request.project.name) == (None, "cn-north-4")


@pytest.mark.parametrize("scope", [None, {}, {"domain": {"name": "corp"}}, {"project": None}])
def test_a_token_request_without_a_project_is_unscoped(scope: Any) -> None:
    assert parse(_token_request(scope=scope), TokenRequest).project is None


def test_the_project_wins_if_the_scope_names_project_and_domain() -> None:
    scope = {"domain": {"name": "corp"}, "project": {"id": "p1"}}
    project = parse(_token_request(scope=scope), TokenRequest).project

    assert project is not None
    assert project.id == "p1"


def test_unknown_fields_are_ignored() -> None:
    assert parse(_with_user(email="a@b", domain={"name": "corp", "x": 1}), TokenRequest).user.name == "ann"


DEEPLY_NESTED = b"[" * 100_000


@pytest.mark.parametrize(
    "body", [b"", b"{", b"auth", b'{"auth":}', b"\xff", DEEPLY_NESTED, b'{"a":"\\ud800"}']
)
def test_a_body_that_is_not_json_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedJson):
        parse(body, TokenRequest)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b"{}",
        b'{"auth": {}}',
        _token_request({**IDENTITY, "methods": []}),
        _token_request({**IDENTITY, "methods": ["token"]}),
        _token_request({**IDENTITY, "methods": ["password", "totp"]}),
        _token_request({**IDENTITY, "methods": "password"}),
        _token_request({"methods": ["password"]}),
        _with_user(password=7),
        _with_user(password=None),
        _with_user(name=["ann"]),
        _with_user(domain="corp"),
        _with_user(domain={"name": 1}),
        _token_request(scope="project"),
        _token_request(scope={"project": "p1"}),
        _token_request(scope={"project": {"id": 1}}),
    ],
)
def test_an_invalid_token_request_raises_an_error_without_the_password(body: bytes) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(body, TokenRequest)

    assert "hush" not in f"{caught.value!r}{caught.value.__cause__!r}"
    assert caught.value.__suppress_context__


def _key_request(**token: Any) -> bytes:
    return orjson.dumps({"auth": {"identity": {"methods": ["token"], "token": token}}})


def test_a_temporary_key_is_valid_for_15_minutes_by_default() -> None:
    bare = orjson.dumps({"auth": {"identity": {"methods": ["token"]}}})

    assert (MIN_KEY_SECONDS, MAX_KEY_SECONDS, DEFAULT_KEY_SECONDS) == (15 * 60, 24 * 3600, 15 * 60)
    assert parse(bare, KeyRequest).auth.identity.token.duration_seconds == DEFAULT_KEY_SECONDS
    assert parse(_key_request(), KeyRequest).auth.identity.token.duration_seconds == DEFAULT_KEY_SECONDS
    assert parse(_key_request(duration_seconds=3600), KeyRequest).auth.identity.token.duration_seconds == 3600


@pytest.mark.parametrize("seconds", [MIN_KEY_SECONDS, MAX_KEY_SECONDS])
def test_a_temporary_key_may_be_valid_for_15_minutes_to_24_hours(seconds: int) -> None:
    assert parse(_key_request(duration_seconds=seconds), KeyRequest)


def test_a_lifetime_may_be_written_as_a_whole_number_with_a_decimal_point() -> None:
    body = _key_request(duration_seconds=3600.0)

    assert b"3600.0" in body
    assert parse(body, KeyRequest).auth.identity.token.duration_seconds == 3600


@pytest.mark.parametrize(
    "body",
    [
        _key_request(duration_seconds=MIN_KEY_SECONDS - 1),
        _key_request(duration_seconds=MAX_KEY_SECONDS + 1),
        _key_request(duration_seconds="3600"),
        _key_request(duration_seconds=True),
        _key_request(duration_seconds=None),
        _key_request(duration_seconds=1000.5),
        _key_request(id=5),
        orjson.dumps({"auth": {"identity": {"methods": ["assume_role"]}}}),
    ],
)
def test_any_other_key_request_is_invalid(body: bytes) -> None:
    with pytest.raises(InvalidRequest):
        parse(body, KeyRequest)


def _grant(project: Project | None, name: str = "corp/ann") -> Grant:
    return Grant(principal=name, project=project, issued_at=NOW, expires_at=NOW, fingerprint="stamp")


def test_a_token_is_described_in_the_form_of_the_cloud() -> None:
    corp = {"id": derived_id("domain", "corp"), "name": "corp"}

    assert token_body(_grant(Project("p1", "cn-north-4"))) == {
        "token": {
            "methods": ["password"],
            "issued_at": "2026-01-02T03:04:05.678901Z",
            "expires_at": "2026-01-02T03:04:05.678901Z",
            "catalog": [],
            "roles": [],
            "user": {
                "id": derived_id("user", "corp/ann"),
                "name": "ann",
                "password_expires_at": "",
                "domain": corp,
            },
            "project": {"id": "p1", "name": "cn-north-4", "domain": corp},
        }
    }


def test_an_unscoped_token_is_described_with_its_domain() -> None:
    token = token_body(_grant(None))["token"]

    assert token["domain"]["name"] == "corp"
    assert "project" not in token


def test_a_project_is_listed_in_the_form_of_the_cloud() -> None:
    listed = project_body(Project("p1", "cn-north-4"), "ACCESSKEY")

    assert (listed["id"], listed["name"], listed["enabled"]) == ("p1", "cn-north-4", True)
    assert listed["domain_id"] == listed["parent_id"] == domain("ACCESSKEY")["id"]


def test_a_principal_without_a_domain_belongs_to_the_default_one() -> None:
    assert domain("ACCESSKEY")["name"] == domain("token-01234567")["name"] == "wangtu"
    assert domain("corp/ann")["name"] == "corp"


def test_a_temporary_key_is_answered_in_the_form_of_the_cloud() -> None:
    assert key_body(TemporaryKey("T1", "secret", "token", NOW)) == {
        "credential": {
            "access": "T1",
            "secret": "secret",
            "securitytoken": "token",
            "expires_at": "2026-01-02T03:04:05.678901Z",
        }
    }

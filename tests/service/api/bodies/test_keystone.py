from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from service.api.auth.principal import Project
from service.api.auth.projects import id_of
from service.api.auth.tokens import Grant, TemporaryKey
from service.api.bodies.json_body import parse
from service.api.bodies.keystone import (
    LONGEST_KEY,
    SHORTEST_KEY,
    USUAL_KEY,
    KeyRequest,
    TokenRequest,
)
from service.api.bodies.keystone_answers import domain, key_body, project_body, token_body
from service.errors import InvalidRequest, MalformedJson

NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
USER = {"name": "ann", "password": "hush", "domain": {"name": "corp"}}
IDENTITY = {"methods": ["password"], "password": {"user": USER}}


def _asked(identity: Any = IDENTITY, **more: Any) -> bytes:
    return orjson.dumps({"auth": {"identity": identity, **more}})


def _asked_by(**user: Any) -> bytes:
    return _asked({**IDENTITY, "password": {"user": {**USER, **user}}})


def test_a_login_says_who_asks_and_what_for() -> None:
    request = parse(_asked(scope={"project": {"name": "cn-north-4"}}), TokenRequest)

    assert (request.user.name, request.user.password, request.user.domain.name) == ("ann", "hush", "corp")
    assert request.project is not None
    assert (request.project.id, request.project.name) == (None, "cn-north-4")


@pytest.mark.parametrize("scope", [None, {}, {"domain": {"name": "corp"}}, {"project": None}])
def test_without_a_project_a_login_is_for_none(scope: Any) -> None:
    assert parse(_asked(scope=scope), TokenRequest).project is None


def test_a_project_wins_over_a_domain() -> None:
    scope = {"domain": {"name": "corp"}, "project": {"id": "p1"}}
    project = parse(_asked(scope=scope), TokenRequest).project

    assert project is not None
    assert project.id == "p1"


def test_what_is_not_known_is_ignored() -> None:
    assert parse(_asked_by(email="a@b", domain={"name": "corp", "x": 1}), TokenRequest).user.name == "ann"


DEEP = b"[" * 100_000


@pytest.mark.parametrize("body", [b"", b"{", b"auth", b'{"auth":}', b"\xff", DEEP, b'{"a":"\\ud800"}'])
def test_what_is_not_json_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedJson):
        parse(body, TokenRequest)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b"{}",
        b'{"auth": {}}',
        _asked({**IDENTITY, "methods": []}),
        _asked({**IDENTITY, "methods": ["token"]}),
        _asked({**IDENTITY, "methods": ["password", "totp"]}),
        _asked({**IDENTITY, "methods": "password"}),
        _asked({"methods": ["password"]}),
        _asked_by(password=7),
        _asked_by(password=None),
        _asked_by(name=["ann"]),
        _asked_by(domain="corp"),
        _asked_by(domain={"name": 1}),
        _asked(scope="project"),
        _asked(scope={"project": "p1"}),
        _asked(scope={"project": {"id": 1}}),
    ],
)
def test_a_login_of_another_form_is_invalid_and_its_password_is_not_repeated(body: bytes) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(body, TokenRequest)

    assert "hush" not in f"{caught.value!r}{caught.value.__cause__!r}"
    assert caught.value.__suppress_context__


def _keyed(**token: Any) -> bytes:
    return orjson.dumps({"auth": {"identity": {"methods": ["token"], "token": token}}})


def test_a_temporary_key_lives_for_a_quarter_of_an_hour_unless_it_is_asked_otherwise() -> None:
    bare = orjson.dumps({"auth": {"identity": {"methods": ["token"]}}})

    assert (SHORTEST_KEY, LONGEST_KEY, USUAL_KEY) == (15 * 60, 24 * 3600, 15 * 60)
    assert parse(bare, KeyRequest).auth.identity.token.duration_seconds == USUAL_KEY
    assert parse(_keyed(), KeyRequest).auth.identity.token.duration_seconds == USUAL_KEY
    assert parse(_keyed(duration_seconds=3600), KeyRequest).auth.identity.token.duration_seconds == 3600


@pytest.mark.parametrize("seconds", [SHORTEST_KEY, LONGEST_KEY])
def test_a_temporary_key_lives_between_a_quarter_of_an_hour_and_a_day(seconds: int) -> None:
    assert parse(_keyed(duration_seconds=seconds), KeyRequest)


@pytest.mark.parametrize(
    "body",
    [
        _keyed(duration_seconds=SHORTEST_KEY - 1),
        _keyed(duration_seconds=LONGEST_KEY + 1),
        _keyed(duration_seconds="3600"),
        _keyed(duration_seconds=True),
        _keyed(duration_seconds=None),
        _keyed(duration_seconds=1000.5),
        _keyed(id=5),
        orjson.dumps({"auth": {"identity": {"methods": ["assume_role"]}}}),
    ],
)
def test_another_wish_for_a_temporary_key_is_invalid(body: bytes) -> None:
    with pytest.raises(InvalidRequest):
        parse(body, KeyRequest)


def _grant(project: Project | None, name: str = "corp/ann") -> Grant:
    return Grant(name, project, NOW, NOW, "stamp")


def test_what_is_told_of_a_token_has_the_clouds_form() -> None:
    corp = {"id": id_of("domain", "corp"), "name": "corp"}

    assert token_body(_grant(Project("p1", "cn-north-4"))) == {
        "token": {
            "methods": ["password"],
            "issued_at": "2026-01-02T03:04:05.678901Z",
            "expires_at": "2026-01-02T03:04:05.678901Z",
            "catalog": [],
            "roles": [],
            "user": {
                "id": id_of("user", "corp/ann"),
                "name": "ann",
                "password_expires_at": "",
                "domain": corp,
            },
            "project": {"id": "p1", "name": "cn-north-4", "domain": corp},
        }
    }


def test_a_token_of_no_project_tells_its_domain() -> None:
    token = token_body(_grant(None))["token"]

    assert token["domain"]["name"] == "corp"
    assert "project" not in token


def test_a_project_is_listed_in_the_clouds_form() -> None:
    listed = project_body(Project("p1", "cn-north-4"), "ACCESSKEY")

    assert (listed["id"], listed["name"], listed["enabled"]) == ("p1", "cn-north-4", True)
    assert listed["domain_id"] == listed["parent_id"] == domain("ACCESSKEY")["id"]


def test_who_has_no_domain_belongs_to_the_one_of_the_house() -> None:
    assert domain("ACCESSKEY")["name"] == domain("token-01234567")["name"] == "wangtu"
    assert domain("corp/ann")["name"] == "corp"


def test_a_temporary_key_is_told_in_the_clouds_words() -> None:
    assert key_body(TemporaryKey("T1", "secret", "token", NOW)) == {
        "credential": {
            "access": "T1",
            "secret": "secret",
            "securitytoken": "token",
            "expires_at": "2026-01-02T03:04:05.678901Z",
        }
    }

from typing import Any

import pytest

from service.api.auth.principal import Principal, Project, Reach
from service.api.auth.projects import check_project, find_project, id_of, project_asked_for, projects_of
from service.credentials import Credentials
from service.errors import NotSubscribed, OcrError, ProjectDenied, TokenWithoutProject

ANYTHING: dict[str, Any] = {}
SUBSCRIBED: dict[str, Any] = {"projects": {"p1": "north", "p2": "south"}}
BOUND: dict[str, Any] = {"bindings": {"a": ("p1",)}}
BOTH = {**SUBSCRIBED, **BOUND}
BEYOND = {**SUBSCRIBED, "bindings": {"a": ("p9",)}}
NOWHERE: dict[str, Any] = {"bindings": {"a": ()}}


def test_an_identity_has_32_hex_digits_and_stays() -> None:
    assert id_of("project", "cn-north-4") == "c5a2d8574c6fb16c6cbf8ff295717af3"
    assert id_of("project", "a") != id_of("user", "a")


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (("p1", "p2"), "p1"),
        ((None, "p2"), "p2"),
        (("{project_id}", "p2"), "p2"),
        (("", "p2"), "p2"),
        (("{project_id}", None), None),
        (("{project_id}", "{project_id}"), None),
        ((None, ""), None),
    ],
)
def test_the_first_project_that_is_really_named_is_asked_for(
    named: tuple[str | None, ...], expected: str | None
) -> None:
    assert project_asked_for(*named) == expected


def _check(asked: str | None, configured: dict[str, Any], own: str | Reach = Reach.ANY) -> None:
    check_project(Principal("a", own), asked, Credentials(**configured), "web-image")


@pytest.mark.parametrize(
    ("configured", "asked", "own"),
    [
        (ANYTHING, "whatever", Reach.ANY),
        (ANYTHING, None, Reach.ANY),
        (ANYTHING, "whatever", "p1"),  # scopes matter where projects are configured
        (ANYTHING, None, "p1"),
        (SUBSCRIBED, "p1", Reach.ANY),
        (SUBSCRIBED, "p1", "p1"),
        (SUBSCRIBED, None, "p2"),
        ({"projects": {"p1": "north"}}, None, Reach.ANY),
        (BOUND, "p1", Reach.ANY),
        (BOUND, None, Reach.ANY),
        (BOUND, None, "p1"),
        (BOTH, None, Reach.ANY),
        (BOTH, "p1", "p1"),
    ],
)
def test_a_project_that_may_be_used(configured: dict[str, Any], asked: str | None, own: str) -> None:
    _check(asked, configured, own)


@pytest.mark.parametrize(
    ("configured", "asked", "own", "refused"),
    [
        (ANYTHING, "p1", Reach.NONE, TokenWithoutProject),
        (SUBSCRIBED, "p1", Reach.NONE, TokenWithoutProject),
        (SUBSCRIBED, "p9", Reach.ANY, NotSubscribed),
        (SUBSCRIBED, "north", Reach.ANY, NotSubscribed),
        (SUBSCRIBED, None, Reach.ANY, NotSubscribed),
        (SUBSCRIBED, None, "p9", NotSubscribed),
        (SUBSCRIBED, "p2", "p1", ProjectDenied),
        (BOUND, "p2", Reach.ANY, ProjectDenied),
        (BOUND, "p2", "p1", ProjectDenied),
        (BOUND, None, "p2", ProjectDenied),
        (BOTH, "p2", Reach.ANY, ProjectDenied),
        (BOTH, "p9", Reach.ANY, NotSubscribed),
        (BEYOND, None, Reach.ANY, NotSubscribed),
        (NOWHERE, "p1", Reach.ANY, ProjectDenied),
        (NOWHERE, None, Reach.ANY, ProjectDenied),
    ],
)
def test_a_project_that_may_not_be_used(
    configured: dict[str, Any], asked: str | None, own: str | Reach, refused: type[OcrError]
) -> None:
    with pytest.raises(refused):
        _check(asked, configured, own)


def test_whoever_is_bound_to_nothing_may_use_everything_that_is_subscribed() -> None:
    check_project(Principal("b"), "p2", Credentials(**BOTH), "web-image")


def test_a_refusal_names_the_api() -> None:
    with pytest.raises(NotSubscribed) as caught:
        _check("p9", SUBSCRIBED)
    assert caught.value.api == "web-image"


def _ids(configured: dict[str, Any], name: str = "a") -> list[str]:
    return [project.id for project in projects_of(Principal(name), Credentials(**configured))]


def test_the_projects_of_a_principal_are_those_it_is_bound_to_or_all() -> None:
    assert _ids(ANYTHING) == []
    assert _ids(SUBSCRIBED) == ["p1", "p2"]
    assert _ids(BOTH) == ["p1"]
    assert _ids(BOTH, "b") == ["p1", "p2"]


def _found(configured: dict[str, Any], project_id: str | None, name: str | None) -> Project | None:
    return find_project(project_id, name, Principal("a"), Credentials(**configured))


@pytest.mark.parametrize(
    ("configured", "project_id", "name", "expected"),
    [
        (ANYTHING, None, "cn-north-4", Project(id_of("project", "cn-north-4"), "cn-north-4")),
        (ANYTHING, "p7", None, Project("p7", "p7")),
        (ANYTHING, "p7", "seven", Project("p7", "seven")),
        (ANYTHING, None, "", None),
        (ANYTHING, None, None, None),
        (SUBSCRIBED, "p1", None, Project("p1", "north")),
        (SUBSCRIBED, None, "south", Project("p2", "south")),
        (SUBSCRIBED, "p1", "south", Project("p1", "north")),
        (SUBSCRIBED, "p9", None, None),
        (SUBSCRIBED, None, "p1", None),
        (BOTH, None, "south", None),
        (BOTH, "p2", None, None),
        (BOUND, "p1", None, Project("p1", "p1")),
    ],
)
def test_a_project_is_found_by_its_id_or_else_its_name(
    configured: dict[str, Any], project_id: str | None, name: str | None, expected: Project | None
) -> None:
    assert _found(configured, project_id, name) == expected


def test_whoever_is_bound_to_no_project_at_all_finds_none() -> None:
    assert _found(NOWHERE, "p1", None) is None

from typing import Any

import pytest

from service.api.auth.principal import Principal, Project, ProjectScope
from service.api.auth.projects import (
    check_project_access,
    derived_id,
    find_project,
    projects_of,
    requested_project,
)
from service.credentials import Credentials
from service.errors import NotSubscribed, OcrError, ProjectDenied, TokenWithoutProject

NO_LIMITS: dict[str, Any] = {}
SUBSCRIBED: dict[str, Any] = {"projects": {"p1": "north", "p2": "south"}}
BOUND: dict[str, Any] = {"bindings": {"a": ("p1",)}}
BOTH = {**SUBSCRIBED, **BOUND}
BOUND_TO_UNSUBSCRIBED = {**SUBSCRIBED, "bindings": {"a": ("p9",)}}
BOUND_TO_NOTHING: dict[str, Any] = {"bindings": {"a": ()}}


def test_a_derived_id_has_32_hex_digits_and_is_stable() -> None:
    assert derived_id("project", "cn-north-4") == "c5a2d8574c6fb16c6cbf8ff295717af3"
    assert derived_id("project", "a") != derived_id("user", "a")


@pytest.mark.parametrize(
    ("ids", "expected"),
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
def test_the_first_project_id_that_is_neither_empty_nor_a_placeholder_is_requested(
    ids: tuple[str | None, ...], expected: str | None
) -> None:
    assert requested_project(*ids) == expected


def _check(
    requested: str | None, configured: dict[str, Any], scope: str | ProjectScope = ProjectScope.ANY
) -> None:
    check_project_access(Principal("a", scope), requested, Credentials(**configured), "web-image")


@pytest.mark.parametrize(
    ("configured", "requested", "scope"),
    [
        (NO_LIMITS, "any", ProjectScope.ANY),
        (NO_LIMITS, None, ProjectScope.ANY),
        (NO_LIMITS, "any", "p1"),  # the scope counts only if projects are configured
        (NO_LIMITS, None, "p1"),
        (SUBSCRIBED, "p1", ProjectScope.ANY),
        (SUBSCRIBED, "p1", "p1"),
        (SUBSCRIBED, None, "p2"),
        ({"projects": {"p1": "north"}}, None, ProjectScope.ANY),
        (BOUND, "p1", ProjectScope.ANY),
        (BOUND, None, ProjectScope.ANY),
        (BOUND, None, "p1"),
        (BOTH, None, ProjectScope.ANY),
        (BOTH, "p1", "p1"),
    ],
)
def test_access_is_granted(
    configured: dict[str, Any], requested: str | None, scope: str | ProjectScope
) -> None:
    _check(requested, configured, scope)


@pytest.mark.parametrize(
    ("configured", "requested", "scope", "refused"),
    [
        (NO_LIMITS, "p1", ProjectScope.NONE, TokenWithoutProject),
        (SUBSCRIBED, "p1", ProjectScope.NONE, TokenWithoutProject),
        (SUBSCRIBED, "p9", ProjectScope.ANY, NotSubscribed),
        (SUBSCRIBED, "north", ProjectScope.ANY, NotSubscribed),
        (SUBSCRIBED, None, ProjectScope.ANY, NotSubscribed),
        (SUBSCRIBED, None, "p9", NotSubscribed),
        (SUBSCRIBED, "p2", "p1", ProjectDenied),
        (BOUND, "p2", ProjectScope.ANY, ProjectDenied),
        (BOUND, "p2", "p1", ProjectDenied),
        (BOUND, None, "p2", ProjectDenied),
        (BOTH, "p2", ProjectScope.ANY, ProjectDenied),
        (BOTH, "p9", ProjectScope.ANY, NotSubscribed),
        (BOUND_TO_UNSUBSCRIBED, None, ProjectScope.ANY, NotSubscribed),
        (BOUND_TO_NOTHING, "p1", ProjectScope.ANY, ProjectDenied),
        (BOUND_TO_NOTHING, None, ProjectScope.ANY, ProjectDenied),
    ],
)
def test_access_is_denied(
    configured: dict[str, Any], requested: str | None, scope: str | ProjectScope, refused: type[OcrError]
) -> None:
    with pytest.raises(refused):
        _check(requested, configured, scope)


def test_a_principal_without_binding_may_use_any_subscribed_project() -> None:
    check_project_access(Principal("b"), "p2", Credentials(**BOTH), "web-image")


def test_the_error_names_the_api() -> None:
    with pytest.raises(NotSubscribed) as caught:
        _check("p9", SUBSCRIBED)
    assert caught.value.api == "web-image"


def _ids(configured: dict[str, Any], name: str = "a") -> list[str]:
    return [project.id for project in projects_of(Principal(name), Credentials(**configured))]


def test_a_principal_has_its_bound_projects_or_all_configured_ones() -> None:
    assert _ids(NO_LIMITS) == []
    assert _ids(SUBSCRIBED) == ["p1", "p2"]
    assert _ids(BOTH) == ["p1"]
    assert _ids(BOTH, "b") == ["p1", "p2"]


def _found(configured: dict[str, Any], project_id: str | None, name: str | None) -> Project | None:
    return find_project(project_id, name, Principal("a"), Credentials(**configured))


@pytest.mark.parametrize(
    ("configured", "project_id", "name", "expected"),
    [
        (NO_LIMITS, None, "cn-north-4", Project(derived_id("project", "cn-north-4"), "cn-north-4")),
        (NO_LIMITS, "p7", None, Project("p7", "p7")),
        (NO_LIMITS, "p7", "seven", Project("p7", "seven")),
        (NO_LIMITS, None, "", None),
        (NO_LIMITS, None, None, None),
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
def test_a_project_is_found_by_its_id_or_else_by_its_name(
    configured: dict[str, Any], project_id: str | None, name: str | None, expected: Project | None
) -> None:
    assert _found(configured, project_id, name) == expected


def test_a_principal_bound_to_no_project_finds_none() -> None:
    assert _found(BOUND_TO_NOTHING, "p1", None) is None

"""Project names and ids, and the check whether a principal may use a project. Pure functions."""

import hashlib

from service.api.auth.principal import Principal, Project, ProjectScope
from service.credentials import Credentials
from service.errors import NotSubscribed, ProjectDenied, TokenWithoutProject

SDK_PLACEHOLDER = "{project_id}"
"""The Python SDK sends this text in the path when no project is configured."""


def derived_id(*parts: str) -> str:
    """Returns a stable id of 32 hex digits for something that is configured by name only."""
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:32]


def projects_of(principal: Principal, credentials: Credentials) -> tuple[Project, ...]:
    """Returns the bound projects of a principal, or all configured ones if it has no binding."""
    names = credentials.projects
    ids = credentials.bindings.get(principal.name, tuple(names))
    return tuple(Project(project, names.get(project, project)) for project in ids)


def find_project(
    project_id: str | None, name: str | None, principal: Principal, credentials: Credentials
) -> Project | None:
    """Finds a project of the principal by id, or by name if no id is given.

    If no projects are configured and the principal has no binding, every id and every name is a project.
    """
    known = projects_of(principal, credentials)
    is_unrestricted = not credentials.projects and principal.name not in credentials.bindings
    if is_unrestricted and (project_id or name):
        return Project(project_id or derived_id("project", name or ""), name or project_id or "")
    if project_id:
        return next((project for project in known if project.id == project_id), None)
    return next((project for project in known if project.name == name), None)


def requested_project(*ids: str | None) -> str | None:
    """Returns the first project id that is neither empty nor the placeholder of the SDK."""
    return next((project for project in ids if project and project != SDK_PLACEHOLDER), None)


def check_project_access(
    principal: Principal, requested: str | None, credentials: Credentials, api: str
) -> None:
    """Checks that the principal may call the API for a project: the requested one, or its default project.

    Raises TokenWithoutProject, NotSubscribed or ProjectDenied.
    """
    if principal.project is ProjectScope.NONE:
        raise TokenWithoutProject
    bound = credentials.bindings.get(principal.name)
    project = requested or _default_project(principal, bound or _only_project(credentials))
    if credentials.projects and project not in credentials.projects:
        raise NotSubscribed(api)
    if bound is not None and project not in bound:
        raise ProjectDenied
    if credentials.projects and principal.project not in (ProjectScope.ANY, project):
        raise ProjectDenied


def _default_project(principal: Principal, usable: tuple[str, ...]) -> str | None:
    """Returns the project that the credential is scoped to, or else the first usable one."""
    return principal.project if isinstance(principal.project, str) else next(iter(usable), None)


def _only_project(credentials: Credentials) -> tuple[str, ...]:
    return tuple(credentials.projects) if len(credentials.projects) == 1 else ()

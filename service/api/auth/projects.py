"""Projects: what they are called, and who may use which. Pure."""

import hashlib

from service.api.auth.principal import Principal, Project, Reach
from service.credentials import Credentials
from service.errors import NotSubscribed, ProjectDenied, TokenWithoutProject

UNKNOWN_TO_THE_SDK = "{project_id}"
"""What the Python SDK sends in the path when it was not told a project."""


def id_of(*parts: str) -> str:
    """The id of something that has only a name here: 32 hex digits, the same ones always."""
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:32]


def projects_of(principal: Principal, credentials: Credentials) -> tuple[Project, ...]:
    """The projects that are known to be a principal's."""
    names = credentials.projects
    ids = credentials.bindings.get(principal.name, tuple(names))
    return tuple(Project(project, names.get(project, project)) for project in ids)


def find_project(
    project_id: str | None, name: str | None, principal: Principal, credentials: Credentials
) -> Project | None:
    """The principal's project of that id, or else that name; where it may use any, every name has one."""
    known = projects_of(principal, credentials)
    anything = not credentials.projects and principal.name not in credentials.bindings
    if anything and (project_id or name):
        return Project(project_id or id_of("project", name or ""), name or project_id or "")
    if project_id:
        return next((project for project in known if project.id == project_id), None)
    return next((project for project in known if project.name == name), None)


def project_asked_for(*named: str | None) -> str | None:
    """The first project that is really named."""
    return next((name for name in named if name and name != UNKNOWN_TO_THE_SDK), None)


def check_project(principal: Principal, asked: str | None, credentials: Credentials, api: str) -> None:
    """Whether the principal may call the API for the project that it asked for, or for its own.

    Raises TokenWithoutProject, NotSubscribed or ProjectDenied.
    """
    if principal.project is Reach.NONE:
        raise TokenWithoutProject
    bound = credentials.bindings.get(principal.name)
    project = asked or _own(principal, bound or _lone(credentials))
    if credentials.projects and project not in credentials.projects:
        raise NotSubscribed(api)
    if bound is not None and project not in bound:
        raise ProjectDenied
    if credentials.projects and principal.project not in (Reach.ANY, project):
        raise ProjectDenied


def _own(principal: Principal, usable: tuple[str, ...]) -> str | None:
    """The project of a request that names none: the credential's own, or the first of its usable ones."""
    return principal.project if isinstance(principal.project, str) else next(iter(usable), None)


def _lone(credentials: Credentials) -> tuple[str, ...]:
    return tuple(credentials.projects) if len(credentials.projects) == 1 else ()

"""The identity behind a credential, and the project that the credential is scoped to."""

from dataclasses import dataclass
from enum import Enum


class ProjectScope(Enum):
    """The scope of a credential that names no single project."""

    ANY = "any project"
    NONE = "no project"


@dataclass(frozen=True, slots=True)
class Project:
    """The unit that the cloud bills by. Principals can be bound to it, and it can be subscribed or not."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated caller. `name` is safe to log; `project` is the project id of the credential."""

    name: str
    project: str | ProjectScope = ProjectScope.ANY

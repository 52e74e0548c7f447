"""The identity behind a credential, and the project that the credential is scoped to."""

from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b


class ProjectScope(Enum):
    """The scope of a credential that names no single project."""

    ANY = "any project"
    NONE = "no project"


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the cloud. A principal can be bound to projects. Only a subscribed project can be used."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated caller. `name` is safe to log.

    `project` is the id of the project that the credential is scoped to, or a scope without a single project.
    """

    name: str
    project: str | ProjectScope = ProjectScope.ANY

    @property
    def caller(self) -> str:
        """What the engine knows the principal by: 16 hexadecimal digits, the same in every HTTP worker."""
        return blake2b(self.name.encode(), digest_size=8).hexdigest()

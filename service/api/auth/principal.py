"""Who calls, and for which project."""

from dataclasses import dataclass
from enum import Enum


class Reach(Enum):
    """What a credential is for that names no project."""

    ANY = "any project"
    NONE = "no project"


@dataclass(frozen=True, slots=True)
class Project:
    """What the cloud counts usage by. Here callers may be bound to it, and it may be subscribed or not."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls, in a form that may be logged, and the id of the project that the credential is for."""

    name: str
    project: str | Reach = Reach.ANY

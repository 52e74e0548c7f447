"""Who calls, and for which project."""

from dataclasses import dataclass

ANY_PROJECT = "*"


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the cloud's: what usage is counted for there, and what may be allowed or not here."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls, in a form that may be logged, and the id of the credential's project (None: of none)."""

    name: str
    project: str | None = ANY_PROJECT

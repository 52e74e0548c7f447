"""The credentials of callers and the projects that they may use. Reads and writes their file."""

import os
import secrets
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from service.atomic_file import locked, real_path, write_atomically
from service.passwords import is_password_hash

OWNER_ONLY = 0o600

USER_NAME = r"^[^/]{1,256}/[^/]{1,256}$"
"""Pattern of `domain/user`. Each part has 1 to 256 characters."""

SIGNING_KEY_BYTES = 32
"""Smallest size of a signing key: HS256 needs one as long as a SHA-256 hash (RFC 7518, section 3.2)."""

NonEmpty = Annotated[str, Field(min_length=1)]
SigningKey = Annotated[str, Field(min_length=SIGNING_KEY_BYTES)]
AccessKey = Annotated[str, Field(pattern=r"^[^\s,/]{1,128}$")]
Token = Annotated[str, Field(pattern=r"^[!-~]([ -~]*[!-~])?$")]
UserName = Annotated[str, Field(pattern=USER_NAME)]


def _require_hash(value: str) -> str:
    if not is_password_hash(value):
        raise ValueError("not a hashed password; `wangtu keys user` makes one")
    return value


def _require_distinct_names(projects: Mapping[str, str]) -> Mapping[str, str]:
    if len(set(projects.values())) < len(projects):
        raise ValueError("two projects have the same name")
    return projects


class CredentialFileError(Exception):
    """The credentials file cannot be read, written or parsed. The message is a sentence for the operator."""


class Credentials(BaseModel):
    """What callers authenticate with, and the projects that they may use."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    signing_key: SigningKey | None = None
    """The key that signs tokens and temporary keys."""

    tokens: tuple[Token, ...] = ()
    """Static tokens."""

    access_keys: Mapping[AccessKey, NonEmpty] = Field(default_factory=dict)
    """Access key → secret key."""

    users: Mapping[UserName, Annotated[str, AfterValidator(_require_hash)]] = Field(default_factory=dict)
    """`domain/user` → password hash."""

    projects: Annotated[Mapping[NonEmpty, NonEmpty], AfterValidator(_require_distinct_names)] = Field(
        default_factory=dict
    )
    """Subscribed projects, id → name. If this is empty, every project counts as subscribed."""

    bindings: Mapping[NonEmpty, tuple[NonEmpty, ...]] = Field(default_factory=dict)
    """Principal → ids of the projects that it may use. A principal that is not listed may use any project."""

    @property
    def has_callers(self) -> bool:
        """Whether anybody can call the service with these credentials."""
        return bool(self.tokens or self.access_keys or self.users)

    def __or__(self, other: "Credentials") -> "Credentials":
        """Merges both. If both have an entry, that of `other` is kept."""
        return Credentials(
            signing_key=other.signing_key or self.signing_key,
            tokens=tuple(dict.fromkeys(self.tokens + other.tokens)),
            access_keys={**self.access_keys, **other.access_keys},
            users={**self.users, **other.users},
            projects={**self.projects, **other.projects},
            bindings={**self.bindings, **other.bindings},
        )


def new_signing_key() -> str:
    """Returns a random signing key."""
    return secrets.token_urlsafe(SIGNING_KEY_BYTES)


def new_callers() -> Credentials:
    """Returns credentials with one random token and one random access key."""
    access_key = secrets.token_hex(10).upper()
    return Credentials(
        tokens=(secrets.token_urlsafe(32),), access_keys={access_key: secrets.token_urlsafe(30)}
    )


def load_credentials(path: Path) -> Credentials:
    """Reads the file. Returns empty credentials if it does not exist. Raises CredentialFileError."""
    try:
        return Credentials.model_validate_json(_read(path))
    except FileNotFoundError:
        return Credentials()
    except OSError as error:
        raise CredentialFileError(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        # The message names only the fields: the details of pydantic would print secrets of the file.
        places = sorted({".".join(map(str, problem["loc"])) or "the file" for problem in error.errors()})
        raise CredentialFileError(
            f"{path} is not a credentials file: look at {', '.join(places)}."
        ) from error


def change_credentials(
    path: Path, change: Callable[[Credentials], Credentials]
) -> tuple[Credentials, Credentials]:
    """Changes the file while no other process does. Returns the credentials before and after it.

    A new file is readable by its owner only. An old one keeps its permissions, so that a service that reads
    it by its group still can. Raises CredentialFileError.
    """
    try:
        with locked(path):
            before = load_credentials(path)
            after = change(before)
            write_atomically(path, after.model_dump_json(indent=2) + "\n", OWNER_ONLY)
    except BlockingIOError as error:
        raise CredentialFileError(f"{path} is being changed by another process. Try again.") from error
    except OSError as error:
        raise CredentialFileError(f"{path} cannot be written: {error.strerror}.") from error
    return before, after


def _read(path: Path) -> bytes:
    """The content of a regular file that nobody but its owner and group may change or replace.

    Opening it does not wait, because a named pipe in its place would wait forever.
    """
    for folder in {path.parent, real_path(path).parent}:
        mode = folder.stat().st_mode
        # In a folder with the sticky bit, such as /tmp, only its owner may replace a file: inode(7).
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise CredentialFileError(f"{path} can be replaced by every user: run chmod o-w {folder}.")
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise CredentialFileError(f"{path} is not a regular file.")
        if mode & stat.S_IWOTH:
            raise CredentialFileError(f"{path} can be changed by every user: run chmod 600 {path}.")
        return file.read()

"""The secrets that callers may show: from the environment, from a file, or made at the first start."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

OWNER_ONLY = 0o600

Secret = Annotated[str, Field(min_length=1)]


class CredentialFileError(Exception):
    """The credentials file cannot be used; the message is a sentence for whoever starts the service."""


class Credentials(BaseModel):
    """Static tokens, access keys (AK → SK) and users (`domain/user` → password)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tokens: tuple[Secret, ...] = ()
    access_keys: Mapping[Secret, Secret] = Field(default_factory=dict)
    users: Mapping[Secret, Secret] = Field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anybody could call with these; users only ask for tokens."""
        return bool(self.tokens or self.access_keys)

    def __or__(self, other: "Credentials") -> "Credentials":
        return Credentials(
            tokens=tuple(dict.fromkeys(self.tokens + other.tokens)),
            access_keys={**self.access_keys, **other.access_keys},
            users={**self.users, **other.users},
        )


def new_credentials() -> Credentials:
    """One token and one access key, random."""
    access_key = secrets.token_hex(10).upper()
    return Credentials(
        tokens=(secrets.token_urlsafe(32),), access_keys={access_key: secrets.token_urlsafe(30)}
    )


def load_credentials(path: Path) -> Credentials:
    """What the file holds; nothing when there is none. Raises CredentialFileError."""
    try:
        return Credentials.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Credentials()
    except OSError as error:
        raise CredentialFileError(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        # The details of the error would print the secrets that the file holds.
        places = sorted({".".join(map(str, problem["loc"])) or "the file" for problem in error.errors()})
        raise CredentialFileError(
            f"{path} is not a credentials file: look at {', '.join(places)}."
        ) from error


def save_credentials(path: Path, credentials: Credentials) -> None:
    """Replace the file at once, readable by its owner alone. Raises CredentialFileError."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as file:
            file.write(credentials.model_dump_json(indent=2) + "\n")
        draft.replace(path)
    except OSError as error:
        raise CredentialFileError(f"{path} cannot be written: {error.strerror}.") from error

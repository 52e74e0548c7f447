"""Who may call and for which projects: from the environment, from a file, or made at the first start."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from service.kept_file import keep
from service.passwords import is_hashed

OWNER_ONLY = 0o600

USER_NAME = r"^[^/]{1,256}/[^/]{1,256}$"
"""domain/user."""

SIGNING_KEY_BYTES = 32
"""As long as the digest that it keys (RFC 7518, section 3.2)."""

Filled = Annotated[str, Field(min_length=1)]
SigningKey = Annotated[str, Field(min_length=SIGNING_KEY_BYTES)]


AccessKey = Annotated[str, Field(pattern=r"^[^\s,/]{1,128}$")]
Token = Annotated[str, Field(pattern=r"^[!-~]([ -~]*[!-~])?$")]
UserName = Annotated[str, Field(pattern=USER_NAME)]


def _kept(value: str) -> str:
    if not is_hashed(value):
        raise ValueError("not a hashed password; `wangtu keys user` makes one")
    return value


def _named_apart(projects: Mapping[str, str]) -> Mapping[str, str]:
    if len(set(projects.values())) < len(projects):
        raise ValueError("two projects have the same name")
    return projects


class CredentialFileError(Exception):
    """The credentials file cannot be used; the message is a sentence for whoever starts the service."""


class Credentials(BaseModel):
    """What callers may show, and what they may use with it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    signing_key: SigningKey | None = None
    """What tokens and temporary keys are signed with."""

    tokens: tuple[Token, ...] = ()
    """Static tokens."""

    access_keys: Mapping[AccessKey, Filled] = Field(default_factory=dict)
    """Access key → secret key."""

    users: Mapping[UserName, Annotated[str, AfterValidator(_kept)]] = Field(default_factory=dict)
    """`domain/user` → hashed password."""

    projects: Annotated[Mapping[Filled, Filled], AfterValidator(_named_apart)] = Field(default_factory=dict)
    """Subscribed projects, id → name; while there are none, every project is."""

    bindings: Mapping[Filled, tuple[Filled, ...]] = Field(default_factory=dict)
    """Principal → ids of the projects that it may use; who is not named here may use any."""

    @property
    def admit_somebody(self) -> bool:
        """Whether anybody could call with these."""
        return bool(self.tokens or self.access_keys or self.users)

    def __or__(self, other: "Credentials") -> "Credentials":
        """Both; what both name, the other decides."""
        return Credentials(
            signing_key=other.signing_key or self.signing_key,
            tokens=tuple(dict.fromkeys(self.tokens + other.tokens)),
            access_keys={**self.access_keys, **other.access_keys},
            users={**self.users, **other.users},
            projects={**self.projects, **other.projects},
            bindings={**self.bindings, **other.bindings},
        )


def new_signing_key() -> str:
    """A random key to sign tokens with."""
    return secrets.token_urlsafe(SIGNING_KEY_BYTES)


def new_callers() -> Credentials:
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
    try:
        keep(path, credentials.model_dump_json(indent=2) + "\n", OWNER_ONLY)
    except OSError as error:
        raise CredentialFileError(f"{path} cannot be written: {error.strerror}.") from error

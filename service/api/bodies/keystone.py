"""Request bodies of the identity service, in the cloud's form of Keystone version 3."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, JsonValue, model_validator

from service.api.bodies.json_body import JsonBody

MIN_KEY_SECONDS, MAX_KEY_SECONDS, DEFAULT_KEY_SECONDS = 900, 86_400, 900
"""Lifetime of a temporary key, as the cloud documents."""

LONGEST_NAME, LONGEST_PASSWORD = 256, 1024
"""Largest lengths in characters. The cloud accepts far shorter names and passwords only."""

Name = Annotated[str, Field(max_length=LONGEST_NAME)]


def _has(name: str) -> dict[str, JsonValue]:
    """Returns the JSON schema of an object in which this field is a non-empty string."""
    return {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}


def _whole_number(value: Any) -> Any:
    """Converts 900.0 to 900, since some clients write whole numbers like this."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Named(JsonBody):
    """A project or domain, given by its id or its name.

    If both are given, the id of a project and the name of a domain are used.
    """

    model_config = ConfigDict(json_schema_extra={"anyOf": [_has("id"), _has("name")]})

    id: Name | None = None
    name: Name | None = None

    @model_validator(mode="after")
    def _is_named(self) -> "Named":
        if not (self.id or self.name):
            raise ValueError("neither an id nor a name")
        return self


class Scope(JsonBody):
    """The scope of a token. A token without a project cannot be used for recognition."""

    project: Named | None = None


class User(JsonBody):
    """The user who requests a token."""

    name: Name
    password: Annotated[str, Field(max_length=LONGEST_PASSWORD)]
    domain: Named


class Password(JsonBody):
    """The credentials of a password login."""

    user: User


class PasswordIdentity(JsonBody):
    """The authentication method for tokens: password only."""

    methods: list[Literal["password"]] = Field(min_length=1, max_length=1)
    password: Password


class PasswordAuth(JsonBody):
    """A password login and the scope of its token."""

    identity: PasswordIdentity
    scope: Scope | None = None


class TokenRequest(JsonBody):
    """The body of `POST /v3/auth/tokens`."""

    auth: PasswordAuth

    @property
    def user(self) -> User:
        """The user who requests the token."""
        return self.auth.identity.password.user

    @property
    def project(self) -> Named | None:
        """The project that the token is scoped to, or None."""
        return self.auth.scope.project if self.auth.scope else None


class ShownToken(JsonBody):
    """The token that authenticates the request, and the lifetime of the key in seconds."""

    id: str | None = None
    duration_seconds: Annotated[
        int, Field(ge=MIN_KEY_SECONDS, le=MAX_KEY_SECONDS), BeforeValidator(_whole_number)
    ] = DEFAULT_KEY_SECONDS


class KeyIdentity(JsonBody):
    """The authentication method for temporary keys: token only."""

    methods: list[Literal["token"]] = Field(min_length=1, max_length=1)
    token: ShownToken = ShownToken()
    policy: None = None
    """Must be null. Policies are not supported, and ignoring one would give a key too many rights."""


class KeyAuth(JsonBody):
    """The authentication of a request for a temporary key."""

    identity: KeyIdentity


class KeyRequest(JsonBody):
    """The body of `POST /v3.0/OS-CREDENTIAL/securitytokens`."""

    auth: KeyAuth

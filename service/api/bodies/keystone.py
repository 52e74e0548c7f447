"""The requests of the identity service, in the words of Keystone's version 3 as the cloud speaks them."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, JsonValue, model_validator

from service.api.bodies.json_body import JsonBody

SHORTEST_KEY, LONGEST_KEY, USUAL_KEY = 900, 86_400, 900
"""Seconds that a temporary key may live, and does unless it is asked otherwise (the cloud's own figures)."""


LONGEST_NAME, LONGEST_PASSWORD = 256, 1024
"""Characters; far beyond what the cloud takes."""

Name = Annotated[str, Field(max_length=LONGEST_NAME)]


def _said(name: str) -> dict[str, JsonValue]:
    """The JSON schema of a body that has this field, and something in it."""
    return {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}


def _whole(value: Any) -> Any:
    """JSON has one kind of number, and some clients write 900 as 900.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Named(JsonBody):
    """Something that is named by its id, which wins, or its name."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [_said("id"), _said("name")]})

    id: Name | None = None
    name: Name | None = None

    @model_validator(mode="after")
    def _is_named(self) -> "Named":
        if not (self.id or self.name):
            raise ValueError("neither an id nor a name")
        return self


class Scope(JsonBody):
    """What a token is for: a project, or else it reads no pictures."""

    project: Named | None = None


class User(JsonBody):
    """Who asks for a token."""

    name: Name
    password: Annotated[str, Field(max_length=LONGEST_PASSWORD)]
    domain: Named


class Password(JsonBody):
    """A login with a password."""

    user: User


class PasswordIdentity(JsonBody):
    """The one way to a token that there is here."""

    methods: list[Literal["password"]] = Field(min_length=1, max_length=1)
    password: Password


class PasswordAuth(JsonBody):
    """A login and what it is for."""

    identity: PasswordIdentity
    scope: Scope | None = None


class TokenRequest(JsonBody):
    """The body of `POST /v3/auth/tokens`."""

    auth: PasswordAuth

    @property
    def user(self) -> User:
        """Who asks."""
        return self.auth.identity.password.user

    @property
    def project(self) -> Named | None:
        """What for, where it is for a project."""
        return self.auth.scope.project if self.auth.scope else None


class ShownToken(JsonBody):
    """The token that temporary keys are asked for with, and for how many seconds."""

    id: str | None = None
    duration_seconds: Annotated[int, Field(ge=SHORTEST_KEY, le=LONGEST_KEY), BeforeValidator(_whole)] = (
        USUAL_KEY
    )


class KeyIdentity(JsonBody):
    """The one way to temporary keys that there is here."""

    methods: list[Literal["token"]] = Field(min_length=1, max_length=1)
    token: ShownToken = ShownToken()
    policy: None = None
    """There are no policies here, and a key that ignored one could do more than it should."""


class KeyAuth(JsonBody):
    """What temporary keys are asked for with."""

    identity: KeyIdentity


class KeyRequest(JsonBody):
    """The body of `POST /v3.0/OS-CREDENTIAL/securitytokens`."""

    auth: KeyAuth

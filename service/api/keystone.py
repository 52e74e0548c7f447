"""The bodies of the identity service, in the words of Keystone's version 3 as the cloud speaks them."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, ValidationError

from service.api.principal import Project
from service.api.projects import identity
from service.api.tokens import Grant, TemporaryKey, said
from service.errors import InvalidRequest, MalformedJson

HOME = "wangtu"
"""The domain of access keys and static tokens, which have none of their own."""

SHORTEST_KEY, LONGEST_KEY, USUAL_KEY = 900, 86_400, 900
"""Seconds that a temporary key may live, and does unless it is asked otherwise (the cloud's own figures)."""


class _Body(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", use_attribute_docstrings=True)


Body = TypeVar("Body", bound=_Body)


def _said(name: str) -> dict[str, JsonValue]:
    """The JSON schema of a body that has this field, and something in it."""
    return {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}


def _whole(value: Any) -> Any:
    """JSON has one kind of number, and some clients write 900 as 900.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Named(_Body):
    """Something that is named by its id or its name."""

    id: str | None = None
    name: str | None = None


class NamedProject(Named):
    """A project that is named by its id, which wins, or its name."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [_said("id"), _said("name")]})


class Scope(_Body):
    """What a token is for: a project, or else it reads no pictures."""

    project: NamedProject | None = None


class User(_Body):
    """Who asks for a token."""

    name: str
    password: str
    domain: Named


class Password(_Body):
    """A login with a password."""

    user: User


class PasswordIdentity(_Body):
    """The one way to a token that there is here."""

    methods: list[Literal["password"]] = Field(min_length=1, max_length=1)
    password: Password


class PasswordAuth(_Body):
    """A login and what it is for."""

    identity: PasswordIdentity
    scope: Scope | None = None


class TokenRequest(_Body):
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


class ShownToken(_Body):
    """The token that temporary keys are asked for with, and for how many seconds."""

    id: str | None = None
    duration_seconds: Annotated[int, Field(ge=SHORTEST_KEY, le=LONGEST_KEY), BeforeValidator(_whole)] = (
        USUAL_KEY
    )


class KeyIdentity(_Body):
    """The one way to temporary keys that there is here."""

    methods: list[Literal["token"]] = Field(min_length=1, max_length=1)
    token: ShownToken = ShownToken()


class KeyAuth(_Body):
    """What temporary keys are asked for with."""

    identity: KeyIdentity


class KeyRequest(_Body):
    """The body of `POST /v3.0/OS-CREDENTIAL/securitytokens`."""

    auth: KeyAuth


def parse(body: bytes, model: type[Body]) -> Body:
    """The request that a body holds. Raises MalformedJson or InvalidRequest."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        malformed = any(problem["type"] == "json_invalid" for problem in error.errors(include_input=False))
        # The details of the error would print the password.
        raise (MalformedJson if malformed else InvalidRequest) from None


def token_body(grant: Grant) -> dict[str, Any]:
    """What is told of a token."""
    home = domain(grant.principal)
    token: dict[str, Any] = {
        "methods": ["password"],
        "issued_at": said(grant.issued_at),
        "expires_at": said(grant.expires_at),
        "catalog": [],
        "roles": [],
        "user": {
            "id": identity("user", grant.principal),
            "name": grant.principal.rpartition("/")[2],
            "password_expires_at": "",
            "domain": home,
        },
    }
    if grant.project is None:
        token["domain"] = home
    else:
        token["project"] = {"id": grant.project.id, "name": grant.project.name, "domain": home}
    return {"token": token}


def project_body(project: Project, principal: str) -> dict[str, Any]:
    """One project in a list of them."""
    home = domain(principal)["id"]
    return {
        "id": project.id,
        "name": project.name,
        "domain_id": home,
        "parent_id": home,
        "is_domain": False,
        "enabled": True,
        "description": "",
        "links": {},
    }


def key_body(key: TemporaryKey) -> dict[str, Any]:
    """A temporary key, told this once."""
    return {
        "credential": {
            "access": key.access_key,
            "secret": key.secret_key,
            "securitytoken": key.security_token,
            "expires_at": said(key.expires_at),
        }
    }


def domain(principal: str) -> dict[str, str]:
    """The domain of a principal."""
    name = principal.partition("/")[0] if "/" in principal else HOME
    return {"id": identity("domain", name), "name": name}

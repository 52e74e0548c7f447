"""The identity service: tokens for passwords, temporary keys for tokens, and what SDKs look up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from pydantic.json_schema import SkipJsonSchema

from service.api.auth.principal import Principal, Project
from service.api.auth.projects import find_project, projects_of
from service.api.auth.schemes import TOKEN_HEADER, Keyring
from service.api.auth.tokens import LIFETIME, Grant
from service.api.authentication import admitted, whole_body
from service.api.bodies import keystone, keystone_answers
from service.api.bodies.json_body import parse
from service.api.openapi import operations
from service.api.state import state_of
from service.errors import CredentialError, MissingCredential, NotFound

ANSWER_WITHIN = 20.0
"""Seconds from the door to the answer: these bodies are small."""

LARGEST_BODY = 64 * 1024
"""In bytes; anybody may send one, and a token in it has 9 KB at most."""

SUBJECT_HEADER = "X-Subject-Token"

router = APIRouter()


@router.post("/v3/auth/tokens", status_code=201, openapi_extra=operations.NEW_TOKEN)
async def make_token(request: Request) -> Response:
    """Give a token for a user's password, good for a day."""
    state, now = state_of(request), datetime.now(UTC)
    body = await whole_body(request, state.strangers, LARGEST_BODY, ANSWER_WITHIN)
    asked = parse(body, keystone.TokenRequest)
    name = _user(asked.user, state.keyring)
    await state.logins.check(name, asked.user.password)
    request.state.principal = name
    project = _project(asked.project, Principal(name), state.keyring) if asked.project else None
    grant = Grant(name, project, now, now + LIFETIME, state.keyring.stamp(name))
    return _token(grant, state.keyring.mint.token(grant), 201)


@router.get("/v3/auth/tokens", openapi_extra=operations.TOKEN)
@router.head("/v3/auth/tokens", include_in_schema=False)
async def show_token(request: Request) -> Response:
    """Tell any caller what a token is for and until when."""
    keyring = state_of(request).keyring
    await _caller(request)
    subject = request.headers.get(SUBJECT_HEADER, "")
    try:
        grant = keyring.token(subject, datetime.now(UTC))
    except CredentialError as error:
        raise NotFound("token") from error
    return _token(grant, subject, 200)


@router.get("/v3/projects", openapi_extra=operations.PROJECTS)
async def list_projects(request: Request, name: str | SkipJsonSchema[None] = None) -> Response:
    """List the caller's projects, or the one of that name."""
    principal, credentials = await _caller(request), state_of(request).keyring.credentials
    if name is None:
        listed = projects_of(principal, credentials)
    else:
        found = find_project(None, name, principal, credentials)
        listed = (found,) if found else ()
    bodies = [keystone_answers.project_body(project, principal.name) for project in listed]
    return _json({"projects": bodies, "links": {}})


@router.get("/v3/auth/domains", openapi_extra=operations.DOMAINS)
async def list_domains(request: Request) -> Response:
    """List the one domain that the caller belongs to."""
    home = keystone_answers.domain((await _caller(request)).name)
    return _json({"domains": [{**home, "enabled": True}], "links": {}})


@router.post("/v3.0/OS-CREDENTIAL/securitytokens", status_code=201, openapi_extra=operations.NEW_KEY)
async def make_key(request: Request) -> Response:
    """Give a temporary access key for a token, which may stand in the header or in the body."""
    state, now = state_of(request), datetime.now(UTC)
    keyring = state.keyring
    body = await whole_body(request, state.strangers, LARGEST_BODY, ANSWER_WITHIN)
    asked = parse(body, keystone.KeyRequest).auth.identity.token
    shown = request.headers.get(TOKEN_HEADER) or asked.id
    if not shown:
        raise MissingCredential
    name, project = _holder(shown, keyring, now)
    request.state.principal = name
    until = now + timedelta(seconds=asked.duration_seconds)
    grant = Grant(name, project, now, until, keyring.stamp(name))
    return _json(keystone_answers.key_body(keyring.mint.temporary_key(grant)), 201)


async def _caller(request: Request) -> Principal:
    principal, _ = await admitted(request, state_of(request), LARGEST_BODY, ANSWER_WITHIN)
    return principal


def _holder(shown: str, keyring: Keyring, now: datetime) -> tuple[str, Project | None]:
    """Whose token this is, and the project that it is for, if any. Raises UnknownToken or TokenExpired."""
    static = keyring.static_token(shown)
    if static is not None:
        return static.name, None
    grant = keyring.token(shown, now)
    return grant.principal, grant.project


def _user(asked: keystone.User, keyring: Keyring) -> str:
    """The name of the user that is meant; where its domain is named by its id, looked up by it."""
    if asked.domain.name is not None:
        return f"{asked.domain.name}/{asked.name}"
    users = (user for user in keyring.credentials.users if user.endswith(f"/{asked.name}"))
    return next(
        (user for user in users if keystone_answers.domain(user)["id"] == asked.domain.id), f"/{asked.name}"
    )


def _project(asked: keystone.Named, principal: Principal, keyring: Keyring) -> Project:
    """The project that is meant by its id or its name. Raises NotFound."""
    found = find_project(asked.id, asked.name, principal, keyring.credentials)
    if found is None:
        raise NotFound(f"project: {asked.id or asked.name}")
    return found


def _token(grant: Grant, token: str, status: int) -> Response:
    return _json(keystone_answers.token_body(grant), status, {SUBJECT_HEADER: token})


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, media_type="application/json")

"""The identity service: issues tokens and temporary keys, and answers the look-ups of SDKs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from pydantic.json_schema import SkipJsonSchema

from service.api.auth.credential_store import CredentialStore, token_name
from service.api.auth.logins import account_of
from service.api.auth.principal import Principal, Project
from service.api.auth.projects import find_project, projects_of
from service.api.auth.schemes import TOKEN_HEADER
from service.api.auth.tokens import LIFETIME, Grant
from service.api.authentication import BodyLimits, address_of, authenticate_request, body_within
from service.api.bodies import keystone, keystone_answers
from service.api.bodies.json_body import Body, parse
from service.api.http.body import KeptBody
from service.api.openapi import operations
from service.api.state import state_of
from service.errors import CredentialError, MissingCredential, NotFound

IAM_BODY = BodyLimits(size=64 * 1024, seconds=20.0)
"""Small because anonymous clients may send it. The cloud's tokens have up to 9 KB."""

SUBJECT_HEADER = "X-Subject-Token"

router = APIRouter()


@router.post("/v3/auth/tokens", status_code=201, openapi_extra=operations.NEW_TOKEN)
async def make_token(request: Request) -> Response:
    """Issues a token for a user's password. The token is valid for 24 hours."""
    state, now = state_of(request), datetime.now(UTC)
    store = state.credential_store
    parsed = await _body(request, keystone.TokenRequest)
    domain = parsed.user.domain
    account = account_of(domain.id, domain.name, parsed.user.name)
    request.state.tried = [f"{domain.name or domain.id}/{account.user}"]
    name = await state.logins.check(account, parsed.user.password, address_of(request))
    request.state.principal = name
    project = _project(parsed.project, Principal(name), store) if parsed.project else None
    grant = Grant(
        principal=name,
        project=project,
        issued_at=now,
        expires_at=now + LIFETIME,
        fingerprint=store.fingerprint(name),
    )
    return _token(grant, store.issuer.token(grant), 201)


@router.get("/v3/auth/tokens", openapi_extra=operations.TOKEN)
@router.head("/v3/auth/tokens", include_in_schema=False)
async def show_token(request: Request) -> Response:
    """Describes a token. Any authenticated caller may ask."""
    store = state_of(request).credential_store
    await _caller(request)
    subject = request.headers.get(SUBJECT_HEADER, "")
    try:
        grant = store.user_grant_of(subject, datetime.now(UTC))
    except CredentialError as error:
        raise NotFound("token") from error
    return _token(grant, subject, 200)


@router.get("/v3/projects", openapi_extra=operations.PROJECTS)
async def list_projects(request: Request, name: str | SkipJsonSchema[None] = None) -> Response:
    """Lists the projects of the caller, or only the project with the given name."""
    principal, credentials = await _caller(request), state_of(request).credential_store.credentials
    if name is None:
        listed = projects_of(principal, credentials)
    else:
        found = find_project(None, name, principal, credentials)
        listed = (found,) if found else ()
    bodies = [keystone_answers.project_body(project, principal.name) for project in listed]
    return _json({"projects": bodies, "links": {}})


@router.get("/v3/auth/domains", openapi_extra=operations.DOMAINS)
async def list_domains(request: Request) -> Response:
    """Lists the one domain of the caller."""
    domain = keystone_answers.domain((await _caller(request)).name)
    return _json({"domains": [{**domain, "enabled": True}], "links": {}})


@router.post("/v3.0/OS-CREDENTIAL/securitytokens", status_code=201, openapi_extra=operations.NEW_KEY)
async def make_key(request: Request) -> Response:
    """Issues a temporary access key for a token, which is sent in the header or in the body."""
    state, now = state_of(request), datetime.now(UTC)
    store = state.credential_store
    parsed = (await _body(request, keystone.KeyRequest)).auth.identity.token
    token = request.headers.get(TOKEN_HEADER) or parsed.id
    if not token:
        raise MissingCredential
    request.state.tried = [token_name(token)]
    name, project = _owner_and_project(token, store, now)
    request.state.principal = name
    grant = Grant(
        principal=name,
        project=project,
        issued_at=now,
        expires_at=now + timedelta(seconds=parsed.duration_seconds),
        fingerprint=store.fingerprint(name),
    )
    return _json(keystone_answers.key_body(store.issuer.temporary_key(grant)), 201)


async def _body(request: Request, model: type[Body]) -> Body:
    """Receives and parses the body of an anonymous caller."""
    with state_of(request).anonymous_body_budget.reservation() as reservation:
        body = KeptBody(reservation)
        await body_within(request, body, IAM_BODY)
        return parse(body.data, model)


async def _caller(request: Request) -> Principal:
    state = state_of(request)
    with state.body_budget.reservation() as reservation:
        principal, _ = await authenticate_request(request, state, reservation, IAM_BODY)
    return principal


def _owner_and_project(token: str, store: CredentialStore, now: datetime) -> tuple[str, Project | None]:
    """Returns the owner of a token and its project, if any. Raises UnknownToken or TokenExpired."""
    owner = store.static_token_owner(token)
    if owner is not None:
        return owner.name, None
    grant = store.user_grant_of(token, now)
    return grant.principal, grant.project


def _project(named: keystone.Named, principal: Principal, store: CredentialStore) -> Project:
    """Finds a project by its id or its name. Raises NotFound."""
    found = find_project(named.id, named.name, principal, store.credentials)
    if found is None:
        raise NotFound(f"project: {named.id or named.name}")
    return found


def _token(grant: Grant, token: str, status: int) -> Response:
    return _json(keystone_answers.token_body(grant), status, {SUBJECT_HEADER: token})


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, media_type="application/json")

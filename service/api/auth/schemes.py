"""Authenticates requests. `SCHEMES` lists the credential schemes in the order in which they are tried."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.api.auth.credential_store import CredentialStore
from service.api.auth.principal import Principal, ProjectScope
from service.api.auth.signature import (
    ALGORITHM,
    DATE_HEADER,
    RequestHead,
    is_valid,
    parse_authorization,
    parse_date,
)
from service.api.auth.tokens import Grant
from service.errors import (
    CredentialError,
    KeyLocked,
    MissingCredential,
    SignatureExpired,
    SignatureMismatch,
)

MAX_SKEW = timedelta(minutes=15)
"""Largest difference between the date of a signature and now, as the cloud documents."""

TOKEN_HEADER = "x-auth-token"  # noqa: S105  # the name of a header
SECURITY_TOKEN_HEADER = "x-security-token"  # noqa: S105  # the name of a header


@dataclass(frozen=True, slots=True)
class CredentialCheck:
    """The check of one credential, ready to run on the request body.

    `verify` takes the SHA-256 of the body in lower-case hex. It returns the principal or raises
    CredentialError. If `always_fails`, no body makes it succeed.
    `principal` is the caller if the head alone has proved it.
    """

    verify: Callable[[str], Principal]
    always_fails: bool = False
    principal: Principal | None = None


def check_signature(head: RequestHead, store: CredentialStore, now: datetime) -> CredentialCheck | None:
    """Returns the check of a signature, or None if the request is not signed. Raises CredentialError."""
    value = head.headers.get("authorization", "")
    if not value.startswith(ALGORITHM):
        return None
    authorization = parse_authorization(value)
    date = parse_date(head.headers.get(DATE_HEADER, ""))
    if authorization is None or date is None:
        raise SignatureMismatch
    key = authorization.access_key
    if store.lockout.is_locked(key, head.address, store.clock()):
        raise KeyLocked
    if abs(now - date) > MAX_SKEW:
        raise SignatureExpired
    secret, owner = store.secret_key(key, head.headers.get(SECURITY_TOKEN_HEADER), now)

    def verify(body_hash: str) -> Principal:
        # An unknown key must look like a wrong signature: the same time, failure count and answer.
        if not is_valid(head, body_hash, authorization, secret) or owner is None:
            store.lockout.record_failure(key, head.address, store.clock())
            raise SignatureMismatch
        if isinstance(owner, CredentialError):
            raise owner
        store.lockout.record_success(key, head.address)
        return owner

    return CredentialCheck(verify, always_fails=not isinstance(owner, Principal))


def check_token(head: RequestHead, store: CredentialStore, now: datetime) -> CredentialCheck | None:
    """Returns the check of a static or user token, or None without a token. Raises CredentialError."""
    token = head.headers.get(TOKEN_HEADER)
    if not token:
        return None
    principal = store.static_token_owner(token) or _owner(store.user_grant_of(token, now))
    return CredentialCheck(lambda body_hash: principal, principal=principal)


def _owner(grant: Grant) -> Principal:
    return Principal(grant.principal, grant.project.id if grant.project else ProjectScope.NONE)


Scheme = Callable[[RequestHead, CredentialStore, datetime], CredentialCheck | None]

SCHEMES: tuple[Scheme, ...] = (check_signature, check_token)
"""In order of precedence: a valid signature decides, otherwise the token."""


def credential_checks(head: RequestHead, store: CredentialStore, now: datetime) -> list[CredentialCheck]:
    """Returns the checks that need the body to decide. There is at least one.

    Raises CredentialError if the head alone rules every credential out.
    """
    checks: list[CredentialCheck] = []
    refusal: CredentialError = MissingCredential()
    for scheme in SCHEMES:
        try:
            check = scheme(head, store, now)
        except CredentialError as error:
            refusal = error
        else:
            checks += [check] if check else []
    if not checks:
        raise refusal
    return checks


def authenticate(checks: list[CredentialCheck], body_hash: str) -> Principal:
    """Returns the principal of the first check that succeeds. Raises CredentialError if none does.

    `body_hash` is the SHA-256 of the body in lower-case hex.
    """
    refusal: CredentialError = MissingCredential()
    for check in checks:
        try:
            return check.verify(body_hash)
        except CredentialError as error:
            refusal = error
    raise refusal

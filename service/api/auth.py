"""Who calls: the credential schemes, tried in the order of a literal table."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.api.signature import (
    ALGORITHM,
    DATE_HEADER,
    SignedRequest,
    is_valid,
    parse_authorization,
    parse_date,
)
from service.credentials import Credentials
from service.errors import MissingCredential, SignatureExpired, SignatureMismatch, UnknownToken

SKEW = timedelta(minutes=15)
"""How far a signature's date may be from now (the cloud's own figure)."""

TOKEN_HEADER = "x-auth-token"  # noqa: S105  # the header's name


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls, in a form that may be logged."""

    name: str


def by_signature(request: SignedRequest, credentials: Credentials, now: datetime) -> Principal | None:
    """The owner of the access key that signed the request, None where nothing was signed."""
    value = request.headers.get("authorization", "")
    if not value.startswith(ALGORITHM):
        return None
    authorization = parse_authorization(value)
    date = parse_date(request.headers.get(DATE_HEADER, ""))
    if authorization is None or date is None:
        raise SignatureMismatch
    if abs(now - date) > SKEW:
        raise SignatureExpired
    secret_key = credentials.access_keys.get(authorization.access_key)
    # An unknown key is answered like a wrong signature, and as late.
    valid = is_valid(request, authorization, secret_key or "")
    if secret_key is None or not valid:
        raise SignatureMismatch
    return Principal(f"access-key:{authorization.access_key}")


def by_token(request: SignedRequest, credentials: Credentials, now: datetime) -> Principal | None:
    """The owner of a static token, None where no token was shown."""
    shown = request.headers.get(TOKEN_HEADER, "").encode()
    if not shown:
        return None
    # Every token is compared, so that the time tells nothing of which one came near.
    matches = [hmac.compare_digest(shown, token.encode()) for token in credentials.tokens]
    if not any(matches):
        raise UnknownToken
    return Principal(f"token:{matches.index(True) + 1}")


Scheme = Callable[[SignedRequest, Credentials, datetime], Principal | None]

SCHEMES: tuple[Scheme, ...] = (by_signature, by_token)
"""A signature decides where there is one; else the token."""


def authenticate(request: SignedRequest, credentials: Credentials) -> Principal:
    """Who sent the request. Raises CredentialError."""
    now = datetime.now(UTC)
    for scheme in SCHEMES:
        principal = scheme(request, credentials, now)
        if principal is not None:
            return principal
    raise MissingCredential

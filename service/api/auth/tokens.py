"""Issues and reads tokens and temporary keys.

Tokens and keys are signed and not stored, so every HTTP worker accepts them, also after a restart:
docs/decisions/0006. joserfc signs the tokens. No library issues temporary keys in the form of the cloud.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from service.api.auth.principal import Project
from service.errors import TokenExpired, UnknownToken

ALGORITHM = "HS256"
LIFETIME = timedelta(hours=24)
"""Lifetime of a token, as the cloud documents."""

ACCESS_KEY_LENGTH = 20
"""Length of a temporary access key in characters, that of the cloud's keys."""


@dataclass(frozen=True, slots=True)
class Grant:
    """The content of a token: the principal, its project (None if unscoped) and the period of validity.

    `fingerprint` identifies the secret that the principal had when the token was issued. A changed secret
    revokes the token. `access_key` is set in security tokens only.
    """

    principal: str
    project: Project | None
    issued_at: datetime
    expires_at: datetime
    fingerprint: str
    access_key: str | None = None


@dataclass(frozen=True, slots=True)
class TemporaryKey:
    """A temporary access key, its secret key, and the security token that a request must send with it."""

    access_key: str
    secret_key: str
    security_token: str
    expires_at: datetime


def utc_timestamp(moment: datetime) -> str:
    """Formats a moment as the cloud does: ISO 8601 in UTC with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class TokenIssuer:
    """Issues and reads tokens and temporary keys with one signing key."""

    def __init__(self, signing_key: str) -> None:
        self._secret = signing_key.encode()
        self._key = OctKey.import_key(self._secret)

    def fingerprint(self, secret: str) -> str:
        """Returns a keyed hash of a secret, short enough for a token."""
        return self._hmac(f"stamp:{secret}")[:16]

    def token(self, grant: Grant) -> str:
        """Returns a signed token that carries the grant."""
        claims = {
            "sub": grant.principal,
            "project": grant.project and [grant.project.id, grant.project.name],
            "iat": grant.issued_at.timestamp(),
            "exp": grant.expires_at.timestamp(),
            "stamp": grant.fingerprint,
            "access_key": grant.access_key,
        }
        return jwt.encode({"alg": ALGORITHM}, claims, self._key)

    def read(self, token: str, now: datetime) -> Grant:
        """Verifies a token and returns its grant. Raises UnknownToken or TokenExpired."""
        try:
            grant = _grant(jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims)
        except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise UnknownToken from error
        if now >= grant.expires_at:
            raise TokenExpired(utc_timestamp(grant.expires_at))
        return grant

    def temporary_key(self, grant: Grant) -> TemporaryKey:
        """Returns a new access key that acts for the grant's principal until the grant expires."""
        access_key = f"T{uuid4().hex.upper()}"[:ACCESS_KEY_LENGTH]
        token = self.token(replace(grant, access_key=access_key))
        return TemporaryKey(access_key, self.secret_key(access_key), token, grant.expires_at)

    def secret_key(self, access_key: str) -> str:
        """Derives the secret key of a temporary access key."""
        return self._hmac(f"secret:{access_key}")[:40]

    def _hmac(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def _grant(claims: Mapping[str, Any]) -> Grant:
    return Grant(
        principal=claims["sub"],
        project=claims["project"] and Project(*claims["project"]),
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        fingerprint=claims["stamp"],
        access_key=claims["access_key"],
    )

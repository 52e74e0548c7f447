"""Tokens and temporary keys: signed and kept nowhere, so every worker knows them after every restart."""

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
"""The cloud's own figure."""

ACCESS_KEY_LENGTH = 20
"""As long as the cloud's own access keys."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token says: who may call, for which project (None for none), since when and until when.

    `stamp` ties it to the secret that it was given for. `access_key` is there in security tokens alone.
    """

    principal: str
    project: Project | None
    issued_at: datetime
    expires_at: datetime
    stamp: str
    access_key: str | None = None


@dataclass(frozen=True, slots=True)
class TemporaryKey:
    """An access key with its secret, and the security token that must go with it."""

    access_key: str
    secret_key: str
    security_token: str
    expires_at: datetime


def said(moment: datetime) -> str:
    """A moment in the words of the cloud's answers."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Mint:
    """Makes and reads what is signed with one key."""

    def __init__(self, signing_key: str) -> None:
        self._secret = signing_key.encode()
        self._key = OctKey.import_key(self._secret)

    def stamp(self, secret: str) -> str:
        """What of a secret goes into a token: another secret, another stamp."""
        return self._hmac(f"stamp:{secret}")[:16]

    def token(self, grant: Grant) -> str:
        """The token that says this."""
        claims = {
            "sub": grant.principal,
            "project": grant.project and [grant.project.id, grant.project.name],
            "iat": grant.issued_at.timestamp(),
            "exp": grant.expires_at.timestamp(),
            "stamp": grant.stamp,
            "access_key": grant.access_key,
        }
        return jwt.encode({"alg": ALGORITHM}, claims, self._key)

    def read(self, token: str, now: datetime) -> Grant:
        """What a token says. Raises UnknownToken or TokenExpired."""
        try:
            grant = _grant(jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims)
        except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise UnknownToken from error
        if now >= grant.expires_at:
            raise TokenExpired(said(grant.expires_at))
        return grant

    def temporary_key(self, grant: Grant) -> TemporaryKey:
        """A new access key that stands for the grant's principal until the grant ends."""
        access_key = f"T{uuid4().hex.upper()}"[:ACCESS_KEY_LENGTH]
        token = self.token(replace(grant, access_key=access_key))
        return TemporaryKey(access_key, self.secret_key(access_key), token, grant.expires_at)

    def secret_key(self, access_key: str) -> str:
        """The secret key of a temporary access key."""
        return self._hmac(f"secret:{access_key}")[:40]

    def _hmac(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def _grant(claims: Mapping[str, Any]) -> Grant:
    return Grant(
        principal=claims["sub"],
        project=claims["project"] and Project(*claims["project"]),
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        stamp=claims["stamp"],
        access_key=claims["access_key"],
    )

"""Configured and issued credentials, which requests are checked against."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from service.api.auth.lockout import Lockout
from service.api.auth.principal import Principal, ProjectScope
from service.api.auth.tokens import Grant, TokenIssuer
from service.credentials import Credentials
from service.errors import CredentialError, UnknownToken


class CredentialStore:
    """Looks up tokens and secret keys. `clock` counts monotonic seconds for the lockout of access keys.

    Raises ValueError if the credentials have no signing key.
    """

    def __init__(self, credentials: Credentials, clock: Callable[[], float] = monotonic) -> None:
        self.credentials = credentials
        if credentials.signing_key is None:
            raise ValueError("the credential store needs a signing key")
        self.issuer = TokenIssuer(credentials.signing_key)
        self.clock = clock
        self.lockout = Lockout()
        self._static_tokens = {token_name(token): token for token in credentials.tokens}

    def grant_of(self, token: str, now: datetime) -> Grant:
        """Returns the grant of a user token or a security token.

        Raises TokenExpired or UnknownToken. A token is unknown once the secret of its principal has changed.
        """
        grant = self.issuer.read(token, now)
        if not hmac.compare_digest(grant.fingerprint, self.fingerprint(grant.principal)):
            raise UnknownToken
        return grant

    def user_grant_of(self, token: str, now: datetime) -> Grant:
        """Returns the grant of a user token. A security token is refused: it is valid with a signature only.

        Raises TokenExpired or UnknownToken.
        """
        grant = self.grant_of(token, now)
        if grant.access_key is not None:
            raise UnknownToken
        return grant

    def fingerprint(self, principal: str) -> str:
        """Returns the fingerprint of a principal's name and current secret."""
        secret = (
            self.credentials.users.get(principal)
            or self.credentials.access_keys.get(principal)
            or self._static_tokens.get(principal, "")
        )
        return self.issuer.fingerprint(f"{principal}:{secret}")

    def static_token_owner(self, token: str) -> Principal | None:
        """Returns the principal of a static token, or None. Always compares all tokens, in constant time."""
        matches = [
            name
            for name, static_token in self._static_tokens.items()
            if hmac.compare_digest(token.encode(), static_token.encode())
        ]
        return Principal(matches[0]) if matches else None

    def secret_key(
        self, access_key: str, security_token: str | None, now: datetime
    ) -> tuple[str, Principal | CredentialError | None]:
        """Returns the secret key of an access key, and its principal.

        Instead of the principal it returns None if the access key is unknown or the security token belongs to
        another key, and UnknownToken or TokenExpired if the security token is bad. Show such an error only to
        a caller whose signature is right: it reveals that the access key is not a permanent one.
        """
        temporary, owner = self.issuer.secret_key(access_key), self._owner(access_key, security_token, now)
        permanent = self.credentials.access_keys.get(access_key)
        return (temporary, owner) if permanent is None else (permanent, Principal(access_key))

    def _owner(
        self, access_key: str, security_token: str | None, now: datetime
    ) -> Principal | CredentialError | None:
        """The principal of a temporary access key, or what is wrong with its security token."""
        if security_token is None:
            return None
        try:
            grant = self.grant_of(security_token, now)
        except CredentialError as error:
            return error
        # Federated logins of SDKs need an unscoped temporary key that may be used for any project.
        project = grant.project.id if grant.project else ProjectScope.ANY
        return Principal(grant.principal, project) if grant.access_key == access_key else None


def token_name(token: str) -> str:
    """Returns a name for a static token that is safe to log and to list."""
    return f"token-{hashlib.sha256(token.encode()).hexdigest()[:8]}"

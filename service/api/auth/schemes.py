"""Who calls: the credential schemes, tried in the order of a literal table."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from service.api.auth.lockout import Lockout
from service.api.auth.principal import Principal, Reach
from service.api.auth.signature import ALGORITHM, DATE_HEADER, Head, is_valid, parse_authorization, parse_date
from service.api.auth.tokens import Grant, Mint
from service.credentials import Credentials
from service.errors import (
    CredentialError,
    KeyLocked,
    MissingCredential,
    SignatureExpired,
    SignatureMismatch,
    UnknownToken,
)

SKEW = timedelta(minutes=15)
"""How far a signature's date may be from now (the cloud's own figure)."""

TOKEN_HEADER = "x-auth-token"  # noqa: S105  # the header's name
SECURITY_TOKEN_HEADER = "x-security-token"  # noqa: S105  # the header's name


@dataclass(frozen=True, slots=True)
class Proof:
    """What the head of a request claims, to be checked against its body.

    `check` raises CredentialError. Where `hopeless`, it will whatever the body is.
    """

    check: Callable[[bytes], Principal]
    hopeless: bool = False


class Keyring:
    """Everything that credentials are checked against; they hold a signing key. Locks go by the clock."""

    def __init__(self, credentials: Credentials, clock: Callable[[], float] = monotonic) -> None:
        self.credentials = credentials
        if credentials.signing_key is None:
            raise ValueError("a keyring needs a signing key")
        self.mint = Mint(credentials.signing_key)
        self.clock = clock
        self.lockout = Lockout(credentials.access_keys)
        self._static = {token_name(token): token for token in credentials.tokens}

    def grant(self, token: str, now: datetime) -> Grant:
        """What a token says. Raises TokenExpired, or UnknownToken, also where its secret is gone."""
        grant = self.mint.read(token, now)
        if not hmac.compare_digest(grant.stamp, self.stamp(grant.principal)):
            raise UnknownToken
        return grant

    def token(self, shown: str, now: datetime) -> Grant:
        """What a token says that was given for a password. Raises as `grant` does."""
        grant = self.grant(shown, now)
        if grant.access_key is not None:  # a security token, which is of use beside its signature alone
            raise UnknownToken
        return grant

    def stamp(self, name: str) -> str:
        """What ties a grant to the present secret of a principal."""
        held = self.credentials
        secret = held.users.get(name) or held.access_keys.get(name) or self._static.get(name, "")
        return self.mint.stamp(f"{name}:{secret}")

    def static_token(self, shown: str) -> Principal | None:
        """Whose static token this is. Every one is compared, so that the time tells nothing of a near one."""
        matches = [
            name
            for name, token in self._static.items()
            if hmac.compare_digest(shown.encode(), token.encode())
        ]
        return Principal(matches[0]) if matches else None

    def secret_key(
        self, access_key: str, security_token: str | None, now: datetime
    ) -> tuple[str, Principal | None]:
        """The secret of an access key, and whose it is: nobody's where the key is not known.

        Raises UnknownToken or TokenExpired.
        """
        temporary = self.mint.secret_key(access_key)
        permanent = self.credentials.access_keys.get(access_key)
        if permanent is not None:
            return permanent, Principal(access_key)
        if security_token is None:
            return temporary, None
        grant = self.grant(security_token, now)
        # Without a project of its own it is for the one that a request names: federated logins of SDKs do so.
        project = grant.project.id if grant.project else Reach.ANY
        return temporary, Principal(grant.principal, project) if grant.access_key == access_key else None


def token_name(token: str) -> str:
    """What a static token is called where it must not be shown."""
    return f"token-{hashlib.sha256(token.encode()).hexdigest()[:8]}"


def by_signature(head: Head, keyring: Keyring, now: datetime) -> Proof | None:
    """The owner of the access key that signed the request, None where nothing was signed."""
    value = head.headers.get("authorization", "")
    if not value.startswith(ALGORITHM):
        return None
    authorization = parse_authorization(value)
    date = parse_date(head.headers.get(DATE_HEADER, ""))
    if authorization is None or date is None:
        raise SignatureMismatch
    key = authorization.access_key
    if keyring.lockout.is_locked(key, keyring.clock()):
        raise KeyLocked
    if abs(now - date) > SKEW:
        raise SignatureExpired
    secret, principal = keyring.secret_key(key, head.headers.get(SECURITY_TOKEN_HEADER), now)

    def prove(body: bytes) -> Principal:
        # An unknown key is answered, timed and counted like a wrong signature.
        if not is_valid(head, body, authorization, secret) or principal is None:
            keyring.lockout.failed(key, keyring.clock())
            raise SignatureMismatch
        keyring.lockout.succeeded(key)
        return principal

    return Proof(prove, hopeless=principal is None)


def by_token(head: Head, keyring: Keyring, now: datetime) -> Proof | None:
    """The owner of a token, static or given for a password, None where none was shown."""
    shown = head.headers.get(TOKEN_HEADER)
    if not shown:
        return None
    principal = keyring.static_token(shown) or owner(keyring.token(shown, now))
    return Proof(lambda body: principal)


def owner(grant: Grant) -> Principal:
    """Who a token was given to."""
    return Principal(grant.principal, grant.project.id if grant.project else Reach.NONE)


Scheme = Callable[[Head, Keyring, datetime], Proof | None]

SCHEMES: tuple[Scheme, ...] = (by_signature, by_token)
"""A valid signature decides; else the token."""


def proofs(head: Head, keyring: Keyring, now: datetime) -> list[Proof]:
    """What the head alone promises, at least one. Raises CredentialError where its body cannot save it."""
    promised: list[Proof] = []
    refusal: CredentialError = MissingCredential()
    for scheme in SCHEMES:
        try:
            proof = scheme(head, keyring, now)
        except CredentialError as error:
            refusal = error
        else:
            promised += [proof] if proof else []
    if not promised:
        raise refusal
    return promised


def authenticate(promised: list[Proof], body: bytes) -> Principal:
    """Who sent the request. Raises CredentialError."""
    refusal: CredentialError = MissingCredential()
    for proof in promised:
        try:
            return proof.check(body)
        except CredentialError as error:
            refusal = error
    raise refusal

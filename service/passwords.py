"""Hashes and verifies passwords with scrypt and a random salt (RFC 7914).

The scrypt of the standard library is enough; a password library would only add other algorithms.
"""

import base64
import hashlib
import hmac
import os
import re

COST, BLOCK_SIZE, PARALLELISM = 2**14, 8, 1
"""N, r and p of scrypt (RFC 7914, section 2). One hash takes 16 MB, and 0.04 s on a Xeon."""

SALT_BYTES = 16

_SALT = "(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
_DIGEST = "[A-Za-z0-9+/]{43}="  # 32 bytes
_HASH = re.compile(rf"scrypt\${COST}\$(?P<salt>{_SALT})\$(?P<digest>{_DIGEST})")


def hash_password(password: str, salt: bytes | None = None) -> str:
    """Returns `scrypt$COST$SALT$DIGEST`, salt and digest in base64. The default salt is random."""
    salt = os.urandom(SALT_BYTES) if salt is None else salt
    return f"scrypt${COST}${_base64(salt)}${_base64(_digest(password, salt))}"


def is_password_hash(value: str) -> bool:
    """Returns whether a value has the form that `hash_password` returns."""
    return _HASH.fullmatch(value) is not None


def verify_password(password: str, password_hash: str) -> bool:
    """Returns whether a password has this hash. Compares the digests in constant time."""
    parts = _HASH.fullmatch(password_hash)
    if parts is None:
        return False
    salt, digest = base64.b64decode(parts["salt"]), base64.b64decode(parts["digest"])
    return hmac.compare_digest(_digest(password, salt), digest)


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCK_SIZE, p=PARALLELISM, dklen=32)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def hash_for(user: str, password: str) -> str:
    """The hash of a user's password, or the password itself if it is a hash already.

    Its salt is made from the user's name, so it is the same after a restart.
    """
    if is_password_hash(password):
        return password
    return hash_password(password, hashlib.sha256(user.encode()).digest())

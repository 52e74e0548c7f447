"""Passwords as they are kept: scrypt, with a salt of their own."""

import base64
import hashlib
import hmac
import os
import re

COST, BLOCK, LANES = 2**14, 8, 1
"""scrypt's parameters for a login of less than a tenth of a second in 16 MB (RFC 7914, section 2)."""

SALT_BYTES = 16

_SALT = "(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
_DIGEST = "[A-Za-z0-9+/]{43}="  # 32 bytes
_KEPT = re.compile(rf"scrypt\${COST}\$(?P<salt>{_SALT})\$(?P<digest>{_DIGEST})")


def hashed(password: str, salt: bytes | None = None) -> str:
    """The form in which a password is kept, with a random salt of 16 bytes unless one is given."""
    salt = os.urandom(SALT_BYTES) if salt is None else salt
    return f"scrypt${COST}${_text(salt)}${_text(_digest(password, salt))}"


def is_hashed(value: str) -> bool:
    """Whether a value has the form in which passwords are kept."""
    return _KEPT.fullmatch(value) is not None


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one that is kept, in a time that does not tell how near it came."""
    parts = _KEPT.fullmatch(kept)
    if parts is None:
        return False
    salt, digest = base64.b64decode(parts["salt"]), base64.b64decode(parts["digest"])
    return hmac.compare_digest(_digest(password, salt), digest)


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()

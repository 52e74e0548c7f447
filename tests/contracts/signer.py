"""Signs requests by the cloud's published algorithm, independently of the code of the service.

Source: the cloud's API signing guide, "Signature Algorithm".
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from tests.harness.service import ACCESS_KEY, SECRET_KEY


def now() -> str:
    """Returns the current time in the format of X-Sdk-Date."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def authorization(
    path: str,
    headers: Mapping[str, str],
    signed: Iterable[str],
    body: bytes | str,
    query: str = "",
) -> str:
    """Returns the Authorization header of a POST. `path` is decoded, `query` is in canonical form.

    A `body` of type str is the payload itself: a hash, or UNSIGNED-PAYLOAD.
    """
    names = sorted(name.lower() for name in signed)
    values = {name.lower(): value for name, value in headers.items()}
    canonical = "\n".join(
        (
            "POST",
            quote(path.rstrip("/"), safe="/-_.~") + "/",
            query,
            "".join(f"{name}:{values[name].strip()}\n" for name in names),
            ";".join(names),
            body if isinstance(body, str) else hashlib.sha256(body).hexdigest(),
        )
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = f"SDK-HMAC-SHA256\n{values['x-sdk-date']}\n{digest}"
    signature = hmac.new(SECRET_KEY.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"SDK-HMAC-SHA256 Access={ACCESS_KEY}, SignedHeaders={';'.join(names)}, Signature={signature}"

"""How schemathesis tests the service."""

from collections.abc import Mapping
from typing import Any

from schemathesis.config import SchemathesisConfig

CHECKS: Mapping[str, Any] = {
    # It expects 405, but the cloud and this service answer 404 APIG.0101, which another test checks.
    "unsupported_method": {"enabled": False},
    # Keystone answers 404 if the subject token is missing, as for an unknown one.
    "missing_required_header": {"expected-statuses": [401, 404]},
    # These checks need resources that one request creates and the next one uses. The service has none.
    "use_after_free": {"enabled": False},
    "ensure_resource_availability": {"enabled": False},
    "object_level_authorization": {"enabled": False},
}

GENERATION = {"max-examples": 30, "deterministic": True, "database": "none"}
CONFIG = SchemathesisConfig.from_dict({"seed": 20260101, "generation": GENERATION, "checks": CHECKS})

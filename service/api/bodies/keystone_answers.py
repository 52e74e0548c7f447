"""Response bodies of the identity service, in the cloud's form of Keystone version 3."""

from typing import Any

from service.api.auth.principal import Project
from service.api.auth.projects import derived_id
from service.api.auth.tokens import Grant, TemporaryKey, utc_timestamp

DEFAULT_DOMAIN = "wangtu"
"""The domain of access keys and static tokens, whose names contain no domain."""


def token_body(grant: Grant) -> dict[str, Any]:
    """Returns the description of a token."""
    token_domain = domain(grant.principal)
    token: dict[str, Any] = {
        "methods": ["password"],
        "issued_at": utc_timestamp(grant.issued_at),
        "expires_at": utc_timestamp(grant.expires_at),
        "catalog": [],
        "roles": [],
        "user": {
            "id": derived_id("user", grant.principal),
            "name": grant.principal.rpartition("/")[2],
            "password_expires_at": "",
            "domain": token_domain,
        },
    }
    if grant.project is None:
        token["domain"] = token_domain
    else:
        token["project"] = {"id": grant.project.id, "name": grant.project.name, "domain": token_domain}
    return {"token": token}


def project_body(project: Project, principal: str) -> dict[str, Any]:
    """Returns one item of the list of projects."""
    domain_id = domain(principal)["id"]
    return {
        "id": project.id,
        "name": project.name,
        "domain_id": domain_id,
        "parent_id": domain_id,
        "is_domain": False,
        "enabled": True,
        "description": "",
        "links": {},
    }


def key_body(key: TemporaryKey) -> dict[str, Any]:
    """Returns a new temporary key. Its secret is not shown again."""
    return {
        "credential": {
            "access": key.access_key,
            "secret": key.secret_key,
            "securitytoken": key.security_token,
            "expires_at": utc_timestamp(key.expires_at),
        }
    }


def domain(principal: str) -> dict[str, str]:
    """Returns the domain of a principal."""
    name = principal.partition("/")[0] if "/" in principal else DEFAULT_DOMAIN
    return {"id": derived_id("domain", name), "name": name}

"""The answers of the identity service, in the words of Keystone's version 3 as the cloud speaks them."""

from typing import Any

from service.api.auth.principal import Project
from service.api.auth.projects import id_of
from service.api.auth.tokens import Grant, TemporaryKey, said

HOME = "wangtu"
"""The domain of access keys and static tokens, which have none of their own."""


def token_body(grant: Grant) -> dict[str, Any]:
    """What is told of a token."""
    home = domain(grant.principal)
    token: dict[str, Any] = {
        "methods": ["password"],
        "issued_at": said(grant.issued_at),
        "expires_at": said(grant.expires_at),
        "catalog": [],
        "roles": [],
        "user": {
            "id": id_of("user", grant.principal),
            "name": grant.principal.rpartition("/")[2],
            "password_expires_at": "",
            "domain": home,
        },
    }
    if grant.project is None:
        token["domain"] = home
    else:
        token["project"] = {"id": grant.project.id, "name": grant.project.name, "domain": home}
    return {"token": token}


def project_body(project: Project, principal: str) -> dict[str, Any]:
    """One project in a list of them."""
    home = domain(principal)["id"]
    return {
        "id": project.id,
        "name": project.name,
        "domain_id": home,
        "parent_id": home,
        "is_domain": False,
        "enabled": True,
        "description": "",
        "links": {},
    }


def key_body(key: TemporaryKey) -> dict[str, Any]:
    """A temporary key, told this once."""
    return {
        "credential": {
            "access": key.access_key,
            "secret": key.secret_key,
            "securitytoken": key.security_token,
            "expires_at": said(key.expires_at),
        }
    }


def domain(principal: str) -> dict[str, str]:
    """The domain of a principal."""
    name = principal.partition("/")[0] if "/" in principal else HOME
    return {"id": id_of("domain", name), "name": name}

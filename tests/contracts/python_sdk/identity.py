"""Requests with the Python SDK of the cloud's identity service, sent to the service under test."""

from typing import Any

from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkiam.v3 import (
    AuthScope,
    AuthScopeProject,
    CreateTemporaryAccessKeyByTokenRequest,
    CreateTemporaryAccessKeyByTokenRequestBody,
    IamClient,
    IdentityToken,
    KeystoneCreateUserTokenByPasswordRequest,
    KeystoneCreateUserTokenByPasswordRequestBody,
    PwdAuth,
    PwdIdentity,
    PwdPassword,
    PwdPasswordUser,
    PwdPasswordUserDomain,
    TokenAuth,
    TokenAuthIdentity,
)

from tests.harness.service import ACCESS_KEY, PASSWORD, SECRET_KEY, USER, Service

REGION = "cn-north-4"
REGION_PROJECT = AuthScopeProject(name=REGION)


def identity_client(service: Service, access_key: str = ACCESS_KEY, secret_key: str = SECRET_KEY) -> Any:
    """Returns a client that signs with an access key. The SDK has no types."""
    credentials = GlobalCredentials(access_key, secret_key, "any")
    return IamClient.new_builder().with_credentials(credentials).with_endpoints([service.url]).build()


def login(
    user: str = USER, password: str = PASSWORD, project: AuthScopeProject | None = None
) -> KeystoneCreateUserTokenByPasswordRequest:
    """Returns a token request, scoped to a project if one is given."""
    domain, _, name = user.partition("/")
    sdk_user = PwdPasswordUser(name=name, password=password, domain=PwdPasswordUserDomain(name=domain))
    identity = PwdIdentity(methods=["password"], password=PwdPassword(user=sdk_user))
    auth = PwdAuth(identity=identity, scope=AuthScope(project=project) if project else None)
    body = KeystoneCreateUserTokenByPasswordRequestBody(auth=auth)
    return KeystoneCreateUserTokenByPasswordRequest(nocatalog="true", body=body)


def token(service: Service, project: AuthScopeProject | None = None) -> Any:
    """Requests a token. The SDK insists on an access key, so an arbitrary one is given."""
    sdk = identity_client(service, "any", "any")
    return sdk.keystone_create_user_token_by_password(login(project=project))


def temporary_key(service: Service, user_token: str, seconds: int = 3600) -> Any:
    """Requests a temporary access key for a token."""
    identity = TokenAuthIdentity(
        methods=["token"], token=IdentityToken(id=user_token, duration_seconds=seconds)
    )
    body = CreateTemporaryAccessKeyByTokenRequestBody(auth=TokenAuth(identity=identity))
    asked = CreateTemporaryAccessKeyByTokenRequest(body=body)
    return identity_client(service, "any", "any").create_temporary_access_key_by_token(asked).credential

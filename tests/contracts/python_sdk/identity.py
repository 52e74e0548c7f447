"""The cloud's SDK of its identity service as its users build it, pointed at a service of one's own."""

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
IN_REGION = AuthScopeProject(name=REGION)


def identity_client(service: Service, access_key: str = ACCESS_KEY, secret_key: str = SECRET_KEY) -> Any:
    """A client with an access key. Nothing of it is typed in the SDK."""
    credentials = GlobalCredentials(access_key, secret_key, "any")
    return IamClient.new_builder().with_credentials(credentials).with_endpoints([service.url]).build()


def login(
    user: str = USER, password: str = PASSWORD, project: AuthScopeProject | None = None
) -> KeystoneCreateUserTokenByPasswordRequest:
    """What asks for a token, for a project or for none."""
    domain, _, name = user.partition("/")
    who = PwdPasswordUser(name=name, password=password, domain=PwdPasswordUserDomain(name=domain))
    identity = PwdIdentity(methods=["password"], password=PwdPassword(user=who))
    auth = PwdAuth(identity=identity, scope=AuthScope(project=project) if project else None)
    body = KeystoneCreateUserTokenByPasswordRequestBody(auth=auth)
    return KeystoneCreateUserTokenByPasswordRequest(nocatalog="true", body=body)


def token(service: Service, project: AuthScopeProject | None = None) -> Any:
    """A token, asked for as one's first has to be: with an access key that is no more than a filler."""
    asking = identity_client(service, "any", "any")
    return asking.keystone_create_user_token_by_password(login(project=project))


def temporary_key(service: Service, shown: str, seconds: int = 3600) -> Any:
    """A temporary access key for a token."""
    identity = TokenAuthIdentity(methods=["token"], token=IdentityToken(id=shown, duration_seconds=seconds))
    body = CreateTemporaryAccessKeyByTokenRequestBody(auth=TokenAuth(identity=identity))
    asked = CreateTemporaryAccessKeyByTokenRequest(body=body)
    return identity_client(service, "any", "any").create_temporary_access_key_by_token(asked).credential

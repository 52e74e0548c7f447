"""Tokens, projects and domains, tested with the cloud's identity SDK. Only its endpoint is changed."""

import pytest
from huaweicloudsdkcore.auth.credentials import Credentials, GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkiam.v3 import (
    AuthScopeProject,
    IamClient,
    KeystoneListAuthDomainsRequest,
    KeystoneListProjectsRequest,
    KeystoneValidateTokenRequest,
)
from huaweicloudsdkiam.v3.region.iam_region import IamRegion

from tests.contracts.python_sdk.client import client, error_of, request
from tests.contracts.python_sdk.identity import REGION, REGION_PROJECT, identity_client, login, token
from tests.harness.service import (
    ACCESS_KEY,
    BOUND_KEY,
    BOUND_SECRET,
    LOCKED_USER,
    PROJECT,
    SECRET_KEY,
    USER,
    Service,
)


@pytest.mark.parametrize("project", [REGION_PROJECT, AuthScopeProject(id=PROJECT)])
def test_a_token_can_be_used_for_recognition(service: Service, project: AuthScopeProject) -> None:
    issued = token(service, project)
    invoker = client(service, "any", "any", issued.token.project.id).recognize_web_image_invoker(request())
    response = invoker.add_header("X-Auth-Token", issued.x_subject_token).invoke()

    assert (project.id or project.name) in (issued.token.project.id, issued.token.project.name)
    assert issued.token.user.name == USER.partition("/")[2]
    assert response.result.words_block_count == 0


def test_an_unscoped_token_cannot_be_used_for_recognition(service: Service) -> None:
    issued = token(service)
    invoker = client(service, "any", "any").recognize_web_image_invoker(request())
    with pytest.raises(ClientRequestException) as caught:
        invoker.add_header("X-Auth-Token", issued.x_subject_token).invoke()

    message = "Invalid Token header. The Token not contain project item."
    assert error_of(caught.value) == (401, "ModelArts.0212", message)


def test_a_wrong_password_gives_the_clouds_error(service: Service) -> None:
    for asked in (login(password="another"), login(user="company/nobody")):
        with pytest.raises(ClientRequestException) as caught:
            identity_client(service).keystone_create_user_token_by_password(asked)

        assert error_of(caught.value) == (401, "IAM.0001", "The username or password is wrong.")
    assert token(service).x_subject_token  # resets the failure count of the user


def test_five_wrong_passwords_lock_a_user(service: Service) -> None:
    logins = [login(LOCKED_USER, password="another")] * 5 + [login(LOCKED_USER)]
    messages = []
    for asked in logins:
        with pytest.raises(ClientRequestException) as caught:
            identity_client(service).keystone_create_user_token_by_password(asked)
        messages.append(error_of(caught.value)[2])

    assert messages == ["The username or password is wrong."] * 5 + ["The account is locked."]


def test_a_signed_request_describes_a_token(service: Service) -> None:
    issued = token(service, REGION_PROJECT)
    asked = KeystoneValidateTokenRequest(x_subject_token=issued.x_subject_token)
    answer = identity_client(service).keystone_validate_token(asked)

    assert answer.x_subject_token == issued.x_subject_token
    assert answer.token.to_dict() == issued.token.to_dict()


def test_a_token_can_describe_itself(service: Service) -> None:
    own_token = token(service).x_subject_token
    asked = KeystoneValidateTokenRequest(x_subject_token=own_token)
    invoker = identity_client(service, "any", "any").keystone_validate_token_invoker(asked)

    assert invoker.add_header("X-Auth-Token", own_token).invoke().token.user.name == USER.partition("/")[2]


def test_an_invalid_token_is_not_found(service: Service) -> None:
    asked = KeystoneValidateTokenRequest(x_subject_token="made up")
    with pytest.raises(ClientRequestException) as caught:
        identity_client(service).keystone_validate_token(asked)

    assert error_of(caught.value) == (404, "IAM.0004", "Could not find token.")


def test_the_name_of_a_region_has_exactly_one_project(service: Service) -> None:
    """SDKs stop if they find no project or several. Tokens are scoped to the same project."""
    found = identity_client(service).keystone_list_projects(KeystoneListProjectsRequest(name=REGION)).projects

    assert [(project.name, project.enabled) for project in found] == [(REGION, True)]
    assert found[0].id == token(service, REGION_PROJECT).token.project.id


def test_a_bound_key_lists_its_own_projects(service: Service) -> None:
    sdk = identity_client(service, BOUND_KEY, BOUND_SECRET)
    found = sdk.keystone_list_projects(KeystoneListProjectsRequest()).projects

    assert [project.id for project in found] == [PROJECT]


def test_the_sdk_looks_up_the_domain_of_a_key(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Credentials, "_CACHE", {})
    monkeypatch.setenv("HUAWEICLOUD_SDK_REGION_IAM_CN_NORTH_4", service.url)
    monkeypatch.setenv("HUAWEICLOUD_SDK_IAM_ENDPOINT", service.url)
    builder = IamClient.new_builder().with_credentials(GlobalCredentials(ACCESS_KEY, SECRET_KEY))
    sdk = builder.with_region(IamRegion.value_of(REGION)).build()
    listed = sdk.keystone_list_auth_domains(KeystoneListAuthDomainsRequest()).domains

    assert [domain.id for domain in listed] == [sdk.get_credentials().domain_id]
    assert listed[0].enabled

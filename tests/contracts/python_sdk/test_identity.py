"""The cloud's own SDK of its identity service, unmodified but for the address."""

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

from tests.contracts.python_sdk.client import client, complaint, request
from tests.contracts.python_sdk.identity import IN_REGION, REGION, identity_client, login, token
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


@pytest.mark.parametrize("project", [IN_REGION, AuthScopeProject(id=PROJECT)])
def test_a_token_for_a_password_reads_pictures(service: Service, project: AuthScopeProject) -> None:
    given = token(service, project)
    invoker = client(service, "any", "any", given.token.project.id).recognize_web_image_invoker(request())
    response = invoker.add_header("X-Auth-Token", given.x_subject_token).invoke()

    assert (project.id or project.name) in (given.token.project.id, given.token.project.name)
    assert given.token.user.name == USER.partition("/")[2]
    assert response.result.words_block_count == 0


def test_a_token_without_a_project_reads_no_pictures(service: Service) -> None:
    given = token(service)
    invoker = client(service, "any", "any").recognize_web_image_invoker(request())
    with pytest.raises(ClientRequestException) as caught:
        invoker.add_header("X-Auth-Token", given.x_subject_token).invoke()

    message = "Invalid Token header. The Token not contain project item."
    assert complaint(caught.value) == (401, "ModelArts.0212", message)


def test_a_wrong_password_is_the_clouds_error(service: Service) -> None:
    for asked in (login(password="another"), login(user="company/nobody")):
        with pytest.raises(ClientRequestException) as caught:
            identity_client(service).keystone_create_user_token_by_password(asked)

        assert complaint(caught.value) == (401, "IAM.0001", "The username or password is wrong.")
    assert token(service).x_subject_token  # what was counted against the user is forgotten


def test_a_user_who_failed_five_times_is_locked(service: Service) -> None:
    logins = [login(LOCKED_USER, password="another")] * 5 + [login(LOCKED_USER)]
    said = []
    for asked in logins:
        with pytest.raises(ClientRequestException) as caught:
            identity_client(service).keystone_create_user_token_by_password(asked)
        said.append(complaint(caught.value)[2])

    assert said == ["The username or password is wrong."] * 5 + ["The account is locked."]


def test_a_token_is_validated_by_who_signs_the_question(service: Service) -> None:
    given = token(service, IN_REGION)
    asked = KeystoneValidateTokenRequest(x_subject_token=given.x_subject_token)
    shown = identity_client(service).keystone_validate_token(asked)

    assert shown.x_subject_token == given.x_subject_token
    assert shown.token.to_dict() == given.token.to_dict()


def test_a_token_is_validated_by_its_own_owner(service: Service) -> None:
    shown = token(service).x_subject_token
    asked = KeystoneValidateTokenRequest(x_subject_token=shown)
    invoker = identity_client(service, "any", "any").keystone_validate_token_invoker(asked)

    assert invoker.add_header("X-Auth-Token", shown).invoke().token.user.name == USER.partition("/")[2]


def test_a_token_that_was_made_up_is_not_found(service: Service) -> None:
    asked = KeystoneValidateTokenRequest(x_subject_token="made up")
    with pytest.raises(ClientRequestException) as caught:
        identity_client(service).keystone_validate_token(asked)

    assert complaint(caught.value) == (404, "IAM.0004", "Could not find token.")


def test_a_project_is_found_by_the_name_of_a_region(service: Service) -> None:
    """Exactly one, or the SDKs stop; and the one that tokens are for."""
    found = identity_client(service).keystone_list_projects(KeystoneListProjectsRequest(name=REGION)).projects

    assert [(project.name, project.enabled) for project in found] == [(REGION, True)]
    assert found[0].id == token(service, IN_REGION).token.project.id


def test_the_projects_that_a_key_is_bound_to_are_listed(service: Service) -> None:
    bound = identity_client(service, BOUND_KEY, BOUND_SECRET)
    found = bound.keystone_list_projects(KeystoneListProjectsRequest()).projects

    assert [project.id for project in found] == [PROJECT]


def test_the_domain_of_a_key_is_found_by_the_sdk_itself(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Credentials, "_CACHE", {})
    monkeypatch.setenv("HUAWEICLOUD_SDK_REGION_IAM_CN_NORTH_4", service.url)
    monkeypatch.setenv("HUAWEICLOUD_SDK_IAM_ENDPOINT", service.url)
    builder = IamClient.new_builder().with_credentials(GlobalCredentials(ACCESS_KEY, SECRET_KEY))
    asking = builder.with_region(IamRegion.value_of(REGION)).build()
    listed = asking.keystone_list_auth_domains(KeystoneListAuthDomainsRequest()).domains

    assert [domain.id for domain in listed] == [asking.get_credentials().domain_id]
    assert listed[0].enabled

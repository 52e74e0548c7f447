"""Clients without an SDK: the sample code of the API page, and the steps of the cloud's token client."""

import base64
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from tests.contracts.pictures import BLANK, PHONE
from tests.harness.service import PASSWORD, PROJECT, TOKEN, USER, Service

DOMAIN, _, NAME = USER.partition("/")


def test_the_sample_of_the_api_page_reads_a_picture(service: Service) -> None:
    url = f"{service.url}/v2/{PROJECT}/ocr/web-image"
    headers = {"Content-Type": "application/json", "X-Auth-Token": TOKEN}
    with open(PHONE.path, "rb") as bin_data:
        image_data = bin_data.read()
    image_base64 = base64.b64encode(image_data).decode("utf-8")
    payload = {"image": image_base64}
    response = requests.post(url, headers=headers, json=payload, timeout=60)

    assert response.status_code == 200
    assert response.encoding == "utf-8"
    words = [block["words"] for block in response.json()["result"]["words_block_list"]]
    assert PHONE.share_read(words) > 0.8
    assert all(word in response.text for word in words), "the text of the response is decoded correctly"


@dataclass
class TokenClient:
    """Requests a token and sends it with every call."""

    service: Service
    tokens: list[str] = field(default_factory=list)

    def login(self) -> None:
        user = {"name": NAME, "password": PASSWORD, "domain": {"name": DOMAIN}}
        identity = {"methods": ["password"], "password": {"user": user}}
        body: Any = {"auth": {"identity": identity, "scope": {"project": {"name": "cn-north-4"}}}}
        response = requests.post(f"{self.service.url}/v3/auth/tokens", json=body, timeout=60)
        assert response.status_code == 201, response.text
        self.tokens.append(response.headers["X-Subject-Token"])

    def read(self, path: str, image: str) -> dict[str, object]:
        headers = {"Content-Type": "application/json", "X-Auth-Token": self.tokens[-1]}
        response = requests.post(
            f"{self.service.url}{path}", headers=headers, json={"image": image}, timeout=60
        )
        answer: dict[str, object] = response.json()
        return answer


@pytest.mark.parametrize("path", ["/v1.0/ocr/web-image", f"/v2/{PROJECT}/ocr/web-image"])
def test_the_token_client_reads_at_the_paths_of_versions_1_and_2(service: Service, path: str) -> None:
    """The client treats a response without error_code as a success."""
    client = TokenClient(service)
    client.login()
    answer = client.read(path, BLANK)

    assert "error_code" not in answer
    assert answer["result"] == {"words_block_count": 0, "words_block_list": [], "extracted_data": {}}


def test_a_new_token_does_not_revoke_an_earlier_one(service: Service) -> None:
    client = TokenClient(service)
    client.login()
    client.login()
    first, second = client.tokens
    client.tokens.append(first)

    assert first != second
    assert "error_code" not in client.read(f"/v2/{PROJECT}/ocr/web-image", BLANK)


def test_the_token_is_in_a_header_only(service: Service) -> None:
    client = TokenClient(service)
    client.login()
    headers = {"X-Auth-Token": client.tokens[-1], "X-Subject-Token": client.tokens[-1]}
    response = requests.get(f"{service.url}/v3/auth/tokens", headers=headers, timeout=60)

    assert response.status_code == 200
    assert response.headers["X-Subject-Token"] == client.tokens[-1]
    assert client.tokens[-1] not in response.text


def test_a_failed_login_has_the_errors_of_keystone_and_of_the_cloud(service: Service) -> None:
    """OpenStack clients read `error`, clients of the cloud read `error_code`."""
    user = {"name": NAME, "password": "another", "domain": {"name": DOMAIN}}
    body: Any = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}}}
    response = requests.post(f"{service.url}/v3/auth/tokens", json=body, timeout=60)

    assert response.status_code == 401
    message = "The username or password is wrong."
    assert response.json() == {
        "error_code": "IAM.0001",
        "error_msg": message,
        "error": {"code": 401, "message": message, "title": "Unauthorized"},
    }
    TokenClient(service).login()  # resets the failure count of the user

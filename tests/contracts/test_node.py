"""Requests with the core of the cloud's SDK for Node: its signatures, and its look-up of a project.

This SDK sends bodies in UTF-8, while the SDK for Python escapes everything but ASCII.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.pictures import BLANK, PHONE, PHONE_BASE64
from tests.contracts.python_sdk.identity import REGION_PROJECT, temporary_key, token
from tests.harness.service import ACCESS_KEY, PROJECT, SECRET_KEY, TOKEN, Service

FOLDER = Path(__file__).parent / "node"
NODE = shutil.which("node")
PACKAGE = FOLDER / "node_modules" / "@huaweicloud" / "huaweicloud-sdk-core"

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="there is no node on this machine"),
    pytest.mark.skipif(not PACKAGE.is_dir(), reason="`npm ci --prefix tests/contracts/node` was not run"),
]

CHINESE = {"说明": "网络图片识别，含“引号”与𠮷字\n", "image": BLANK}


def _call(service: Service, body: Mapping[str, object], **changes: object) -> dict[str, Any]:
    call = {
        "endpoint": service.url,
        "accessKey": ACCESS_KEY,
        "secretKey": SECRET_KEY,
        "project": PROJECT,
        "body": body,
        **changes,
    }
    assert NODE is not None
    done = subprocess.run(
        [NODE, "call.mjs"], cwd=FOLDER, input=json.dumps(call), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_a_picture_is_read(service: Service) -> None:
    answer = _call(service, {"image": PHONE_BASE64, "detect_direction": False})

    assert answer["status"] == 200
    assert PHONE.share_read(block["words"] for block in answer["result"]["words_block_list"]) > 0.8


def test_the_signature_of_a_chinese_body_is_accepted(service: Service) -> None:
    assert _call(service, CHINESE)["result"]["words_block_count"] == 0


def test_the_sdk_finds_the_project_of_a_region(service: Service) -> None:
    """The SDK sends and signs an empty object with its GET request."""
    answer = _call(service, CHINESE, project=None, identity=service.url)

    assert answer["result"]["words_block_count"] == 0


def test_a_token_is_accepted_although_the_signature_is_wrong(service: Service) -> None:
    answer = _call(service, CHINESE, accessKey="any", secretKey="any", headers={"X-Auth-Token": TOKEN})

    assert answer["result"]["words_block_count"] == 0


def test_a_temporary_key_needs_its_security_token(service: Service) -> None:
    key = temporary_key(service, token(service, REGION_PROJECT).x_subject_token)
    temporary = {"accessKey": key.access, "secretKey": key.secret, "securityToken": key.securitytoken}

    assert _call(service, CHINESE, **temporary)["result"]["words_block_count"] == 0
    assert _call(service, CHINESE, **{**temporary, "securityToken": None})["status"] == 401


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        ({"image": "QUFB"}, {}, (400, "AIS.0102", "The image format is not supported.")),
        (
            CHINESE,
            {"secretKey": "another"},
            (401, "APIG.0301", "Incorrect IAM authentication information: verify aksk signature fail"),
        ),
    ],
    ids=["a wrong picture", "a wrong secret"],
)
def test_an_error_has_the_form_of_the_cloud(
    service: Service, body: dict[str, object], changes: dict[str, object], expected: tuple[int, str, str]
) -> None:
    answer = _call(service, body, **changes)

    assert (answer["status"], answer["code"], answer["message"]) == expected
    assert len(answer["requestId"]) == 32

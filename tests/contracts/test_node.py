"""The core of the cloud's SDK for Node: what it signs, and how it finds a project.

It sends bodies as they are written, in UTF-8, where the SDK for Python escapes everything but ASCII.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.pictures import BLANK, PHONE, PHONE_BASE64
from tests.contracts.python_sdk.identity import IN_REGION, temporary_key, token
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
    asked = {
        "endpoint": service.url,
        "accessKey": ACCESS_KEY,
        "secretKey": SECRET_KEY,
        "project": PROJECT,
        "body": body,
        **changes,
    }
    assert NODE is not None
    done = subprocess.run(
        [NODE, "call.mjs"], cwd=FOLDER, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_a_picture_is_read(service: Service) -> None:
    answer = _call(service, {"image": PHONE_BASE64, "detect_direction": False})

    assert answer["status"] == 200
    assert PHONE.share_read(block["words"] for block in answer["result"]["words_block_list"]) > 0.8


def test_a_body_in_chinese_is_signed_as_it_is_sent(service: Service) -> None:
    assert _call(service, CHINESE)["result"]["words_block_count"] == 0


def test_without_a_project_the_sdk_finds_the_one_of_the_regions_name(service: Service) -> None:
    """It signs, and sends, an empty object with its GET."""
    answer = _call(service, CHINESE, project=None, identity=service.url)

    assert answer["result"]["words_block_count"] == 0


def test_a_token_that_the_sdk_signs_too_will_do(service: Service) -> None:
    answer = _call(service, CHINESE, accessKey="any", secretKey="any", headers={"X-Auth-Token": TOKEN})

    assert answer["result"]["words_block_count"] == 0


def test_a_temporary_key_reads_with_its_security_token(service: Service) -> None:
    key = temporary_key(service, token(service, IN_REGION).x_subject_token)
    temporary = {"accessKey": key.access, "secretKey": key.secret, "securityToken": key.securitytoken}

    assert _call(service, CHINESE, **temporary)["result"]["words_block_count"] == 0
    assert _call(service, CHINESE, **{**temporary, "securityToken": None})["status"] == 401


@pytest.mark.parametrize(
    ("body", "changes", "complaint"),
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
def test_a_refusal_is_the_clouds_error(
    service: Service, body: dict[str, object], changes: dict[str, object], complaint: tuple[int, str, str]
) -> None:
    answer = _call(service, body, **changes)

    assert (answer["status"], answer["code"], answer["message"]) == complaint
    assert len(answer["requestId"]) == 32

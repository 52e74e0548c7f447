"""Requests with Java's HTTP client, which by default offers HTTP/2 with every request (`Upgrade: h2c`)."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contracts.pictures import PHONE, PHONE_BASE64
from tests.harness.service import TOKEN, Service

PROGRAM = Path(__file__).parent / "java" / "Post.java"
JAVA = shutil.which("java")

pytestmark = pytest.mark.skipif(
    JAVA is None or shutil.which("javac") is None, reason="there is no JDK on this machine"
)


def _post(service: Service, token: str, body: bytes) -> list[bytes]:
    assert JAVA is not None
    command = [JAVA, str(PROGRAM), service.path, token]
    done = subprocess.run(command, input=body, capture_output=True, check=True)
    return done.stdout.split(b"\n")


def test_a_picture_is_read_although_the_client_offers_http_2(service: Service) -> None:
    first, answer, second, repeated_answer, _ = _post(
        service, TOKEN, json.dumps({"image": PHONE_BASE64}).encode()
    )
    blocks = json.loads(answer)["result"]["words_block_list"]

    assert (first, second) == (b"HTTP_1_1 200", b"HTTP_1_1 200")
    assert PHONE.share_read(block["words"] for block in blocks) > 0.8
    assert repeated_answer == answer


def test_an_error_reaches_the_client(service: Service) -> None:
    status, answer, *_ = _post(service, "wrong", b"{}")

    assert status == b"HTTP_1_1 401"
    assert json.loads(answer)["error_code"] == "APIG.0301"

"""A user's script that names a region of the cloud. Environment variables redirect it to the service.

The SDK caches regions and projects in its process, so every test starts a process of its own.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from service.settings import ROOT
from tests.contracts.pictures import PHONE
from tests.harness.service import ACCESS_KEY, BOUND_KEY, BOUND_SECRET, PROJECT, SECRET_KEY, Service

REGION_ENDPOINT = "HUAWEICLOUD_SDK_REGION_OCR_CN_NORTH_4"
REGIONS_FILE = "HUAWEICLOUD_SDK_REGIONS_FILE"
IDENTITY_ENDPOINT = "HUAWEICLOUD_SDK_IAM_ENDPOINT"
KEY_VARIABLES = {"HUAWEICLOUD_SDK_AK": ACCESS_KEY, "HUAWEICLOUD_SDK_SK": SECRET_KEY}
BOUND_KEY_VARIABLES = {"HUAWEICLOUD_SDK_AK": BOUND_KEY, "HUAWEICLOUD_SDK_SK": BOUND_SECRET}
PROJECT_ID = {"HUAWEICLOUD_SDK_PROJECT_ID": PROJECT}
UNREACHABLE = "http://127.0.0.1:1"


def _run(variables: Mapping[str, str], home: Path) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("HUAWEICLOUD_")}
    command = [sys.executable, "-m", "tests.contracts.python_sdk.user_script", str(PHONE.path)]
    environment = {**bare, "HOME": str(home), **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _project_used_by(variables: Mapping[str, str], home: Path) -> str:
    done = _run(variables, home)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert PHONE.share_read(answer["words"]) > 0.8
    return str(answer["project"])


def test_an_environment_variable_sets_the_endpoint_of_a_region(service: Service, tmp_path: Path) -> None:
    """With a project id the SDK does not call the identity service, which is unreachable here."""
    variables = {**KEY_VARIABLES, **PROJECT_ID, REGION_ENDPOINT: service.url, IDENTITY_ENDPOINT: UNREACHABLE}

    assert _project_used_by(variables, tmp_path) == PROJECT


def test_a_region_may_have_several_endpoints(service: Service, tmp_path: Path) -> None:
    """The first endpoint has no TLS, so the SDK uses the second."""
    without_tls = service.url.replace("http:", "https:")
    variables = {**KEY_VARIABLES, **PROJECT_ID, REGION_ENDPOINT: f"{without_tls},{service.url}"}

    assert _project_used_by(variables, tmp_path) == PROJECT


def test_the_sdk_finds_the_project_of_a_region(service: Service, tmp_path: Path) -> None:
    variables = {**KEY_VARIABLES, REGION_ENDPOINT: service.url, IDENTITY_ENDPOINT: service.url}
    found = _project_used_by(variables, tmp_path)

    assert re.fullmatch("[0-9a-f]{32}", found)
    assert found == _project_used_by(variables, tmp_path), "a name always has the same project"


@pytest.mark.parametrize("path", [".huaweicloud/regions.yaml", "custom.yaml"])
def test_a_file_sets_the_endpoint_of_a_region(service: Service, tmp_path: Path, path: str) -> None:
    """The file is at its default path in the home folder, or at a path that the environment sets."""
    file = tmp_path / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"OCR:\n  - id: 'cn-north-4'\n    endpoint: '{service.url}'\n")
    file_variable = {REGIONS_FILE: str(file)} if file.parent == tmp_path else {}

    assert _project_used_by({**KEY_VARIABLES, **PROJECT_ID, **file_variable}, tmp_path) == PROJECT


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({**KEY_VARIABLES, "HUAWEICLOUD_SDK_SK": "another"}, "verify aksk signature fail"),
        (BOUND_KEY_VARIABLES, "Failed to get project id of region 'cn-north-4'"),
    ],
    ids=["a wrong secret", "a key bound to a project of another name"],
)
def test_the_sdk_reports_a_missing_project_before_it_sends_a_picture(
    service: Service, tmp_path: Path, variables: dict[str, str], message: str
) -> None:
    done = _run({**variables, REGION_ENDPOINT: service.url, IDENTITY_ENDPOINT: service.url}, tmp_path)

    assert done.returncode == 1
    assert message in done.stderr.splitlines()[-1]

"""A user's script that names a region of the cloud, led here by environment variables alone.

The SDK remembers regions and projects for the life of its process, so every test has one of its own.
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

REGION = "HUAWEICLOUD_SDK_REGION_OCR_CN_NORTH_4"
REGIONS_FILE = "HUAWEICLOUD_SDK_REGIONS_FILE"
IDENTITY = "HUAWEICLOUD_SDK_IAM_ENDPOINT"
KEY = {"HUAWEICLOUD_SDK_AK": ACCESS_KEY, "HUAWEICLOUD_SDK_SK": SECRET_KEY}
BOUND = {"HUAWEICLOUD_SDK_AK": BOUND_KEY, "HUAWEICLOUD_SDK_SK": BOUND_SECRET}
PROJECT_ID = {"HUAWEICLOUD_SDK_PROJECT_ID": PROJECT}
NOWHERE = "http://127.0.0.1:1"


def _run(variables: Mapping[str, str], home: Path) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("HUAWEICLOUD_")}
    command = [sys.executable, "-m", "tests.contracts.python_sdk.user_script", str(PHONE.path)]
    environment = {**bare, "HOME": str(home), **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _project_that_read(variables: Mapping[str, str], home: Path) -> str:
    done = _run(variables, home)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert PHONE.share_read(answer["words"]) > 0.8
    return str(answer["project"])


def test_a_region_that_the_environment_leads_here(service: Service, tmp_path: Path) -> None:
    """With a project's id the identity service is never asked: there is none at that address."""
    variables = {**KEY, **PROJECT_ID, REGION: service.url, IDENTITY: NOWHERE}

    assert _project_that_read(variables, tmp_path) == PROJECT


def test_a_region_of_several_addresses_of_which_one_is_right(service: Service, tmp_path: Path) -> None:
    """The first speaks no TLS, and the SDK goes on to the second."""
    without_tls = service.url.replace("http:", "https:")
    variables = {**KEY, **PROJECT_ID, REGION: f"{without_tls},{service.url}"}

    assert _project_that_read(variables, tmp_path) == PROJECT


def test_without_a_project_the_sdk_finds_the_one_of_the_regions_name(
    service: Service, tmp_path: Path
) -> None:
    variables = {**KEY, REGION: service.url, IDENTITY: service.url}
    found = _project_that_read(variables, tmp_path)

    assert re.fullmatch("[0-9a-f]{32}", found)
    assert found == _project_that_read(variables, tmp_path), "the project of a name is always the same"


@pytest.mark.parametrize("place", [".huaweicloud/regions.yaml", "elsewhere.yaml"])
def test_a_region_that_a_file_leads_here(service: Service, tmp_path: Path, place: str) -> None:
    """At its usual place in the home folder, or where the environment says."""
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"OCR:\n  - id: 'cn-north-4'\n    endpoint: '{service.url}'\n")
    elsewhere = {REGIONS_FILE: str(file)} if file.parent == tmp_path else {}

    assert _project_that_read({**KEY, **PROJECT_ID, **elsewhere}, tmp_path) == PROJECT


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({**KEY, "HUAWEICLOUD_SDK_SK": "another"}, "verify aksk signature fail"),
        (BOUND, "Failed to get project id of region 'cn-north-4'"),
    ],
    ids=["a wrong secret", "a key that is bound to a project of another name"],
)
def test_a_project_that_cannot_be_found_is_said_before_any_picture_is_sent(
    service: Service, tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    done = _run({**variables, REGION: service.url, IDENTITY: service.url}, tmp_path)

    assert done.returncode == 1
    assert said in done.stderr.splitlines()[-1]

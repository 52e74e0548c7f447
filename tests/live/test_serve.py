"""The service as a process: its answers, its first start, and wrong settings."""

import base64
import json
import os
import stat
import subprocess
import sys
from collections import Counter
from pathlib import Path

import httpx
import pytest

from service.process.machine import WORKER_NICENESS, usable_cores
from service.settings import ROOT
from tests.harness.samples import sample
from tests.harness.service import CREDENTIALS, TOKEN, Service, printed_call

PHONE = sample("phone")

LOWEST_PRIORITY = 19
"""The largest nice value, setpriority(2)."""


def _post(service: Service, body: object, token: str = TOKEN) -> httpx.Response:
    return httpx.post(service.path, json=body, headers={"X-Auth-Token": token}, timeout=60)


def test_the_text_of_a_picture_is_returned(service: Service) -> None:
    image = base64.b64encode(PHONE.path.read_bytes()).decode()
    result = _post(service, {"image": image, "extract_type": ["image_size"]}).json()["result"]
    words = [block["words"] for block in result["words_block_list"]]

    assert PHONE.share_read(words) > 0.8
    assert result["words_block_count"] == len(words)
    assert result["extracted_data"]["image_size"] == {
        "height": PHONE.height,
        "width": PHONE.width,
    }


def test_threads_that_compute_have_a_lower_priority_than_the_thread_that_answers(service: Service) -> None:
    (engine,) = service.engine_pids
    threads = [int(each.name) for each in Path(f"/proc/{engine}/task").iterdir()]
    niceness = Counter(os.getpriority(os.PRIO_PROCESS, thread) for thread in threads)
    own = os.getpriority(os.PRIO_PROCESS, 0)

    assert os.getpriority(os.PRIO_PROCESS, engine) == own
    assert niceness[min(own + WORKER_NICENESS, LOWEST_PRIORITY)] >= usable_cores()


def test_the_contact_in_a_picture_is_extracted(service: Service) -> None:
    """The picture shows 收货地址：雁塔区望江东路… in two lines, and 杨玉兰 186****7134."""
    image = base64.b64encode(PHONE.path.read_bytes()).decode()
    result = _post(service, {"image": image, "extract_type": ["contact_info"]}).json()["result"]

    assert result["extracted_data"] == {
        "contact_info": {
            "name": "杨玉兰",
            "phone": "186****7134",
            "province": "陕西省",
            "city": "西安市",
            "district": "雁塔区",
            "detail_address": "望江东路与人民中路交叉口翠竹苑4单元234",
        }
    }


@pytest.mark.parametrize(
    ("image", "code"),
    [("", "AIS.0101"), ("QUFB", "AIS.0102"), ("data:image/png;base64,QUFB", "AIS.0102")],
)
def test_each_kind_of_wrong_picture_has_its_error_code(service: Service, image: str, code: str) -> None:
    response = _post(service, {"image": image})

    assert (response.status_code, response.json()["error_code"]) == (400, code)


def test_a_body_that_is_too_large_is_answered_with_an_error(service: Service) -> None:
    response = _post(service, {"image": "A" * 13_000_000})

    assert (response.status_code, response.json()["error_code"]) == (413, "APIG.0201")


def test_the_first_start_makes_credentials_and_prints_a_call_that_works(
    service: Service, tmp_path: Path
) -> None:
    file = tmp_path / "credentials.json"
    (tmp_path / "picture.png").write_bytes(PHONE.path.read_bytes())
    with Service({**service.shared_engines, "WANGTU_CREDENTIALS": str(file)}) as running:
        running.wait_until_ready()
        call = printed_call(running.stderr_lines)
        answer = subprocess.run(["sh", "-c", call], cwd=tmp_path, capture_output=True, check=True)  # noqa: S607
        anonymous = httpx.post(running.path, json={"image": "QUFB"})

        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert json.loads(answer.stdout)["result"]["words_block_count"] > 5
        assert anonymous.status_code == 401
        assert running.stop() == 0


def test_a_later_start_keeps_the_credentials_and_does_not_print_them(
    service: Service, tmp_path: Path
) -> None:
    file = tmp_path / "credentials.json"
    file.write_text(json.dumps({"tokens": ["from-the-file"]}))
    settings = {**CREDENTIALS, **service.shared_engines, "WANGTU_CREDENTIALS": str(file)}
    with Service(settings) as running:
        running.wait_until_ready()
        answers = [_post(running, {"image": "QUFB"}, token).status_code for token in (TOKEN, "from-the-file")]

        assert answers == [400, 400]
        assert running.stop() == 0
    assert "from-the-file" not in "".join(running.stderr_lines)


def test_a_picture_is_read_without_network_and_nothing_is_kept_in_the_home(tmp_path: Path) -> None:
    isolated = ("unshare", "--map-root-user", "--net")
    if subprocess.run([*isolated, "true"], capture_output=True, check=False).returncode:
        pytest.skip("network namespaces are not permitted here")
    command = [*isolated, sys.executable, "-m", "tests.live.offline", str(PHONE.path)]
    folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    done = subprocess.run(command, env={**os.environ, **folders}, capture_output=True, text=True, check=True)
    words = [block["words"] for block in json.loads(done.stdout)["result"]["words_block_list"]]

    assert PHONE.share_read(words) > 0.8
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_ends_the_start_with_one_line(service: Service) -> None:
    command = [sys.executable, "-m", "service", "serve", "--port", str(service.port)]
    done = subprocess.run(command, env=CREDENTIALS, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("wangtu: cannot listen on 127.0.0.1:")
    assert done.stderr.count("\n") == 1


def test_the_body_of_a_request_that_offers_an_upgrade_is_read(service: Service) -> None:
    headers = {"X-Auth-Token": TOKEN, "Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c"}
    response = httpx.post(service.path, content=b'{"image":"QUFB"}', headers=headers)

    assert response.json()["error_code"] == "AIS.0102"


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"WANGTU_PORT": "many"}, "WANGTU_PORT is not usable"),
        ({"WANGTU_MAX_SIDE": "99999"}, "WANGTU_MAX_SIDE is not usable"),
        ({"WANGTU_ACCESS_KEYS": "AK"}, "WANGTU_ACCESS_KEYS is not usable"),
        (
            {"WANGTU_MODELS": "ppocrv4-mobile"},
            "wangtu: WANGTU_MODELS=ppocrv4-mobile needs WANGTU_RUNTIME=paddle.",
        ),
        ({"WANGTU_CREDENTIALS": str(ROOT / "README.md")}, "is not a credentials file"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_one_line(variables: dict[str, str], sentence: str) -> None:
    command = [sys.executable, "-m", "service", "serve"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert sentence in done.stderr

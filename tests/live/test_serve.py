"""The service as a process: its first start, its greeting, its end."""

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

from service.process.machine import NICE, usable_cores
from service.settings import ROOT
from tests.harness.samples import sample
from tests.harness.service import CREDENTIALS, TOKEN, Service, printed_call

PHONE = sample("phone")


def _post(service: Service, body: object, token: str = TOKEN) -> httpx.Response:
    return httpx.post(service.path, json=body, headers={"X-Auth-Token": token}, timeout=60)


def test_a_picture_comes_back_as_its_text(service: Service) -> None:
    image = base64.b64encode(PHONE.path.read_bytes()).decode()
    result = _post(service, {"image": image, "extract_type": ["image_size"]}).json()["result"]
    words = [block["words"] for block in result["words_block_list"]]

    assert PHONE.share_read(words) > 0.8
    assert result["words_block_count"] == len(words)
    assert result["extracted_data"]["image_size"] == {
        "height": PHONE.height,
        "width": PHONE.width,
    }


def test_the_threads_that_compute_step_back_behind_the_one_that_answers(service: Service) -> None:
    (engine,) = service.engine_pids
    threads = [int(each.name) for each in Path(f"/proc/{engine}/task").iterdir()]
    niceness = Counter(os.getpriority(os.PRIO_PROCESS, thread) for thread in threads)
    usual = os.getpriority(os.PRIO_PROCESS, 0)

    assert os.getpriority(os.PRIO_PROCESS, engine) == usual
    assert niceness[usual + NICE] >= usable_cores()


def test_whom_a_picture_tells_how_to_reach_comes_back(service: Service) -> None:
    """What stands there is 收货地址：雁塔区望江东路…, over two lines, and 杨玉兰 186****7134."""
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
def test_wrong_pictures_are_told_apart(service: Service, image: str, code: str) -> None:
    response = _post(service, {"image": image})

    assert (response.status_code, response.json()["error_code"]) == (400, code)


def test_a_body_that_is_too_large_is_answered_and_not_cut_off(service: Service) -> None:
    response = _post(service, {"image": "A" * 13_000_000})

    assert (response.status_code, response.json()["error_code"]) == (413, "APIG.0201")


def test_the_first_start_makes_credentials_and_prints_a_call_that_works(tmp_path: Path) -> None:
    kept = tmp_path / "credentials.json"
    (tmp_path / "picture.png").write_bytes(PHONE.path.read_bytes())
    with Service({"WANGTU_CREDENTIALS": str(kept)}) as running:
        running.wait_until_ready()
        call = printed_call(running.stderr_lines)
        answer = subprocess.run(["sh", "-c", call], cwd=tmp_path, capture_output=True, check=True)  # noqa: S607
        nobody = httpx.post(running.path, json={"image": "QUFB"})

        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert json.loads(answer.stdout)["result"]["words_block_count"] > 5
        assert nobody.status_code == 401
        assert running.stop() == 0


def test_a_later_start_keeps_the_credentials_and_does_not_print_them(tmp_path: Path) -> None:
    kept = tmp_path / "credentials.json"
    kept.write_text(json.dumps({"tokens": ["from-the-file"]}))
    with Service({**CREDENTIALS, "WANGTU_CREDENTIALS": str(kept)}) as running:
        running.wait_until_ready()
        answers = [_post(running, {"image": "QUFB"}, token).status_code for token in (TOKEN, "from-the-file")]

        assert answers == [400, 400]
        assert running.stop() == 0
    assert "from-the-file" not in "".join(running.stderr_lines)


def test_it_serves_without_any_network(tmp_path: Path) -> None:
    """With weights in place, an index that does not exist is never asked."""
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:1/simple", "HTTP_PROXY": "http://127.0.0.1:1"}
    with Service({**CREDENTIALS, **nowhere}) as running:
        running.wait_until_ready()


def test_a_port_that_is_taken_is_one_line(service: Service) -> None:
    command = [sys.executable, "-m", "service", "serve", "--port", str(service.port)]
    done = subprocess.run(command, env=CREDENTIALS, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("wangtu: cannot listen on 127.0.0.1:")
    assert done.stderr.count("\n") == 1


def test_an_offer_to_upgrade_does_not_cost_the_body(service: Service) -> None:
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
def test_a_wrong_setting_stops_the_start_with_one_line(variables: dict[str, str], sentence: str) -> None:
    command = [sys.executable, "-m", "service", "serve"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert sentence in done.stderr

"""What the processes of a running service may do and know."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.process.privileges import DAC_READ_SEARCH
from tests.harness.service import CREDENTIALS, Service

pytestmark = pytest.mark.live

READ = 1 << DAC_READ_SEARCH
SECRETS = {"AWS_SECRET_ACCESS_KEY": "hush-of-another-program", "wangtu_tokens": "lower-case-token"}


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with Service({**CREDENTIALS, **SECRETS}) as service:
        service.wait_until_ready()
        yield service


def test_the_environment_of_an_engine_has_no_secret(running: Service) -> None:
    for pid in running.engine_pids:
        environment = Path(f"/proc/{pid}/environ").read_bytes().decode()

        assert "PATH=" in environment
        assert not [value for value in (*CREDENTIALS.values(), *SECRETS.values()) if value in environment]


def test_an_engine_may_at_most_read_files_and_gains_nothing_in_any_thread(running: Service) -> None:
    for pid in running.engine_pids:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            status = dict(line.split(":\t") for line in (thread / "status").read_text().splitlines())

            assert status["NoNewPrivs"] == "1"
            assert int(status["CapPrm"], 16) | READ == READ
        assert "Max core file size        0                    0" in Path(f"/proc/{pid}/limits").read_text()

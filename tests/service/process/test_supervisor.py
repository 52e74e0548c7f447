"""The supervisor with small scripts as its processes."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from service.process import heartbeat
from service.process.log_writer import LOG
from service.process.logs import configure_logs
from service.process.supervisor import LONGEST_PAUSE, Program, Supervisor, pause_before

FATAL_CODE = 3


def _program(script: str) -> Program:
    return Program((sys.executable, "-c", script), dict(os.environ))


BLOCKED = "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])"
UNTIL_SIGTERM = f"{BLOCKED}; signal.sigwait([signal.SIGTERM])"


def _run(engine: str, http: str, *others: str) -> int:
    async def run() -> int:
        return await Supervisor(list(map(_program, (engine, *others))), _program(http), FATAL_CODE).run()

    return asyncio.run(run())


def test_the_pause_before_a_restart_doubles_with_every_crash() -> None:
    assert [pause_before(crashes) for crashes in (1, 2, 3, 4)] == [0, 1, 2, 4]
    assert pause_before(100) == LONGEST_PAUSE


def test_a_crashed_engine_is_restarted(tmp_path: Path) -> None:
    """The HTTP side ends once the engine has started twice."""
    engine = f"import os, time; open('{tmp_path}/' + str(os.getpid()), 'w'); os.abort()"
    http = f"import os, time\nwhile len(os.listdir('{tmp_path}')) < 2: time.sleep(0.01)"

    assert _run(engine, http) == 0
    assert len(list(tmp_path.iterdir())) >= 2


def test_an_engine_that_hangs_is_killed_and_restarted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stopped process gets no SIGTERM. The HTTP side ends once the engine has started twice."""
    monkeypatch.setattr(heartbeat, "CHECK_SECONDS", 0.02)
    engine = (
        f"import os, signal, sys; os.write(int(sys.argv[-1]), b'.')\n"
        f"open('{tmp_path}/' + str(os.getpid()), 'w'); os.kill(os.getpid(), signal.SIGSTOP)"
    )
    http = f"import os, time\nwhile len(os.listdir('{tmp_path}')) < 2: time.sleep(0.01)"

    assert _run(engine, http) == 0
    assert len(list(tmp_path.iterdir())) >= 2


def test_an_http_side_that_a_signal_ends_is_restarted(tmp_path: Path) -> None:
    """It ends by itself when it has started for the second time."""
    http = (
        f"import os, signal; open('{tmp_path}/' + str(os.getpid()), 'w')\n"
        f"if len(os.listdir('{tmp_path}')) < 2: os.kill(os.getpid(), signal.SIGKILL)"
    )

    assert _run(UNTIL_SIGTERM, http) == 0
    assert len(list(tmp_path.iterdir())) == 2


def test_a_stopped_process_ends_with_the_service() -> None:
    stopped = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP); signal.pause()"

    assert _run(stopped, "import time; time.sleep(0.2)") == 0


def test_nothing_but_the_wait_asks_for_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks in the moment of a death gets the code, and the wait gets 255 in its place."""

    def refuse(process: subprocess.Popen[bytes]) -> int | None:
        raise AssertionError(f"process {process.pid} is polled")

    monkeypatch.setattr(subprocess.Popen, "poll", refuse)

    assert _run("import signal; signal.pause()", "import time; time.sleep(0.2)") == 0


def test_a_crash_of_one_engine_does_not_stop_the_others(tmp_path: Path) -> None:
    """The HTTP side ends once one engine has started twice and the other once."""
    crashing = f"import os, time; open('{tmp_path}/crashing' + str(os.getpid()), 'w'); os.abort()"
    steady = f"import os; {BLOCKED}; open('{tmp_path}/steady' + str(os.getpid()), 'w'); signal.sigwait([15])"
    stopped = f"open('{tmp_path}/stopped', 'w')"
    http = (
        f"import glob, time\n"
        f"while len(glob.glob('{tmp_path}/crashing*')) < 2 or not glob.glob('{tmp_path}/steady*'):\n"
        f"    time.sleep(0.01)"
    )

    assert _run(crashing, http, f"{steady}; {stopped}") == 0
    assert len(list(tmp_path.glob("steady*"))) == 1
    assert (tmp_path / "stopped").exists()


def test_an_engine_that_can_never_start_ends_all_processes_with_its_code() -> None:
    assert _run(f"raise SystemExit({FATAL_CODE})", UNTIL_SIGTERM) == FATAL_CODE


def test_a_failed_http_side_determines_the_exit_code() -> None:
    assert _run(UNTIL_SIGTERM, "raise SystemExit(4)") == 4


def test_engines_stop_after_the_http_side(tmp_path: Path) -> None:
    note = f"open('{tmp_path}/order', 'a').write"
    engine = f"{BLOCKED}; open('{tmp_path}/up', 'w'); signal.sigwait([signal.SIGTERM]); {note}('engine')"
    http = f"import os, time\nwhile not os.path.exists('{tmp_path}/up'): time.sleep(0.01)\n{note}('http ')"
    _run(engine, http)

    assert (tmp_path / "order").read_text() == "http engine"


def test_log_lines_of_engines_get_the_number_of_the_engine(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Engines log JSON. Lines of native code are not JSON, even if they begin with a brace."""

    def engine(name: str) -> str:
        output = f'{{"event": "{name}"}}\nlibpng says {name}\n{{{name}}}\n'
        return f"import os; os.write(2, {output.encode()!r}); open('{tmp_path}/{name}', 'w'); {UNTIL_SIGTERM}"

    http = f"import os, time\nwhile len(os.listdir('{tmp_path}')) < 2: time.sleep(0.01)"
    configure_logs()
    try:
        _run(engine("first"), http, engine("second"))
    finally:
        structlog.reset_defaults()
    LOG.drain()
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]

    for number, name in enumerate(("first", "second")):
        of_engine = [line for line in lines if line["engine"] == number]
        assert [line["event"] for line in of_engine] == [name, "native", "native"]
        assert [line["said"] for line in of_engine[1:]] == [f"libpng says {name}", f"{{{name}}}"]

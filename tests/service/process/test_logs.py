import json
import logging
from logging.config import dictConfig

import pytest
import structlog
from gunicorn.glogging import CONFIG_DEFAULTS

from service.process.log_writer import LOG
from service.process.logs import STANDARD_LOGS, configure_logs


def test_local_variables_of_a_failed_function_are_not_logged(capfd: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        token = "hush-hush"
        raise ValueError(len(token))

    configure_logs()
    try:
        fails()
    except ValueError:
        structlog.get_logger().exception("unexpected")
    finally:
        structlog.reset_defaults()
    LOG.drain()
    line = capfd.readouterr().err

    assert json.loads(line)["event"] == "unexpected"
    assert "ValueError" in line
    assert "hush" not in line.replace('token = "hush-hush"', "")


@pytest.mark.parametrize("name", ["gunicorn.error", "asyncio"])
def test_errors_of_libraries_are_json_without_local_variables(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        token = "hush-hush"
        raise ValueError(len(token))

    root = logging.getLogger()
    before = list(root.handlers), root.level
    dictConfig({**CONFIG_DEFAULTS, **STANDARD_LOGS})
    try:
        fails()
    except ValueError:
        logging.getLogger(name).exception("it broke: %s", "really")
    finally:
        root.handlers, root.level = before
        logging.getLogger("gunicorn.error").handlers.clear()
    LOG.drain()
    line = json.loads(capfd.readouterr().err)

    assert (line["event"], line["level"]) == ("it broke: really", "error")
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "locals" not in line["exception"][0]["frames"][0]

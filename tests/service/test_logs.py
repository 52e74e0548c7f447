import json

import pytest
import structlog

from service.logs import configure_logs


def test_a_secret_that_a_failing_function_held_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
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
    line = capsys.readouterr().err

    assert json.loads(line)["event"] == "unexpected"
    assert "ValueError" in line
    assert "hush" not in line.replace('token = "hush-hush"', "")

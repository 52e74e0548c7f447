import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from service import settings as settings_module
from service.credentials import Credentials
from service.settings import ROOT, Settings


def _settings(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(f"WANGTU_{name}", value)
    return Settings()


def test_defaults_listen_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(monkeypatch)

    assert (settings.host, settings.port, settings.max_side) == ("127.0.0.1", 8000, 8192)
    assert not settings.environment_credentials()


def test_credentials_come_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(
        monkeypatch, TOKENS="a, b,", ACCESS_KEYS="AK1:SK1,AK2:S:K2", USERS="corp/ann:p:w,corp/bob:x"
    )

    assert settings.environment_credentials() == Credentials(
        tokens=("a", "b"),
        access_keys={"AK1": "SK1", "AK2": "S:K2"},
        users={"corp/ann": "p:w", "corp/bob": "x"},
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "http"),
        ("MAX_SIDE", "14"),
        ("MAX_SIDE", "30001"),
        ("ACCESS_KEYS", "no-secret-here"),
        ("USERS", "ann:password"),
        ("RUNTIME", "tensorrt"),
        ("MODELS", "huge"),
        ("THREADS", "0"),
    ],
)
def test_a_bad_value_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        _settings(monkeypatch, **{name: value})


def test_models_in_paddles_format_need_the_paddle_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="WANGTU_RUNTIME=paddle"):
        _settings(monkeypatch, MODELS="ppocrv4-mobile")


@pytest.mark.parametrize(
    ("quota", "share"), [("max 100000", None), ("100000 100000", 1), ("10000 100000", 1)]
)
def test_cores_are_those_that_the_container_may_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quota: str, share: int | None
) -> None:
    (tmp_path / "cpu.max").write_text(quota + "\n")
    monkeypatch.setattr(settings_module, "CPU_QUOTA", tmp_path / "cpu.max")

    assert _settings(monkeypatch).threads == (share or len(os.sched_getaffinity(0)))


def test_a_runtime_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_module, "find_spec", lambda name: None)
    with pytest.raises(ValidationError, match="needs the package paddlepaddle"):
        _settings(monkeypatch, RUNTIME="paddle")


def test_the_largest_side_can_be_raised_to_what_the_cloud_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _settings(monkeypatch, MAX_SIDE="30000").engine().max_side == 30000


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert [name for name in Settings.model_fields if f"`WANGTU_{name.upper()}`" not in documented] == []


def test_settings_do_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        _settings(monkeypatch).port = 1


def test_folders_lie_beside_the_code_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _settings(monkeypatch).weights == Path(ROOT, "weights")

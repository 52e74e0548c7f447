import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic import ValidationError

from service import settings as settings_module
from service.api.auth.throttle import CallLimit
from service.cli import main
from service.credentials import Credentials
from service.passwords import hash_password, verify_password
from service.settings import ROOT, Settings

PASSWORD_HASH = hash_password("her-password")


def _settings(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(f"WANGTU_{name}", value)
    return Settings()


def test_the_defaults_listen_on_loopback_and_have_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(monkeypatch)

    assert (settings.host, settings.port, settings.max_side) == ("127.0.0.1", 8000, 8192)
    assert settings.environment_credentials() == Credentials()
    assert (settings.call_limit(), settings.url_networks) == (None, ())


def test_credentials_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(
        monkeypatch,
        SIGNING_KEY="s" * 32,
        TOKENS="a, b,",
        ACCESS_KEYS="AK1:SK1, AK2:S:K2",
        USERS=f"corp/ann:{PASSWORD_HASH}",
        PROJECTS="p1:north,p2:south",
        BINDINGS="AK1:p1, corp/ann:p2,AK1:p2",
    )

    assert settings.environment_credentials() == Credentials(
        signing_key="s" * 32,
        tokens=("a", "b"),
        access_keys={"AK1": "SK1", "AK2": "S:K2"},
        users={"corp/ann": PASSWORD_HASH},
        projects={"p1": "north", "p2": "south"},
        bindings={"AK1": ("p1", "p2"), "corp/ann": ("p2",)},
    )


@pytest.mark.parametrize("value", ["", " ", ","])
@pytest.mark.parametrize("name", ["TOKENS", "ACCESS_KEYS", "USERS", "PROJECTS", "BINDINGS", "URL_NETWORKS"])
def test_a_list_without_entries_is_empty(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Container tools pass unset variables as empty ones."""
    assert _settings(monkeypatch, **{name: value}).environment_credentials() == Credentials()


def test_a_plain_password_is_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    users = (
        _settings(monkeypatch, USERS="corp/ann:her:pass,corp/bob:her:pass").environment_credentials().users
    )

    assert all(verify_password("her:pass", stored) for stored in users.values())
    assert users["corp/ann"] != users["corp/bob"]


def test_a_plain_password_has_the_same_hash_after_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token is bound to the hash, so it must be valid in the next process too."""
    settings = _settings(monkeypatch, USERS="corp/ann:her-password")

    assert settings.environment_credentials() == settings.environment_credentials()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"RATE": "10"}, CallLimit(10, 10)),
        ({"RATE": "2.5"}, CallLimit(2.5, 3)),
        ({"RATE": "0.1"}, CallLimit(0.1, 1)),
        ({"RATE": "10", "BURST": "100"}, CallLimit(10, 100)),
        ({"RATE": "10", "BURST": "1"}, CallLimit(10, 1)),
        ({"BURST": "5"}, None),
    ],
)
def test_the_default_burst_is_the_recognitions_of_one_second(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: CallLimit | None
) -> None:
    assert _settings(monkeypatch, **variables).call_limit() == expected


def test_private_networks_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(monkeypatch, URL_NETWORKS="10.1.0.0/16, fd00::/8,192.168.1.7")

    assert settings.url_networks == tuple(map(ip_network, ("10.1.0.0/16", "fd00::/8", "192.168.1.7/32")))


INVALID = [
    *[("PORT", value) for value in ("0", "70000", "hush")],
    *[("MAX_SIDE", value) for value in ("14", "30001")],
    *[("SIGNING_KEY", value) for value in ("hush", "hush" * 7)],
    *[("ACCESS_KEYS", value) for value in ("hush", "AK:", ":hush", "AK:SK,hush")],
    *[("USERS", value) for value in ("hush:hush", "corp/ann", "corp/ann:", "/ann:hush", "corp/:hush")],
    *[("PROJECTS", value) for value in ("hush", "p1:", ":hush", "p1:hush,p2:hush")],
    *[("BINDINGS", value) for value in ("hush", "AK:", ":hush")],
    *[("RATE", value) for value in ("-1", "10001", "nan", "inf", "hush")],
    *[("BURST", value) for value in ("0", "1.5", "100001", "hush")],
    *[("URL_NETWORKS", value) for value in ("hush", "10.1.0.1/16", "10.0.0.0/33", "10.0.0.0/8,hush")],
    *[("THREADS", "0"), ("RUNTIME", "hush"), ("MODELS", "hush")],
]


@pytest.mark.parametrize(("name", "value"), INVALID)
def test_an_invalid_value_ends_with_one_sentence_that_does_not_repeat_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
    value: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["wangtu", "keys", "list"])
    monkeypatch.setenv("WANGTU_CREDENTIALS", str(tmp_path / "none.json"))
    monkeypatch.setenv(f"WANGTU_{name}", value)
    with pytest.raises(SystemExit) as caught:
        main()
    output = capsys.readouterr()

    assert (caught.value.code, output.out) == (2, "")
    assert output.err.startswith(f"wangtu: WANGTU_{name} is not usable: ")
    assert output.err.count("\n") == 1
    assert "hush" not in output.err


@pytest.mark.parametrize("has_tiles", [True, False])
def test_drafts_are_off_by_default_with_amx(monkeypatch: pytest.MonkeyPatch, has_tiles: bool) -> None:
    monkeypatch.setattr(settings_module, "has_float_tiles", lambda: has_tiles)

    assert _settings(monkeypatch).drafts is not has_tiles
    assert _settings(monkeypatch, RUNTIME="onnxruntime").drafts


def test_models_in_paddle_format_need_the_paddle_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="WANGTU_RUNTIME=paddle"):
        _settings(monkeypatch, MODELS="ppocrv4-mobile")


def test_a_runtime_that_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_module, "find_spec", lambda name: None)
    with pytest.raises(ValidationError, match="needs the packages paddlepaddle"):
        _settings(monkeypatch, RUNTIME="paddle")


def test_cuda_needs_the_package_for_gpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_module, "distributions", lambda name: [])
    with pytest.raises(ValidationError, match="needs the package onnxruntime-gpu"):
        _settings(monkeypatch, RUNTIME="cuda")


def test_a_gpu_has_one_engine_by_default_on_any_number_of_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_module, "nodes_needed_for", lambda threads: 4)
    monkeypatch.setattr(settings_module, "distributions", lambda name: [name])

    assert _settings(monkeypatch).partitions == 4
    assert _settings(monkeypatch, RUNTIME="cuda").partitions == 1
    assert _settings(monkeypatch, RUNTIME="cuda", PARTITIONS="2").partitions == 2


def test_the_longest_side_can_be_raised_to_the_limit_of_the_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _settings(monkeypatch, MAX_SIDE="30000").engine().max_side == 30000


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert [name for name in Settings.model_fields if f"`WANGTU_{name.upper()}`" not in documented] == []


def test_settings_are_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        _settings(monkeypatch).port = 1


def test_the_weights_are_beside_the_code_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _settings(monkeypatch).weights == Path(ROOT, "weights")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files pass `${NAME:-}`. An empty host would mean every interface."""
    empty = dict.fromkeys(("HOST", "RATE", "BURST", "SIGNING_KEY", "TOKENS", "USERS", "MAX_SIDE"), "")

    assert _settings(monkeypatch, **empty) == Settings()
    assert Settings().host == "127.0.0.1"


@pytest.mark.parametrize("name", ["ACCESS_KEYS", "USERS", "PROJECTS"])
def test_a_repeated_name_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(ValidationError, match="two entries have the same name"):
        _settings(monkeypatch, **{name: "a/b:1,a/b:2"})

"""Every test that the table of known traps, traps.toml, names exists."""

import hmac
import tomllib
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from service.api.auth.signature import RequestHead, digest, is_valid, parse_authorization
from tests.service.api.auth.signing import body_hash

TRAPS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("traps.toml").read_text())["trap"]


def test_the_table_has_32_numbered_traps() -> None:
    assert [trap["number"] for trap in TRAPS] == list(range(1, 33))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["behaviour"])
def test_the_tests_of_a_trap_exist(trap: dict[str, Any]) -> None:
    assert trap["tests"]
    for name in trap["tests"]:
        module, _, function = name.rpartition(".")

        assert callable(getattr(import_module(f"tests.{module}"), function)), name


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """`hmac.compare_digest` takes as long for a wrong first character as for a wrong last one."""
    head = RequestHead("POST", b"/", b"", {"x-sdk-date": "20251201T000000Z"})
    wrong = "0" * 64
    authorization = parse_authorization(
        f"SDK-HMAC-SHA256 Access=AK, SignedHeaders=x-sdk-date, Signature={wrong}"
    )
    assert authorization is not None
    payload = sha256(b"").hexdigest()
    right = digest(head, payload, authorization.signed_headers, "secret")
    compared: list[set[str]] = []

    def record(*digests: str) -> bool:
        compared.append(set(digests))
        return False

    monkeypatch.setattr(hmac, "compare_digest", record)

    assert not is_valid(head, body_hash(b""), authorization, "secret")
    assert compared == [{right, wrong}]

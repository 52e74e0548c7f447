"""Attacks by strangers who look for keys and users that exist."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from time import monotonic

import httpx

from benchmarks.attacks.attack import Attack, require
from service.api.auth.projects import derived_id
from service.api.http.body import LARGEST_BODY
from service.api.http.body_budget import MAX_BYTES
from tests.harness.service import ACCESS_KEY, LOCKED_KEY, LOCKED_USER, TOKEN, Service
from tests.service.api.auth.signing import signed

STRANGER = "127.0.0.3"
PATH, BODY, WRONG = "/v2/p/ocr/web-image", b'{"image":"QUFB"}', "wrong"
INVENTED_KEYS = 10_400


def invented_keys(service: Service) -> str:
    """Looks at the lock of a key after thousands of invented keys have failed."""
    with _stranger(service) as stranger, ThreadPoolExecutor(4) as threads:
        for _ in range(5):
            _refusal(stranger, LOCKED_KEY)
            _refusal(stranger, "NOBODY")
        list(threads.map(lambda number: _refusal(stranger, f"K{number}"), range(INVENTED_KEYS)))
        return _alike(_refusal(stranger, LOCKED_KEY), _refusal(stranger, "NOBODY"))


def security_tokens(service: Service) -> str:
    """Sends a bad security token with a wrong signature."""
    sent = {"x-security-token": "nonsense"}
    with _stranger(service) as stranger:
        return _alike(_refusal(stranger, ACCESS_KEY, sent), _refusal(stranger, "SOMEBODY", sent))


def full_budget(service: Service) -> str:
    """Sends wrong signatures while unfinished bodies take all the memory for bodies."""
    body = bytes(LARGEST_BODY - 1)
    with _stranger(service) as stranger, ExitStack() as unfinished:
        for _ in range(MAX_BYTES // LARGEST_BODY):
            _send_unfinished(service, unfinished)
        _fill(service, stranger, body, unfinished)
        return _alike(_refusal(stranger, ACCESS_KEY, {}, body), _refusal(stranger, "SOMEBODY", {}, body))


def invented_users(service: Service) -> str:
    """Fails five times with the id of a domain and then once with its name."""
    domain, name = LOCKED_USER.split("/")
    seen = []
    with _stranger(service) as stranger:
        for user in (name, "nobody"):
            for _ in range(5):
                _login(stranger, user, {"id": derived_id("domain", domain)})
            seen.append(_login(stranger, user, {"name": domain}))
    return _alike(*seen)


def _alike(exists: str, invented: str) -> str:
    require(exists == invented, f"one that exists got {exists}, an invented one {invented}")
    return f"both got {exists[:60]}"


def _send_unfinished(service: Service, connections: ExitStack) -> None:
    """Sends the largest body without its last byte on a new connection, with a key that exists."""
    body = bytes(LARGEST_BODY)
    fields = {**_headers(ACCESS_KEY, body, {}), "content-length": str(len(body))}
    head = f"POST {PATH} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=30)
    connections.enter_context(connection).sendall(head.encode() + b"\r\n" + body[:-1])


def _fill(service: Service, stranger: httpx.Client, body: bytes, connections: ExitStack) -> None:
    """Sends a body with a valid credential until it is refused. While it is read it takes memory that another
    body then lacks for good, so each reading is followed by one more unfinished body.
    """
    until, status = monotonic() + 15, 0
    while status != 429 and monotonic() < until:
        status = stranger.post(PATH, content=body, headers={"X-Auth-Token": TOKEN}).status_code
        if status != 429:
            _send_unfinished(service, connections)
    require(status == 429, f"the memory for bodies is not full: a caller got {status}")


def _stranger(service: Service) -> httpx.Client:
    transport = httpx.HTTPTransport(local_address=STRANGER)
    return httpx.Client(base_url=service.url, transport=transport, timeout=60)


def _headers(key: str, body: bytes, headers: dict[str, str]) -> dict[str, str]:
    return signed("POST", PATH, body, access_key=key, secret_key=WRONG, headers=headers)


def _refusal(
    stranger: httpx.Client, key: str, headers: dict[str, str] | None = None, body: bytes = BODY
) -> str:
    answer = stranger.post(PATH, content=body, headers=_headers(key, body, headers or {}))
    return f"{answer.status_code} {answer.text}"


def _login(stranger: httpx.Client, name: str, domain: dict[str, str]) -> str:
    user = {"name": name, "password": WRONG, "domain": domain}
    identity = {"methods": ["password"], "password": {"user": user}}
    answer = stranger.post("/v3/auth/tokens", json={"auth": {"identity": identity}})
    return f"{answer.status_code} {answer.text}"


ATTACKS = (
    Attack("invented keys", "a locked key answers as an invented one does", invented_keys),
    Attack("security tokens", "a key answers as an invented one does", security_tokens),
    Attack("full budget", "a key answers as an invented one does", full_budget),
    Attack("invented users", "a locked user answers as an invented one does", invented_users),
)

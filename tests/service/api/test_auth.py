from datetime import UTC, datetime, timedelta

import pytest

from service.api.auth import SKEW, Principal, authenticate
from service.api.signature import ALGORITHM, DATE_FORMAT, SignedRequest, digest
from service.credentials import Credentials
from service.errors import MissingCredential, SignatureExpired, SignatureMismatch, UnknownToken

CREDENTIALS = Credentials(tokens=("first", "second"), access_keys={"AK": "SK"})


def _request(headers: dict[str, str], body: bytes = b"{}") -> SignedRequest:
    return SignedRequest("POST", b"/v2/p/ocr/web-image", b"", headers, body)


def _signed(secret: str = "SK", access: str = "AK", age: timedelta = timedelta()) -> SignedRequest:
    headers = {"host": "h", "x-sdk-date": (datetime.now(UTC) - age).strftime(DATE_FORMAT)}
    names = ("host", "x-sdk-date")
    value = digest(_request(headers), names, secret)
    authorization = f"{ALGORITHM} Access={access}, SignedHeaders={';'.join(names)}, Signature={value}"
    return _request({**headers, "authorization": authorization})


def test_a_known_token_is_let_in() -> None:
    assert authenticate(_request({"x-auth-token": "second"}), CREDENTIALS) == Principal("token:2")


@pytest.mark.parametrize("token", ["third", "firs", "first ", "Первый"])
def test_an_unknown_token_is_refused(token: str) -> None:
    with pytest.raises(UnknownToken):
        authenticate(_request({"x-auth-token": token}), CREDENTIALS)


def test_the_name_of_a_principal_does_not_hold_its_token() -> None:
    assert "second" not in authenticate(_request({"x-auth-token": "second"}), CREDENTIALS).name


@pytest.mark.parametrize("headers", [{}, {"x-auth-token": ""}, {"authorization": "Bearer first"}])
def test_nothing_shown_is_a_missing_credential(headers: dict[str, str]) -> None:
    with pytest.raises(MissingCredential):
        authenticate(_request(headers), CREDENTIALS)


def test_a_service_without_credentials_lets_nobody_in() -> None:
    with pytest.raises(UnknownToken):
        authenticate(_request({"x-auth-token": "x"}), Credentials())


def test_a_signed_request_is_let_in() -> None:
    assert authenticate(_signed(), CREDENTIALS) == Principal("access-key:AK")


@pytest.mark.parametrize(
    "request_", [_signed(secret="other"), _signed(access="other")], ids=["secret", "key"]
)
def test_a_wrong_secret_and_an_unknown_key_are_refused_alike(request_: SignedRequest) -> None:
    with pytest.raises(SignatureMismatch):
        authenticate(request_, CREDENTIALS)


def test_a_signature_of_another_body_is_refused() -> None:
    signed = _signed()
    with pytest.raises(SignatureMismatch):
        authenticate(_request(dict(signed.headers), b"[]"), CREDENTIALS)


@pytest.mark.parametrize("age", [SKEW + timedelta(seconds=5), -SKEW - timedelta(seconds=5)])
def test_a_signature_from_another_time_has_expired(age: timedelta) -> None:
    with pytest.raises(SignatureExpired):
        authenticate(_signed(age=age), CREDENTIALS)


def test_a_broken_signature_is_not_saved_by_a_good_token() -> None:
    request = _request({"authorization": f"{ALGORITHM} Access=AK", "x-auth-token": "first"})
    with pytest.raises(SignatureMismatch):
        authenticate(request, CREDENTIALS)


def test_a_signature_decides_where_both_are_shown() -> None:
    signed = _signed()
    request = _request({**signed.headers, "x-auth-token": "unknown"})

    assert authenticate(request, CREDENTIALS) == Principal("access-key:AK")

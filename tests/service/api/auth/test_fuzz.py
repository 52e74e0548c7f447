"""Random signatures and tokens."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from service.api.auth.signature import RequestHead, is_valid, parse_authorization, parse_date
from service.api.auth.tokens import Grant, TokenIssuer
from service.errors import UnknownToken
from tests.service.api.auth.signing import body_hash
from tests.service.api.auth.strategies import SignedRequest, changes_of, signed_requests
from tests.service.strategies import MANY_EXAMPLES, variants_of

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ISSUER = TokenIssuer("the-key-that-the-tests-sign-with-")
TOKEN = ISSUER.token(
    Grant(
        principal="corp/ann",
        project=None,
        issued_at=NOW,
        expires_at=NOW + timedelta(days=1),
        fingerprint="stamp",
    )
)

AUTHORIZATION = "SDK-HMAC-SHA256 Access=KEY, SignedHeaders=host;x-sdk-date, Signature=" + "a" * 64


@MANY_EXAMPLES
@given(st.text() | variants_of(AUTHORIZATION), st.text() | variants_of("20260102T030405Z"))
def test_any_text_is_parsed_as_authorization_and_date_or_gives_none(value: str, date: str) -> None:
    authorization, moment = parse_authorization(value), parse_date(date)

    assert authorization is None or authorization.access_key in value
    assert moment is None or moment.strftime("%Y%m%dT%H%M%SZ") == date


@MANY_EXAMPLES
@given(st.binary(), st.binary(), st.dictionaries(st.text(), st.text()), st.binary())
def test_a_made_up_signature_is_never_valid(
    path: bytes, query: bytes, headers: dict[str, str], body: bytes
) -> None:
    authorization = parse_authorization(AUTHORIZATION)
    head = RequestHead("POST", path, query, {**headers, "host": "h", "x-sdk-date": "20260102T030405Z"})

    assert authorization is not None
    assert not is_valid(head, body_hash(body), authorization, "secret")


@MANY_EXAMPLES
@given(signed_requests(), st.data())
def test_a_signature_is_valid_for_its_request_and_for_no_other(
    signed: SignedRequest, data: st.DataObject
) -> None:
    authorization = parse_authorization(signed.authorization)
    other = data.draw(changes_of(signed))

    assert authorization is not None
    assert is_valid(signed.head, body_hash(signed.body), authorization, signed.secret_key)
    assert not is_valid(other.head, body_hash(other.body), authorization, other.secret_key)


@MANY_EXAMPLES
@given(st.text() | variants_of(TOKEN).filter(lambda text: text != TOKEN))
def test_any_text_is_an_unknown_token(text: str) -> None:
    with pytest.raises(UnknownToken):
        ISSUER.read(text, NOW)


@MANY_EXAMPLES
@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="utf-8") | st.sampled_from("AZaz09-_.="))
@example(len(TOKEN) - 1, chr(ord(TOKEN[-1]) + 1))
def test_a_token_with_a_changed_character_is_unknown(place: int, character: str) -> None:
    """Also one that differs from the last character in unused bits of base64 only."""
    other = TOKEN[:place] + character + TOKEN[place + 1 :]
    assume(other != TOKEN)

    with pytest.raises(UnknownToken):
        ISSUER.read(other, NOW)

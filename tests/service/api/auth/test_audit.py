import pytest

from service.api.auth.audit import tried_credentials
from service.api.auth.signature import RequestHead

SIGNED = f"SDK-HMAC-SHA256 Access=SOMEKEY, SignedHeaders=host;x-sdk-date, Signature={'0' * 64}"


@pytest.mark.parametrize(
    ("headers", "tried"),
    [
        ({}, []),
        ({"authorization": "Basic c29tZTpvbmU="}, []),
        ({"authorization": SIGNED}, ["SOMEKEY"]),
        ({"x-auth-token": "hush-hush"}, ["token-"]),
        ({"authorization": SIGNED, "x-auth-token": "hush-hush"}, ["SOMEKEY", "token-"]),
    ],
)
def test_tried_credentials_are_named_without_a_secret(headers: dict[str, str], tried: list[str]) -> None:
    names = tried_credentials(RequestHead("POST", b"/", b"", headers))

    assert [name[:6] if name.startswith("token-") else name for name in names] == tried
    assert "hush" not in "".join(names)

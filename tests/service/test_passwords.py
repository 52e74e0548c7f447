import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.passwords import COST, SALT_BYTES, hash_password, is_password_hash, verify_password

PASSWORD_HASH = hash_password("her-password", b"0123456789abcdef")
_, _, SALT, DIGEST = PASSWORD_HASH.split("$")


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_a_password_matches_its_hash(password: str) -> None:
    password_hash = hash_password(password)

    assert is_password_hash(password_hash)
    assert verify_password(password, password_hash)


@pytest.mark.parametrize("other", ["", "Her-password", "her-password ", "her-passwor", PASSWORD_HASH])
def test_another_password_does_not_match(other: str) -> None:
    assert verify_password("her-password", PASSWORD_HASH)
    assert not verify_password(other, PASSWORD_HASH)


def test_the_same_password_has_a_different_hash_every_time() -> None:
    hashes = {hash_password("the-same") for _ in range(3)}

    assert len(hashes) == 3
    assert all(len(base64.b64decode(each.split("$")[2])) == SALT_BYTES for each in hashes)


def test_the_salt_may_be_given() -> None:
    assert hash_password("a", b"salt") == hash_password("a", b"salt") != hash_password("a", b"tlas")


def test_the_digest_is_scrypt_of_rfc_7914() -> None:
    """The first half of the third test vector in section 12, which has the same parameters."""
    assert hash_password("pleaseletmein", b"SodiumChloride").startswith(f"scrypt${COST}$")
    assert base64.b64decode(hash_password("pleaseletmein", b"SodiumChloride").split("$")[3]).hex() == (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    )


BROKEN = {
    "plain": "her-password",
    "empty": "",
    "another cost": PASSWORD_HASH.replace("16384", "1024"),
    "another algorithm": PASSWORD_HASH.replace("scrypt", "bcrypt"),
    "no salt": f"scrypt$16384$${DIGEST}",
    "a truncated salt": f"scrypt$16384${SALT[:5]}${DIGEST}",
    "a salt with too much padding": f"scrypt$16384${SALT[:-2]}===${DIGEST}",
    "a truncated digest": PASSWORD_HASH[:-4],
    "a digest that is too long": PASSWORD_HASH + "AAAA",
    "non-ASCII": f"scrypt$16384$é{SALT[1:]}${DIGEST}",
    "a trailing newline": PASSWORD_HASH + "\n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_value_in_another_form_is_no_hash_and_matches_nothing(broken: str) -> None:
    assert not is_password_hash(broken)
    assert not verify_password("her-password", broken)
    assert not verify_password(broken, broken)


@given(st.text("scryptAZaz09+/=$163842", max_size=100).map(lambda tail: f"scrypt$16384${tail}"))
def test_random_text_is_verified_without_an_error(text: str) -> None:
    assert not verify_password("a", text)

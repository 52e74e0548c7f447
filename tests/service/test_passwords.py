import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.passwords import COST, SALT_BYTES, hash_password, is_password_hash, verify_password

KEPT = hash_password("her-password", b"0123456789abcdef")
_, _, SALT, DIGEST = KEPT.split("$")


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_a_password_matches_what_was_kept_of_it(password: str) -> None:
    kept = hash_password(password)

    assert is_password_hash(kept)
    assert verify_password(password, kept)


@pytest.mark.parametrize("other", ["", "Her-password", "her-password ", "her-passwor", KEPT])
def test_no_other_password_matches(other: str) -> None:
    assert verify_password("her-password", KEPT)
    assert not verify_password(other, KEPT)


def test_the_same_password_is_kept_differently_each_time() -> None:
    kept = {hash_password("the-same") for _ in range(3)}

    assert len(kept) == 3
    assert all(len(base64.b64decode(each.split("$")[2])) == SALT_BYTES for each in kept)


def test_the_salt_may_be_given() -> None:
    assert hash_password("a", b"salt") == hash_password("a", b"salt") != hash_password("a", b"tlas")


def test_what_is_kept_is_scrypt_as_rfc_7914_defines_it() -> None:
    """Half of the third test vector of its section 12, which has these very parameters."""
    assert hash_password("pleaseletmein", b"SodiumChloride").startswith(f"scrypt${COST}$")
    assert base64.b64decode(hash_password("pleaseletmein", b"SodiumChloride").split("$")[3]).hex() == (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    )


BROKEN = {
    "plain": "her-password",
    "empty": "",
    "another cost": KEPT.replace("16384", "1024"),
    "another way": KEPT.replace("scrypt", "bcrypt"),
    "no salt": f"scrypt$16384$${DIGEST}",
    "a salt that is cut off": f"scrypt$16384${SALT[:5]}${DIGEST}",
    "a salt with too much padding": f"scrypt$16384${SALT[:-2]}===${DIGEST}",
    "a digest that is cut off": KEPT[:-4],
    "a digest that is too long": KEPT + "AAAA",
    "other letters": f"scrypt$16384$é{SALT[1:]}${DIGEST}",
    "a line more": KEPT + "\n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_has_another_form_is_not_kept_and_matches_nothing(broken: str) -> None:
    assert not is_password_hash(broken)
    assert not verify_password("her-password", broken)
    assert not verify_password(broken, broken)


@given(st.text("scryptAZaz09+/=$163842", max_size=100).map(lambda tail: f"scrypt$16384${tail}"))
def test_no_text_breaks_the_check(text: str) -> None:
    assert not verify_password("a", text)

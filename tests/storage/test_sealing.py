"""Sealed answers: nothing shows through, and nothing can be moved or changed."""

from dataclasses import replace
from os import urandom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.ids import Person, Team
from storage.keys import Keyring, UnreadableError
from storage.sealing import KEY_BYTES, LENGTH, NONCE_BYTES, Place, seal, unseal, unwrap, wrap

RING = Keyring(["2Jx3nFqU0vC7VvLr2m6q0dYxkzq3h0y1m1wqj6c0n1A="])
OTHER = Keyring(["s5oXfYxYfGm9oX3jJpXl7gXc2g2Fq2gk8y3xJ0q1n5E="])
KEY = urandom(KEY_BYTES)
PLACE = Place(Team("T1"), "decision:7", Person("U1"), 1)


def sealed(text: str) -> bytes:
    return seal(text, KEY, urandom(NONCE_BYTES), PLACE)


@given(st.text(max_size=200))
def test_what_was_sealed_comes_back_and_all_are_of_one_length(text: str) -> None:
    assert unseal(sealed(text), KEY, PLACE) == text
    assert len(sealed(text)) == len(sealed(""))


def test_the_answer_does_not_show_through() -> None:
    assert b"Kafka" not in sealed("Kafka")
    assert sealed("Kafka") != sealed("Kafka")


ELSEWHERE = {
    "another team": replace(PLACE, team=Team("T2")),
    "another ritual": replace(PLACE, ritual="decision:8"),
    "somebody else": replace(PLACE, person=Person("U2")),
    "another version": replace(PLACE, version=2),
}


@pytest.mark.parametrize("place", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_an_answer_cannot_be_moved(place: Place) -> None:
    with pytest.raises(UnreadableError):
        unseal(sealed("1"), KEY, place)


def test_an_answer_cannot_be_changed() -> None:
    whole = bytearray(sealed("1"))
    whole[NONCE_BYTES] ^= 1
    with pytest.raises(UnreadableError):
        unseal(bytes(whole), KEY, PLACE)


def test_without_the_rituals_key_nothing_can_be_opened() -> None:
    with pytest.raises(UnreadableError):
        unseal(sealed("1"), urandom(KEY_BYTES), PLACE)


def test_the_rituals_key_is_wrapped_by_the_servers() -> None:
    wrapped = wrap(KEY, RING)
    assert unwrap(wrapped, RING) == KEY
    with pytest.raises(UnreadableError):
        unwrap(wrapped, OTHER)


def test_an_answer_that_is_too_long_is_not_cut() -> None:
    with pytest.raises(ValueError, match="too long"):
        sealed("x" * LENGTH)

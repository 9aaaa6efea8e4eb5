"""Sealed answers: ciphertexts of one length, under a key of the ritual's own, which the server's key wraps.

Who has the database and not the server's key learns nothing from them; once the ritual's key is destroyed, nobody
can open them any more. It knows no table.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rituals.ids import Person, Team
from storage.keys import Keyring, UnreadableError

KEY_BYTES, NONCE_BYTES = 32, 12
LENGTH = 1024
"""Bytes of every answer before encryption: the longest ballot, in words that stay readable, fills about half."""

_END = b"\x80"  # Then zeros up to the length, as ISO/IEC 7816-4 pads.


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed answer belongs; elsewhere it cannot be opened."""

    team: Team
    ritual: str
    person: Person
    version: int

    def bound(self) -> bytes:
        """The place in bytes, unlike those of any other place."""
        return json.dumps([self.team, self.ritual, self.person, self.version]).encode()


@dataclass(frozen=True, slots=True)
class Sealer:
    """What seals one answer, and opens one: the server's keys, and chance, which is used once.

    `key` becomes the ritual's, where it has none yet.
    """

    keyring: Keyring
    key: bytes = field(repr=False)
    nonce: bytes


def wrap(key: bytes, keyring: Keyring) -> str:
    """The ritual's key, to be stored, without a trace of when it was made; `key` is 32 random bytes."""
    return keyring.encrypt_undated(b64encode(key).decode())


def unwrap(wrapped: str, keyring: Keyring) -> bytes:
    """The ritual's key; UnreadableError if it was wrapped with another key of the server."""
    return b64decode(keyring.decrypt(wrapped))


def seal(text: str, key: bytes, nonce: bytes, place: Place) -> bytes:
    """The answer, sealed; `nonce` is 12 random bytes that were never used with this key. ValueError if it is too long."""
    plain = text.encode() + _END
    if len(plain) > LENGTH:
        raise ValueError("The answer is too long to be sealed.")
    return nonce + AESGCM(key).encrypt(nonce, plain.ljust(LENGTH, b"\0"), place.bound())


def unseal(sealed: bytes, key: bytes, place: Place) -> str:
    """The answer; UnreadableError if it was changed, or was given elsewhere or by somebody else."""
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        plain = AESGCM(key).decrypt(nonce, ciphertext, place.bound())
    except InvalidTag as error:
        raise UnreadableError from error
    return plain.rstrip(b"\0").removesuffix(_END).decode()

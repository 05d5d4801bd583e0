"""Sealing of personal values with AES-256-GCM, and keyed hashes for finding them by equality.

A sealed value is `key id (1 byte) | nonce (12) | ciphertext and tag`. The context (for example
"residents.person.name:4711") is bound as associated data: a value copied into another row doesn't open there.
Key id 0 is the key of a single person, given by the caller: deleting that key is a lawful deletion that
leaves the ledger's chain whole. Key id 1 is PERSONAL_KEY; higher ids are in PERSONAL_NEWER_KEYS, after a
rotation. Source: 个人信息保护法 art. 51; the key never stands in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import unicodedata
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES = 32
NONCE_BYTES = 12
OWN_KEY_ID = 0
FIRST_KEY_ID = 1

# Spaces of every width, and the marks that a copy from a web page or a PDF brings along unseen.
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_NAME_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・．", "·"))  # as typed between the parts of a minority name


class CannotUnseal(ValueError):
    """The value was sealed with another key or for another context, or was changed."""


@lru_cache(maxsize=64)
def _derived(master: bytes, purpose: str) -> bytes:
    """One 32-byte key a purpose, so that the search hash tells nothing about the sealing key."""
    if len(master) != KEY_BYTES:
        raise ValueError(f"a personal key has {KEY_BYTES} bytes, this one has {len(master)}")
    return hmac.digest(master, b"yichuang/personal/" + purpose.encode(), "sha256")


@lru_cache(maxsize=64)
def _cipher(master: bytes) -> AESGCM:
    return AESGCM(_derived(master, "seal"))


def _keys() -> dict[int, bytes]:
    return {FIRST_KEY_ID: settings.PERSONAL_KEY, **getattr(settings, "PERSONAL_NEWER_KEYS", {})}


def new_key() -> bytes:
    """A fresh 32-byte key for one person; keep it sealed with `seal`, delete it to delete the person."""
    return os.urandom(KEY_BYTES)


def seal(text: str | bytes, context: str, *, key: bytes | None = None) -> bytes:
    """Encrypt `text` for `context` with the newest key of the centre, or with a person's own `key`."""
    data = text.encode() if isinstance(text, str) else text
    if key is None:
        keys = _keys()
        number = max(keys)
        key = keys[number]
    else:
        number = OWN_KEY_ID
    head = bytes((number,))
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + _cipher(key).encrypt(nonce, data, head + context.encode())


def unseal(sealed: bytes | memoryview, context: str, *, key: bytes | None = None) -> bytes:
    """Open what `seal` made for the same context. Raises CannotUnseal."""
    sealed = bytes(sealed)
    if len(sealed) <= 1 + NONCE_BYTES:
        raise CannotUnseal("the sealed value is too short")
    head, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    master = key if head[0] == OWN_KEY_ID else _keys().get(head[0])
    if master is None:
        raise CannotUnseal(f"key {head[0]} isn't here")
    try:
        return _cipher(master).decrypt(nonce, body, head + context.encode())
    except InvalidTag:
        raise CannotUnseal("sealed with another key or for another context, or changed since") from None


def unseal_text(sealed: bytes | memoryview, context: str, *, key: bytes | None = None) -> str:
    """`unseal` for text. Raises CannotUnseal."""
    return unseal(sealed, context, key=key).decode()


def sealed_with_current_key(sealed: bytes | memoryview) -> bool:
    """Whether a rotation would leave this value alone; a person's own key counts as current."""
    return bytes(sealed[:1])[0] in (OWN_KEY_ID, max(_keys()))


def normalised(text: str) -> str:
    """Full-width to half-width, spaces of every kind dropped, upper case, one dot in minority names."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text.translate(_NAME_DOTS))).upper()


def keyed_hash(text: str, context: str) -> bytes:
    """32 bytes of HMAC-SHA256 over the normalised text, for equality search within one context.

    Always under key 1: after a rotation the stored hashes stay findable. The context names the field
    ("residents.citizen_number"), never the row.
    """
    message = context.encode() + b"\0" + normalised(text).encode()
    return hmac.digest(_derived(settings.PERSONAL_KEY, "hash"), message, hashlib.sha256)

"""Personal data at rest and on show: sealing, equality search by keyed hash, and the masks."""

from __future__ import annotations

from yichuang.kernel.privacy.masks import (
    mask_account,
    mask_address,
    mask_credit_code,
    mask_email,
    mask_id,
    mask_name,
    mask_phone,
    public_address,
    scrub,
)
from yichuang.kernel.privacy.sealing import (
    CannotUnseal,
    keyed_hash,
    new_key,
    normalised,
    seal,
    sealed_with_current_key,
    unseal,
    unseal_text,
)

__all__ = [
    "CannotUnseal",
    "keyed_hash",
    "mask_account",
    "mask_address",
    "mask_credit_code",
    "mask_email",
    "mask_id",
    "mask_name",
    "mask_phone",
    "new_key",
    "normalised",
    "public_address",
    "scrub",
    "seal",
    "sealed_with_current_key",
    "unseal",
    "unseal_text",
]

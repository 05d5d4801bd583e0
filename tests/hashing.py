"""Passwords in tests: hashed as the product hashes them, but at the least cost, since nobody attacks these."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    """Argon2 in a fraction of a millisecond; it reads the product's hashes, and the product reads these."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1

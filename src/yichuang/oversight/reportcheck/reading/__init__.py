"""Reads reports: a file's content and name in, one text with its blocks out. Pure.

Every reader refuses what it can't read with `Unreadable` and a reason in Chinese; none trusts a file's name.
"""

from __future__ import annotations

from yichuang.oversight.reportcheck.reading.refusal import Unreadable

__all__ = ["Unreadable"]

"""The verbs of an evaluation (国办发〔2019〕51号; RULEBOOK 6)."""

from __future__ import annotations

from yichuang.domains.feedback.actions.devices import close, open_device, renew
from yichuang.domains.feedback.actions.giving import (
    Channel,
    add,
    answer_back,
    append,
    evaluate,
    give,
    reply,
)
from yichuang.domains.feedback.actions.handling import explain, extend, rectify, verify
from yichuang.domains.feedback.actions.judging import discount, uphold
from yichuang.domains.feedback.actions.thanks import record

__all__ = [
    "Channel", "add", "answer_back", "append", "close", "discount", "evaluate", "explain", "extend", "give",
    "open_device", "record", "rectify", "renew", "reply", "uphold", "verify",
]  # fmt: skip

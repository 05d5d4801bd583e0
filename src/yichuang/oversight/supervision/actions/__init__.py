"""The verbs of supervision: cards, urging, rules."""

from yichuang.oversight.supervision.actions.alerts import acknowledge, raise_alert
from yichuang.oversight.supervision.actions.cards import (
    confirm,
    explain,
    lift,
    object_,
    overturn,
    raise_card,
    settle,
    uphold,
    withdraw,
)
from yichuang.oversight.supervision.actions.rulebook import change
from yichuang.oversight.supervision.actions.urging import answer, send

__all__ = [
    "acknowledge",
    "answer",
    "change",
    "confirm",
    "explain",
    "lift",
    "object_",
    "overturn",
    "raise_alert",
    "raise_card",
    "send",
    "settle",
    "uphold",
    "withdraw",
]

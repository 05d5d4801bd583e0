"""The verbs of supervision: cards, urging, rules, links of walls."""

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
from yichuang.oversight.supervision.actions.walls import open_link, withdraw_link

__all__ = [
    "acknowledge",
    "answer",
    "change",
    "confirm",
    "explain",
    "lift",
    "object_",
    "open_link",
    "overturn",
    "raise_alert",
    "raise_card",
    "send",
    "settle",
    "uphold",
    "withdraw",
    "withdraw_link",
]

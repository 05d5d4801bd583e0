"""Who hangs on what: the one page that shows every reaction, guard and address in the house.

Reactions run after commit, at least once, so each is idempotent. Guards run inside the transaction and may refuse.
"""

from __future__ import annotations

from yichuang.domains.cases import queries as cases
from yichuang.domains.feedback import reactions as feedback
from yichuang.domains.feedback import return_address
from yichuang.domains.residents import queries as residents
from yichuang.kernel.outbox import addresses
from yichuang.kernel.outbox.addresses import Resolver
from yichuang.kernel.verbs import reactions
from yichuang.kernel.verbs.reactions import Guard, Reaction

# name of an event -> who does something when it has happened
REACTIONS: dict[str, list[Reaction]] = {
    "case.delivered": [feedback.invite],
}

# name of a verb -> who may refuse it from above
GUARDS: dict[str, list[Guard]] = {}


def _phone(receiver: str, channel: str) -> str | None:
    return residents.phone_for(receiver) if channel == "sms" else None


# kind of a receiver -> who knows its address; staff are told inside the application and need none
ADDRESSES: dict[str, Resolver] = {
    "case": cases.address_of,
    "person": _phone,
    "enterprise": _phone,
    "account": _phone,
    "code": _phone,
    "evaluation": return_address.address_of,
}
# kinds of receivers whose address nobody is shown: who gave an evaluation stays unknown
NAMELESS = ("evaluation",)


def hang_all() -> None:
    """Put the tables in place; called once a process, and harmless when called again."""
    reactions.hang(REACTIONS, GUARDS)
    addresses.hang(ADDRESSES, NAMELESS)

"""Who hangs on what: the one page that shows every reaction, guard, address, duty and panel in the house.

Reactions run after commit, at least once, so each is idempotent. Guards run inside the transaction and may refuse.
"""

from __future__ import annotations

from yichuang.domains.cases import duties as case_duties
from yichuang.domains.cases import invitations
from yichuang.domains.cases import queries as cases
from yichuang.domains.cases import reactions as case_reactions
from yichuang.domains.catalogue import panels as catalogue_panels
from yichuang.domains.feedback import duties as feedback_duties
from yichuang.domains.feedback import reactions as feedback
from yichuang.domains.feedback import return_address
from yichuang.domains.feedback.invitations import address_on_paper
from yichuang.domains.residents import queries as residents
from yichuang.kernel import panels
from yichuang.kernel.access import queries as access
from yichuang.kernel.outbox import addresses, inbox
from yichuang.kernel.outbox.addresses import Resolver
from yichuang.kernel.panels import Panel
from yichuang.kernel.verbs import reactions
from yichuang.kernel.verbs.reactions import Guard, Reaction
from yichuang.kernel.watch import duties
from yichuang.kernel.watch import reactions as watch
from yichuang.kernel.watch.duties import Answer
from yichuang.oversight.supervision import panels as supervision_panels
from yichuang.oversight.supervision import queries as supervision
from yichuang.oversight.supervision import reactions as supervision_reactions

# name of an event -> who does something when it has happened
REACTIONS: dict[str, list[Reaction]] = {
    "clock.rungs_passed": [watch.spread],
    "watch.late": [supervision_reactions.alarm],
    "clock.warned": [supervision_reactions.alert, supervision_reactions.settle_judged, case_reactions.by_law],
    "urge.sent": [supervision_reactions.put_before],
    "case.delivered": [feedback.invite, feedback.show_at_window],
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

# kind of a subject -> who knows who answers for it
DUTIES: dict[str, Answer] = {
    "case": case_duties.duties_of,
    "evaluation": feedback_duties.duties_of,
    "urge": supervision.duties_of_urges,
    "card": supervision.duties_of_cards,
}

# place on a page -> which boxes rooms above add there
PANELS: dict[str, list[Panel]] = {
    "case": [supervision_panels.on_case],
    "tasks": [supervision_panels.on_tasks],
    "windows": [catalogue_panels.on_windows],
}


def hang_all() -> None:
    """Put the tables in place; called once a process, and harmless when called again."""
    reactions.hang(REACTIONS, GUARDS)
    addresses.hang(ADDRESSES, NAMELESS)
    duties.hang(DUTIES)
    panels.hang(PANELS)
    access.carry(inbox.UNREAD)  # what the desk's bar counts
    invitations.hang(address_on_paper)  # the code on a paper that the applicant takes home

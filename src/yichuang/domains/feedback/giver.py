"""Who may see again what an evaluation says: whoever gave it, and nobody who merely holds the case's papers.

The receipt with its codes and the query code pass through the hands of the clerk who is evaluated; they open the
evaluation while there is none, and tell of one that was given only that it was (国办发〔2019〕51号, RULEBOOK 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yichuang.domains.feedback.models import service_hash
from yichuang.kernel.access.actors import Actor, ActorKind

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from yichuang.domains.cases.queries import Case

KEPT = "evaluated_here"
MOST = 8


def remember(session: SessionBase, ref: str) -> None:
    """Keep in the browser's session that the evaluation of a case's service was given there, as a mark alone."""
    session[KEPT] = [*session.get(KEPT, []), service_hash(ref).hex()][-MOST:]


def is_giver(actor: Actor, session: SessionBase, case: Case) -> bool:
    """Whether it was given in this browser, or the applicant has signed in by the phone of the file."""
    if service_hash(case.ref).hex() in session.get(KEPT, []):
        return True
    return actor.kind is ActorKind.CITIZEN and actor.person is not None and actor.person == case.person_id

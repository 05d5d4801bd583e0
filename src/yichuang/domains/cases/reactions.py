"""What the law itself does when a clock of a case runs out: acts of the system, each its own entry in the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from yichuang.domains.cases.actions import accept_by_law, lapse
from yichuang.domains.cases.queries import case_named
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.clocks.queries import open_for
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.perform import perform

# kind of the clock that ran out -> what follows. 行政许可法 art. 32(4): accepted from the day of receipt, counted from
# there; RULEBOOK 2: an application that isn't completed in time lapses
FOLLOWS: Final[dict[str, Verb]] = {"acceptance": accept_by_law, "supplement": lapse}
RULES: Final = ("no_acceptance", "supplement_lapsed")


def by_law(facts: dict[str, Any], _at: datetime) -> None:
    """Accept, or let lapse, when that very clock still runs; done already, or overtaken by somebody's act: nothing.

    The act is of the instant at which the watcher saw it, so that the ledger stays in order of time.
    """
    verb = FOLLOWS.get(facts["kind"]) if facts["rule"] in RULES else None
    case = case_named(facts["subject"]) if verb else None
    if verb is None or case is None:
        return
    running = open_for([case.ref]).get(case.ref, ())
    if any(clock.n == facts["n"] for clock in running) and case.state in verb.when:
        # somebody who was first meanwhile makes this fail; it is tried again, and then finds the clock stopped
        perform(verb, case.ref, by=SYSTEM, at=datetime.fromisoformat(facts["noticed_at"]), seen=case.version)

"""From a warning to those who are to know of it: who they are, how much it weighs, what is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.queries import holders
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import Clock
from yichuang.kernel.clocks.rungs import Basis, Level, Rung
from yichuang.kernel.watch.duties import Duty
from yichuang.oversight.supervision import rules
from yichuang.oversight.supervision.actions.alerts import Alerted
from yichuang.oversight.supervision.actions.cards import Raised
from yichuang.oversight.supervision.breaches import Evidence

if TYPE_CHECKING:
    from yichuang.kernel.clocks.models import Warning

MONTH = timedelta(days=30)
ROLES = {"head": posts.CHIEF, "supervisor": posts.SUPERVISOR, "leader": posts.LEADER}
TELLS = {"handler": "承办人", "head": "首席代表", "supervisor": "监察员", "leader": "分管领导"}


@dataclass(frozen=True, slots=True)
class People:
    """Who holds the posts that are told, read once for many warnings."""

    held: list[tuple[str, int, str]]

    @classmethod
    def now(cls) -> People:
        """As the posts are held now."""
        return cls(holders(*ROLES.values()))

    def receivers(self, tells: Sequence[str], duty: Duty) -> list[str]:
        """The receivers of a message, each once: the handler or the whole office, then those above.

        The head is the department's own, whom what goes to the whole office reaches already; supervisors and leaders
        are those in whose scope it lies.
        """
        found: list[str] = []
        tells = [who for who in tells if who != "head" or duty.handler or "handler" not in tells]
        for who in tells:
            if who == "handler":
                found.append(f"staff:{duty.handler}" if duty.handler else f"office:{duty.department}")
                continue
            role = ROLES[who]
            for held, account, path in self.held:
                below = duty.department_path.startswith(path) or duty.place_path.startswith(path)
                fits = path == duty.department_path if who == "head" else below
                if held == role and fits:
                    found.append(f"staff:{account}")
        return list(dict.fromkeys(found))


def moot(warning: Warning, rung: Rung, clocks: Iterable[Clock | ClockRow], others: Iterable[Warning]) -> bool:
    """Whether nobody need be told: it is over, it has become worse, or a heavier warning says the same.

    A reminder about a clock that has stopped or run out by the time it is given comes too late to be of use; a stage
    past its due reminds only while the case itself isn't late (RULEBOOK 5).
    """
    if rung.basis is Basis.ACT:
        return False  # what somebody did stays done, and one fault doesn't excuse another
    if warning.level == Level.REMINDER:
        by_n = {clock.n: clock for clock in clocks}
        own = by_n.get(warning.n)
        if own is not None and rung.basis is Basis.WARN:
            past = own.due_at is not None and own.due_at <= warning.noticed_at
            if past or own.stopped_at is not None:
                return True
        if warning.kind == "stage" and any(
            clock.kind == "decision" and clock.due_at is not None and clock.due_at <= warning.fell_at
            for clock in by_n.values()
        ):
            return True
    return rules.outweighed(
        Level(warning.level), warning.fell_at, [(Level(one.level), one.fell_at) for one in others]
    )


def raised(
    warning: Warning, rung: Rung, level: Level, duty: Duty, receivers: list[str], evidence: Evidence = ()
) -> Raised:
    """What a card is made from."""
    return Raised(
        warning=warning.pk,
        subject=warning.subject,
        kind=warning.kind,
        rule=rung.code,
        rule_name=rung.name,
        level=level,
        fell_at=warning.fell_at,
        about=duty.about,
        about_name=duty.name,
        title=duty.title,
        href=duty.href,
        department=duty.department,
        department_path=duty.department_path,
        place_path=duty.place_path,
        addressee=duty.handler,
        tells=tuple(receivers),
        evidence=evidence,
    )


def alerted(source: str, level: str, words: str, duty: Duty) -> Alerted:
    """What is put before whoever handles the case."""
    return Alerted(
        source=source,
        level=level,
        words=words,
        about=duty.about,
        about_name=duty.name,
        title=duty.title,
        href=duty.href,
        department=duty.department,
        department_path=duty.department_path,
        place_path=duty.place_path,
        addressee=duty.handler,
    )


def reminder(rung: Rung, duty: Duty, fell_at: datetime) -> tuple[str, str]:
    """Title and text of a message that only reminds."""
    from yichuang.oversight.supervision.policies import SHANGHAI

    when = f"{fell_at.astimezone(SHANGHAI):%m月%d日 %H:%M}"
    return f"提醒：{rung.name}", f"{duty.title} {duty.name}：{when} {rung.name}，请尽快办理。"

"""Steps that several verbs share: entering a stage, concluding, writing an opinion down."""

from __future__ import annotations

from typing import Any

from yichuang.domains.cases import rules
from yichuang.domains.cases.models import Case
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rungs import family
from yichuang.kernel.verbs.act import Act


def conclude(case: Case, act: Act, outcome: str) -> None:
    """Stop the clocks of handling and keep what they showed."""
    item = case.facts
    decision = act.stop("decision") or _stopped_before(act, "decision")
    statutory = act.stop("statutory") or _stopped_before(act, "statutory")
    act.stop("stage")
    for clock in act.clocks():
        if clock.stopped_at is None and family(clock.kind) in ("follow", "hearing_request"):
            act.stop(clock.kind, "void")
    used = act.working_days_used(decision) if decision else 0
    act.set(
        concluded_at=act.at,
        concluded_on=act.day,
        outcome=outcome,
        used_days=used,
        timing=rules.timing(
            case.kind, decision.outcome if decision else "", used, item.promised_days, item.statutory_days
        ),
        statutory_late=statutory is not None and statutory.outcome == "late",
        assignee=None,
        stage="",
    )


def _stopped_before(act: Act, kind: str) -> ClockRow | None:
    """The last clock of that kind, which stopped when the case was passed up: ours ended there (art. 43)."""
    return max((row for row in act.clocks() if row.kind == kind), key=lambda row: row.n, default=None)


def end_procedure(case: Case, act: Act) -> None:
    """End a special procedure: its days are kept as not counted, the clocks of handling run on (art. 45)."""
    procedure = act.stop("special_procedure")
    act.set(paused_days=case.paused_days + ((procedure.used or 0) if procedure else 0))
    for kind in ("decision", "statutory", "stage"):
        act.resume(kind)


def enter_stage(case: Case, act: Act, code: str | None) -> None:
    """Begin a stage; its clock lies inside the decision clock."""
    if code is None:
        return
    stage = next(stage for stage in case.facts.stages if stage.code == code)
    act.set(stage=code)
    act.start("stage", case.facts.inside(stage.days), case.department_id)


def opinion_of(stage: str, act: Act, text: str, *, agree: bool = True) -> dict[str, Any]:
    """An opinion as the case keeps it."""
    return {"stage": stage, "account": act.by.account, "agree": agree, "text": text, "at": act.at.isoformat()}


def last_at(case: Case, stage: str) -> int | None:
    """The account of who last gave an opinion at a stage; None where nobody has."""
    given = (one["account"] for one in reversed(case.opinions) if one["stage"] == stage)
    return next(given, None)

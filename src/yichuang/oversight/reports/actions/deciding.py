"""Deciding: a report is handed in, returned, signed. Whoever wrote in it doesn't sign it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.outbox.tell import tell
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import Receipt, done_with, perform
from yichuang.oversight.reports import permissions
from yichuang.oversight.reports.blocks import HeadingBlock, read
from yichuang.oversight.reports.composition import Proposal, digest_of
from yichuang.oversight.reports.frozen import text_of
from yichuang.oversight.reports.models import EDITABLE, Report, ReportState, ReportText
from yichuang.oversight.reports.queries import composition_of

Organ = Annotated[str, Field(title="单位", min_length=1, max_length=240)]
Text = Annotated[list[dict[str, Any]], Field(title="正文", min_length=1)]
Reason = Annotated[str, Field(title="理由", min_length=4, max_length=500, json_schema_extra={"long": True})]


@verb(
    Report,
    "report.submit",
    label="送审",
    when=EDITABLE,
    then=ReportState.IN_REVIEW,
    allow=permissions.of_office,
    effect="送审以后不能改，退回才能再改",
)
def submit(report: Report, act: Act) -> None:
    """Hand the report in for review."""
    blocks = read(report.blocks)
    if all(isinstance(block, HeadingBlock) for block in blocks):
        raise Refused(Because.WRONG_STATE, "报告里还没有正文", remedy="请先写几段，或加上起草的段落")
    act.set(submitted_by=act.by.reference, submitted_at=act.at, reason="")


@verb(
    Report,
    "report.sign",
    label="签发",
    when=[ReportState.IN_REVIEW],
    then=ReportState.SIGNED,
    allow=permissions.may_sign,
    effect="同意这份报告，接着可以发布",
)
def sign(
    report: Report,
    act: Act,
    *,
    digest: Annotated[str, Field(title="校验值", max_length=64)],
    organ: Organ,
    text: Text,
) -> None:
    """Agree to the report as it reads now: its text is kept, and the ledger has a digest of it with all numbers."""
    act.set(signed_by=act.by.reference, signed_at=act.at, signed_digest=digest)
    act.add(ReportText(report_id=report.pk, n=act.n, organ=organ, title=report.title, blocks=text))
    act.note(digest=digest)


@verb(
    Report,
    "report.return",
    label="退回",
    when=[ReportState.IN_REVIEW, ReportState.SIGNED],
    then=ReportState.RETURNED,
    allow=permissions.of_office,
    effect="退给起草的人修改，改好再送审",
)
def return_(report: Report, act: Act, *, reason: Reason) -> None:
    """Give it back with a reason."""
    act.set(reason=reason, signed_by="", signed_at=None, signed_digest="")
    if report.drafted_by.startswith("staff:"):
        tell(act, report.drafted_by, f"报告退回：{report.title}", reason)


def submit_report(
    report: Report, by: Actor, at: datetime, key: str | None = None, seen: int | None = None
) -> Receipt:
    """Hand a report in. Refused while problems that the rows show are neither taken nor left."""
    waiting = [one for one in composition_of(report, at).blocks if isinstance(one, Proposal) and not one.left]
    if report.editable and waiting:
        raise Refused(
            Because.WRONG_STATE,
            f"台账里查出的问题，还有 {len(waiting)} 条没有定",
            remedy="请在报告里逐条选“写进报告”或“不写”",
        )
    return perform(submit, report.ref, by=by, at=at, key=key, seen=seen)


def sign_report(
    report: Report,
    by: Actor,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
    *,
    read: str | None = None,
) -> Receipt:
    """Sign a report as it reads at this instant; the same form again signs nothing else.

    `read` is the digest of what the signer had before the eyes: where the report reads otherwise by now, nothing is
    signed.
    """
    if done := done_with(key, sign, report.ref, by):
        return done
    made = composition_of(report, at)
    digest = digest_of(made)
    if read is not None and read != digest:
        raise Refused(
            Because.LOST_RACE,
            "您打开以后，这份报告的内容变了，还没有签发",
            remedy="请返回报告，看过现在的内容再签发",
        )
    return perform(
        sign,
        report.ref,
        by=by,
        at=at,
        key=key,
        seen=seen,
        digest=digest,
        organ=made.organ,
        text=text_of(made),
    )

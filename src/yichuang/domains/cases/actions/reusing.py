"""Taking a paper over from an earlier case, so that nobody hands in twice what the house holds already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from yichuang.domains.cases import permissions, reuse
from yichuang.domains.cases.actions.receiving import supplement
from yichuang.domains.cases.inputs import Files
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import visible_to
from yichuang.domains.cases.states import BEFORE_ACCEPTANCE, State, Verdict
from yichuang.domains.residents.actions import USE_AGAIN
from yichuang.domains.residents.queries import Kind
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.documents.attach import attach
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.subjects import split


class TakenOver(BaseModel):
    """A paper that was handed in before: for which case, and since when the house holds it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, Field(title="材料代码", max_length=20)]
    name: Annotated[str, Field(title="材料名称", max_length=120)]
    case: Annotated[str, Field(title="以前的办件", max_length=40)]
    number: Annotated[str, Field(title="以前的办件编号", max_length=24)]
    since: Annotated[str, Field(title="交来的日期", max_length=10)]


@verb(
    Case,
    "case.reuse_papers",
    label="沿用以前的材料",
    when=(*BEFORE_ACCEPTANCE, State.SUPPLEMENT_REQUESTED),
    allow=permissions.applicant_or_counter,
    offered=False,
)
def reuse_papers(
    case: Case,
    act: Act,
    *,
    papers: Annotated[list[TakenOver], Field(title="沿用的材料", min_length=1, max_length=60)],
    files: Files = [],  # noqa: B006 - pydantic copies
) -> None:
    """Take papers over from earlier cases: where each comes from stays with the case, its files stay one.

    `take_over` has looked that they may be: the verb has no button and no operation of its own.
    """
    taken = {one.code: one for one in papers}
    act.set(
        materials=[
            {
                **one,
                "verdict": Verdict.REUSED.value,
                "note": "",
                "reused": taken[one["code"]].model_dump(include={"case", "number", "since"}),
            }
            if one["code"] in taken
            else one
            for one in case.materials
        ]
    )
    act.note(reused=[one.model_dump() for one in papers])
    attach(act, files)


def take_over(
    ref: str,
    chosen: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> bool:
    """Take over the papers of these codes, each from the case named beside it; says whether there was any to take.

    Only what `reuse.offered` offers this clerk for this applicant, or this applicant of what is theirs. A clerk's look
    into the earlier case is recorded in the file of the person or enterprise, who finds it there. Raises Refused.
    """
    with transaction.atomic():
        case = visible_to(by).filter(pk=split(ref)[1]).first()
        if case is None:
            raise not_found("这件")
        kept = {one["code"]: one["reused"]["case"] for one in case.materials if one.get("reused")}
        wanted = {code: earlier for code, earlier in chosen.items() if kept.get(code) != earlier}
        if not wanted:
            return False
        may = reuse.offered(reuse.earlier(case, by), case.facts, at)
        papers: list[dict[str, Any]] = []
        files: list[dict[str, Any]] = []
        for code, earlier in wanted.items():
            found = next((one for one in may.get(code, ()) if one.ref == earlier), None)
            if found is None:
                raise Refused(Because.BAD_INPUT, "这份材料不能沿用，请申请人提交", field=f"m-{code}")
            papers.append(found.taken_over(code))
            files += found.files(code)
        perform(reuse_papers, ref, by=by, at=at, key=f"{key}:reuse", seen=seen, papers=papers, files=files)
        if by.kind is not ActorKind.CITIZEN:
            _record(case, papers, by=by, at=at, key=key)
    return True


def supplement_with(
    ref: str,
    materials: list[dict[str, Any]],
    chosen: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
    **more: Any,
) -> None:
    """A supplement, some papers of which are taken over from earlier cases; whole or not at all. Raises Refused."""
    said = [
        {**one, "verdict": Verdict.REUSED, "note": ""} if one["code"] in chosen else one for one in materials
    ]
    with transaction.atomic():
        if take_over(ref, chosen, by=by, at=at, key=key, seen=seen):
            seen = None  # the row is locked since, so nobody else has come between
        perform(supplement, ref, by=by, at=at, key=key, seen=seen, materials=said, **more)


def _record(case: Case, papers: list[dict[str, Any]], *, by: Actor, at: datetime, key: str) -> None:
    kind = Kind.PERSON if case.person_id else Kind.ENTERPRISE
    names = "、".join(one["name"] for one in papers)
    perform(
        USE_AGAIN[kind],
        f"{kind.value}:{case.person_id or case.enterprise_id}",
        by=by,
        at=at,
        key=f"{key}:look",
        purpose=f"办“{case.facts.name}”（{case.number}）沿用以前交的{names}"[:100],
        subject=case.ref,
    )

"""One case, one dossier: what the ledger says of a case, in words (一事一档)."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.notices import NOTICES, Ending
from yichuang.domains.cases.rules import SPECIAL_PROCEDURES
from yichuang.domains.cases.states import PROCEDURE_PAPERS, Channel, Delivery
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.documents import queries as documents
from yichuang.kernel.documents.queries import Document, StoredFile
from yichuang.kernel.ledger.queries import LedgerEntry, entries_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs.declare import verb_named
from yichuang.ui import formats


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that was issued: its title and number."""

    id: int
    n: int
    kind: str
    title: str
    number: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a case: who, where, when, what came of it."""

    n: int
    act: str
    who: str
    where: str
    at: datetime
    note: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that was handed in; `material` is the name of the paper that it belongs to."""

    id: int
    material: str
    code: str
    name: str
    content_type: str
    size: int
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Kept:
    """What acts have left of a case: it stays as it is until the next act gives the case another head."""

    entries: list[LedgerEntry]
    papers: list[Document]
    files: list[StoredFile]


def _kept(case: Case) -> _Kept:
    return _read(case.ref, bytes(case.head))


@lru_cache(maxsize=512)
def _read(ref: str, _head: bytes) -> _Kept:
    return _Kept(entries_of(ref), documents.papers_of(ref), documents.files_of(ref))


def forget() -> None:
    """Drop what this process has kept; for tests, whose tables go back in time."""
    _read.cache_clear()


def papers_of(case: Case) -> list[PaperLine]:
    """The papers of a case, oldest first."""
    return [
        PaperLine(one.pk, one.n, one.kind, paper_title(case, one), one.number, one.issued_at)
        for one in _kept(case).papers
    ]


_ENDED_BY = {
    "case.withdraw": Ending.WITHDRAWN,
    "case.lapse": Ending.LAPSED,
    "case.revoke": Ending.REVOKED,
}


def paper_title(case: Case, document: Document) -> str:
    """What a paper of the case is called, as it calls itself: by the item's kind, and by the act that issued it."""
    notice = NOTICES.get(document.kind)
    if notice is None:  # of an older version
        return document.kind
    act = next((entry.verb for entry in _kept(case).entries if entry.n == document.n), "")
    return notice.called(case.facts.is_licence, _ENDED_BY.get(act))


def files_of(case: Case) -> list[FileLine]:
    """The files of a case, oldest first."""
    names = PROCEDURE_PAPERS | {one.code: one.name for one in case.facts.materials}
    names |= {one["code"]: one["name"] for one in case.materials}
    return [
        FileLine(
            one.pk,
            names.get(one.purpose, one.purpose),
            one.purpose,
            one.name,
            one.content_type,
            one.size,
            one.sha256,
            one.added_at,
        )
        for one in _kept(case).files
    ]


def steps_of(case: Case, papers: list[PaperLine]) -> list[Step]:
    """The acts on a case, newest first."""
    entries = _kept(case).entries
    names = account_names(_account(entry.actor) for entry in entries)
    offices = tree().by_id
    issued: dict[int, list[PaperLine]] = defaultdict(list)
    for paper in papers:
        issued[paper.n].append(paper)
    return [
        Step(
            n=entry.n,
            act=_label(case, entry.verb),
            who=names.get(_account(entry.actor) or 0) or _WHO.get(entry.actor.partition(":")[0], ""),
            where=offices[entry.office].name if entry.office in offices else "",
            at=entry.at,
            note=words(case, json.loads(entry.facts)),
            papers=tuple(issued[entry.n]),
        )
        for entry in entries
    ]


_WHO = {"citizen": "申请人", "system": "系统", "staff": "工作人员"}


def words(case: Case, facts: dict[str, Any]) -> str:
    """What is worth reading in an entry's facts."""
    stages = {stage.code: stage.name for stage in case.facts.stages}
    said = []
    if channel := facts.get("channel"):
        said.append(dict(Channel.choices).get(channel, channel))
    if facts.get("wanting"):
        said.append(f"缺或不符 {len(facts['wanting'])} 项")
    if facts.get("follows"):
        said.append(f"容缺 {len(facts['follows'])} 项")
    if "agree" in facts:
        stage = stages.get(facts.get("stage", ""), "")
        said.append(f"{stage}{'同意' if facts['agree'] else '不同意'}")
    if procedure := facts.get("procedure"):
        said.append(f"{SPECIAL_PROCEDURES.get(procedure, procedure)}，约 {facts.get('days')} 个工作日")
    elif days := facts.get("days"):
        said.append(f"{days} 个工作日" if "organ" in facts else case.facts.inside(days).words)
    for one in facts.get("reused", ()):
        said.append(f"{one['name']}沿用 {one['number']} 的")
    if waived := facts.get("waived_on"):
        said.append(f"{formats.day_plain(date.fromisoformat(waived))}书面放弃，{facts.get('document', '')}")
    if to := facts.get("to"):
        said.append(f"回到{stages.get(to, to)}")
    if way := facts.get("way"):
        said.append(dict(Delivery.choices).get(way, way))
    said += [
        str(facts[name])
        for name in ("organ", "upper_number", "purpose", "whose", "remark")
        if facts.get(name)
    ]
    if facts.get("files"):
        said.append(f"{len(facts['files'])} 个文件")
    return "，".join(said)


def account_names(ids: Any) -> dict[int, str]:
    """Names of staff by account id, in one query; no id, no name."""
    return names_of(one for one in ids if one)


def _account(reference: str) -> int | None:
    kind, _, identity = reference.partition(":")
    return int(identity) if kind == "staff" and identity else None


def _label(case: Case, name: str) -> str:
    try:
        return case.act_name(verb_named(name))
    except KeyError:  # an act of an older version
        return name


def opinions_of(case: Case) -> list[dict[str, Any]]:
    """The opinions given so far, with the names of stages and colleagues."""
    stages = {stage.code: stage.name for stage in case.facts.stages} | {
        "returned": "退回重审",
        "decide": "决定",
    }
    names = account_names(one.get("account") for one in case.opinions)
    return [
        {
            "stage": stages.get(one["stage"], "审查"),
            "who": names.get(one.get("account") or 0, "系统"),
            "agree": one["agree"],
            "text": one["text"],
            "at": one["at"],
        }
        for one in case.opinions
    ]

"""Issuing papers from within a verb's body."""

from __future__ import annotations

from typing import Any

from yichuang.kernel.documents.models import Document
from yichuang.kernel.ledger.chain import canonical_facts
from yichuang.kernel.privacy import seal
from yichuang.kernel.verbs.act import Act, Serial


def issue(act: Act, kind: str, *, organ: int, mark: str, facts: dict[str, Any]) -> None:
    """Record that a paper of that kind is issued by this act.

    `organ` is the office that signs, `mark` its 机关代字; the serial is given by the database. `facts` are everything
    that the paper says beyond what the case itself keeps; they are sealed, since they may name persons.
    """
    year = act.day.year
    paper = Document(
        subject=act.subject.ref,
        n=act.n,
        kind=kind,
        mark=mark,
        year=year,
        serial=0,
        organ_id=organ,
        facts=seal(canonical_facts(facts), "document"),
        issued_at=act.at,
    )
    act.add(paper, Serial("serial", f"paper:{mark}:{year}"))
    act.note(**{f"paper:{kind}": mark})

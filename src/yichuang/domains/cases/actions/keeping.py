"""What is kept with a case: files handed in, and looks at what is masked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from yichuang.domains.cases import permissions
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.states import BEFORE_ACCEPTANCE, OPEN, PROCEDURE_PAPERS, State
from yichuang.domains.residents.actions import REVEAL
from yichuang.domains.residents.queries import Kind
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.documents import store
from yichuang.kernel.documents.attach import FileInput
from yichuang.kernel.documents.attach import attach as record
from yichuang.kernel.documents.uploads import UploadRejected, inspect
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import Receipt, perform

Purpose = Annotated[
    str,
    Field(
        title="查看原因",
        min_length=4,
        max_length=100,
        json_schema_extra={"hint": "写进留痕，申请人可以查到谁看过"},
    ),
]


@verb(
    Case,
    "case.attach",
    label="交文件",
    when=[*BEFORE_ACCEPTANCE, State.SUPPLEMENT_REQUESTED, *OPEN],
    allow=permissions.applicant_or_counter,
    offered=False,
)
def attach(
    case: Case,
    act: Act,
    *,
    files: Annotated[list[FileInput], Field(title="文件", min_length=1, max_length=20)],
) -> None:
    """Keep files for materials; their bytes lie in the store already, under their hash."""
    known = {one["code"] for one in case.materials} | {one.code for one in case.facts.materials}
    known |= PROCEDURE_PAPERS.keys()
    if any(file.purpose not in known for file in files):
        raise Refused(Because.BAD_INPUT, "请选这个文件属于哪一份材料", field="material")
    record(act, files)


def attach_file(
    ref: str, data: bytes, filename: str, *, material: str, by: Actor, at: datetime, key: str | None = None
) -> Receipt:
    """Check a file by its content, keep it and record it with the case. Raises Refused."""
    if not filename:
        raise Refused(Because.BAD_INPUT, "请选一个文件", field="file")
    try:
        accepted = inspect(data, filename)
    except UploadRejected as rejected:
        raise Refused(Because.BAD_INPUT, rejected.text, field="file") from None
    return perform(
        attach,
        ref,
        by=by,
        at=at,
        key=key,
        files=[
            {
                "purpose": material,
                "name": accepted.filename,
                "sha256": store.keep(data),
                "content_type": accepted.content_type,
                "size": accepted.size,
            }
        ],
    )


@verb(
    Case,
    "case.reveal",
    label="查看全部信息",
    allow=permissions.at_counter,
    effect="姓名、证件号、电话显示一次，查看原因写进留痕",
    offered=False,
)
def reveal(_case: Case, act: Act, *, purpose: Purpose) -> None:
    """Look at the applicant's values in clear, for a purpose that the ledger keeps (个人信息保护法 art. 51, 54)."""
    act.note(purpose=purpose)


def reveal_applicant(
    case: Case, *, by: Actor, at: datetime, key: str | None = None, purpose: str = ""
) -> Receipt:
    """Record a look at a case's applicant: in the file of the person or enterprise, so that they find it there.

    An applicant without a file leaves the trace in the case itself. Raises Refused.
    """
    if reason := permissions.at_counter(by, case):
        raise Refused(Because.NO_RIGHT, reason)
    if case.person_id or case.enterprise_id:
        kind = Kind.PERSON if case.person_id else Kind.ENTERPRISE
        ref = f"{kind.value}:{case.person_id or case.enterprise_id}"
        return perform(REVEAL[kind], ref, by=by, at=at, key=key, purpose=purpose, subject=case.ref)
    return perform(reveal, case.ref, by=by, at=at, key=key, purpose=purpose)

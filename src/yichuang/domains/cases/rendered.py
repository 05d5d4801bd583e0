"""Papers drawn as PDF and Word, and the whole dossier as one PDF. Whoever calls has asked for the right.

A drawing is kept by what it says: the same facts are drawn once, other facts (another address of the centre in the
code at the foot, say) are drawn anew.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

from yichuang.domains.cases import invitations
from yichuang.domains.cases.demonstration_seal import sealed
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.notices import build
from yichuang.domains.cases.paper_facts import Issued, facts_for
from yichuang.domains.cases.queries import applicant_of
from yichuang.domains.cases.trail import FileLine, PaperLine, Step, files_of, opinions_of, papers_of, steps_of
from yichuang.kernel.documents import queries as documents
from yichuang.kernel.documents import store
from yichuang.kernel.documents.paper import Field, Heading, Items, Paper, Para, Table
from yichuang.kernel.documents.render import own_faces, render_docx, render_pdf, without_a_face
from yichuang.kernel.privacy import keyed_hash
from yichuang.ui import formats

if TYPE_CHECKING:
    from yichuang.kernel.documents.models import Document

log = logging.getLogger(__name__)

DRAW: dict[str, Callable[[Paper], bytes]] = {"pdf": render_pdf, "docx": render_docx}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# papers that stay with the applicant: on a licence that hangs on a wall the code would let anybody evaluate
TAKEN_HOME = ("receipt", "acceptance_notice", "delivery_record")
_DRAWING = 3  # rises when the drawing itself changes, so that kept ones are drawn anew


def verify_code(document: int) -> str:
    """The code in a paper's foot: its number and a mark that nobody can make up."""
    return f"{document}-{keyed_hash(str(document), 'verify')[:6].hex()}"


def document_of_code(code: str) -> Document | None:
    """The paper of a code; None when the code isn't one of ours."""
    number, _, _ = code.partition("-")
    if not number.isascii() or not number.isdigit() or len(number) > 18 or code != verify_code(int(number)):
        return None
    return documents.paper(int(number))


def paper_of(document: Document, case: Case, base: str) -> Paper:
    """What a paper says; `base` is the public address of the centre, "https://zwfw.example.cn"."""
    taken_home = document.kind in TAKEN_HOME
    evaluate = invitations.address(case.ref, base) if taken_home else ""
    issued = Issued.of(document, f"{base}/verify/{verify_code(document.pk)}/", evaluate)
    return sealed(build(document.kind, facts_for(issued, case, applicant_of(case), papers_of(case))))


def drawn(document: Document, case: Case, form: str, base: str) -> bytes:
    """A paper as `pdf` or `docx`. KeyError for any other form."""
    draw = DRAW[form]
    paper = paper_of(document, case, base)
    own = [face.name for face in own_faces()]  # a face that was added draws what was a box
    said = json.dumps([_DRAWING, *own, asdict(paper)], ensure_ascii=False, sort_keys=True, default=str)
    purpose = f"{form}:{hashlib.sha256(said.encode()).hexdigest()[:40]}"
    data = documents.kept_drawing(document, purpose)
    if data is None:
        data = draw(paper)
        documents.keep_drawing(document, purpose, f"{paper.title}.{form}", CONTENT_TYPES[form], data)
    return data


def unprintable(case: Case) -> str:
    """What is said to staff where the applicant's name or address has signs that no face has; "" for none.

    The signs themselves aren't named: they stand behind the mask.
    """
    applicant = applicant_of(case)
    missing = without_a_face(applicant.name + applicant.agent_name + applicant.address)
    if not missing:
        return ""
    return (
        f"申请人的姓名或者地址里有 {len(missing)} 个生僻字，文书的字体里没有，PDF 上会印成方框；"
        "Word 文书用打开它的电脑的字体。请系统管理员把有这个字的字体放进数据文件夹的 fonts，重启后再打印"
    )


def drawn_for_query(case: Case, document_id: int, form: str, base: str) -> bytes | None:
    """A paper for somebody who has proved the case to be theirs (by account or query code); None for another case's."""
    document = documents.paper(document_id)
    return drawn(document, case, form, base) if document and document.subject == case.ref else None


def dossier(case: Case, base: str, now: datetime) -> bytes:
    """One case, one dossier (DA/T 85-2019): cover and trail, every paper, every file that can be bound in.

    A file that is gone or can't be read doesn't keep the rest from its reader: the cover names it.
    """
    papers, files = papers_of(case), files_of(case)
    pages = {file.id: _pages(file) for file in files}
    whole = pikepdf.Pdf.new()
    notes = {file.id: _not_bound(file) for file in files if pages[file.id] is None}
    _bind(whole, render_pdf(_cover(case, steps_of(case, papers), papers, files, notes, now)))
    issued = documents.papers_by_id(paper.id for paper in papers)
    for paper in papers:
        _bind(whole, drawn(issued[paper.id], case, "pdf", base))
    for page in pages.values():
        if page is not None:
            whole.pages.extend(page.pages)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def _bind(whole: pikepdf.Pdf, data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as part:
        whole.pages.extend(part.pages)


BOUND = ("application/pdf", "image/jpeg", "image/png")


def _pages(file: FileLine) -> pikepdf.Pdf | None:
    """A file as pages of the dossier; None for what is only listed, and for what can't be read (it is logged)."""
    try:
        data = _as_pdf(file)
        return pikepdf.open(io.BytesIO(data)) if data else None
    except (OSError, LookupError, ValueError, pikepdf.PdfError) as error:
        log.warning("file %s can't be bound into a dossier: %s", file.id, type(error).__name__)
        return None


def _not_bound(file: FileLine) -> str:
    """What the cover says of a file that isn't bound in."""
    return "（读不出来，请看原件）" if file.content_type in BOUND else "（不能装订，另存）"


def _as_pdf(file: FileLine) -> bytes | None:
    """A file as pages of the dossier; None for what is only listed."""
    if file.content_type == "application/pdf":
        return store.read(file.sha256)
    if file.content_type in ("image/jpeg", "image/png"):
        out = io.BytesIO()
        with Image.open(io.BytesIO(store.read(file.sha256))) as picture:
            picture.convert("RGB").save(out, "PDF", resolution=150)
        return out.getvalue()
    return None


def _opinions(case: Case) -> tuple[Heading | Items, ...]:
    """What each stage found, in the words of whoever wrote it; nothing before the first opinion."""
    told = [
        f"{one['stage']}，{one['who']}，{'同意' if one['agree'] else '不同意'}：{one['text']}"
        for one in opinions_of(case)
    ]
    return (Heading("审查意见"), Items(tuple(told))) if told else ()


def _cover(
    case: Case,
    steps: Sequence[Step],
    papers: Sequence[PaperLine],
    files: Sequence[FileLine],
    notes: Mapping[int, str],
    now: datetime,
) -> Paper:
    return Paper(
        kind="dossier",
        organ="",
        title="办件卷宗",
        day=formats.the_day(now),
        number=case.number,
        blocks=(
            Field("事项", case.facts.name),
            Field("申请人", case.applicant_mask),
            Field("承办", case.office_name()),
            Field("收件", formats.day_plain(case.received_on)),
            Field("受理", formats.day_plain(case.accepted_on)),
            Field("办结", formats.day_plain(case.concluded_on)),
            Field("状态", case.state_name),
            Heading("经过"),
            Table(
                ("时间", "做了什么", "谁"),
                tuple(
                    (
                        formats.moment(step.at),
                        step.act + (f"（{step.note}）" if step.note else ""),
                        step.who + (f"，{step.where}" if step.where else ""),
                    )
                    for step in reversed(steps)
                ),
                (3, 5, 4),
            ),
            *_opinions(case),
            Heading("卷内文书"),
            Items(tuple(f"{paper.title}（{paper.number}）" for paper in papers)),
            Heading("卷内文件"),
            Items(tuple(f"{file.material}：{file.name}{notes.get(file.id, '')}" for file in files))
            if files
            else Para("没有上传的文件，纸质材料另存。"),
        ),
        signature=case.office_name(),
        case_number=case.number,
        sealed=False,
    )

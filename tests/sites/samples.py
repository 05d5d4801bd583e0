"""A row of one office, and for every address of the project the arguments and questions that would reach it.

Whoever adds an address with arguments adds a line to ARGUMENTS; whoever adds a list that can be asked for something
adds a line to QUESTIONS. test_row_scope.py says so when a line is missing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from tests.worlds import AT, LI, World, accepted, case_of, delivered, office, staff, submitted

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback.actions import evaluate, open_device
from yichuang.domains.feedback.invitations import address_of_result, device_token, token_of
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.organisation import permissions
from yichuang.kernel.access.actors import SYSTEM, Actor
from yichuang.kernel.documents import store
from yichuang.kernel.documents.models import Document, StoredFile
from yichuang.kernel.offices.queries import raise_epoch
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.reportcheck.sheets import Sheets
from yichuang.oversight.reports.actions import draft
from yichuang.oversight.reports.models import Report
from yichuang.oversight.supervision.actions import open_link, raise_card, send
from yichuang.oversight.supervision.models import Alert, Card, Urge
from yichuang.oversight.supervision.reactions import put_before

OUYANG = {
    "name": "欧阳拾玖",
    "identity": LI["identity"],
    "phone": "13911112222",
    "address": "云溪县拾玖巷 19 号",
}
WORDS = "拾玖分满意的服务"
COMPLAINT = "拾玖号窗口等了一上午"
WARNED = "拾玖号岗当天停电，没能办完"
EVIDENCE = "拾玖停电通知.pdf"
URGED = "拾玖件请抓紧办理"
CHECKED = "拾玖街道全年受理 19 件"
REPORTED = "拾玖部门自查报告"
HUNG = "拾玖号厅西墙"
FILE = "拾玖的租赁合同.pdf"
__all__ = ["ARGUMENTS", "QUESTIONS", "Address", "Rows", "addresses", "outsiders", "rows_of"]


@dataclass(frozen=True)
class Address:
    """One address of the project: its full name, the arguments that it takes, its view."""

    name: str
    arguments: tuple[str, ...]
    view: Any


@dataclass
class Rows:
    """What one office has, and every text that tells of it."""

    case: Case  # accepted, in hand
    waiting: Case  # received, not yet accepted
    ended: Case  # delivered and evaluated
    paper: Document
    file: StoredFile
    evaluation: Evaluation
    review: Evaluation  # a bad one, waiting for its verification
    device: str
    token: str
    window: int
    account: int
    post: int
    card: Card
    evidence: StoredFile
    urge: Urge
    alert: Alert
    report: Report
    wall: str
    sheet: str  # the token of a report that a centre manager checks
    secrets: set[str] = field(default_factory=set)


def addresses() -> Iterator[Address]:
    """Every address of the project."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            name = ":".join(filter(None, [space, str(pattern.name)]))
            yield Address(name, tuple(pattern.pattern.converters), pattern.callback)
        else:
            yield from _walk(pattern.url_patterns, ":".join(filter(None, [space, pattern.namespace])))


def rows_of(world: World) -> Rows:
    """Three cases of the food department taken in at the county's centre, with a paper, a file and an evaluation."""
    case, ended = accepted(world, applicant=OUYANG), delivered(world, applicant=OUYANG)
    waiting = case_of(submitted(world, applicant=OUYANG).ref)
    pdf = one_page()
    file = StoredFile.objects.create(
        subject=case.ref,
        purpose="m3",
        sha256=store.keep(pdf),
        name=FILE,
        content_type="application/pdf",
        size=len(pdf),
        added_by="citizen",
        added_at=AT,
    )
    at = AT + timedelta(days=4)
    evaluate(service_of(ended), level=5, words=WORDS, tags=[], channel="portal", at=at)
    other = delivered(world, applicant=OUYANG)
    evaluate(service_of(other), level=1, words=COMPLAINT, tags=[], channel="portal", at=at)
    device = perform(open_device, None, by=world.manager, at=at, window=world.window.pk).ref
    clerk = staff(permissions.WINDOW_CLERK, world.centre, "令狐廿壹")
    secrets = {OUYANG["name"], OUYANG["phone"], OUYANG["identity"], OUYANG["address"], case.applicant_mask}
    secrets |= {case.number, waiting.number, ended.number, other.number, WORDS, COMPLAINT, FILE}
    secrets |= {EVIDENCE, WARNED, URGED, CHECKED, REPORTED, HUNG, "令狐廿壹"}
    sheet = Sheets(Path(settings.DATA_FOLDER) / "report-check").lay_out(
        world.manager.reference, "拾玖.txt", CHECKED.encode(), timezone.now()
    )
    card = carded(case)
    evidence = StoredFile.objects.create(
        subject=card.ref, purpose="evidence", sha256=store.keep(pdf), name=EVIDENCE,
        content_type="application/pdf", size=len(pdf), added_by="staff:1", added_at=AT,
    )  # fmt: skip
    return Rows(
        case=case,
        waiting=waiting,
        ended=ended,
        paper=Document.objects.filter(subject=case.ref).earliest("pk"),
        file=file,
        evaluation=Evaluation.objects.get(level=5),
        review=Evaluation.objects.get(level=1),
        device=device,
        token=token_of(ended.ref),
        window=world.window.pk,
        account=clerk.account or 0,
        post=clerk.post or 0,
        card=card,
        evidence=evidence,
        urge=(urge := urged(world, case)),
        alert=alerted(urge),
        report=reported(case),
        wall=hung(world),
        sheet=sheet.token,
        secrets=secrets,
    )


def hung(world: World) -> str:
    """The link of a wall of the county's centre."""
    given: dict[str, Any] = {"office": world.centre.pk, "name": HUNG, "prefix": "abcdef", "digest": "19" * 32}
    return perform(open_link, None, by=world.manager, at=AT, **given).ref


def alerted(urge: Urge) -> Alert:
    """The urging as it is put before the handler."""
    put_before({"ref": urge.ref}, urge.asked_at)
    return Alert.objects.get(source=f"urge:{urge.pk}")


def carded(case: Case) -> Card:
    """A yellow card about a case, explained."""
    raised = {
        "warning": 1, "subject": case.ref, "kind": "decision", "rule": "overdue_promised", "rule_name": "超承诺时限",
        "level": "yellow", "fell_at": AT, "about": case.ref, "about_name": case.number, "title": case.facts.name,
        "href": "/desk/", "department": case.department_id, "department_path": case.department_path,
        "place_path": case.place_path,
    }  # fmt: skip
    ref = perform(raise_card, None, by=SYSTEM, at=AT, raised=raised).ref
    Card.objects.update(explanation=WARNED)
    return Card.objects.get(pk=int(ref.partition(":")[2]))


def reported(case: Case) -> Report:
    """A report of the department in progress."""
    given: dict[str, Any] = {
        "title": REPORTED,
        "office": case.department_id,
        "first": AT.date(),
        "last": AT.date(),
    }
    ref = perform(draft, None, by=SYSTEM, at=AT, **given).ref
    return Report.objects.get(pk=int(ref.partition(":")[2]))


def urged(world: World, case: Case) -> Urge:
    """An urging of a case."""
    leader = staff(permissions.LEADER, world.county)
    ref = perform(send, None, by=leader, at=AT, about=case.ref, text=URGED).ref
    return Urge.objects.get(pk=int(ref.partition(":")[2]))


def one_page() -> bytes:
    """An empty page as PDF."""
    whole, out = pikepdf.new(), io.BytesIO()
    whole.add_blank_page()
    whole.save(out)
    return out.getvalue()


def outsiders(world: World) -> list[Actor]:
    """Every role of the staff in another department, in another centre and in another station."""
    town = office("baishi", "白石镇", "town", world.county)
    elsewhere = [
        world.other_department,
        office("baishi-centre", "白石镇便民服务中心", "centre", town),
        office("baishi-station", "白石村便民服务站", "station", town),
    ]
    raise_epoch()
    return [staff(role.code, place) for role in permissions.STAFF_ROLES for place in elsewhere]


ARGUMENTS: dict[str, Callable[[Rows], list[dict[str, Any]]]] = {
    "portal:figure": lambda rows: [{"code": "cases.accepted"}],
    "portal:apply": lambda rows: [{"code": "scjgj-1"}],
    "portal:apply_receipt": lambda rows: [{"code": "scjgj-1", "key": "somebodys-draft"}],
    "portal:apply_step": lambda rows: [{"code": "scjgj-1", "key": "somebodys-draft", "page": "check"}],
    "portal:case": lambda rows: [{"number": rows.case.number}, {"number": rows.ended.number}],
    "portal:owed": lambda rows: [{"number": rows.case.number}],
    "portal:supplement": lambda rows: [{"number": rows.case.number}],
    "portal:withdraw": lambda rows: [{"number": rows.case.number}],
    "portal:paper": lambda rows: [{"number": rows.case.number, "document": rows.paper.pk}],
    "feedback:evaluate": lambda rows: [{"number": rows.ended.number}],
    "feedback:invited": lambda rows: [{"token": "not-" + rows.token}],
    "feedback:result": lambda rows: [{"token": "not-" + address_of_result(rows.review.ref).split("/")[-2]}],
    "feedback:device": lambda rows: [{"token": "not-" + device_token(rows.window, 1)}],
    "feedback:device_now": lambda rows: [{"token": device_token(rows.window, 2)}],
    "feedback:device_act": lambda rows: [
        {"window": rows.window, "slug": slug} for slug in ("open", "renew", "close")
    ],
    "feedback:review": lambda rows: [{"pk": rows.review.pk}, {"pk": rows.evaluation.pk}],
    "feedback:review_act": lambda rows: [
        {"pk": rows.review.pk, "slug": slug} for slug in ("verify", "rectify", "discount")
    ],
    "outbox:open": lambda rows: [{"pk": pk} for pk in Message.objects.values_list("pk", flat=True)],
    "catalogue:guide": lambda rows: [{"code": "scjgj-1"}],
    "catalogue:desk_item": lambda rows: [{"code": "scjgj-1"}],
    "catalogue:desk_adjust": lambda rows: [{"code": "nothing"}],
    "catalogue:desk_act": lambda rows: [{"code": "nothing", "name": "suspend"}],
    "desk:import_template": lambda rows: [{"code": "items"}],
    "organisation:window": lambda rows: [{"identity": rows.window}],
    "organisation:department": lambda rows: [{"identity": rows.case.department_id}],
    "organisation:centre": lambda rows: [{"identity": rows.case.place_id}],
    "organisation:region": lambda rows: [{"identity": rows.case.department_id}],
    "organisation:hall": lambda rows: [{"identity": rows.window}],
    "organisation:hours": lambda rows: [{"identity": rows.case.place_id}],
    "organisation:close_office": lambda rows: [{"identity": rows.window}],
    "organisation:reopen_office": lambda rows: [{"identity": rows.window}],
    "organisation:person": lambda rows: [{"identity": rows.account}],
    "organisation:appoint": lambda rows: [{"identity": rows.account}],
    "organisation:close_account": lambda rows: [{"identity": rows.account}],
    "organisation:reopen_account": lambda rows: [{"identity": rows.account}],
    "organisation:reset_password": lambda rows: [{"identity": rows.account}],
    "organisation:end_post": lambda rows: [{"identity": rows.post}],
    "organisation:calendar_change": lambda rows: [{"identity": 1}],
    "cases:check": lambda rows: [{"pk": rows.waiting.pk}],
    "cases:case": lambda rows: [{"pk": rows.case.pk}, {"pk": rows.ended.pk}],
    "cases:reveal": lambda rows: [{"pk": rows.case.pk}],
    "cases:link": lambda rows: [{"pk": rows.case.pk}],
    "cases:attach": lambda rows: [{"pk": rows.case.pk}],
    "cases:dossier": lambda rows: [{"pk": rows.case.pk}],
    "desk:resident": lambda rows: [{"kind": "person", "pk": rows.case.person_id or 0}],
    "desk:reveal_resident": lambda rows: [{"kind": "person", "pk": rows.case.person_id or 0}],
    "desk:update_resident": lambda rows: [{"kind": "person", "pk": rows.case.person_id or 0}],
    "desk:link_resident": lambda rows: [{"kind": "person", "pk": rows.case.person_id or 0}],
    "cases:supplement": lambda rows: [{"pk": rows.waiting.pk}],
    "cases:receipt": lambda rows: [{"pk": rows.waiting.pk}],
    "cases:preview": lambda rows: [{"pk": rows.case.pk, "slug": "review"}],
    "cases:act": lambda rows: (
        [{"pk": rows.case.pk, "slug": slug} for slug in ("claim", "review", "withdraw", "extend")]
        + [{"pk": rows.waiting.pk, "slug": slug} for slug in ("accept", "decline")]
    ),
    "cases:paper": lambda rows: [{"pk": rows.paper.pk, "form": form} for form in ("pdf", "docx")],
    "cases:file": lambda rows: [{"pk": rows.file.pk}],
    "cases:verify": lambda rows: [{"code": "0" * 12}],
    "reportcheck:sheet": lambda rows: [{"token": rows.sheet}],
    "reportcheck:correct": lambda rows: [{"token": rows.sheet}],
    "reportcheck:judge": lambda rows: [{"token": rows.sheet}],
    "reportcheck:own": lambda rows: [{"token": rows.sheet}],
    "reportcheck:word": lambda rows: [{"token": rows.sheet}],
    "supervision:card": lambda rows: [{"pk": rows.card.pk}],
    "supervision:act_on_card": lambda rows: [
        {"pk": rows.card.pk, "slug": slug} for slug in ("explain", "uphold", "lift", "raise")
    ],
    "supervision:file": lambda rows: [{"pk": rows.file.pk}, {"pk": rows.evidence.pk}],
    "supervision:acknowledged": lambda rows: [{"pk": rows.alert.pk}],
    "supervision:urge": lambda rows: [{"pk": rows.urge.pk}],
    "supervision:act_on_urge": lambda rows: [{"pk": rows.urge.pk, "slug": "answer"}],
    "supervision:withdraw_wall": lambda rows: [{"pk": int(rows.wall.partition(":")[2])}],
    "screen:linked": lambda rows: [{"token": "not-" + rows.token}],
    "screen:linked_definitions": lambda rows: [{"token": "not-" + rows.token}],
    "screen:linked_now": lambda rows: [{"token": "not-" + rows.token}],
    "supervision:change_rule": lambda rows: [{"pk": 999_999}],
    "reports:figure": lambda rows: [{"code": "cases.accepted"}],
    "reports:rows": lambda rows: [{"code": "cases.accepted"}],
    "reports:figures_file": lambda rows: [{"kind": "xlsx"}, {"kind": "csv"}],
    "reports:one": lambda rows: [{"identity": rows.report.pk}],
    "reports:one_file": lambda rows: [{"identity": rows.report.pk, "kind": "docx"}],
    "reports:numbers": lambda rows: [{"identity": rows.report.pk}],
    "reports:edit": lambda rows: [
        {"identity": rows.report.pk, "act": act} for act in ("write", "insert", "remove", "choose", "retitle")
    ],
    "reports:decide": lambda rows: [
        {"identity": rows.report.pk, "act": act} for act in ("submit", "sign", "return", "publish")
    ],
    "reports:publication": lambda rows: [{"identity": 1}],
    "reports:public": lambda rows: [{"code": "1-" + "0" * 24}],
    "reports:file": lambda rows: [{"kind": "docx"}],
    "api:item": lambda rows: [{"code": "scjgj-1"}],
    "api:figure": lambda rows: [{"code": "cases.accepted"}],
}
WHOLE = {"from": "2026-01-01", "to": "2026-12-31", "office": "county"}
QUESTIONS: dict[str, Callable[[Rows], list[dict[str, Any]]]] = {
    "portal:search": lambda rows: [{"q": rows.case.number}, {"q": OUYANG["name"]}],
    "portal:progress": lambda rows: [{"number": rows.case.number}],
    "cases:search": lambda rows: [
        {"q": rows.case.number},
        {"q": OUYANG["name"]},
        {"q": OUYANG["identity"]},
        {"q": rows.case.number.replace("-", "")},
    ],
    "cases:intake": lambda rows: [{"identity": OUYANG["identity"]}, {"case": rows.case.pk}],
    "cases:tasks": lambda rows: [{"case": rows.case.pk}],
    "cases:tasks_opened": lambda rows: [{"case": rows.case.pk}],
    "cases:delivery": lambda rows: [{"case": rows.ended.pk}, {"q": rows.ended.number}],
    "supervision:send": lambda rows: [{"about": rows.case.ref}],
    "supervision:board": lambda rows: [
        {"warned": "1"},
        {"light": "late"},
        {"department": rows.case.department_id},
    ],
    "supervision:cards": lambda rows: [{"level": "yellow"}],
    "feedback:evaluations": lambda rows: [WHOLE, {"level": "5"}],
    "feedback:devices": lambda rows: [{"centre": rows.case.place_id}],
    "feedback:reviews": lambda rows: [{"light": "done"}, {"state": "to_verify"}],
    "organisation:staff": lambda rows: [{"q": "令狐"}, {"office": "centre"}],
    "reports:figure": lambda rows: [WHOLE, {"from": "2026-01-01", "to": "2026-12-31", "office": "scjgj"}],
    "reports:rows": lambda rows: [WHOLE, {"from": "2026-01-01", "to": "2026-12-31", "office": "scjgj"}],
    "reports:figures": lambda rows: [WHOLE],
    "reports:report": lambda rows: [WHOLE],
    "reports:reports": lambda rows: [{"state": "draft"}],
    "reports:one": lambda rows: [{"write": "b2"}, {"figure": "cases.received", **WHOLE}],
    "outbox:messages": lambda rows: [{"page": "1"}],
    "outbox:inbox": lambda rows: [{"show": "unread"}],
    "api:cases": lambda rows: [{"number": rows.case.number}, {"office": "scjgj"}],
}

"""The main path, act by act, against the real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import service_of
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.domains.feedback.actions import give
from yichuang.domains.organisation.models import Centre, Department
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import citizen, rights_of
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.documents.models import Document
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import walk
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import raise_epoch
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)


def office(code: str, kind: str, parent: Office | None = None) -> Office:
    made = Office.objects.create(code=code, name=code, kind=kind, parent=parent, path=f"/{code}")
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save()
    return made


@pytest.fixture
def world():
    county = office("county", "county")
    department = office("scjgj", "department", county)
    centre = office("centre", "centre", county)
    Department.objects.create(office=department, mark="云市监")
    Centre.objects.create(office=centre, level="county", region_code="519921")
    item = ServiceItem.objects.create(code="scjgj-1", department=department, state="in_force")
    version = ItemVersion.objects.create(
        item=item,
        n=1,
        name="食品经营许可",
        kind="administrative_licence",
        case_kind="promise",
        audience=["enterprise"],
        themes=[],
        level="county",
        online=True,
        statutory_days=20,
        promised_days=5,
        content={
            "stages": [
                {"code": "review", "name": "审查", "days": 3},
                {"code": "decide", "name": "决定", "days": 1},
            ],
            "two_reviewers": True,
        },
        search_text="",
        search_pieces=[],
        sort_key="",
        in_force_from=date(2025, 1, 1),
        fingerprint=b"x",
    )
    ServiceItem.objects.filter(pk=item.pk).update(version_in_force=version)
    raise_epoch()

    def staff(account: int, role: str, at: Office) -> Actor:
        return Actor(ActorKind.STAFF, f"员{account}", account, account, at.pk, at.path, role, rights_of(role))

    return {
        "version": version.pk,
        "centre": centre,
        "department": department,
        "clerk": staff(1, "window_clerk", centre),
        "reviewer": staff(2, "reviewer", department),
        "chief": staff(3, "chief_representative", department),
    }


APPLICANT = {"name": "张三", "identity": "519921189001011234", "phone": "13800000000"}


def application(world) -> dict[str, Any]:
    """What somebody hands in online."""
    return {
        "by": citizen(None, None),
        "at": AT,
        "item_version": world["version"],
        "applicant": APPLICANT,
        "place": world["centre"].pk,
    }


def walk_through(do, world):
    got = do(actions.submit, None, **application(world))
    ref = got.ref
    do(actions.accept, ref, by=world["clerk"], at=AT + timedelta(hours=1))
    do(actions.review, ref, by=world["reviewer"], at=AT + timedelta(days=1), opinion="材料齐全，同意")
    do(actions.grant_, ref, by=world["chief"], at=AT + timedelta(days=2), content="准予")
    do(actions.deliver, ref, by=world["clerk"], at=AT + timedelta(days=3), way="window", receiver="张*")
    return got


def test_a_promise_case_goes_from_submission_to_evaluation(world):
    got = walk_through(perform, world)
    case = Case.objects.get()
    assert case.state == "delivered"
    assert case.version == 5
    assert case.timing == "early"
    assert case.used_days == 2
    assert got.answer["number"] == case.number
    assert perform(give, None, by=citizen(None, None), at=AT, service=service_of(case), level=5).n == 1
    assert [c.kind for c in Clock.objects.order_by("n")] == [
        "acceptance",
        "decision",
        "statutory",
        "stage",
        "stage",
        "delivery",
    ]
    assert not list(walk({case.ref: (case.version, bytes(case.head))}))
    assert Document.objects.count() == 4
    assert LedgerEntry.objects.count() == 6


def test_the_same_bodies_done_in_bulk_leave_the_same_rows(world):
    batch = Batch()
    walk_through(batch.perform, world)
    batch.flush()
    walk_through(perform, world)
    bulk, single = Case.objects.order_by("pk")
    for field in ("state", "version", "timing", "used_days", "stage", "opinions", "concluded_on", "kind"):
        assert getattr(bulk, field) == getattr(single, field), field
    clocks = [
        list(
            Clock.objects.filter(subject=c.ref).order_by("n").values_list("kind", "due_at", "outcome", "used")
        )
        for c in (bulk, single)
    ]
    assert clocks[0] == clocks[1]
    facts = [
        list(LedgerEntry.objects.filter(subject=c.ref).order_by("n").values_list("verb", "actor", "at"))
        for c in (bulk, single)
    ]
    assert facts[0] == facts[1]
    assert not list(walk({c.ref: (c.version, bytes(c.head)) for c in (bulk, single)}))
    assert [d.serial for d in Document.objects.order_by("serial")] == list(range(1, 9))


def test_the_same_key_is_one_act(world):
    given = application(world) | {"by": citizen(7, None)}
    first = perform(actions.submit, None, key="k1", **given)
    again = perform(actions.submit, None, key="k1", **{**given, "at": AT + timedelta(seconds=5)})
    assert first == again
    assert Case.objects.count() == 1
    with pytest.raises(Refused) as refused:
        perform(actions.submit, None, key="k1", **{**given, "delivery": "post"})
    assert refused.value.code == "bad_input"


def test_whoever_comes_second_is_told_who_was_first(world):
    ref = perform(actions.submit, None, **application(world)).ref
    perform(actions.accept, ref, by=world["clerk"], at=AT, seen=1)
    with pytest.raises(Refused) as refused:
        perform(
            actions.decline,
            ref,
            by=world["clerk"],
            at=AT,
            seen=1,
            ground="not_ours",
            whose="税务局",
            reason="这件事由税务局办理，请到税务局窗口申请",
        )
    assert refused.value.code == "lost_race"
    assert "受理" in refused.value.text
    assert LedgerEntry.objects.count() == 2


def test_staff_of_another_office_find_nothing(world):
    ref = perform(actions.submit, None, **application(world)).ref
    stranger = replace(world["reviewer"], office=999, office_path="/999/")
    with pytest.raises(Refused) as refused:
        perform(actions.accept, ref, by=stranger, at=AT)
    assert refused.value.code == "not_found"

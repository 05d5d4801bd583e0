"""A small county for tests: two departments, a county centre with a window, a village station, staff, items, cases.

    world = county()
    case = accepted(world)          # or submitted, reviewed, decided, delivered: each goes one act further
    sign_in(client, world.clerk)

Builders write rows directly only where no verb makes them yet; cases come from the verbs themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone as django_timezone
from tests.narrow import there

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.domains.catalogue.spelling import keys_of
from yichuang.domains.organisation import keys as api_keys
from yichuang.domains.organisation.actions import issue_key
from yichuang.domains.organisation.models import Centre, Department, Site, Window
from yichuang.kernel.access.actors import SYSTEM, Actor, ActorKind
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.roles import rights_of
from yichuang.kernel.access.sign_in import stamp
from yichuang.kernel.offices.models import Epoch, Office
from yichuang.kernel.offices.queries import raise_epoch
from yichuang.kernel.verbs.perform import Receipt, perform

AT = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)  # Monday 9:30 in Shanghai
REGION = "519921"  # no county has it
_numbers = count(1)

# check digits are right, and nobody born in 1890 is alive
ZHANG = {
    "name": "张三",
    "identity": "519921189001010018",
    "phone": "13800001234",
    "address": "云溪县青禾镇一村 1 号",
}
LI = {"name": "李四", "identity": "519921189002020023", "phone": "13900004321"}
SHOP = {"name": "云溪县好味来食品店", "identity": "91519921MA0000007D", "phone": "13800001234"}


@dataclass
class World:
    """What `county` has made."""

    county: Office
    department: Office
    other_department: Office
    centre: Office
    window: Office
    station: Office
    promise: int  # item version of a licence: two stages, two reviewers, materials
    instant: int  # item version of a service that is done at once
    report_up: int
    foreign: int  # item version of the other department
    clerk: Actor
    other_clerk: Actor  # of the village station
    reviewer: Actor
    second_reviewer: Actor
    chief: Actor
    stranger: Actor  # reviewer of the other department
    manager: Actor
    administrator: Actor
    more: dict[str, Any] = field(default_factory=dict)


def office(code: str, name: str, kind: str, parent: Office | None = None) -> Office:
    """An office below another one."""
    made = Office.objects.create(code=code, name=name, kind=kind, parent=parent, path=f"/{code}")
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save()
    return made


def staff(role: str, at: Office, name: str = "", *, seat: Office | None = None) -> Actor:
    """An account with one post, as the actor that it becomes when signed in."""
    number = next(_numbers)
    account = Account.objects.create(
        username=f"{role}-{number}", name=name or f"员{number}", password="!", created_at=AT
    )
    post = Post.objects.create(account=account, office=at, role=role, seat=seat, since=date(2025, 1, 1))
    return Actor(
        ActorKind.STAFF,
        account.name,
        account.pk,
        post.pk,
        at.pk,
        at.path,
        role,
        rights_of(role),
        seat=post.seat_id,
    )


MATERIALS: tuple[dict[str, Any], ...] = (
    {"code": "m1", "name": "申请书", "source": "窗口填写"},
    {"code": "m2", "name": "营业执照", "kind": "copy", "source": "政府部门核发"},
    {"code": "m3", "name": "租赁合同", "kind": "copy", "source": "申请人自备", "when": "place=rent"},
    {"code": "m4", "name": "安全管理制度", "source": "申请人自备", "may_follow": True, "follow_days": 3},
)
SITUATIONS = (
    {
        "code": "place",
        "question": "经营场所是自己的吗？",
        "options": [{"code": "own", "label": "自有"}, {"code": "rent", "label": "租用"}],
    },
)
STAGES = ({"code": "review", "name": "审查", "days": 3}, {"code": "decide", "name": "决定", "days": 1})


def item(
    department: Office,
    code: str,
    name: str,
    *,
    case_kind: str = "promise",
    kind: str = "administrative_licence",
    statutory: int | None = 20,
    promised: int = 5,
    units: tuple[str, str] = ("working_day", "working_day"),
    level: str = "county",
    **content: Any,
) -> int:
    """An item in force with one version; gives the version's id. `units` are the law's and the promise's."""
    made = ServiceItem.objects.create(code=code, department=department, state="in_force")
    keys = keys_of(name)
    version = ItemVersion.objects.create(
        item=made,
        n=1,
        name=name,
        kind=kind,
        case_kind=case_kind,
        audience=["person", "enterprise"],
        themes=[],
        level=level,
        online=True,
        statutory_days=statutory,
        promised_days=promised,
        statutory_unit=units[0],
        promised_unit=units[1],
        content={
            "legal_basis": [{"name": "《中华人民共和国食品安全法》", "article": "第三十五条"}],
            "result": f"{name}决定",
            "result_validity": "5 年",
            **content,
        },
        search_text=keys.text,
        search_pieces=list(keys.pieces),
        sort_key=code,
        in_force_from=date(2025, 1, 1),
        fingerprint=code.encode(),
    )
    ServiceItem.objects.filter(pk=made.pk).update(version_in_force=version)
    return version.pk


def county() -> World:
    """The whole county, written."""
    top = office("county", "云溪县", "county")
    department = office("scjgj", "云溪县市场监督管理局", "department", top)
    other = office("gaj", "云溪县公安局", "department", top)
    centre = office("centre", "云溪县政务服务中心", "centre", top)
    window = office("window-3", "综合 03 号窗", "window", centre)
    town = office("qinghe", "青禾镇", "town", top)
    station = office("station", "一村便民服务站", "station", town)
    Department.objects.create(
        office=department, mark="云市监", phone="0999-5550101", address="云溪大道 18 号"
    )
    Department.objects.create(office=other, mark="云公", phone="0999-5550102", address="云溪大道 20 号")
    Centre.objects.create(
        office=centre, level="county", region_code=REGION, address="云溪大道 1 号", phone="0999-5550100"
    )
    Centre.objects.create(office=station, level="village", region_code=REGION, address="青禾镇一村", phone="")
    Window.objects.create(office=window, number="03", kind="comprehensive")
    Site.objects.create(
        name="云溪县政务服务中心",
        short_name="云溪县政务服务",
        region_name="云溪县",
        region_code=REGION,
        centre=centre,
    )
    promise = item(
        department,
        "scjgj-1",
        "食品经营许可",
        stages=list(STAGES),
        two_reviewers=True,
        materials=list(MATERIALS),
        situations=list(SITUATIONS),
        fields=[{"code": "area", "label": "经营面积（平方米）", "type": "number", "required": True}],
    )
    instant = item(
        department,
        "scjgj-2",
        "个体户信息查询",
        case_kind="instant",
        kind="public_service",
        statutory=1,
        promised=0,
        materials=[dict(MATERIALS[0])],
    )
    report_up = item(
        department, "scjgj-3", "药品生产许可", case_kind="report_up", stages=list(STAGES), promised=10
    )
    foreign = item(other, "gaj-1", "大型活动许可", stages=list(STAGES))
    raise_epoch()
    Epoch.objects.get_or_create(name="catalogue")
    return World(
        county=top,
        department=department,
        other_department=other,
        centre=centre,
        window=window,
        station=station,
        promise=promise,
        instant=instant,
        report_up=report_up,
        foreign=foreign,
        clerk=staff("window_clerk", centre, "李窗口", seat=window),
        other_clerk=staff("station_agent", station, "周代办"),
        reviewer=staff("reviewer", department, "何审查"),
        second_reviewer=staff("reviewer", department, "吴复审"),
        chief=staff("chief_representative", department, "王首席"),
        stranger=staff("reviewer", other, "赵警官"),
        manager=staff("centre_manager", top, "陈主任"),
        administrator=staff("administrator", top, "管理员"),
    )


def sign_in(client: Any, actor: Actor) -> None:
    """Let a test client act as that member of staff."""
    session = client.session
    session["account"], session["post"] = actor.account, actor.post
    session["stamp"] = stamp(Account.objects.get(pk=there(actor.account)))
    session.save()
    client.cookies["sessionid"] = session.session_key


def api_key(actor: Actor) -> str:
    """A key with which a program acts as that member of staff."""
    key = api_keys.fresh()
    given: dict[str, Any] = {
        "post": actor.post,
        "name": "测试程序",
        "prefix": key.prefix,
        "digest": key.digest,
    }
    perform(issue_key, None, by=SYSTEM, at=django_timezone.now(), **given)
    return key.text


def bearer(actor: Actor) -> dict[str, str]:
    """The header that such a program sends."""
    return {"Authorization": f"Bearer {api_key(actor)}"}


def checked(*verdicts: str, note: str = "请补齐") -> list[dict[str, str]]:
    """The materials of the licence with these verdicts in order; a note where something is wanting."""
    wanting = ("missing", "wrong")
    return [
        {
            **{key: m[key] for key in ("code", "name")},
            "verdict": verdict,
            "note": note if verdict in wanting else "",
        }
        for m, verdict in zip(MATERIALS, verdicts, strict=False)
    ]


def submitted(
    world: World,
    version: int | None = None,
    *,
    at: datetime = AT,
    key: str | None = None,
    by: Actor | None = None,
    **given: Any,
) -> Receipt:
    """A case received at the counter, by its clerk unless somebody else is named."""
    defaults: dict[str, Any] = {
        "applicant": ZHANG,
        "place": world.centre.pk,
        "materials": checked("ok", "ok"),
    }
    return perform(
        actions.receive,
        None,
        by=by or world.clerk,
        at=at,
        key=key,
        item_version=version or world.promise,
        **{**defaults, **given},
    )


def accepted(world: World, version: int | None = None, *, at: datetime = AT, **given: Any) -> Case:
    """… and accepted ten minutes later."""
    ref = submitted(world, version, at=at, **given).ref
    perform(actions.accept, ref, by=world.clerk, at=at + timedelta(minutes=10))
    return case_of(ref)


def reviewed(world: World, version: int | None = None, *, at: datetime = AT, **given: Any) -> Case:
    """… and reviewed the next day: it waits for its decision."""
    case = accepted(world, version, at=at, **given)
    perform(actions.review, case.ref, by=world.reviewer, at=at + timedelta(days=1), opinion="材料齐全，同意")
    return case_of(case.ref)


def examined(world: World, version: int | None = None, *, at: datetime = AT, **given: Any) -> Case:
    """… and sent to a laboratory: the clocks stand still."""
    case = reviewed(world, version, at=at, **given)
    procedure: dict[str, Any] = {"procedure": "testing", "organ": "市检测中心", "days": 10}
    perform(
        actions.start_special_procedure, case.ref, by=world.reviewer, at=at + timedelta(days=2), **procedure
    )
    return case_of(case.ref)


def passed_up(
    world: World, version: int | None = None, *, at: datetime = AT, organ: str = "省药品监督管理局"
) -> Case:
    """… and passed up on the third day, by the second reviewer, to an organ that has 15 days."""
    case = reviewed(world, version or world.report_up, at=at, materials=[])
    up: dict[str, Any] = {"organ": organ, "opinion": "材料齐全，同意上报", "days": 15}
    perform(actions.report_up, case.ref, by=world.second_reviewer, at=at + timedelta(days=2), **up)
    return case_of(case.ref)


def decided(world: World, version: int | None = None, *, at: datetime = AT, **given: Any) -> Case:
    """… and granted the day after."""
    case = reviewed(world, version, at=at, **given)
    perform(actions.grant_, case.ref, by=world.chief, at=at + timedelta(days=2), content="准予食品经营")
    return case_of(case.ref)


def delivered(world: World, version: int | None = None, *, at: datetime = AT, **given: Any) -> Case:
    """… and handed over."""
    case = decided(world, version, at=at, **given)
    perform(
        actions.deliver, case.ref, by=world.clerk, at=at + timedelta(days=3), way="window", receiver="张三"
    )
    return case_of(case.ref)


def case_of(ref: str) -> Case:
    """The case of a reference, read again."""
    return Case.objects.get(pk=int(ref.partition(":")[2]))

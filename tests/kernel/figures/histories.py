"""Random histories of a small county, made with the real verbs by `Batch`: what figures are tested on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import service_of
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.domains.feedback.actions import give
from yichuang.domains.organisation.models import Centre, Department, Site, Window
from yichuang.kernel.access.actors import SYSTEM, Actor, ActorKind
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.roles import citizen, rights_of
from yichuang.kernel.clocks.hours import SHANGHAI
from yichuang.kernel.offices.models import Epoch, Office
from yichuang.kernel.offices.queries import raise_epoch
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.batch import Batch

FIRST = date(2026, 3, 2)
MATERIAL = {"code": "m1", "name": "申请书"}
WANTING = [{**MATERIAL, "verdict": "missing", "note": "请补交申请书"}]
REASON = "申请人提交的材料不能证明符合法定条件"


@dataclass
class County:
    """Two departments, a county centre with two windows, a village station, one item of each kind."""

    top: Office
    departments: list[Office]
    centre: Office
    station: Office
    windows: list[Office]
    versions: list[ItemVersion] = field(default_factory=list)

    def actor(self, role: str, at: Office) -> Actor:
        """Somebody with a post, as they are when signed in."""
        n = Account.objects.count() + 1
        account = Account.objects.create(
            username=f"{role}-{n}", name=f"员{n}", password="!", created_at=at_hour(FIRST)
        )
        post = Post.objects.create(account=account, office=at, role=role, since=FIRST)
        return Actor(
            ActorKind.STAFF, account.name, account.pk, post.pk, at.pk, at.path, role, rights_of(role)
        )


def at_hour(day: date, hour: int = 10) -> datetime:
    """An hour of a Shanghai day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def office(code: str, name: str, kind: str, parent: Office | None = None) -> Office:
    """An office below another one."""
    made = Office.objects.create(code=code, name=name, kind=kind, parent=parent, path=f"/{code}")
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save()
    return made


def county() -> County:
    """The offices and the catalogue."""
    top = office("county", "云溪县", "county")
    departments = [
        office("scjgj", "云溪县市场监督管理局", "department", top),
        office("gaj", "云溪县公安局", "department", top),
    ]
    for n, department in enumerate(departments):
        Department.objects.create(office=department, mark=f"云{n}")
    centre = office("centre", "云溪县政务服务中心", "centre", top)
    station = office("station", "一村便民服务站", "station", office("qinghe", "青禾镇", "town", top))
    Centre.objects.create(office=centre, level="county", region_code="519921")
    Centre.objects.create(office=station, level="village", region_code="519921")
    windows = [
        office("w1", "综合 01 号窗", "window", centre),
        office("w2", "公安 02 号窗", "window", centre),
    ]
    Window.objects.create(office=windows[0], number="01", kind="comprehensive")
    Window.objects.create(office=windows[1], number="02", kind="own", departments=[departments[1].pk])
    Site.objects.create(
        name="云溪县政务服务中心", short_name="云溪县政务服务", region_name="云溪县", region_code="519921",
        centre=centre,
    )  # fmt: skip
    maker = Account.objects.create(username="maker", name="建设者", password="!", created_at=at_hour(FIRST))
    begun, ended = date(2025, 1, 1), date(2025, 2, 1)  # who set the centre up has left again
    Post.objects.create(
        account=maker, office=top, role="administrator", since=begun, until=ended, active=False
    )
    made = County(top, departments, centre, station, windows)
    for n, (kind, power, statutory, promised) in enumerate(
        (
            ("instant", "public_service", 1, 0),
            ("promise", "administrative_licence", 20, 5),
            ("report_up", "administrative_licence", 20, 10),
            ("promise", "confirmation", None, 8),
        )
    ):
        made.versions.append(
            item(departments[n % 2], f"item-{n}", f"事项{n}", kind, power, statutory, promised)
        )
    raise_epoch()
    Epoch.objects.get_or_create(name="catalogue")
    return made


def item(
    department: Office, code: str, name: str, kind: str, power: str, statutory: int | None, promised: int
) -> ItemVersion:
    """An item in force with one version."""
    made = ServiceItem.objects.create(code=code, department=department, state="in_force")
    version = ItemVersion.objects.create(
        item=made, n=1, name=name, kind=power, case_kind=kind, audience=["person"], themes=[], level="county",
        online=True, statutory_days=statutory, promised_days=promised, search_text="", search_pieces=[],
        sort_key=code, in_force_from=date(2025, 1, 1), fingerprint=code.encode(),
        content={"stages": [{"code": "review", "name": "审查", "days": 2}]},
    )  # fmt: skip
    ServiceItem.objects.filter(pk=made.pk).update(version_in_force=version)
    return version


class Story:
    """Cases told one act after the other; each act at a later hour."""

    def __init__(self, world: County, seed: int) -> None:
        self.world = world
        self.random = random.Random(seed)
        self.batch = Batch(random_bytes=self.random.randbytes)

    def tell(self, count: int, days: int = 40) -> None:
        """So many cases received within so many days, written."""
        for n in range(count):
            self.case(FIRST + timedelta(self.random.randrange(days)), n)
        self.batch.flush()

    def case(self, day: date, n: int) -> None:
        """One case from its receipt to wherever chance lets it come."""
        pick = self.random
        version = pick.choice(self.world.versions)
        self.now = at_hour(day, pick.randrange(9, 17))
        place = self.place()
        at_window = place == self.world.centre.pk and n % 3
        self.ref = self.do(
            actions.receive, item_version=version.pk, place=place,
            window=self.world.windows[n % 2].pk if at_window else None, joint=pick.random() < 0.2,
            applicant={"name": f"张{n}", "identity": "519921189001010018", "address": "云溪县一村 1 号"},
            channel=pick.choice(["window", "online"]), materials=[{**MATERIAL, "verdict": "ok"}],
        ).ref  # fmt: skip
        while pick.random() < 0.3:
            self.do(actions.request_supplement, materials=WANTING)
            self.later(0, 6)
            if pick.random() < 0.15:
                self.do(actions.lapse)
                return
            self.do(actions.supplement)
        end = pick.random()
        if end < 0.1:
            self.do(actions.decline, ground="not_needed", reason=REASON)
        elif end < 0.15:
            self.do(actions.withdraw, reason="不办了")
        elif version.case_kind == "instant":
            self.later(0, 1)
            self.do(actions.finish_at_once)
            self.evaluate()
        elif end < 0.95:
            self.later(0, 3)
            self.do(actions.accept)
            self.handle(version)

    def handle(self, version: ItemVersion) -> None:
        """From acceptance on."""
        pick = self.random
        if pick.random() < 0.3:  # while the limit runs
            self.do(actions.extend, days=pick.randrange(1, 11), reason=REASON, basis="《某条例》第九条")
        self.later(0, 5)
        if pick.random() < 0.15:
            return
        if pick.random() < 0.1:
            self.do(actions.withdraw, reason="不办了")
            return
        if pick.random() < 0.3:
            self.do(actions.start_special_procedure, procedure="testing", organ="检测中心", days=5)
            self.later(0, 12)
            if pick.random() < 0.2:
                return
            if pick.random() < 0.1:
                self.do(actions.withdraw, reason="不办了")
                return
            self.do(actions.end_special_procedure, finding="检测合格")
        self.do(actions.review, opinion="材料齐全，同意")
        self.later(0, 9)
        if pick.random() < 0.2:
            return
        if version.case_kind == "report_up":
            self.do(actions.report_up, organ="市级机关", opinion="同意上报")
            self.later(0, 9)
            if pick.random() < 0.3:
                return
            if pick.random() < 0.1:
                self.do(actions.withdraw, reason="不办了")
                return
            self.do(actions.upper_answered, granted=pick.random() < 0.8, content="按批复办理")
        elif pick.random() < 0.8:
            self.do(actions.grant_, content="准予")
        else:
            self.do(actions.refuse, facts="现场不符合条件", reason=REASON, basis="条例第十条")
        self.later(0, 4)
        if pick.random() < 0.8:
            way = pick.choice(["window", "post", "home"])
            self.do(actions.deliver, way=way, receiver="张*", tracking="E1234567890" if way == "post" else "")
            self.evaluate()

    def evaluate(self) -> None:
        """Some say what they think."""
        if self.random.random() < 0.5:
            case = self.batch.subject(self.ref)
            assert isinstance(case, Case)
            by = citizen(None, None)
            level = self.random.choice([1, 2, 3, 4, 5, 5, 5])
            self.batch.perform(give, None, by=by, at=self.now, service=service_of(case), level=level)

    def place(self) -> int:
        """The centre, or now and then the village."""
        return self.random.choice([self.world.centre.pk, self.world.centre.pk, self.world.station.pk])

    def later(self, least: int, most: int) -> None:
        """Some days on, at another hour."""
        on = self.now.date() + timedelta(self.random.randrange(least, most + 1))
        self.now = max(self.now + timedelta(minutes=5), at_hour(on, self.random.randrange(9, 17)))

    def do(self, verb: Any, **given: Any) -> Any:
        """One act by the system, which may do everything."""
        ref = None if verb.creates else self.ref
        try:
            return self.batch.perform(verb, ref, by=SYSTEM, at=self.now, **given)
        except Refused as refused:
            raise AssertionError(f"{verb.name}: {refused.text}") from refused

"""A small world for the catalogue: a county with a centre and departments, staff, and item texts to change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.test import Client
from tests.worlds import sign_in

from yichuang.domains.organisation.models import Centre, Department, Site
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.roles import rights_of
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import raise_epoch

AT = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
DEPARTMENTS = {
    "scjgj": "市场监督管理局", "gaj": "公安局", "rsj": "人力资源和社会保障局", "zrzyj": "自然资源和规划局",
    "fgj": "发展和改革局", "swj": "税务局", "mzj": "民政局", "wjj": "卫生健康局", "ybj": "医疗保障局",
    "zjj": "住房和城乡建设局", "jtj": "交通运输局", "nyj": "农业农村局", "lyj": "林业局", "slj": "水利局",
    "sthjj": "生态环境局", "yjj": "应急管理局", "jyj": "教育局", "wlj": "文化广播电视和旅游局",
    "clj": "残疾人联合会", "cgj": "综合行政执法局", "gjj": "住房公积金管理中心", "zjy": "退役军人事务局",
    "sfj": "司法局", "jxj": "经济和信息化局", "swuj": "商务局", "zfb": "消防救援大队", "yc": "烟草专卖局",
}  # fmt: skip


def office(code: str, name: str, kind: str, parent: Office | None = None) -> Office:
    """An office with its path."""
    made = Office.objects.create(code=code, name=name, kind=kind, parent=parent, path=f"/{code}")
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save()
    return made


def small_county(*departments: str) -> dict[str, Office]:
    """A county, its centre, a town and a village with places, and these departments (all of them by default)."""
    county = office("county", "云溪县", "county")
    centre = office("centre", "云溪县政务服务中心", "centre", county)
    Centre.objects.create(
        office=centre, level="county", region_code="519921", address="云溪大道 18 号", phone="0800-0000012"
    )
    town = office("town-1", "东山镇", "town", county)
    place = office("centre-t1", "东山镇便民服务中心", "centre", town)
    Centre.objects.create(office=place, level="town", region_code="519921101", address="东山街 1 号")
    made = {"county": county, "centre": centre, "town": town, "town_centre": place}
    for code in departments or DEPARTMENTS:
        made[code] = office(code, f"云溪县{DEPARTMENTS[code]}", "department", county)
        Department.objects.create(office=made[code], mark=code)
    Site.objects.create(
        name="云溪县政务服务中心",
        short_name="云溪县政务服务",
        region_name="云溪县",
        region_code="519921",
        centre=centre,
    )
    raise_epoch()
    return made


def staff(role: str, at: Office, account: int = 1) -> Actor:
    """Somebody in a post."""
    return Actor(ActorKind.STAFF, f"员{account}", account, account, at.pk, at.path, role, rights_of(role))


def item_text(**changes: Any) -> dict[str, Any]:
    """A correct text of an item, with these changes."""
    return {
        "name": "食品经营许可（新办）",
        "aliases": ["开小吃店", "餐饮许可证"],
        "kind": "administrative_licence",
        "case_kind": "promise",
        "audience": ["enterprise"],
        "themes": ["准营准办"],
        "level": "county",
        "online": True,
        "statutory_days": 20,
        "promised_days": 5,
        "limit_basis": "《食品经营许可和备案管理办法》第二十一条",
        "result": "食品经营许可证",
        "conditions": ["您有营业执照。"],
        "stages": [
            {"code": "review", "name": "审查", "days": 3},
            {"code": "decide", "name": "决定", "days": 1},
        ],
        "situations": [
            {
                "code": "premises",
                "question": "经营场所是怎么来的？",
                "options": [{"code": "rent", "label": "租的"}, {"code": "own", "label": "自己的"}],
            }
        ],
        "materials": [
            {"code": "m1", "name": "食品经营许可申请书"},
            {"code": "m2", "name": "房屋租赁合同", "when": "premises=rent", "kind": "copy"},
        ],
        **changes,
    }


def signed_in(client: Client, role: str, at: Office) -> Actor:
    """Sign a client in as somebody in a post there."""
    account = Account.objects.create(username=f"{role}-{at.pk}", name="贾勇", password="!", created_at=AT)
    post = Post.objects.create(account=account, office=at, role=role, since=AT.date())
    actor = Actor(ActorKind.STAFF, account.name, account.pk, post.pk, at.pk, at.path, role, rights_of(role))
    sign_in(client, actor)
    return actor

"""A county small enough to look at, with people who can sign in; `password` opens every account of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.contrib.auth.hashers import make_password
from tests.narrow import there

from yichuang.domains.organisation.actions import Outline, load
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.queries import actor_for
from yichuang.kernel.access.sign_in import stamp

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # Tuesday 9:30 in Shanghai
PASSWORD = "qing-he-7788"
OUTLINE = {
    "site": {
        "name": "云溪县政务服务中心",
        "short_name": "云溪县政务服务",
        "region_name": "云溪县",
        "region_code": "519921",
        "centre": "zx",
    },
    "since": date(2024, 7, 1),
    "county": {"code": "yunxi", "name": "云溪县", "region_code": "519921"},
    "department": [
        {"code": "scjgj", "name": "云溪县市场监督管理局", "short_name": "市场监管局", "mark": "云市监"},
        {"code": "mzj", "name": "云溪县民政局", "short_name": "民政局", "mark": "云民"},
    ],
    "region": [
        {"code": "qinghe", "kind": "town", "name": "青禾镇"},
        {"code": "xiqiao", "kind": "village", "name": "溪桥村", "parent": "qinghe"},
    ],
    "centre": [
        {"code": "zx", "level": "county", "name": "云溪县政务服务中心", "region_code": "519921000000"},
        {
            "code": "qinghe-zx",
            "parent": "qinghe",
            "level": "town",
            "name": "青禾镇便民服务中心",
            "region_code": "519921101000",
        },
        {
            "code": "xiqiao-zd",
            "parent": "xiqiao",
            "level": "village",
            "name": "溪桥村便民服务站",
            "region_code": "519921101201",
        },
    ],
    "hall": [{"code": "zx-a", "centre": "zx", "name": "一楼大厅"}],
    "window": [
        {
            "code": "zx-a01",
            "parent": "zx-a",
            "number": "A01",
            "name": "市场监管局窗口",
            "kind": "own",
            "departments": ["scjgj"],
        },
        {"code": "zx-a02", "parent": "zx-a", "number": "A02", "name": "综合窗口", "kind": "comprehensive"},
    ],
    "staff": [
        {
            "name": "王管理",
            "username": "manager",
            "posts": [{"role": "centre_manager", "office": "yunxi"}],
        },
        {"name": "郑系统", "username": "admin", "posts": [{"role": "administrator", "office": "yunxi"}]},
        {"name": "陈镇长", "username": "town", "posts": [{"role": "centre_manager", "office": "qinghe"}]},
        {
            "name": "李窗口",
            "username": "clerk",
            "posts": [
                {"role": "window_clerk", "office": "zx", "seat": "zx-a01"},
                {"role": "reviewer", "office": "scjgj"},
            ],
        },
        {"name": "何审批", "username": "reviewer", "posts": [{"role": "reviewer", "office": "mzj"}]},
        {"name": "吴代表", "username": "chief", "posts": [{"role": "chief_representative", "office": "mzj"}]},
        {"name": "唐代办", "username": "agent", "posts": [{"role": "station_agent", "office": "xiqiao-zd"}]},
        {"name": "罗监察", "username": "supervisor", "posts": [{"role": "supervisor", "office": "yunxi"}]},
        {"name": "许领导", "username": "leader", "posts": [{"role": "leader", "office": "yunxi"}]},
        {"name": "冯考核", "username": "assessor", "posts": [{"role": "assessor", "office": "yunxi"}]},
    ],
}
_hashed: list[str] = []


def build() -> None:
    """Load it; hashing is slow on purpose, so one hash serves every account."""
    load(Outline.model_validate(OUTLINE), AT)
    if not _hashed:
        _hashed.append(make_password(PASSWORD))
    Account.objects.update(password=_hashed[0])


def actor(username: str) -> Actor:
    """Somebody of it in their first post."""
    found = actor_for(Account.objects.get(username=username).pk)
    assert found is not None
    return found


def enter(client, username: str, post: int | None = None) -> Actor:
    """Sign a test client in without the page."""
    account = Account.objects.get(username=username)
    session = client.session
    session["account"], session["stamp"] = account.pk, stamp(account)
    session["post"] = post or there(Post.objects.filter(account=account).order_by("pk").first()).pk
    session.save()
    return actor(username)

"""The centre manager's pages: what they do, who may open them, and that their queries don't grow with the rows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from tests.domains.organisation import centre
from tests.narrow import found, there

from yichuang.domains.organisation import queries
from yichuang.domains.organisation.models import CalendarChange, Department, OfficeFile, Window
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.calendar import queries as calendars
from yichuang.kernel.calendar.models import CalendarDay
from yichuang.kernel.clocks import moves
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.clocks.queries import Times
from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import tree

LISTS = ["windows", "departments", "centres", "staff", "calendar"]
FORMS = [
    "add_window",
    "add_department",
    "add_centre",
    "add_region",
    "add_hall",
    "open_account",
    "change_calendar",
]


@pytest.fixture(autouse=True)
def world(db):
    centre.build()


def address(name, *args):
    return reverse(f"organisation:{name}", args=args)


def office(code):
    return Office.objects.get(code=code)


def account(username):
    return Account.objects.get(username=username)


def key_of(client, page):
    return found(r'name="key" value="(\w+)"', client.get(page).content.decode())[1]


def last_entry(ref):
    return LedgerEntry.objects.filter(subject=ref).order_by("-n").first()


@pytest.mark.parametrize("page", [*LISTS, *FORMS])
def test_the_manager_opens_every_page(client, page):
    centre.enter(client, "manager")
    assert client.get(address(page)).status_code == 200


@pytest.mark.parametrize(
    "username", ["clerk", "agent", "reviewer", "chief", "supervisor", "leader", "assessor"]
)
def test_other_roles_open_none_of_them_and_change_nothing(client, username):
    centre.enter(client, username)
    before = (Office.objects.count(), Account.objects.count(), LedgerEntry.objects.count())
    for page in [*LISTS, *FORMS]:
        assert client.get(address(page)).status_code == 403
        assert client.post(address(page), {"code": "x1", "name": "名称", "mark": "云"}).status_code == 403
    for page, row in (
        ("window", office("zx-a01").pk),
        ("person", account("manager").pk),
        ("reset_password", account("manager").pk),
        ("close_office", office("zx-a01").pk),
    ):
        assert client.get(address(page, row)).status_code == 403
        assert client.post(address(page, row), {"reason": "试一试看"}).status_code == 403
    assert (Office.objects.count(), Account.objects.count(), LedgerEntry.objects.count()) == before


def test_a_manager_of_a_town_finds_nothing_of_the_county(client):
    centre.enter(client, "town")
    for page, row in (
        ("window", office("zx-a01").pk),
        ("department", office("scjgj").pk),
        ("centre", office("zx").pk),
        ("close_office", office("zx-a01").pk),
        ("person", account("clerk").pk),
        ("appoint", account("clerk").pk),
        ("reset_password", account("clerk").pk),
        ("close_account", account("clerk").pk),
        ("end_post", there(Post.objects.filter(account=account("clerk")).first()).pk),
    ):
        assert client.get(address(page, row)).status_code == 404, page
        assert (
            client.post(address(page, row), {"reason": "试一试看", "role": "reviewer"}).status_code == 404
        ), page
    text = client.get(address("staff")).content.decode()
    assert "唐代办" in text
    assert "李窗口" not in text
    assert "市场监督管理局" not in client.get(address("departments")).content.decode()
    assert not LedgerEntry.objects.exists()


def test_a_new_window_is_in_the_list_and_in_the_ledger_once_however_often_posted(client):
    centre.enter(client, "manager")
    given = {
        "key": key_of(client, address("add_window")),
        "place": office("zx-a").pk,
        "number": "a03",
        "name": "民政窗口",
        "kind": "own",
        "departments": [office("mzj").pk],
    }
    first, second = (client.post(address("add_window"), given) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    made = Window.objects.get(number="A03")
    assert made.departments == [office("mzj").pk]
    assert LedgerEntry.objects.filter(subject=f"office:{made.office_id}").count() == 1
    assert "民政窗口" in client.get(address("windows")).content.decode()


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(client):
    centre.enter(client, "manager")
    given = {"place": office("zx-a").pk, "number": "A01", "name": "重号窗口", "kind": "own"}
    answer = client.post(address("add_window"), {**given, "departments": []})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "独立窗口只办一个部门的事" in text
    assert 'value="重号窗口"' in text
    answer = client.post(address("add_window"), {**given, "departments": [office("mzj").pk]})
    assert "这个编号已有机构在用" in answer.content.decode()
    answer = client.post(address("add_window"), {**given, "departments": [10**17], "place": "x" * 30})
    assert answer.status_code == 422


def test_changing_a_window_reaches_every_process_by_the_epoch(client):
    centre.enter(client, "manager")
    identity = office("zx-a01").pk
    before = queries.windows_of(office("zx").pk)[0].kind
    given = {"name": "企业综合窗口", "kind": "comprehensive", "departments": [], "seen": 0}
    assert client.post(address("window", identity), given).status_code == 302
    after = queries.windows_of(office("zx").pk)[0]
    assert (before, after.kind, after.office.name) == ("own", "comprehensive", "企业综合窗口")
    lost = client.post(address("window", identity), {**given, "name": "别人的改法"})
    assert lost.status_code == 409
    assert "王管理" in lost.content.decode()
    assert 'value="别人的改法"' in lost.content.decode()


def test_a_window_with_people_isnt_closed_and_an_empty_one_is_and_opens_again(client):
    centre.enter(client, "manager")
    busy, empty = office("zx-a01").pk, office("zx-a02").pk
    reason = {"reason": "大厅改造施工"}
    assert "还有 1 人在岗" in client.post(address("close_office", busy), reason).content.decode()
    assert Office.objects.get(pk=busy).active
    assert client.post(address("close_office", empty), reason).status_code == 302
    assert [one.number for one in queries.windows_of(office("zx").pk)] == ["A01"]
    assert client.post(address("reopen_office", empty)).status_code == 302
    assert OfficeFile.objects.get(pk=empty).version == 2


def test_an_empty_county_is_filled_with_department_town_and_centre(client):
    centre.enter(client, "manager")
    given = {"code": "swj", "name": "云溪县税务局", "mark": "云税", "short_name": "税务局"}
    assert client.post(address("add_department"), given).status_code == 302
    assert Department.objects.get(mark="云税").office.path.startswith(office("yunxi").path)
    again = client.post(address("add_department"), {**given, "code": "swj2"})
    assert "机关代字已有部门在用" in again.content.decode()
    county = office("yunxi").pk
    assert (
        client.post(address("add_region"), {"code": "shiqiao", "name": "石桥镇", "above": county}).status_code
        == 302
    )
    place = {"region": office("shiqiao").pk, "code": "shiqiao-zx", "name": "石桥镇便民服务中心"}
    wrong = client.post(address("add_centre"), {**place, "region_code": "51992"})
    assert "区划代码的格式不对" in wrong.content.decode()
    assert client.post(address("add_centre"), {**place, "region_code": "519921102000"}).status_code == 302
    assert queries.counts()["town_centre"] == 2


def test_a_new_account_gets_a_one_time_password_that_is_shown_once_and_kept_nowhere(client, other):
    centre.enter(client, "manager")
    given = {
        "key": key_of(client, address("open_account")),
        "name": "苏新人",
        "username": "SuXinRen",
        "role": "window_clerk",
        "office": office("zx").pk,
        "seat": office("zx-a02").pk,
    }
    first, second = (client.post(address("open_account"), given) for _ in range(2))
    assert first["Location"] == second["Location"]
    made = account("suxinren")
    page = client.get(first["Location"]).content.decode()
    password = found(r'class="ticket-no code">(\w+)<', page)[1]
    assert check_password(password, made.password)
    assert made.must_change_password
    assert "一次性密码</strong>" not in client.get(first["Location"]).content.decode()
    assert password not in last_entry(f"account:{made.pk}").facts
    signed_in = other.post("/desk/sign-in/", {"username": "suxinren", "password": password})
    assert signed_in.status_code == 302
    assert other.get("/desk/")["Location"] == "/desk/me/password/"
    assert Post.objects.get(account=made).seat == office("zx-a02")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"username": "clerk"}, "这个用户名已有人用"),
        ({"username": "有空格"}, "用户名用小写字母和数字"),
        ({"role": "reviewer"}, "这种岗位只设在部门"),
        ({"role": "administrator", "office": "yunxi"}, "系统管理员只能由系统管理员任命"),
        ({"role": "king"}, "没有这种岗位"),
        ({"seat": "qinghe-zx"}, "窗口要在所选的中心里"),
        ({"name": ""}, "请填写姓名"),
    ],
)
def test_an_account_that_cant_be_is_refused_with_the_reason(client, changed, why):
    centre.enter(client, "manager")
    given = {
        "name": "苏新人",
        "username": "su",
        "role": "window_clerk",
        "office": "zx",
        "seat": "",
        **changed,
    }
    for field in ("office", "seat"):
        given[field] = office(given[field]).pk if given[field] else ""
    before = Account.objects.count()
    answer = client.post(address("open_account"), given)
    assert 400 <= answer.status_code < 500
    assert why in answer.content.decode()
    assert Account.objects.count() == before


def test_posts_are_given_and_ended_and_the_session_in_an_ended_post_ends(client, other):
    centre.enter(client, "manager")
    reviewer = account("reviewer")
    centre.enter(other, "reviewer")
    given = {"role": "chief_representative", "office": office("mzj").pk, "title": "股长"}
    page = address("appoint", reviewer.pk)
    assert client.post(page, given).status_code == 302
    assert "已有同样的岗位" in client.post(page, given).content.decode()
    old = Post.objects.get(account=reviewer, role="reviewer")
    assert client.post(address("end_post", old.pk), {"reason": "调到税务局工作"}).status_code == 302
    assert other.get("/desk/me/").status_code == 302
    assert last_entry(f"post:{old.pk}").verb == "post.end"
    own = Post.objects.get(account__username="manager")
    assert (
        "自己正在用的岗位"
        in client.post(address("end_post", own.pk), {"reason": "不想干了吗"}).content.decode()
    )


def test_resetting_a_password_ends_sessions_and_closing_an_account_too(client, other):
    centre.enter(client, "manager")
    centre.enter(other, "clerk")
    clerk = account("clerk").pk
    assert client.post(address("reset_password", clerk), {"key": "k" * 24}).status_code == 302
    assert other.get("/desk/me/").status_code == 302
    assert client.post(address("close_account", clerk), {"reason": "离职交接完毕"}).status_code == 302
    assert not account("clerk").is_active
    assert client.post(address("reopen_account", clerk)).status_code == 302
    me = account("manager").pk
    assert (
        "不能停用自己的账号"
        in client.post(address("close_account", me), {"reason": "试一试看"}).content.decode()
    )


def test_only_an_administrator_touches_an_administrator(client):
    centre.enter(client, "manager")
    admin = account("admin")
    before = admin.password
    answer = client.post(address("reset_password", admin.pk), {"key": "k" * 24})
    assert answer.status_code == 403
    assert account("admin").password == before
    centre.enter(client, "admin")
    assert client.post(address("reset_password", account("manager").pk), {"key": "j" * 24}).status_code == 302


def test_staff_are_found_by_name_role_and_office_fifty_a_page(client):
    centre.enter(client, "manager")
    many(120)
    page = client.get(address("staff")).content.decode()
    assert "1–50" in page
    assert "130" in page
    assert 'href="?page=2"' in page
    assert "1–1<" in client.get(address("staff"), {"q": "李窗"}).content.decode()
    found = client.get(
        address("staff"), {"role": "reviewer", "office": office("mzj").pk, "q": "审"}
    ).content.decode()
    assert "何审批" in found
    assert "李窗口" not in found
    assert "没有找到这样的人员" in client.get(address("staff"), {"q": "没有这人"}).content.decode()
    assert client.get(address("staff"), {"page": "9" * 40, "office": "x"}).status_code == 200


@pytest.mark.parametrize("page", LISTS)
def test_the_number_of_queries_doesnt_grow_with_the_rows(client, page):
    centre.enter(client, "manager")
    client.get(address(page))
    with CaptureQueriesContext(connection) as few:
        client.get(address(page))
    many(40)
    for n in range(20):
        given = {
            "place": office("zx-a").pk,
            "number": f"B{n:02}",
            "name": "综合窗口",
            "kind": "comprehensive",
        }
        client.post(address("add_window"), given)
        client.post(address("add_department"), {"code": f"d{n}", "name": f"第{n}局", "mark": f"第{n}"})
    client.get(address(page))
    client.get(address(page))
    with CaptureQueriesContext(connection) as more:
        client.get(address(page))
    assert len(more) == len(few)


def test_a_calendar_change_is_previewed_then_moves_the_clocks_and_tells_the_ledger_why(client):
    centre.enter(client, "manager")
    clock = running(office("mzj"))
    given = {
        "office": office("yunxi").pk,
        "kind": "closed",
        "first": "2026-11-25",
        "last": "2026-11-29",
        "name": "防汛停办",
        "reason": "全县停电检修线路",
        "source": "云府办发〔2026〕31号",
        "key": "c" * 24,
    }
    preview = client.post(address("change_calendar"), given).content.decode()
    assert "会动到 1 个到期时间" in preview
    assert "12-01" in preview
    assert Clock.objects.get(pk=clock.pk).due_at == clock.due_at
    assert not CalendarDay.objects.filter(kind="closed").exists()
    for _ in range(2):
        done = client.post(address("change_calendar"), {**given, "step": "do"})
        assert done.status_code == 302
    assert CalendarDay.objects.filter(kind="closed").count() == 3  # the weekend isn't closed twice
    moved = Clock.objects.get(pk=clock.pk)
    assert (moved.due_at - clock.due_at).days == 5
    change = CalendarChange.objects.get()
    assert (change.moved, change.state) == (1, "applied")
    assert [one.verb for one in LedgerEntry.objects.filter(subject=change.ref).order_by("n")] == [
        "calendar.change",
        "calendar.moved",
    ]
    assert clock.subject in last_entry(change.ref).facts
    year = client.get(address("calendar"), {"year": 2026}).content.decode()
    assert "防汛停办" in year
    assert client.get(done["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"kind": "holiday"}, "请从列出的选"),
        ({"first": "2026-11-28", "last": "2026-11-29"}, "本来就不办公"),
        ({"kind": "workday", "first": "2026-10-01", "last": "2026-10-01"}, "按国家规定放假"),
        ({"last": "2026-11-20"}, "不能早于"),
        ({"last": "2027-11-20"}, "最多填三个月"),
        ({"first": "昨天"}, "2026-11-24 这样的日期"),
        ({"source": ""}, "请填写依据的文件和文号"),
        ({"first": "1999-01-04", "last": "1999-01-05"}, "日期要在"),
    ],
)
def test_a_calendar_change_that_cant_be_changes_nothing(client, changed, why):
    centre.enter(client, "manager")
    given = {
        "office": office("yunxi").pk,
        "kind": "closed",
        "first": "2026-11-25",
        "last": "2026-11-26",
        "name": "防汛停办",
        "reason": "全县停电检修线路",
        "source": "云府办发〔2026〕31号",
        "step": "do",
        **changed,
    }
    answer = client.post(address("change_calendar"), given)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not CalendarChange.objects.exists()
    assert not CalendarDay.objects.filter(kind__in=("closed", "workday", "opened")).exists()


CLOSING = {
    "kind": "closed",
    "first": "2026-11-25",
    "last": "2026-11-26",
    "name": "防汛停办",
    "reason": "全县停电检修线路",
    "source": "云府办发〔2026〕31号",
}


@pytest.fixture
def fresh_calendar():
    """What a process keeps of the calendar by its version is another test's."""
    calendars.forget()
    yield
    calendars.forget()


@pytest.mark.usefixtures("fresh_calendar")
def test_two_who_change_the_calendar_at_once_see_what_the_other_did(client):
    centre.enter(client, "manager")
    clock = running(office("mzj"))
    given = {**CLOSING, "office": office("yunxi").pk}
    page = html.fromstring(client.post(address("change_calendar"), given).content)
    seen = {one.name: one.value for one in page.xpath("//form")[-2].xpath(".//input[@type='hidden']")}
    assert int(seen["calendar"]) >= 1
    other = {**given, "first": "2026-11-27", "last": "2026-11-27", "name": "消防检查"}
    assert client.post(address("change_calendar"), {**other, "step": "do"}).status_code == 302
    due = Clock.objects.get(pk=clock.pk).due_at
    late = client.post(address("change_calendar"), {**given, **seen})
    text = late.content.decode()
    assert late.status_code == 409
    assert "日历刚被别人改过" in text
    assert "会动到 1 个到期时间" in text
    assert (CalendarChange.objects.count(), Clock.objects.get(pk=clock.pk).due_at) == (1, due)
    page = html.fromstring(text)
    again = {one.name: one.value for one in page.xpath("//form")[-2].xpath(".//input[@type='hidden']")}
    assert client.post(address("change_calendar"), {**given, **again}).status_code == 302
    assert CalendarChange.objects.count() == 2


@pytest.mark.usefixtures("fresh_calendar")
@pytest.mark.parametrize(
    ("kind", "days", "why"),
    [
        ("closed", ("2026-11-25", "2026-11-26"), "这几天已经是“停办：全县停电检修线路”，不用再填"),
        ("workday", ("2026-11-27", "2026-11-27"), "这几天没有停办，不用取消"),
    ],
)
def test_what_is_so_already_is_not_entered_twice(client, kind, days, why):
    centre.enter(client, "manager")
    given = {**CLOSING, "office": office("yunxi").pk, "step": "do"}
    client.post(address("change_calendar"), given)
    again = client.post(
        address("change_calendar"),
        {**given, "kind": kind, "first": days[0], "last": days[1], "name": "又停办"},
    )
    assert again.status_code == 422
    assert why in again.content.decode()
    assert CalendarChange.objects.count() == 1


@pytest.mark.usefixtures("fresh_calendar")
def test_a_closing_that_reaches_beyond_another_enters_only_what_is_new(client):
    centre.enter(client, "manager")
    given = {**CLOSING, "office": office("yunxi").pk, "step": "do"}
    client.post(address("change_calendar"), given)
    longer = {**given, "last": "2026-11-27", "name": "停办延长"}
    assert client.post(address("change_calendar"), longer).status_code == 302
    assert CalendarDay.objects.filter(kind="closed").count() == 3
    assert client.post(address("change_calendar"), {**longer, "kind": "workday"}).status_code == 302


def test_a_preview_of_days_that_are_over_says_what_that_means(client):
    centre.enter(client, "manager")
    given = {**CLOSING, "office": office("yunxi").pk, "first": "2025-03-03", "last": "2025-03-04"}
    assert "已经过去的日子" in client.post(address("change_calendar"), given).content.decode()


def test_a_town_changes_its_own_calendar_and_not_the_countys(client):
    centre.enter(client, "town")
    county_clock, town_clock = running(office("mzj"), "case:1"), running(office("qinghe-zx"), "case:2")
    given = {
        "kind": "closed",
        "first": "2026-11-25",
        "last": "2026-11-25",
        "name": "赶集停办",
        "reason": "街面封路无法办公",
        "source": "青府发〔2026〕8号",
        "step": "do",
    }
    refused = client.post(address("change_calendar"), {**given, "office": office("yunxi").pk})
    assert refused.status_code == 422
    assert (
        client.post(address("change_calendar"), {**given, "office": office("qinghe").pk}).status_code == 302
    )
    assert Clock.objects.get(pk=county_clock.pk).due_at == county_clock.due_at
    assert Clock.objects.get(pk=town_clock.pk).due_at > town_clock.due_at


def many(count):
    offices = [office("scjgj").pk, office("mzj").pk]
    made = Account.objects.bulk_create(
        Account(username=f"many{n}", name=f"众{n}", password="!", created_at=centre.AT) for n in range(count)
    )
    Post.objects.bulk_create(
        Post(account=one, office_id=offices[n % 2], role="reviewer", since=centre.AT.date())
        for n, one in enumerate(made)
    )


def running(owed_by, subject="case:1"):
    at = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    calendar, hours = Times(tree()).of(owed_by.pk)
    row = moves.start(calendar, hours, subject, 1, "decision", owed_by.pk, Limit(2, Unit.WORKING_DAY), at)
    names = {field.attname for field in Clock._meta.concrete_fields}
    Clock.objects.create(**{name: getattr(row, name) for name in names})
    return Clock.objects.get(subject=subject)


@pytest.fixture
def other():
    from django.test import Client

    return Client()

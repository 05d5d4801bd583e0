"""The pages of the desk: who sees them, what they keep, what they cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import worlds
from tests.domains.cases.pages import as_, hidden, page, text_of

from yichuang.domains.cases import actions
from yichuang.domains.cases.desk.search import condition
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.shown import Moment, small_light
from yichuang.domains.cases.worklist import Filters, work_list
from yichuang.domains.residents.models import Person, PortalAccount
from yichuang.kernel.documents.models import StoredFile
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.privacy import keyed_hash, mask_phone, seal
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.county()


# -- intake --


def typed(world, **more):
    return {
        "item": world.promise,
        "kind": "person",
        "identity": worlds.ZHANG["identity"],
        "name": "张三",
        "phone": "138 0000 1234",
        "s-place": "own",
        "m-m1-check": "ok",
        "m-m2-check": "ok",
        "m-m4-check": "ok",
        "delivery": "window",
        "key": "k1",
        **more,
    }


def test_an_item_is_chosen_by_name(world):
    text = text_of(as_(world.clerk).get("/desk/intake/", {"q": "食品"}))
    assert "食品经营许可" in text
    assert "大型活动许可" not in text


def test_an_application_is_received_and_accepted_in_one_go(world):
    response = as_(world.clerk).post("/desk/intake/", typed(world, act="accept"))
    case = Case.objects.get()
    assert case.state == "accepted"
    assert (case.place_id, case.window_id) == (world.centre.pk, world.window.pk)
    assert response["Location"] == f"/desk/cases/{case.pk}/receipt/?print=1"
    assert Person.objects.get().phone_mask == "138****1234"


def test_the_same_form_sent_twice_makes_one_case(world):
    client = as_(world.clerk)
    first = client.post("/desk/intake/", typed(world, act="accept"))
    again = client.post("/desk/intake/", typed(world, act="accept"))
    assert first["Location"] == again["Location"]
    assert Case.objects.count() == 1
    assert Person.objects.count() == 1


def test_a_form_changed_after_it_was_sent_says_so_and_makes_no_second_case(world):
    client = as_(world.clerk)
    client.post("/desk/intake/", typed(world, act="accept"))
    text = text_of(client.post("/desk/intake/", typed(world, act="accept", delivery="post")), 409)
    assert "已经收过件了" in text
    assert Case.objects.count() == 1


def test_a_refused_choice_leaves_nothing_behind_and_keeps_everything_typed(world):
    given = typed(world, act="notify", **{"m-m2-check": "mismatch"})
    tree = page(as_(world.clerk).post("/desk/intake/", given), 422)
    assert "请写明“营业执照”要补什么" in tree.text_content()
    assert Case.objects.count() == Person.objects.count() == LedgerEntry.objects.count() == 0
    assert tree.xpath("//input[@name='identity']/@value") == [worlds.ZHANG["identity"]]
    assert tree.xpath("//input[@name='m-m2-check'][@checked]/@value") == ["mismatch"]
    assert tree.xpath("//input[@name='key']/@value") == ["k1"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"identity": "51992118900101001"}, "身份证号少 1 位，请填满 18 位"),
        ({"identity": "519921189001010019"}, "身份证号最后一位对不上"),
        ({"name": ""}, "请填写姓名，库里还没有这个证件号"),
        ({"phone": "12345"}, "手机号少 6 位"),
        ({"s-place": ""}, "请回答“经营场所是自己的吗？”"),
        ({"f-area": "三十六"}, "经营面积（平方米）要填数字"),
    ],
)
def test_wrong_input_is_told_beside_its_field(world, wrong, sentence):
    assert sentence in text_of(
        as_(world.clerk).post("/desk/intake/", typed(world, act="accept", **wrong)), 422
    )
    assert Case.objects.count() == 0


def test_full_width_figures_and_spaces_are_taken(world):
    wide = "５１９９２１ １８９００１０１ ００１８"
    as_(world.clerk).post("/desk/intake/", typed(world, act="accept", identity=wide))
    assert Case.objects.count() == 1


def test_somebody_known_is_found_again_and_needs_no_name(world):
    client = as_(world.clerk)
    client.post("/desk/intake/", typed(world, act="accept"))
    text = text_of(client.post("/desk/intake/", typed(world, act="look", key="k2", name="", phone="")))
    assert "来自居民信息库" in text
    assert "138****1234" in text
    assert "张三" not in text
    client.post("/desk/intake/", typed(world, act="accept", key="k2", name="", phone=""))
    assert Case.objects.count() == 2
    assert Person.objects.count() == 1


def test_a_paper_that_was_handed_in_before_is_said_beside_it(world):
    client = as_(world.clerk)
    client.post("/desk/intake/", typed(world, act="accept"))
    again = client.post("/desk/intake/", typed(world, act="look", key="k2", name="", phone=""))
    assert " 交的：" in text_of(again)
    other = typed(world, act="look", key="k3", identity=worlds.LI["identity"], name="李四")
    assert " 交的：" not in text_of(client.post("/desk/intake/", other))


def test_materials_follow_from_the_situation(world):
    client = as_(world.clerk)
    assert "租赁合同" not in text_of(client.post("/desk/intake/", typed(world, act="refresh")))
    assert "租赁合同" in text_of(
        client.post("/desk/intake/", typed(world, act="refresh", **{"s-place": "rent"}))
    )


def test_the_notice_is_previewed_with_the_words_of_the_real_one(world):
    given = typed(world, act="refresh", **{"m-m2-check": "missing", "m-m4-check": "owed"})
    text = text_of(as_(world.clerk).post("/desk/intake/", given))
    assert "营业执照：没有提交，请提供复印件 1 份" in text
    assert "安全管理制度可以先办后补，请在受理后 3 个工作日内补交" in text


def test_reasons_stand_beside_the_acts_only_while_a_script_keeps_them_true(world):
    given = typed(world, act="refresh", **{"m-m2-check": "missing"})
    client = as_(world.clerk)
    assert "第 2 项还不合格" in text_of(client.post("/desk/intake/", given, headers={"X-Live": "1"}))
    assert "第 2 项还不合格" not in text_of(client.post("/desk/intake/", given))


def test_an_instant_item_is_done_at_the_counter(world):
    given = typed(world, act="finish", item=world.instant)
    as_(world.clerk).post("/desk/intake/", given)
    case = Case.objects.get()
    assert (case.state, case.on_site) == ("delivered", True)


def test_declining_asks_for_its_reasons_first(world):
    client = as_(world.clerk)
    asked = page(client.post("/desk/intake/", typed(world, act="decline-ask")))
    assert asked.xpath("//dialog[@id='decline-dialog']/@open")
    short = typed(world, act="decline", ground="not_ours", reason="不归我们")
    assert "至少写 15 个字" in text_of(client.post("/desk/intake/", short), 422)
    assert Case.objects.count() == 0
    full = {**short, "reason": "经营场所在邻县，由邻县的市场监管部门受理", "whose": "邻县市场监管局"}
    client.post("/desk/intake/", full)
    assert Case.objects.get().state == "declined"


def test_a_kept_application_is_checked_later_and_accepted(world):
    client = as_(world.clerk)
    client.post("/desk/intake/", typed(world, act="save", **{"m-m2-check": "missing"}))
    case = Case.objects.get()
    assert "食品经营许可" in text_of(client.get("/desk/intake/"))
    tree = page(client.get(f"/desk/intake/{case.pk}/"))
    form = hidden(tree, "//form[@data-intake]")
    client.post(
        f"/desk/intake/{case.pk}/",
        {**form, "act": "accept", "m-m1-check": "ok", "m-m2-check": "ok", "m-m4-check": "ok"},
    )
    case.refresh_from_db()
    assert case.state == "accepted"


def test_the_receipt_shows_number_and_query_code(world):
    client = as_(world.clerk)
    response = client.post("/desk/intake/", typed(world, act="accept"), follow=True)
    case = Case.objects.get()
    text = text_of(response)
    assert case.number in text
    assert case.query_code in text
    assert worlds.ZHANG["identity"] not in text


# -- the work list --


def test_the_list_costs_the_same_for_ten_rows_and_two_hundred(world):
    client = as_(world.reviewer)

    def cost() -> int:
        client.get("/desk/tasks/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/desk/tasks/").status_code == 200
        return len(caught)

    for n in range(10):
        worlds.accepted(world, at=worlds.AT + timedelta(minutes=n))
    few = cost()
    batch = Batch()
    for n in range(190):
        at = worlds.AT + timedelta(hours=1, minutes=n)
        given = {"item_version": world.promise, "applicant": worlds.ZHANG, "place": world.centre.pk}
        ref = batch.perform(actions.receive, None, by=world.clerk, at=at, **given).ref
        batch.perform(actions.accept, ref, by=world.clerk, at=at)
    batch.flush()
    assert cost() == few
    assert few <= 6


# a pause that takes no day out: the light of a clock that has stood still isn't kept
NO_DAY = {"from": "2026-01-05", "to": "2026-01-05", "reason": "", "document": ""}


def test_a_light_that_is_kept_is_never_shown_past_its_change(world):
    worlds.accepted(world)
    (line,) = work_list(world.reviewer, Filters(), worlds.AT).lines
    clock, moment = line.clock, Moment.at(worlds.AT)
    assert clock is not None
    assert clock.warn_at is not None
    assert clock.due_at is not None
    least = timedelta(microseconds=1)
    changes = (clock.warn_at - least, clock.warn_at, clock.due_at, clock.due_at + least)
    for now in (*changes, *reversed(changes)):
        shown = small_light(clock, replace(moment, now=now))
        assert shown == small_light(clock._replace(pauses=[NO_DAY]), replace(moment, now=now)), now
        seen = "overdue" if now > clock.due_at else "warning" if now >= clock.warn_at else "normal"
        assert shown.state == seen, now


def test_the_first_case_follows_the_list_and_is_a_plain_link_until_then(world):
    first, second = (worlds.accepted(world, at=worlds.AT + timedelta(minutes=n)) for n in range(2))
    client = as_(world.reviewer)
    tree = page(client.get("/desk/tasks/?sort=received"))
    assert not tree.xpath("//form[@id='inline-act']")
    (link,) = tree.xpath("//section[@id='opened']//a/@href")
    assert link == f"/desk/tasks/?sort=received&case={first.pk}"
    assert tree.xpath("//tr[@aria-current]//a/@href") == [link]
    (part,) = tree.xpath("//section[@id='opened']//@hx-get")
    alone, beside = page(client.get(part)), page(client.get(link))
    for shown in (alone, beside):
        assert hidden(shown, "//form[@id='inline-act']")["next"] == link
        assert shown.xpath("//h2[@id='case-heading']")
    assert not alone.xpath("//table[@data-list]")
    chosen = page(client.get(f"/desk/tasks/?case={second.pk}"))
    assert second.number in chosen.xpath("//section[@id='opened']")[0].text_content()
    assert not chosen.xpath("//section[@id='opened']/*[@hx-get]")


def test_the_case_beside_the_list_costs_the_same_with_the_list_and_without(world):
    case, client = worlds.accepted(world), as_(world.reviewer)
    for address, most in ((f"/desk/tasks/?case={case.pk}", 8), (f"/desk/tasks/opened/?case={case.pk}", 6)):
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        assert len(caught) <= most, address


def test_nothing_follows_where_no_case_is_named(world):
    client = as_(world.reviewer)
    for asked in ("", "?case=", "?case=x", "?case=²", f"?case={'9' * 30}"):
        assert client.get(f"/desk/tasks/opened/{asked}").status_code == 404, asked
    assert client.get(f"/desk/tasks/?case={'9' * 30}").status_code == 200


def test_a_page_beyond_the_last_one_is_the_last_one(world):
    ref = worlds.accepted(world).ref
    assert worlds.case_of(ref).number in text_of(as_(world.reviewer).get("/desk/tasks/?page=9"))


def test_the_list_can_be_narrowed_to_one_item(world):
    case = worlds.case_of(worlds.accepted(world).ref)
    client = as_(world.reviewer)
    assert case.number in text_of(client.get(f"/desk/tasks/?item={case.facts.code}&sort=received"))
    assert "没有这样的待办" in text_of(client.get("/desk/tasks/?item=another"))
    assert "没有这样的待办" in text_of(client.get("/desk/tasks/?light=overdue&whose=mine&stage=nowhere"))


def attached(client: Client, case: Case, name: str) -> None:
    file = SimpleUploadedFile(name, f"{name}的内容".encode())
    answer = client.post(f"/desk/cases/{case.pk}/files/", {"material": "m1", "file": file})
    assert answer.status_code == 302


def test_a_case_costs_the_same_whatever_has_been_done_to_it(world):
    client, case = as_(world.clerk), worlds.case_of(worlds.submitted(world).ref)

    def cost() -> int:
        client.get(f"/desk/cases/{case.pk}/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/desk/cases/{case.pk}/").status_code == 200
        return len(caught)

    few = cost()
    for n in range(5):
        attached(client, case, f"第{n}份.txt")
    client.get("/desk/")  # shows what was said of the last one, and forgets it
    assert cost() == few
    assert few <= 6


def test_an_act_shows_at_once_though_the_trail_is_kept(world):
    client, case = as_(world.clerk), worlds.case_of(worlds.submitted(world).ref)
    for name in ("甲.txt", "乙.txt"):
        assert name not in text_of(client.get(f"/desk/cases/{case.pk}/?tab=materials"))
        attached(client, case, name)
        assert name in text_of(client.get(f"/desk/cases/{case.pk}/?tab=materials"))


def test_cases_stand_by_their_deadline_and_can_be_filtered(world):
    late = worlds.accepted(world, at=worlds.AT - timedelta(days=30))
    early = worlds.accepted(world, world.report_up, at=worlds.AT, materials=[])
    client = as_(world.reviewer)
    tree = page(client.get("/desk/tasks/"))
    numbers = [one.text for one in tree.xpath("//table//small/span[@class='code']")]
    assert numbers == [late.number, early.number]
    only = page(client.get("/desk/tasks/", {"item": "scjgj-3"}))
    assert [one.text for one in only.xpath("//table//small/span[@class='code']")] == [early.number]
    none = page(client.get("/desk/tasks/", {"light": "paused"}))
    assert "没有这样的待办" in none.text_content()


def test_a_filter_that_makes_no_sense_is_left_out(world):
    assert (
        as_(world.reviewer).get("/desk/tasks/", {"light": "x", "page": "-1", "sort": "'; DROP"}).status_code
        == 200
    )


def test_other_departments_see_nothing_of_it(world):
    case = worlds.accepted(world)
    client = as_(world.stranger)
    assert case.number not in text_of(client.get("/desk/tasks/"))
    for address in (
        f"/desk/cases/{case.pk}/",
        f"/desk/cases/{case.pk}/review/",
        f"/desk/cases/{case.pk}/dossier.pdf",
        f"/desk/tasks/?case={case.pk}",
        f"/desk/tasks/opened/?case={case.pk}",
    ):
        assert client.get(address).status_code == 404, address
    assert case.applicant_mask not in text_of(client.get("/desk/search/", {"q": case.number}))


# -- acts --


def test_an_opinion_is_given_on_the_page_and_the_filters_stay(world):
    case = worlds.accepted(world)
    client = as_(world.reviewer)
    tree = page(client.get("/desk/tasks/", {"sort": "newest", "case": str(case.pk)}))
    form = hidden(tree, "//form[@id='inline-act']")
    response = client.post(
        f"/desk/cases/{case.pk}/review/", {**form, "agree": "true", "opinion": "材料齐全，同意"}
    )
    assert response.status_code == 302
    assert "sort=newest" in response["Location"]
    case.refresh_from_db()
    assert (case.state, case.stage) == ("in_review", "decide")


def test_a_refused_act_keeps_what_was_typed(world):
    case = worlds.accepted(world)
    given = {"procedure": "testing", "organ": "县检验所", "days": "三十"}
    tree = page(as_(world.reviewer).post(f"/desk/cases/{case.pk}/start_special_procedure/", given), 422)
    assert "所需时间请填数字" in tree.text_content()
    assert tree.xpath("//input[@name='days']/@value") == ["三十"]
    assert tree.xpath("//input[@name='organ']/@value") == ["县检验所"]


def test_who_comes_second_is_told_who_was_first_and_loses_nothing(world):
    case = worlds.accepted(world)
    client = as_(world.reviewer)
    form = hidden(page(client.get(f"/desk/cases/{case.pk}/")), "//form[@id='inline-act']")
    as_(world.second_reviewer).post(f"/desk/cases/{case.pk}/claim/", {})
    tree = page(client.post(f"/desk/cases/{case.pk}/review/", {**form, "opinion": "材料齐全，同意"}), 409)
    assert "吴复审" in tree.text_content()
    assert "已经“领取”" in tree.text_content()
    assert tree.xpath("//textarea[@name='opinion']")[0].text.strip() == "材料齐全，同意"


def test_a_decision_waits_for_a_second_colleague_and_says_so(world):
    case = worlds.reviewed(world)
    text = text_of(as_(world.reviewer).get(f"/desk/cases/{case.pk}/"))
    assert "预览决定书" not in text
    chief = text_of(as_(world.chief).get(f"/desk/cases/{case.pk}/"))
    assert "预览决定书" in chief


def test_acts_that_cannot_be_undone_stand_last(world):
    case = worlds.reviewed(world)
    tree = page(as_(world.chief).get(f"/desk/cases/{case.pk}/"))
    labels = [
        one.text.strip() for one in tree.xpath("//div[contains(@class,'actbar')]//*[contains(@class,'btn')]")
    ]
    assert labels[0] == "准予"
    assert labels[-1] == "不予许可"


def test_an_act_can_be_asked_for_inside_a_dialog(world):
    case = worlds.accepted(world)
    chief = as_(world.chief).get(f"/desk/cases/{case.pk}/extend/", headers={"X-Dialog": "1"})
    assert b"<html" not in chief.content
    assert "延期" in chief.content.decode()


@pytest.mark.parametrize("slug", ["accept", "attach", "reveal_", "lapse", "nonsense"])
def test_acts_without_a_form_have_no_page(world, slug):
    case = worlds.accepted(world)
    assert as_(world.clerk).get(f"/desk/cases/{case.pk}/{slug}/").status_code in (404, 405)


# -- the case --


@pytest.mark.parametrize("tab", ["review", "materials", "form", "clocks", "trail", "nonsense"])
def test_every_tab_shows_and_shows_no_clear_value(world, tab):
    case = worlds.decided(world)
    text = text_of(as_(world.chief).get(f"/desk/cases/{case.pk}/", {"tab": tab}))
    assert case.number in text
    assert worlds.ZHANG["identity"] not in text
    assert worlds.ZHANG["phone"] not in text


def test_clear_values_are_shown_once_for_a_purpose_that_stays_in_the_ledger(world):
    client = as_(world.clerk)
    client.post("/desk/intake/", typed(world, act="accept"))
    case = Case.objects.get()
    refused = client.post(f"/desk/cases/{case.pk}/reveal/", {"purpose": ""})
    assert "请填写查看原因" in text_of(refused, 422)
    before = LedgerEntry.objects.count()
    shown = client.post(f"/desk/cases/{case.pk}/reveal/", {"purpose": "电话核实材料"})
    assert worlds.ZHANG["identity"] in text_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert LedgerEntry.objects.count() == before + 1
    entry = LedgerEntry.objects.get(verb="person.reveal")
    assert "电话核实材料" in entry.facts
    assert worlds.ZHANG["identity"] not in client.get(f"/desk/cases/{case.pk}/?tab=form").content.decode()


def test_the_list_of_what_waits_for_delivery_leads_to_the_handing_over(world):
    case = worlds.decided(world)
    client = as_(world.clerk)
    assert case.number in text_of(client.get("/desk/delivery/"))
    client.post(
        f"/desk/cases/{case.pk}/deliver/", {"way": "window", "receiver": "张三", "next": "/desk/delivery/"}
    )
    case.refresh_from_db()
    assert case.state == "delivered"
    client.get("/desk/delivery/")  # the toast names it once
    assert case.number not in text_of(client.get("/desk/delivery/"))


def handing_over(client, case):
    return page(client.get(f"/desk/cases/{case.pk}/deliver/"))


@pytest.mark.parametrize("way", ["window", "post", "home"])
def test_the_handing_over_begins_with_the_way_that_the_applicant_chose(world, way):
    case = worlds.decided(world, delivery=way)
    tree = handing_over(as_(world.clerk), case)
    assert tree.xpath("//select[@name='way']/option[@selected]/@value") == [way]
    assert "不填就送到申请时留的地址：云溪县青禾镇" in tree.text_content()
    assert worlds.ZHANG["address"] not in tree.text_content()


def test_a_handing_over_without_an_address_asks_for_one_and_keeps_the_rest(world):
    case = worlds.decided(world, delivery="post", applicant={**worlds.ZHANG, "address": ""})
    client = as_(world.clerk)
    assert "申请时没有留地址，请填写" in handing_over(client, case).text_content()
    given = {"way": "post", "receiver": "张三", "tracking": "SF100"}
    tree = page(client.post(f"/desk/cases/{case.pk}/deliver/", given), 422)
    assert "请填写送到哪里" in tree.text_content()
    assert tree.xpath("//input[@name='tracking']/@value") == ["SF100"]


def test_each_paper_that_is_owed_stands_on_the_case_with_its_light(world):
    ref = worlds.submitted(world).ref
    owed = [{**one, "verdict": "follows"} if one["code"] == "m4" else one for one in ALL_RIGHT]
    perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=owed)
    client, pk = as_(world.clerk), worlds.case_of(ref).pk
    tree = page(client.get(f"/desk/cases/{pk}/"))
    section = tree.xpath("//section[@aria-labelledby='owed-heading']")[0]
    assert "安全管理制度" in section.text_content()
    assert section.xpath(".//*[@class='due']/@data-state")
    assert "补交“安全管理制度”" in text_of(client.get(f"/desk/cases/{pk}/?tab=clocks"))


ALL_RIGHT = [
    {"code": one["code"], "name": one["name"], "verdict": "ok"}
    for one in worlds.MATERIALS
    if "when" not in one
]


@pytest.mark.parametrize("asked", ["number", "name", "identity"])
def test_a_case_is_found_by_number_name_and_identity(world, asked):
    case = worlds.accepted(world)
    words = {"number": case.number, "name": " 张三 ", "identity": worlds.ZHANG["identity"]}[asked]
    assert case.number in text_of(as_(world.clerk).get("/desk/search/", {"q": words}))


def test_a_case_is_found_by_the_number_of_the_centre_s_own_ledger(world):
    ref = worlds.submitted(world, own_number="云食〔2026〕第７号").ref
    number = worlds.case_of(ref).number
    text = text_of(as_(world.clerk).get("/desk/search/", {"q": " 云食〔2026〕第７号 "}))
    assert number in text
    assert "本单位 云食〔2026〕第７号" in text
    assert number not in text_of(as_(world.clerk).get("/desk/search/", {"q": "云食〔2026〕第8号"}))
    assert number not in text_of(as_(world.stranger).get("/desk/search/", {"q": "云食〔2026〕第７号"}))


def test_an_own_number_that_looks_like_an_identity_number_is_found_too(world):
    ref = worlds.submitted(world, own_number="202611020000000001").ref
    assert worlds.case_of(ref).number in text_of(
        as_(world.clerk).get("/desk/search/", {"q": "202611020000000001"})
    )


def test_a_search_looks_into_indexes_alone_and_costs_the_same_for_every_row(world):
    client = as_(world.clerk)

    def cost() -> int:
        client.get("/desk/search/", {"q": "张三"})
        with CaptureQueriesContext(connection) as caught:
            client.get("/desk/search/", {"q": "张三"})
        return len(caught)

    worlds.accepted(world)
    few = cost()
    for n in range(4):
        worlds.accepted(world, at=worlds.AT + timedelta(minutes=n + 1))
    assert cost() == few
    which, values, _ = condition("云食〔2026〕第7号")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for mode in ("force_custom_plan", "force_generic_plan"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
            cursor.execute(
                f'PREPARE "{mode}" AS SELECT id FROM "case" WHERE {which.replace("%s", "${}").format(1, 2)}'
            )
            cursor.execute(f'EXPLAIN EXECUTE "{mode}" (%s, %s)', values)
            plan = str(cursor.fetchall())
        assert "case_own_number" in plan
        assert "case_applicant" in plan


def test_nothing_is_found_by_half_a_name(world):
    case = worlds.accepted(world)
    assert case.number not in text_of(as_(world.clerk).get("/desk/search/", {"q": "张"}))


def test_pages_send_strangers_to_sign_in(world):
    for address in ("/desk/intake/", "/desk/tasks/", "/desk/search/", "/desk/delivery/"):
        assert Client().get(address).status_code == 302


def test_a_file_is_taken_at_the_counter_and_a_wrong_one_says_why(world):
    case = worlds.case_of(worlds.submitted(world).ref)
    client, to = as_(world.clerk), f"/desk/cases/{case.pk}/files/"
    wrong = client.post(to, {"material": "m1", "file": SimpleUploadedFile("表.pdf", b"MZ\x90")})
    assert "不收程序" in text_of(wrong, 422)
    assert "请选一个文件" in text_of(client.post(to, {"material": "m1"}), 422)
    assert (
        client.post(to, {"material": "m1", "file": SimpleUploadedFile("说明.txt", b"words")}).status_code
        == 302
    )
    file = StoredFile.objects.get(subject=case.ref)
    assert file.purpose == "m1"
    assert "说明.txt" in text_of(client.get(f"/desk/cases/{case.pk}/?tab=materials"))


def test_an_account_is_linked_at_the_window_and_an_unknown_phone_says_why(world):
    client = as_(world.clerk)
    client.post("/desk/intake/", typed(world, act="accept"))
    case = Case.objects.get()
    to, phone = f"/desk/cases/{case.pk}/account/", worlds.ZHANG["phone"]
    assert "还没有在网上登录过" in text_of(client.post(to, {"phone": phone}), 422)
    PortalAccount.objects.create(
        phone_hash=keyed_hash(phone, "phone"),
        phone_sealed=seal(phone, "phone"),
        phone_mask=mask_phone(phone),
        created_at=worlds.AT,
    )
    assert client.post(to, {"phone": phone}).status_code == 302
    assert PortalAccount.objects.get().person_id == case.person_id
    assert as_(world.reviewer).post(to, {"phone": phone}).status_code == 403

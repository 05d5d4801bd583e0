"""A bad evaluation is verified by another, put right or explained in time, and the answer comes back (RULEBOOK 6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.domains.feedback.bad import ANSWER, FOUND, GIVEN_AT, WORDS, bad_one, do, rectified, verified
from tests.worlds import World, county, delivered, staff

from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback import actions
from yichuang.domains.feedback.actions import answer_back, append, evaluate
from yichuang.domains.feedback.models import Evaluation, handler_hash
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.outbox.addresses import address_of
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.outbox.queries import newest
from yichuang.kernel.privacy import unseal_text
from yichuang.kernel.seek import Seek
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.perform import perform
from yichuang.ui.formats import the_day

pytestmark = pytest.mark.django_db
DOUBT = "窗口当天没有这件事，像是点错了，请别人认定"
MISTAKE = "核对叫号和录像，这位办事人把别的窗口的事评到了这里"


@pytest.fixture
def world() -> World:
    return county()


def clocks(found: Evaluation) -> dict[str, tuple[str, str]]:
    return {
        one.kind: (the_day(one.due_at).isoformat(), one.outcome) for one in all_of(found.ref) if one.due_at
    }


def refused(verb, one: Evaluation, by, **given) -> Refused:
    before = (one.state, LedgerEntry.objects.count())
    with pytest.raises(Refused) as told:
        do(verb, one, by, **given)
    one.refresh_from_db()
    assert (one.state, LedgerEntry.objects.count()) == before
    return told.value


def test_a_bad_one_starts_both_clocks_owed_by_the_department(world) -> None:
    found = bad_one(world)
    assert found.state == "to_verify"
    assert clocks(found) == {"verification": ("2026-11-09", ""), "rectification": ("2026-11-13", "")}
    assert {one.owed_by_id for one in all_of(found.ref)} == {world.department.pk}


@pytest.mark.parametrize("level", [3, 4, 5])
def test_a_good_one_is_owed_nothing(world, level) -> None:
    found = bad_one(world, level=level)
    assert found.state == "given"
    assert not all_of(found.ref)
    assert not found.home


def test_clocks_begin_with_the_day_so_that_none_tells_when_it_was_given(world) -> None:
    found = bad_one(world, at=GIVEN_AT + timedelta(hours=3, minutes=17))
    assert {one.started_at.astimezone().strftime("%M:%S") for one in all_of(found.ref)} == {"00:00"}
    assert {the_day(one.started_at) for one in all_of(found.ref)} == {the_day(GIVEN_AT)}


def test_who_handled_the_case_verifies_nothing_that_was_said_of_it(world) -> None:
    found = bad_one(world)
    told = refused(actions.verify, found, world.chief, finding="true", found=FOUND)
    assert told.code is Because.NO_RIGHT
    assert "没有经手" in told.text
    other = staff(posts.CHIEF, world.department, "另一位首席")
    assert do(actions.verify, found, other, finding="true", found=FOUND).state == "to_rectify"


def test_marks_of_handlers_tell_nobody_without_the_key_and_differ_from_row_to_row(world) -> None:
    first, second = bad_one(world), bad_one(world)
    marks = [{bytes(one) for one in found.handlers} for found in (first, second)]
    assert all(len(one) == 3 for one in marks)  # clerk, reviewer, chief
    assert not marks[0] & marks[1]
    assert handler_hash(bytes(first.service), world.chief.account) in marks[0]


def test_put_right_in_time(world) -> None:
    found = rectified(world)
    assert (found.state, found.timing, found.answer) == ("rectified", "early", ANSWER)
    assert {outcome for _, outcome in clocks(found).values()} == {"early"}


def test_put_right_too_late_is_late(world) -> None:
    assert rectified(world, at=GIVEN_AT + timedelta(days=10)).timing == "late"


def test_a_complex_one_gets_up_to_fifteen_days_once(world) -> None:
    found = verified(world)
    too_long = refused(actions.extend, found, world.chief, days=16, plan="要改系统，还要和省里对接")
    assert too_long.field == "days"
    found = do(actions.extend, found, world.chief, days=15, plan="要改系统，还要和省里对接")
    assert clocks(found)["rectification"][0] == "2026-11-27"
    again = refused(actions.extend, found, world.chief, days=8, plan="还想再延几天，还没对接好")
    assert "不能再延" in again.text


def test_an_overdue_one_isnt_made_complex_afterwards(world) -> None:
    found = verified(world)
    late = GIVEN_AT + timedelta(days=10)
    told = refused(actions.extend, found, world.chief, at=late, days=15, plan="现在才想起来这个问题复杂")
    assert "已经过了" in told.text


def test_without_a_basis_it_is_explained(world) -> None:
    found = verified(world, "unfounded")
    assert found.state == "to_explain"
    refused(actions.rectify, found, world.chief, answer=ANSWER)
    found = do(actions.explain, found, world.chief, answer="材料清单是法律规定的，窗口已经逐条讲过")
    assert (found.state, found.timing) == ("explained", "early")


@pytest.mark.parametrize("finding", ["mistaken", "malicious"])
def test_a_mistake_is_only_proposed_and_decided_by_another_person(world, finding) -> None:
    found = do(actions.verify, bad_one(world), world.manager, finding=finding, found=DOUBT)
    assert found.state == "disputed"
    assert "另一个人" in refused(actions.discount, found, world.manager, answer=MISTAKE).text
    refused(actions.discount, found, world.chief, answer=MISTAKE)
    supervisor = staff(posts.SUPERVISOR, world.county)
    found = do(actions.discount, found, supervisor, answer=MISTAKE)
    assert (found.state, found.finding) == ("not_counted", finding)
    assert clocks(found)["rectification"][1] == "void"


def test_what_was_doubted_in_vain_is_put_right_after_all(world) -> None:
    found = do(actions.verify, bad_one(world), world.manager, finding="mistaken", found=DOUBT)
    supervisor = staff(posts.SUPERVISOR, world.county)
    found = do(actions.uphold, found, supervisor, judged="录像里看得清楚，就是这个窗口")
    assert (found.state, found.finding) == ("to_rectify", "true")
    told = Message.objects.get(receiver=f"staff:{world.manager.account}")
    assert (told.title, told.subject) == ("差评认定：计入，要整改", found.ref)
    assert clocks(found)["rectification"] == ("2026-11-13", "")
    assert do(actions.rectify, found, world.chief, answer=ANSWER).state == "rectified"


@pytest.mark.parametrize("finding", ["", "perhaps"])
def test_a_finding_is_one_of_those_listed(world, finding) -> None:
    assert (
        "核实结论"
        in refused(actions.verify, bad_one(world), world.manager, finding=finding, found=FOUND).text
    )


def test_other_offices_neither_know_of_it_nor_act_on_it(world) -> None:
    found = bad_one(world)
    for role in (posts.CHIEF, posts.CENTRE_MANAGER, posts.SUPERVISOR):
        stranger = staff(role, world.other_department)
        assert not found.seen_by(stranger)
        assert refused(actions.verify, found, stranger, finding="true", found=FOUND).code in (
            Because.NOT_FOUND,
            Because.NO_RIGHT,
        )


def test_the_answer_goes_back_without_telling_whose_it_is(world) -> None:
    case = delivered(world)
    found = rectified(world, case=case)
    message = Message.objects.get(subject=found.ref)
    assert (message.receiver, message.channel) == (found.ref, "sms")
    assert case.number not in unseal_text(message.body, "message")
    assert address_of(found.ref, "sms") == "13800001234"
    shown = next(one for one in newest(Seek())[0].rows if one.id == message.pk)
    assert shown.address == "不记名"
    stored = str(Evaluation.objects.filter(pk=found.pk).values().get())
    assert case.ref not in stored
    assert case.number not in stored


def test_no_act_on_it_touches_the_case(world) -> None:
    case = delivered(world)
    before = LedgerEntry.objects.filter(subject=case.ref).count()
    answer_back(rectified(world, case=case), level=5, words="", at=GIVEN_AT + timedelta(days=1))
    assert LedgerEntry.objects.filter(subject=case.ref).count() == before
    told = LedgerEntry.objects.exclude(verb__startswith="case.").filter(facts__contains=case.number)
    assert not told.exists()


def test_the_person_evaluates_the_rectification_once_whatever_they_think(world) -> None:
    found = rectified(world)
    at = GIVEN_AT + timedelta(days=1)
    answer_back(found, level=1, words="还是老样子", at=at)
    found.refresh_from_db()
    assert (found.reply_level, found.reply_words, found.state) == (1, "还是老样子", "rectified")
    with pytest.raises(Refused, match="只能评价一次"):
        answer_back(found, level=5, words="", at=at)


def test_before_the_answer_there_is_nothing_to_evaluate(world) -> None:
    with pytest.raises(Refused, match="评价整改"):
        answer_back(verified(world), level=5, words="", at=GIVEN_AT + timedelta(days=1))


def test_a_bad_one_is_added_to_once_and_never_taken_back(world) -> None:
    case = delivered(world)
    found = bad_one(world, case=case)
    append(found, words="第二次也等了一小时", at=GIVEN_AT)
    with pytest.raises(Refused, match="追加过"):
        append(found, words="再说一句", at=GIVEN_AT)
    with pytest.raises(Refused, match="已经评价过"):
        evaluate(service_of(case), level=5, words="", channel="portal", at=GIVEN_AT)
    found.refresh_from_db()
    assert (found.level, found.words) == (2, WORDS)


def test_somebody_elses_link_opens_no_act_on_it(world) -> None:
    found = rectified(world)
    for stranger in (
        citizen(None, None),
        citizen(77, 10**6),
        citizen(None, None, cases=["evaluation:999999"]),
    ):
        with pytest.raises(Refused):
            perform(actions.reply, found.ref, by=stranger, at=GIVEN_AT, level=5)

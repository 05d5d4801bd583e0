"""A centre's own ledger: rows become the acts that they tell of, bad rows are named, nothing is doubled."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from tests.narrow import sheet_of
from tests.worlds import county, sign_in

from yichuang.domains.cases.importing import bring_in, bringing, read_cases, workbook_of
from yichuang.domains.cases.importing.columns import COLUMNS, SHEET
from yichuang.domains.cases.importing.comparing import ADVICE
from yichuang.domains.cases.models import Case
from yichuang.domains.feedback.importing import retell, unevaluated
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.residents.models import Enterprise, Person
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.documents.models import Document
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import walk
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.verbs import Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
TITLES = [column.title for column in COLUMNS]
DONE = {
    "编号": "2026-001",
    "事项编码": "scjgj-1",
    "申请人": "张三",
    "证件号码": "519921189001010018",
    "受理时间": datetime(2026, 3, 2, 9, 30),
    "办结时间": datetime(2026, 3, 4, 16, 0),
    "送达时间": datetime(2026, 3, 5, 10, 0),
    "评价": "满意",
}


@pytest.fixture
def world():
    return county()


@pytest.fixture
def promise(world):
    """Code of the item that is handled in stages."""
    from yichuang.domains.catalogue.queries import version

    return version(world.promise).code


@pytest.fixture
def instant(world):
    """Code of the item that is done at once."""
    from yichuang.domains.catalogue.queries import version

    return version(world.instant).code


def book(*rows: dict[str, object], titles: list[str] = TITLES) -> bytes:
    made = Workbook()
    sheet = sheet_of(made)
    sheet.title = SHEET
    sheet.append(titles)
    for row in rows:
        sheet.append([row.get(title) for title in titles])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bring(*rows: dict[str, object], by=SYSTEM, **options):
    reading = read_cases(book(*rows), "台账.xlsx")
    return bring_in(reading, by=by, at=NOW, evaluate=retell, unevaluated=unevaluated, **options)


def why(outcome) -> list[str]:
    return [f"{row.place} {row.why}" for row in outcome.bad]


def test_a_finished_promise_case_is_told_again_at_its_own_instants(world, promise):
    outcome = bring({**DONE, "事项编码": promise})
    assert (outcome.added, outcome.bad, outcome.kept) == (1, [], True)
    case = Case.objects.get()
    assert (case.state, case.channel, case.own_number) == ("delivered", "imported", "2026-001")
    assert (case.accepted_on, case.concluded_on) == (date(2026, 3, 2), date(2026, 3, 4))
    assert (case.used_days, case.timing, case.outcome) == (2, "early", "granted")
    assert [entry.verb for entry in LedgerEntry.objects.filter(subject=case.ref).order_by("n")] == [
        "case.receive",
        "case.accept",
        "case.review",
        "case.grant",
        "case.deliver",
    ]
    assert list(walk({case.ref: (case.version, bytes(case.head))})) == []
    assert Evaluation.objects.get().level == 4
    assert Person.objects.count() == 1


def test_what_was_put_on_paper_then_is_not_written_again(world, promise):
    bring({**DONE, "事项编码": promise})
    assert Document.objects.count() == Message.objects.count() == 0


def test_an_instant_case_of_one_day_is_done_at_once(world, instant):
    outcome = bring(
        {
            **DONE,
            "事项编码": instant,
            "受理时间": date(2026, 3, 2),
            "办结时间": date(2026, 3, 2),
            "送达时间": date(2026, 3, 2),
        }
    )
    assert why(outcome) == []
    case = Case.objects.get()
    assert (case.state, case.used_days) == ("delivered", 0)
    assert case.timing in ("early", "on_time")


def test_an_open_case_keeps_its_running_clock(world, promise):
    row = {
        **DONE,
        "事项编码": promise,
        "办结时间": None,
        "送达时间": None,
        "评价": None,
        "受理时间": "2026-11-23 09:30",
    }
    assert why(bring(row)) == []
    assert Case.objects.get().state == "accepted"
    assert Clock.objects.get(kind="decision").stopped_at is None


def test_the_same_file_again_doubles_nothing(world, promise):
    row = {**DONE, "事项编码": promise}
    bring(row)
    before = LedgerEntry.objects.count()
    again = bring(row)
    assert (again.added, again.continued, again.unchanged) == (0, 0, 1)
    assert LedgerEntry.objects.count() == before


def test_what_has_happened_is_not_told_otherwise_by_a_later_file(world, promise):
    row = {**DONE, "事项编码": promise}
    assert why(bring(row)) == []
    outcome = bring({**row, "办结时间": datetime(2026, 3, 5, 9, 0), "结果": "不予许可"}, all_or_nothing=True)
    assert not outcome.kept
    assert why(outcome) == [
        f"“办件”表第 2 行 办结时间和已经导入的不一样：这次是 2026-03-05，原来是 2026-03-04。{ADVICE}",
        f"“办件”表第 2 行 结果和已经导入的不一样：这次是 不予许可，原来是 准予。{ADVICE}",
    ]
    assert Case.objects.get().concluded_on == date(2026, 3, 4)
    assert why(bring({**row, "结果": "不予受理", "送达时间": None, "评价": None})) != []
    later_that_day = {**row, "办结时间": datetime(2026, 3, 4, 17, 0)}
    assert bring(later_that_day).unchanged == 1  # days are compared


def test_an_evaluation_that_an_earlier_file_did_not_have_is_taken_up_once(world, promise):
    row = {**DONE, "事项编码": promise}
    bring({**row, "评价": None})
    assert not Evaluation.objects.exists()
    outcome = bring(row)
    assert (outcome.added, outcome.continued, outcome.bad) == (0, 1, [])
    assert Evaluation.objects.get().level == 4
    assert bring(row).unchanged == 1
    assert Evaluation.objects.count() == 1


def test_an_instant_case_whose_delivery_the_ledger_does_not_tell_waits_for_it(world, instant):
    row = {
        **DONE,
        "事项编码": instant,
        "受理时间": date(2026, 3, 2),
        "办结时间": date(2026, 3, 2),
        "送达时间": None,
    }
    assert why(bring({**row, "评价": None})) == []
    case = Case.objects.get()
    assert (case.state, case.concluded_on, case.delivered_on) == ("decided_granted", date(2026, 3, 2), None)


def test_a_case_that_has_been_finished_since_goes_on_where_it_stood(world, promise):
    row = {**DONE, "事项编码": promise}
    bring({**row, "办结时间": None, "送达时间": None, "评价": None})
    assert Case.objects.get().state == "accepted"
    again = bring(row)
    assert (again.added, again.continued, again.unchanged) == (0, 1, 0)
    case = Case.objects.get()
    assert (case.state, case.version) == ("delivered", 5)
    assert Evaluation.objects.count() == 1


def test_a_pause_and_an_extension_count_as_they_did(world, promise):
    outcome = bring(
        {
            **DONE,
            "事项编码": promise,
            "特别程序": "检测",
            "停表开始": date(2026, 3, 3),
            "停表结束": date(2026, 3, 9),
            "办结时间": date(2026, 3, 11),
            "送达时间": date(2026, 3, 12),
            "延期工作日": 3,
        }
    )
    assert why(outcome) == []
    case = Case.objects.get()
    assert (case.used_days, case.paused_days, case.extended) == (3, 4, True)


@pytest.mark.parametrize(
    ("result", "state", "delivered"),
    [
        ("不予许可", "decided_refused", None),
        ("撤回", "withdrawn", None),
        ("不予受理", "declined", None),
        ("准予", "decided_granted", None),
    ],
)
def test_every_result_ends_where_it_did(world, promise, result, state, delivered):
    outcome = bring({**DONE, "事项编码": promise, "结果": result, "送达时间": delivered, "评价": None})
    assert why(outcome) == []
    assert Case.objects.get().state == state


def test_an_enterprise_is_known_by_its_credit_code(world, promise):
    bring({**DONE, "事项编码": promise, "申请人": "云溪县好味来食品店", "证件号码": "91519921MA0000007D"})
    assert Case.objects.get().enterprise_id == Enterprise.objects.get().pk


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"事项编码": "nothing-9"}, "事项库里没有在用的事项编码“nothing-9”"),
        ({"事项编码": None, "事项名称": "不存在的事"}, "事项库里没有在用的事项“不存在的事”"),
        ({"事项编码": None}, "请填写事项编码或者事项名称"),
        ({"证件号码": "519921189001010019"}, "身份证号最后一位对不上"),
        ({"证件号码": "91519921MA0000007E"}, "统一社会信用代码最后一位对不上"),
        ({"申请人": None}, "请填写申请人"),
        ({"办结时间": date(2026, 3, 1)}, "办结时间早于受理时间"),
        ({"受理时间": date(2027, 3, 1)}, "受理时间 2027-03-01 还没有到"),
        ({"受理时间": date(1999, 3, 1)}, "受理时间早于 2012-01-01"),
        ({"受理时间": "三月二日"}, "受理时间“三月二日”不是日期"),
        ({"受理时间": "=TODAY()"}, "受理时间是公式"),
        ({"评价": "好"}, "评价“好”不对"),
        ({"送达时间": None}, "还没有送达的不能有评价"),
        ({"办结时间": None}, "填了送达时间，请把办结时间也填上"),
        ({"受理地点": "月亮"}, "没有叫“月亮”的中心或村站"),
        ({"办理窗口": "Z99"}, "云溪县政务服务中心没有 Z99 号窗口"),
        ({"特别程序": "听证"}, "特别程序和停表开始要一起填"),
        ({"延期工作日": 11}, "延期工作日请填 0 到 10 的整数"),
        ({"联系电话": "打不通"}, "联系电话只能有数字"),
        ({"证件号码": 519921189001010018}, "证件号码存成了数字，Excel 只留 15 位"),
    ],
)
def test_a_bad_row_says_where_and_why_and_keeps_everything_out(world, promise, change, text):
    good = {**DONE, "事项编码": promise}
    outcome = bring(good, {**good, "编号": "2026-002", **change}, all_or_nothing=True)
    assert outcome.refused == 1
    assert not outcome.kept
    assert any(line.startswith(f"“{SHEET}”表第 3 行 {text}") for line in why(outcome)), why(outcome)
    assert Case.objects.count() == LedgerEntry.objects.count() == 0


def test_a_date_in_a_cell_without_a_format_is_read_as_excel_counts_it(world, promise):
    bring({**DONE, "事项编码": promise, "受理时间": 46083.4, "办结时间": 46085})
    case = Case.objects.get()
    assert (case.accepted_on, case.concluded_on) == (date(2026, 3, 2), date(2026, 3, 4))


def merged(content: bytes, *areas: str, title: str = "") -> bytes:
    made = load_workbook(io.BytesIO(content))
    if title:
        made[SHEET].insert_rows(1)
        made[SHEET]["A1"] = title
    for area in areas:
        made[SHEET].merge_cells(area)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_merged_cell_is_named_with_its_rows_and_what_to_do(world, promise):
    rows = [{**DONE, "编号": f"2026-{n}", "事项编码": promise} for n in (1, 2, 3)]
    named = next(one.title for one in COLUMNS if one.needed and one.field == "name")
    column = get_column_letter(TITLES.index(named) + 1)
    content = merged(book(*rows), f"{column}2:{column}3")
    reading = read_cases(content, "台账.xlsx")
    outcome = bring_in(reading, by=SYSTEM, at=NOW, evaluate=retell, unevaluated=unevaluated)
    assert why(outcome) == [
        f"“{SHEET}”表第 3 行 {named}在合并单元格 {column}2:{column}3 里，读不到：请取消合并，每一行各填一次"
    ]
    assert outcome.added == 2


def test_a_title_over_the_columns_is_told_from_missing_columns(promise):
    content = merged(book({**DONE, "事项编码": promise}), "A1:H1", title="2026年办件台账")
    with pytest.raises(Refused, match="第 1 行有合并单元格 A1:H1，第 1 行要是列名：请删掉标题行、取消合并"):
        read_cases(content, "台账.xlsx")


def test_cells_merged_below_the_rows_are_no_fault(world, promise):
    content = merged(book({**DONE, "事项编码": promise}), "A9:C12")
    assert [line.faults for line in read_cases(content, "台账.xlsx").lines] == [[]]


def test_the_progress_counts_rows(world, promise, monkeypatch):
    monkeypatch.setattr(bringing, "TELL_EACH", 1)
    rows = [{**DONE, "编号": f"2026-{n}", "事项编码": promise} for n in range(3)]
    told: list[tuple[int, int]] = []
    bring(*rows, told=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
    assert {total for _, total in told} == {3}
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_good_rows_may_go_in_without_the_bad_ones(world, promise):
    good = {**DONE, "事项编码": promise}
    outcome = bring(good, {**good, "编号": "2026-002", "证件号码": "1"}, {**good, "编号": "2026-003"})
    assert (outcome.added, outcome.refused) == (2, 1)
    assert sorted(Case.objects.values_list("own_number", flat=True)) == ["2026-001", "2026-003"]


def test_a_number_twice_in_one_file_is_a_bad_row(world, promise):
    good = {**DONE, "事项编码": promise}
    assert why(bring(good, good)) == ["“办件”表第 3 行 编号“2026-001”在文件里重复了"]


def test_a_row_that_the_verbs_refuse_falls_out_alone(world, promise):
    bring({**DONE, "事项编码": promise, "办结时间": None, "送达时间": None, "评价": None})
    case = Case.objects.get()
    Case.objects.filter(pk=case.pk).update(state="revoked")  # somebody has ended it here in the meantime
    outcome = bring({**DONE, "事项编码": promise}, {**DONE, "事项编码": promise, "编号": "2026-009"})
    assert (outcome.added, outcome.refused) == (1, 1)
    assert "现在不能" in outcome.bad[0].why


def test_a_trial_run_writes_nothing(world, promise):
    outcome = bring({**DONE, "事项编码": promise}, dry_run=True)
    assert (outcome.added, outcome.kept, Case.objects.count()) == (1, False, 0)


def test_staff_bring_in_only_what_their_office_covers(world, promise):
    outcome = bring({**DONE, "事项编码": promise}, by=world.other_clerk)
    assert "不归您管" in outcome.bad[0].why
    assert Case.objects.count() == 0


def test_who_brought_it_in_stands_in_the_ledger(world, promise):
    bring({**DONE, "事项编码": promise}, by=world.manager)
    found = set(LedgerEntry.objects.filter(subject=Case.objects.get().ref).values_list("actor", flat=True))
    assert found == {f"system:{world.manager.account}"}


def test_the_template_reads_back(world, promise):
    found = load_workbook(io.BytesIO(workbook_of()))
    assert [cell.value for cell in found[SHEET][1]] == TITLES
    with pytest.raises(Refused) as refused:
        read_cases(workbook_of(), "模板.xlsx")
    assert "没有内容" in refused.value.text


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [
        (b"not a workbook", "a.xlsx", ""),
        (b"a,b", "a.csv", "不收 csv 文件，请用 Excel 打开，另存为 xlsx 再上传"),
        (book({}, titles=["编号", "申请人"]), "a.xlsx", "缺少这些列：证件号码、受理时间"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(content, name, text):
    with pytest.raises(Refused) as refused:
        read_cases(content, name)
    assert text in refused.value.text


def test_the_desk_brings_a_ledger_in_and_lists_what_is_wrong_with_it(client, world, promise):
    sign_in(client, world.manager)
    good = {**DONE, "事项编码": promise, "受理地点": "云溪县政务服务中心"}
    file = SimpleUploadedFile("台账.xlsx", book(good, {**good, "编号": "2026-002", "证件号码": "1"}))
    sent = client.post("/desk/imports/", {"ledger": "cases", "mode": "good", "file": file})
    page = b"".join(sent.streaming_content).decode()
    assert "“办件”表第 3 行" in page
    assert Case.objects.get().own_number == "2026-001"


def test_the_desk_gives_the_template_away(client, world):
    sign_in(client, world.manager)
    answer = client.get("/desk/imports/cases/template.xlsx")
    assert answer.status_code == 200
    assert load_workbook(io.BytesIO(answer.content)).sheetnames[0] == SHEET

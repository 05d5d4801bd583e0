"""`yichuang due`, from the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from yichuang.config.cli.due import command


def ask(*arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(command, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.output)
    return answer


def test_it_answers_due_days_and_whether_it_is_certain() -> None:
    answer = ask("2026-09-28", "5")
    assert set(answer) == {"due", "days", "provisional"}
    assert (answer["due"], answer["provisional"]) == ("2026-10-10", False)
    assert [set(day) for day in answer["days"]] == [{"date", "kind", "counted", "why"}] * 13
    assert [day["date"] for day in answer["days"] if day["counted"]] == [
        "2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10",
    ]  # fmt: skip
    assert answer["days"][-1]["kind"] == "make_up"


def test_pauses_may_be_given_many_times_and_may_stand_open() -> None:
    answer = ask("2026-11-24", "3", "--pause", "2026-11-24..2026-11-26", "--pause", "2026-11-25..2026-11-27")
    assert answer["due"] == "2026-12-02"
    standing = ask("2026-11-24", "3", "--pause", "2026-11-25..")
    assert standing["due"] is None
    assert standing["days"][-1]["date"] == "2026-11-25"


def test_other_units_and_instants_are_understood() -> None:
    assert ask("2026-11-24T16:30", "4", "--unit", "working_hour")["due"] == "2026-11-25T12:00+08:00"
    assert ask("2026-11-24T08:30:00Z", "4", "--unit", "working_hour")["due"] == "2026-11-25T12:00+08:00"
    assert ask("2026-11-25", "10", "--unit", "calendar_day")["due"] == "2026-12-07"
    assert ask("2026-11-24T17:30", "0")["due"] == "2026-11-25"


def test_years_without_a_notice_are_said_to_be_provisional() -> None:
    assert ask("2026-12-30", "2")["provisional"]
    assert "暂定" in CliRunner().invoke(command, ["2026-12-30", "2"]).output


def test_for_people_it_prints_a_line_a_day_and_a_sentence() -> None:
    lines = CliRunner().invoke(command, ["2026-11-27", "1"]).output.splitlines()
    assert lines[1] == "2026-11-28  不计  周六"
    assert lines[-1] == "1 个工作日：2026年11月30日（周一）17:30 到期"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2026-13-01", "3"], "不是日期"),
        (["明天", "3"], "不是日期"),
        (["2026-11-24T25:00", "3"], "不是日期"),
        (["1999-01-01", "3"], "2004 年到 2099 年"),
        (["0001-01-01T00:00+12:00", "3"], "2004 年到 2099 年"),
        (["9999-12-31T23:59-08:00", "3"], "2004 年到 2099 年"),
        (["2099-12-01", "300"], "超出了日历"),
        (["2026-11-24", "-3"], "0 到 3660 的整数"),
        (["2026-11-24", "3661"], "0 到 3660 的整数"),
        (["2026-11-24", "1.5"], "0 到 3660 的整数"),
        (["2026-11-24", "1_0"], "0 到 3660 的整数"),
        (["2026-11-24", "³"], "0 到 3660 的整数"),
        (["2026-11-24", "9" * 5000], "0 到 3660 的整数"),
        (["2026-11-24", "3", "--pause", "2026-11-30..2026-11-25"], "早于开始日"),
        (["2026-11-24", "3", "--pause", "2026-11-30"], "开始日..结束日"),
        (["2026-11-24", "3", "--pause", "x..y"], "不是日期"),
        (["2026-11-24", "3", "--pause", "1990-01-01..2026-11-25"], "2004 年到 2099 年"),
        (["2026-11-24", "3", "--unit", "week"], "--unit 只能是"),
    ],
)
def test_bad_input_gets_a_sentence_and_no_trace(arguments: list[str], words: str) -> None:
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 2
    assert words in done.output
    assert "Traceback" not in done.output


@pytest.mark.django_db
def test_the_centres_own_calendar_and_hours_are_used_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, date, datetime

    from yichuang.config import database
    from yichuang.kernel.calendar import changes, queries
    from yichuang.kernel.calendar.rules import DatedRow, DayKind
    from yichuang.kernel.offices.models import Office
    from yichuang.kernel.offices.queries import raise_epoch

    monkeypatch.setattr(database, "start_django", lambda: None)  # the test has started it
    monkeypatch.setattr("yichuang.kernel.offices.queries._kept", None)
    queries.forget()
    Office.objects.create(code="t-1", name="县", kind="county", path="/9001/", hours=[["08:00", "16:00"]])
    raise_epoch()
    closed = DatedRow(date(2026, 11, 26), DayKind.CLOSED, "停办", "县府函〔2026〕9号", "暴雨", "/9001/")
    changes.enter([closed], "staff:3", datetime(2026, 11, 24, tzinfo=UTC))
    assert ask("2026-11-24", "2")["due"] == "2026-11-26"
    assert ask("2026-11-24", "2", "--database")["due"] == "2026-11-27"
    assert "16:00 到期" in CliRunner().invoke(command, ["2026-11-24", "2", "--database"]).output
    queries.forget()

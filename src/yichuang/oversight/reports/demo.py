"""Reports of the demonstration year: the last half-year's, published, and the one that is in review now.

By the verbs of the desk and in their order: the assessor drafts, edits, decides on problems and hands in; a leader, who
hasn't written in it, signs and publishes. What would lie after the end of the span isn't done yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yichuang.domains.organisation import permissions as posts
from yichuang.domains.organisation.queries import centres
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import everybody
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.hours import instant
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.reports import actions
from yichuang.oversight.reports.asked import top
from yichuang.oversight.reports.blocks import ProblemBlock, WordsBlock, read
from yichuang.oversight.reports.models import Report

NOTE = (
    "本次自查由中心考核人员对照业务台账逐项核对，问题分到部门整改。期间收到申请 {cases.received} 件，"
    "其中网上提交 {cases.received_online} 件；群众评价 {evaluation.count} 条，差评 {evaluation.bad} 条，逐条核实。"
)
"""A paragraph that the assessor adds: its numbers are figures as all others."""
REWRITTEN = "收到申请 {cases.received} 件，受理 {cases.accepted} 件。按收件日统计，含后来撤回的。"
DRAFTED, HANDED_IN, SIGNED, PUBLISHED = 3, 5, 7, 8  # working days after the period
MORNING, AFTERNOON = 9 * 3600 + 40 * 60, 15 * 3600
MINUTES = timedelta(minutes=7)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who writes and who signs, for whom, and on which days the centre works."""

    scope: Scope
    assessor: Actor
    leader: Actor
    working_day: Callable[[date, int], date]
    ends_at: datetime


def write_reports(begin: date, until: date, ends_at: datetime) -> int:
    """Write the reports of a year from `begin` to `until`; gives how many."""
    people = {actor.role: actor for actor in reversed(everybody())}
    days = calendar_for(centres()[0].office.path).nth_working_day_after
    desk = _Desk(Scope.of(top()), people[posts.ASSESSOR], people[posts.LEADER], days, ends_at)
    published, current = half_year(begin, until), so_far(begin, until)
    done = [_published(desk, published)] if published else []
    if current and current != published:
        done.append(_in_review(desk, current))
    return sum(done)


def half_year(begin: date, until: date) -> Period | None:
    """The last half of a calendar year that lies in the span; None in the days before the first is whole."""
    first = date(until.year, 7, 1) if until >= date(until.year, 12, 31) else date(until.year, 1, 1)
    if until < date(until.year, 6, 30):
        first = date(until.year - 1, 7, 1)
    last = date(first.year, 6, 30) if first.month == 1 else date(first.year, 12, 31)
    return Period.of(first, last) if first >= begin else None


def so_far(begin: date, until: date) -> Period | None:
    """From the beginning of the year, or of the rows, to the end of the last month that is over."""
    last = (until + timedelta(1)).replace(day=1) - timedelta(1)
    first = date(last.year, 1, 1)
    if first < begin:
        first = (begin.replace(day=1) + timedelta(32)).replace(day=1) if begin.day > 1 else begin
    return Period.of(first, last) if first < last else None


def _published(desk: _Desk, period: Period) -> int:
    """Drafted, handed in, signed and published, as far as the days reach."""
    ref = _drafted(desk, period, desk.working_day(period.last, DRAFTED))
    if not ref:
        return 0
    at = instant(desk.working_day(period.last, HANDED_IN), AFTERNOON)
    if at <= desk.ends_at:
        perform(actions.submit, ref, by=desk.assessor, at=at)
    for days, act in ((SIGNED, actions.sign_report), (PUBLISHED, actions.publish)):
        at = instant(desk.working_day(period.last, days), MORNING)
        if at <= desk.ends_at:
            act(_report(ref), desk.leader, at)
    return 1


def _in_review(desk: _Desk, period: Period) -> int:
    """Drafted, with one paragraph written anew, and handed in."""
    day = desk.working_day(period.last, DRAFTED)
    ref = _drafted(desk, period, day)
    if not ref:
        return 0
    at = instant(day, AFTERNOON)
    block = next(
        b for b in read(_report(ref).blocks) if isinstance(b, WordsBlock) and _tells(b, "cases.received")
    )
    if at <= desk.ends_at:
        seen = block.changed
        perform(actions.write, ref, by=desk.assessor, at=at, block=block.id, version=seen, text=REWRITTEN)
    at = instant(desk.working_day(period.last, HANDED_IN), MORNING)
    if at <= desk.ends_at:
        perform(actions.submit, ref, by=desk.assessor, at=at)
    return 1


def _drafted(desk: _Desk, period: Period, day: date) -> str:
    """The reference of a draft with a paragraph of its own and every problem decided on; "" before that day."""
    at = instant(day, MORNING)
    if at > desk.ends_at:
        return ""
    ref = actions.draft_report(desk.scope, period, desk.assessor, at).ref
    blocks = read(_report(ref).blocks)
    opening = next(block for block in blocks if isinstance(block, WordsBlock))
    perform(actions.insert, ref, by=desk.assessor, at=at + MINUTES, after=opening.id, text=NOTE)
    problems = [block.id for block in blocks if isinstance(block, ProblemBlock)]
    for n, block in enumerate(problems, start=2):
        perform(actions.choose, ref, by=desk.assessor, at=at + n * MINUTES, block=block, choice="taken")
    return ref


def _tells(block: WordsBlock, code: str) -> bool:
    return any(f"{{{code}}}" in sentence.say for sentence in block.say)


def _report(ref: str) -> Report:
    return Report.objects.get(pk=int(ref.partition(":")[2]))

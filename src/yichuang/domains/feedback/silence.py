"""Counting the services that nobody evaluated in time: "not evaluated", never "satisfied" (RULEBOOK 6).

Which service was evaluated can't be read from the tables. Each day that is over is looked at once, with the key, and a
number is all that stays of it: by day, item and place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from yichuang.domains.cases.queries import Service, ended_between, first_ended_on
from yichuang.domains.feedback import rules
from yichuang.domains.feedback.models import Evaluation, SilentDay, service_hash
from yichuang.kernel.offices.queries import tree
from yichuang.ui.formats import the_day

AT_ONCE = 31  # days whose services are read together
LOCK = "SELECT pg_advisory_xact_lock(hashtext('silent days'))"


def count_days(now: datetime) -> int:
    """Count every day whose time for evaluating is over and that hasn't been counted; gives how many days.

    A day is counted whole or not at all, and the days since the last one that left a number are counted again: the
    answer is the same.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        days = list(_due(the_day(now)))
        for begin in range(0, len(days), AT_ONCE):
            _count(days[begin : begin + AT_ONCE])
    return len(days)


def _due(today: date) -> Iterator[date]:
    last = SilentDay.objects.order_by("-served_on").values_list("served_on", flat=True).first()
    day = last + timedelta(days=1) if last else first_ended_on()
    while day is not None and rules.last_day_to_evaluate(day) < today:
        yield day
        day += timedelta(days=1)


def count_day(day: date) -> int:
    """Count one day again, from the rows; gives how many services nobody evaluated in time."""
    return _count([day])


def _count(days: Sequence[date]) -> int:
    """Count days that follow each other, each for itself, with the same few queries."""
    ended = ended_between(days[0], days[-1])
    marks = {day: {service_hash(one.ref): one for one in ended.get(day, ())} for day in days}
    heard = _heard(mark for found in marks.values() for mark in found)
    offices = tree().by_id
    rows: list[SilentDay] = []
    for day, found in marks.items():
        last = rules.last_day_to_evaluate(day)
        silent = Counter(_key(one) for mark, one in found.items() if mark not in heard or heard[mark] > last)
        rows += (
            SilentDay(
                served_on=day,
                item_id=item,
                department_id=department,
                place_id=place,
                department_path=offices[department].path,
                place_path=offices[place].path,
                silent=n,
            )
            for (item, department, place), n in sorted(silent.items())
        )
    SilentDay.objects.filter(served_on__in=days).delete()
    SilentDay.objects.bulk_create(rows)
    return sum(row.silent for row in rows)


def _heard(marks: Iterable[bytes]) -> dict[bytes, date]:
    """On which day each of these services was evaluated, those that were."""
    given = Evaluation.objects.filter(service__in=list(marks)).values_list("service", "given_on")
    return {bytes(mark): day for mark, day in given}


def _key(one: Service) -> tuple[int, int, int]:
    return one.item, one.department, one.place

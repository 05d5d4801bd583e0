"""Counting the services that nobody evaluated in time: "not evaluated", never "satisfied" (RULEBOOK 6).

Which service was evaluated can't be read from the tables. Each day that is over is looked at once, with the key, and a
number is all that stays of it: by day, item and place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from yichuang.domains.cases.queries import Service, ended_on, first_ended_on
from yichuang.domains.feedback import rules
from yichuang.domains.feedback.models import Evaluation, SilentDay, service_hash
from yichuang.kernel.offices.queries import tree
from yichuang.ui.formats import the_day

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
        for day in days:
            count_day(day)
    return len(days)


def _due(today: date) -> Iterator[date]:
    last = SilentDay.objects.order_by("-served_on").values_list("served_on", flat=True).first()
    day = last + timedelta(days=1) if last else first_ended_on()
    while day is not None and rules.last_day_to_evaluate(day) < today:
        yield day
        day += timedelta(days=1)


def count_day(day: date) -> int:
    """Count one day again, from the rows; gives how many services nobody evaluated in time."""
    services = ended_on(day)
    marks = {service_hash(one.ref): one for one in services}
    spoken = Evaluation.objects.filter(
        service__in=list(marks), given_on__lte=rules.last_day_to_evaluate(day)
    ).values_list("service", flat=True)
    heard = {bytes(mark) for mark in spoken}
    silent = Counter(_key(one) for mark, one in marks.items() if mark not in heard)
    offices = tree().by_id
    SilentDay.objects.filter(served_on=day).delete()
    SilentDay.objects.bulk_create(
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
    return silent.total()


def _key(one: Service) -> tuple[int, int, int]:
    return one.item, one.department, one.place

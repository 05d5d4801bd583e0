"""Whether a demonstration centre holds the published counts, and rates that can be believed.

CI asks the centre that `make run` has built: `YICHUANG_DATA=… python -m tests.config.whole_year`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from django.db.models import QuerySet

from yichuang.config.database import running_database, start_django

RATES = {
    "late of what was concluded": (0, 0.006),
    "supplemented of what was received": (0.04, 0.08),
    "received online": (0.27, 0.33),
    "bad of the evaluations": (0.005, 0.02),
    "accepted with a paper to follow": (50 / 32_000, 1_000 / 32_000),
}


def counts() -> dict[str, int]:
    """How many cases were accepted, by kind, and how many of them were joint."""
    from yichuang.domains.cases.models import Case

    accepted = Case.objects.exclude(accepted_on=None)
    return {
        "accepted": accepted.count(),
        "instant": accepted.filter(kind="instant").count(),
        "promise": accepted.filter(kind="promise").count(),
        "joint": accepted.filter(kind="promise", joint=True).count(),
    }


def published(percent: float = 100) -> dict[str, int]:
    """What it should be."""
    from yichuang.domains.cases.demo import mix

    accepted, instant = mix.scaled(mix.ACCEPTED, percent), mix.scaled(mix.INSTANT, percent)
    joint = mix.scaled(mix.JOINT, percent)
    return {"accepted": accepted, "instant": instant, "promise": accepted - instant, "joint": joint}


def rates() -> dict[str, float]:
    """The shares that `RATES` bounds."""
    from yichuang.domains.cases.models import Case
    from yichuang.domains.feedback.models import Evaluation

    concluded = Case.objects.exclude(concluded_on=None)
    received, given = Case.objects.count(), Evaluation.objects.count()
    found = (
        concluded.filter(timing="late").count() / concluded.count(),
        Case.objects.filter(supplements__gte=1).count() / received,
        Case.objects.filter(channel="online").count() / received,
        Evaluation.objects.filter(level__lte=2).count() / given,
        followed().count() / received,
    )
    return dict(zip(RATES, found, strict=True))


def followed() -> QuerySet:
    """The cases that were accepted with a paper to follow."""
    from yichuang.domains.cases.models import Case
    from yichuang.kernel.clocks.models import Clock

    clocks = Clock.objects.filter(kind__startswith="follow:").values_list("subject", flat=True)
    return Case.objects.filter(pk__in=[int(subject.partition(":")[2]) for subject in clocks])


def owed_wrongly() -> Iterator[str]:
    """A paper that follows comes before the grant, or is still owed by an open case."""
    from yichuang.domains.cases.policies import owed

    owing = [case for case in followed() if owed(case)]
    if not owing:
        yield "no open case owes a paper"
    yield from (f"{case.number} is decided and owes a paper" for case in owing if case.decided_on)


def wrong() -> Iterator[str]:
    """What isn't as it should be in a whole year."""
    if (found := counts()) != published():
        yield f"{found} isn't {published()}"
    for what, rate in rates().items():
        low, high = RATES[what]
        if not low < rate < high:
            yield f"{what}: {rate:.4f} isn't between {low:.4f} and {high:.4f}"
    yield from owed_wrongly()


def main() -> None:
    """End with what is wrong, or say the counts."""
    with running_database():
        start_django()
        if said := list(wrong()):
            sys.exit("\n".join(said))
        print(", ".join(f"{number:,} {what}" for what, number in counts().items()))


if __name__ == "__main__":
    main()

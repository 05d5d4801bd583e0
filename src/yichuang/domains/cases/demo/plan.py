"""The plots of the year: exactly so many cases of each kind, with believable fates, and open work in every light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from yichuang.domains.cases.demo import mix, words
from yichuang.domains.cases.demo.span import Days, Service, Span, saturdays
from yichuang.domains.cases.demo.stories import Fate, Plot
from yichuang.domains.cases.inputs import ApplicantInput
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.clocks.hours import local
from yichuang.kernel.clocks.rules import Unit

BIG = 60  # promise cases a year from which a department has open work in every light
SATURDAYS, SATURDAY_CASES = 8, 72
NOON = 12 * 3600
LATE_INSTANT = 0.0006
PROMISE_FATES = {
    Fate.LATE: 0.005,
    Fate.STATUTORY_LATE: 0.0008,
    Fate.REFUSED: 0.015,
    Fate.WITHDRAWN: 0.004,
}
PROCEDURES = 0.05  # of cases with an examination and at least five days
NEVER_ACCEPTED = {Fate.DECLINED: 130, Fate.GIVEN_UP: 40, Fate.LAPSED: 45}
AT_THE_END = {Fate.SUBMITTED: 26, Fate.ASKED: 22, Fate.SUPPLEMENTED: 12}


class Applicants:
    """Hands out applicants: each once before any comes again, then whoever it may be."""

    def __init__(
        self, random: Random, people: Sequence[ApplicantInput], enterprises: Sequence[ApplicantInput]
    ) -> None:
        self._random = random
        self._people, self._enterprises = people, enterprises
        self._first_people, self._first_enterprises = iter(people), iter(enterprises)

    def of(self, item: ItemFacts) -> ApplicantInput:
        """Somebody for whom the item is made."""
        firm = "person" not in item.audience or (
            "enterprise" in item.audience and self._random.random() < 0.4
        )
        if firm:
            return next(self._first_enterprises, None) or self._random.choice(self._enterprises)
        return next(self._first_people, None) or self._random.choice(self._people)

    def rest(self) -> Iterator[ApplicantInput]:
        """Those who haven't come yet."""
        yield from self._first_people
        yield from self._first_enterprises


class Planner:
    """Settles item, day, fate and applicant of every case of the year."""

    def __init__(
        self,
        random: Random,
        span: Span,
        service: Service,
        items: Sequence[ItemFacts],
        applicants: Applicants,
        percent: float = 100,
    ) -> None:
        self.random, self.span, self.service, self.percent = random, span, service, percent
        self.items = {item.code: item for item in items}
        self.applicants = applicants
        self.days = Days(service.calendar, span, random)
        self.last = self.days.days[-1]
        self.appointments = saturdays(service.calendar, span, SATURDAYS)

    def plots(self) -> list[Plot]:
        """Every case of the year."""
        instant = mix.scaled(mix.INSTANT, self.percent)
        promise = mix.scaled(mix.ACCEPTED, self.percent) - instant
        return [*self.instants(instant), *self.promises(promise), *self.never_accepted()]

    def instants(self, total: int) -> list[Plot]:
        """The cases done while people wait; some on Saturdays by appointment."""
        random = self.random
        plots: list[Plot] = []
        by_item = mix.counts(self._codes("instant"), total)
        on_saturday = set(random.sample(range(total), mix.scaled(SATURDAY_CASES, self.percent)))
        for code, count in by_item.items():
            item = self.items[code]
            for _ in range(count):
                fate = Fate.LATE if random.random() < LATE_INSTANT else Fate.ORDINARY
                if len(plots) in on_saturday and self.appointments:
                    day = random.choice(self.appointments)
                    applicant = self.applicants.of(item)
                    plots.append(
                        Plot(
                            item,
                            day,
                            Fate.ORDINARY,
                            applicant,
                            saturday=True,
                            before=NOON,
                        )
                    )
                else:
                    plots.append(self._plot(item, self.days.draw(random, mix.BUSY.get(code, ())), fate))
        return plots

    def promises(self, total: int) -> list[Plot]:
        """The cases that take days: open work in every light first, the rest by chance."""
        by_item = mix.counts(self._codes("promise"), total)
        plots = list(self.in_every_light(by_item))
        for plot in plots:
            by_item[plot.item.code] -= 1
        for code, count in by_item.items():
            item = self.items[code]
            for _ in range(count):
                day = self.days.draw(self.random, mix.BUSY.get(code, ()))
                plots.append(self._plot(item, day, self._fate(item), procedure=self._procedure(item)))
        # at a small scale an item may stand open more often than it comes: the last ones make room
        return self._with_joint(plots[:total])

    def in_every_light(self, by_item: dict[str, int]) -> Iterator[Plot]:
        """For each big department: ordinary, near its limit, past the promise, past the law, standing still."""
        for codes in self._big_departments(by_item):
            for fate, used, item in self._lights([self.items[code] for code in codes]):
                yield self._plot(item, self._days_ago(used), fate)

    def never_accepted(self) -> list[Plot]:
        """Applications that were declined, given up, or never completed; and those that wait at the end."""
        plots = []
        codes = sorted(self.items)
        shares = [mix.WEIGHTS.get(code, mix.OTHERS) for code in codes]
        for fate, number in (NEVER_ACCEPTED | AT_THE_END).items():
            for n in range(mix.scaled(number, self.percent)):
                item = self.items[self.random.choices(codes, shares)[0]]
                back = self.random.randint(0, 3) if fate in AT_THE_END else None
                if fate is Fate.SUBMITTED:
                    back = 0 if n == 0 or self.random.random() < 0.8 else 1
                elif fate is Fate.SUPPLEMENTED:
                    back = 3
                day = self.days.draw(self.random) if back is None else self._days_ago(back)
                plots.append(self._plot(item, day, fate))
        return plots

    def _plot(self, item: ItemFacts, day: date, fate: Fate, procedure: str = "") -> Plot:
        applicant = self.applicants.of(item)
        return Plot(item, day, fate, applicant, before=self._before(day), procedure=procedure)

    def _before(self, day: date) -> int | None:
        """The second of the last day before which everything must have been accepted."""
        if day != self.span.until:
            return None
        wall = local(self.span.ends_at)
        return wall.hour * 3600 + wall.minute * 60

    def _fate(self, item: ItemFacts) -> Fate:
        lot = self.random.random()
        for fate, share in PROMISE_FATES.items():
            lot -= share
            if lot < 0:
                promised, statutory = self._allowed(item)
                unlawful = fate is Fate.STATUTORY_LATE and not statutory
                tight = fate is Fate.LATE and statutory == promised
                return Fate.ORDINARY if unlawful or tight else fate
        return Fate.ORDINARY

    def _procedure(self, item: ItemFacts) -> str:
        if not _may_pause(item) or self.random.random() >= PROCEDURES:
            return ""
        return self.random.choice(tuple(words.PROCEDURES))

    def _lights(self, items: list[ItemFacts]) -> Iterator[tuple[Fate, int, ItemFacts]]:
        """Fate, working days used on the last day, and item."""
        promised = {item.code: self._allowed(item)[0] for item in items}
        statutory = {item.code: days for item in items if (days := self._allowed(item)[1])}
        long = max(items, key=lambda item: promised[item.code])
        common = items[0]
        yield Fate.WAITING, 0, common
        yield Fate.WAITING, 1, long
        yield Fate.CLAIMED, 1, common
        yield Fate.REVIEWED, max(1, promised[long.code] // 3), long
        yield Fate.REVIEWED, max(0, promised[long.code] - 1), long
        yield Fate.CLAIMED, max(0, promised[common.code] - 1), common
        loose = [i for i in items if statutory.get(i.code, promised[i.code] + 3) > promised[i.code] + 2]
        if loose:
            yield Fate.REVIEWED, promised[loose[0].code] + 2, loose[0]
        if bound := [item for item in items if item.code in statutory]:
            short = min(bound, key=lambda item: statutory[item.code])
            yield Fate.REVIEWED, statutory[short.code] + 2, short
        pausing = [item for item in items if _may_pause(item)] or [long]
        yield Fate.PAUSED, max(2, promised[pausing[0].code] // 2), pausing[0]

    def _allowed(self, item: ItemFacts) -> tuple[int, int | None]:
        """Working days of the promise and of the law that are used up on the last day."""
        law = item.statutory_limit
        return (
            self.service.used_up(item.promised_limit, self.last),
            self.service.used_up(law, self.last) if law else None,
        )

    def _big_departments(self, by_item: dict[str, int]) -> list[list[str]]:
        """Codes of the items of each big department, most frequent first; fewer departments at a small scale."""
        whole = Counter({code: count * 100 / self.percent for code, count in by_item.items()})
        departments: dict[int, list[str]] = {}
        for code in sorted(by_item, key=lambda code: (-whole[code], code)):
            departments.setdefault(self.items[code].department_id, []).append(code)
        big = [codes for codes in departments.values() if sum(whole[code] for code in codes) >= BIG]
        return big[: max(1, round(len(big) * min(1, self.percent / 20)))]

    def _with_joint(self, plots: list[Plot]) -> list[Plot]:
        """Mark the joint ones: of construction projects, as far as there are enough of them."""
        wanted = mix.scaled(mix.JOINT, self.percent)
        ordinary = [n for n, plot in enumerate(plots) if plot.fate is Fate.ORDINARY]
        fitting = [n for n in ordinary if plots[n].item.code in mix.JOINT_ITEMS]
        others = [n for n in ordinary if "enterprise" in plots[n].item.audience and n not in set(fitting)]
        self.random.shuffle(fitting)
        for n in [*fitting, *others, *ordinary][:wanted]:
            plots[n] = replace(plots[n], joint=True)
        return plots

    def _days_ago(self, used: int) -> date:
        calendar = self.service.calendar
        return calendar.numbered(calendar.count(self.last) - used)

    def _codes(self, kind: str) -> list[str]:
        return [code for code, item in self.items.items() if item.case_kind == kind]


def _may_pause(item: ItemFacts) -> bool:
    """Whether an examination by others belongs to it."""
    stages = {stage.code for stage in item.stages}
    long = item.promised_days >= 5 and item.promised_limit.unit is Unit.WORKING_DAY
    return long and bool(stages & {"site_check", "examine"})

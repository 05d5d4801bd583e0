"""Averages that no way of writing explained: any count about one may be shared out in it, among any other.

"校舍面积18,720平方米，生均21.7平方米；…以上均按在校生1,600人计算": 18720 ÷ 1600 = 11.7, a digit from what is printed.
"全镇17个村，每村1.2万元，共计10.4万元": a product is the same thing, read from its other end.
"全年清运33,580吨，日均95吨": the days and months of a stretch of time share too.

All readings are weighed by what the text says of them (`signs.py`), never by their numbers; then the numbers
are (`odds.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages import sure_averages
from yichuang.oversight.reportcheck.engine.relations.averages.averages import (
    is_of_new,
    lists_averages,
)
from yichuang.oversight.reportcheck.engine.relations.averages.brothers import Brother, Brothers, made_alike
from yichuang.oversight.reportcheck.engine.relations.averages.each import SOME_DAYS
from yichuang.oversight.reportcheck.engine.relations.averages.never_shared import is_net
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import (
    fits,
    slips,
    wanted,
)
from yichuang.oversight.reportcheck.engine.relations.averages.offers import Sharing, averages_of, offers
from yichuang.oversight.reportcheck.engine.relations.averages.plain_averages import plain
from yichuang.oversight.reportcheck.engine.relations.averages.signs import Sums, signs_of, sums_of
from yichuang.oversight.reportcheck.engine.relations.averages.sure_averages import OF_OTHERS, Meant
from yichuang.oversight.reportcheck.engine.relations.averages.told_sharings import told_sharing
from yichuang.oversight.reportcheck.engine.relations.averages.weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.weighing import (
    DOUBT,
    ENOUGH,
    FORCED,
    Opinion,
    Opinions,
    Weighed,
    opinion_of,
    right,
    wrong,
)
from yichuang.oversight.reportcheck.findings import Kind, Span

_BY_CHANCE = (
    8.0  # how much likelier than chance numbers are from which on an average tells how its brothers are made
)
_OF_AVERAGES = frozenset({Kind.AVERAGE, Kind.UNIT})


def open_averages(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the averages that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim and each.kind in _OF_AVERAGES}
    claimed |= {f.span for each in judged if each.kind is Kind.AVERAGE and each.holds for f in each.figures}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    blamed: set[Span] = set()
    sums = sums_of(judged)
    for passage in passages:
        averages = averages_of(passage)
        asked = [
            figure
            for figure in averages
            if figure.span not in claimed
            and figure.span not in accused
            and not _OF_BEFORE.search(figure.lead)
        ]
        brothers = brothers_of(passage, averages) if asked else []
        for average in asked:
            best, sure = _best(passage, average, brothers, sums)
            if best is None or (sure and (is_of_new(passage, average) or is_net(passage, average))):
                continue
            told = any(figure.span in accused for figure in best.figures)
            if sure and best.whole.span in blamed:
                continue  # of a wrong whole every average is wrong: 追回工资2,805元，人均1.5万元，件均8.63万元
            if not sure or not told or sure > odds.ONCE_MORE:
                blamed |= {best.whole.span} if sure > ENOUGH else set()
                yield told_sharing(passages, average, best, sure)


def average_opinions(passages: Sequence[Passage], judged: Sequence[Judged]) -> Opinions:
    """What is thought of it that an average is made of some figures."""
    sums = sums_of(judged)

    def of(average: Figure, others: Collection[Span]) -> Opinion:
        passage = passages[average.paragraph]
        offered = list(offers(passage, average))
        brothers = brothers_of(passage, averages_of(passage))
        spoken = signs_of(passage, average, offered, brothers, sums)
        beliefs, _ = odds.shares_of_belief([points(each) for each in spoken])
        agreements = (
            odds.of_agreement(average, wanted(average, each)) if fits(average, each) else 0.0
            for each in offered
        )
        return opinion_of(others, zip(beliefs, (each.figures for each in offered), agreements, strict=True))

    return of


def brothers_of(passage: Passage, averages: Sequence[Figure]) -> list[Brother]:
    """The averages of a passage that one reading alone explains, with that reading."""
    told = []
    for average in averages:
        fitting = [each for each in offers(passage, average) if fits(average, each)]
        made = {(each.whole.value, each.sharers) for each in fitting}
        if len(made) == 1 and odds.of_agreement(average, wanted(average, fitting[-1])) > _BY_CHANCE:
            told.append(Brother(average, fitting[-1]))
    return told


def _best(passage: Passage, average: Figure, brothers: Brothers, sums: Sums) -> tuple[Sharing | None, float]:
    """What the average is likeliest made of, with the odds that it is wrong, 0 if it comes out."""
    offered = list(offers(passage, average))
    if not offered:
        return None, 0.0
    spoken = signs_of(passage, average, offered, brothers, sums)
    beliefs, none = odds.shares_of_belief([points(of) for of in spoken])
    beliefs = _together(offered, beliefs)
    stepped = bool(_STEPS.search(average.lead))
    weighed = [
        _weighed(passage, average, each, belief, told=not stepped and OF_OTHERS.isdisjoint(of))
        for belief, each, of in zip(beliefs, offered, spoken, strict=True)
    ]
    best, sure = wrong(weighed, none)
    if best is not None and beliefs[best] <= _LIKELY and sure <= odds.ONCE_MORE:
        sure = min(sure, ENOUGH)
    most = max(range(len(offered)), key=lambda index: beliefs[index])
    by_others = sum(each.belief * each.agreement for each in weighed)
    others = max((each.belief for each in weighed if each.agreement), default=0.0)
    forced = (
        best in (None, most)
        and not _is_of_more(passage, average, offered[most])
        and _leaves_one(
            passage, average, Meant(offered[most], spoken[most], beliefs[most]), brothers, by_others, others
        )
    )
    only = plain(passage, average)
    if (
        only is not None
        and not fits(average, only)
        and by_others <= _UNLIKELY
        and not _is_of_more(passage, average, only)
    ):
        return only, FORCED
    if best is not None and sure > DOUBT:
        return offered[best], max(sure, FORCED * forced)
    if best is None and sure > ENOUGH and beliefs[most] > _OF_ALL and weighed[most].slips > 1:
        return offered[most], sure
    if forced:
        return offered[most], FORCED
    held = right(weighed, none)
    return (offered[held] if held is not None else None), 0.0


_UNLIKELY = 0.3  # the same, where the words name the sharers and one number of them is told
_SLIGHT, _LIKELY, _OF_ALL = 0.0005, 0.15, 0.5


def _leaves_one(
    passage: Passage, average: Figure, meant: Meant, brothers: Brothers, by_others: float, others: float
) -> bool:
    """Whether an average can be of nothing but what is believed most, though others may give it by chance."""
    by_chance = by_others <= _HARDLY
    alone = by_chance or (others < _BY_ACCIDENT and sure_averages.is_beyond_doubt(average, meant))
    if alone and sure_averages.is_forced(passage, average, meant):
        return True
    if by_chance and sure_averages.is_in_row(
        passage, average, meant, made_alike(average, meant.sharing, brothers)
    ):
        return True
    stepped = _STEPS.search(average.lead)
    return not stepped and by_others <= _UNLIKELY and sure_averages.is_misplaced(passage, average, meant)


_BY_ACCIDENT = 0.005  # belief in a reading that comes out beside one beyond doubt, up to which it is chance


def _together(offered: Sequence[Sharing], beliefs: Sequence[float]) -> list[float]:
    """The beliefs with those of readings that reckon with the same numbers given to the first likeliest of them."""
    alike: dict[object, list[int]] = {}
    for index, each in enumerate(offered):
        alike.setdefault((each.shared, each.sharers), []).append(index)
    told = [0.0] * len(offered)
    for places in alike.values():
        told[max(places, key=lambda index: beliefs[index])] = sum(beliefs[index] for index in places)
    return told


_HARDLY = 0.004  # belief in readings that come out, times what that says, up to which none of them is meant


def _weighed(passage: Passage, average: Figure, sharing: Sharing, belief: float, *, told: bool) -> Weighed:
    """A reading with what its numbers say, which is nothing if an error in it can't be told."""
    numbers = (sharing.shared, sharing.sharers)
    if fits(average, sharing):
        return Weighed(belief, numbers, agreement=odds.of_agreement(average, wanted(average, sharing)))
    if belief < _SLIGHT:
        return Weighed(belief, numbers, slips=odds.ANY)
    if not told or not all(f.is_exact for f in sharing.figures) or _is_of_more(passage, average, sharing):
        return Weighed(belief, numbers)
    return Weighed(belief, numbers, slips=slips(passage, average, sharing))


_OF_BEFORE = re.compile(r"(?<![理事缘自])[由从]$|分别(?:为|是|达)?$")  # 笔均由33.1万元提高到36.9万元
_STEPS = re.compile(
    r"(?:提高|上升|下降|增加|减少|增长|回升|降低|缩短|压缩|延长)了?(?:约|近)?$|[比较][^，。；、\d]{0,8}$"
)  # 场均比去年的64人次多6人次, 村均提高了12平方米: of another time, or a step


def _is_of_more(passage: Passage, average: Figure, sharing: Sharing) -> bool:
    """Whether a whole isn't that of the sharers: theirs is a part of it, or it is said to come besides (另有312名).

    "领读71人次，其中班子成员5人人均3次": the 71 are of more than the five. "上下半年各18场，平均每校4场": nor 18.
    """
    whole, among = sharing.whole, sharing.among
    if whole.at > average.at:
        beside = passage.in_sentence(average.sentence)
        again = _is_told_again(average, beside) and not _is_told_again(whole, beside)
        return again or whole.lead.startswith(
            ("另", "还", "此外", "其余", "含", "包含")
        )  # 副职每人3.2万元；委员每人2.5万元
    if among is not None and _BEST.search(among.lead):
        return True  # 总投入97.4万元，最贵的是2件智能假肢，每件2.9万元
    if among is not None and whole.after < among.at < average.at:
        _, parted, words = passage.text[whole.after : among.at].rpartition("其中")
        if parted and not _APART.search(words):
            return True
    if sharing.span is not None and whole.clause != average.clause and SOME_DAYS.search(sharing.span.lead):
        return True
    of_each = whole.role is Role.AVERAGE and whole.lead.endswith("各")
    return of_each or average.lead.startswith(("其中", "其余")) or lists_averages(passage, whole, average)


def _is_told_again(figure: Figure, beside: Sequence[Figure]) -> bool:
    """Whether another figure is told by the same words: of rows that tell all of both, each whole is of its average."""
    return any(f.at != figure.at and f.unit == figure.unit and f.lead == figure.lead for f in beside)


_BEST = re.compile(r"最[^，。；：]{1,3}的[^，。；：]{0,4}$")
_APART = re.compile(r"[，。；：、\d]")


def points(of: Sequence[str]) -> int:
    """The signs added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in of)

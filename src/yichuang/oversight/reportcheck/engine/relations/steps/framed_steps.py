"""Steps that their sentence sets so firmly that nothing else can be meant: they are told be they off by anything.

"由58降至52，下降11.5%" · "27条，比上一轮的36条增长25.0%" · "28，上年为32，同比下降14.3%" · "由9个增至27个，翻了两番".
"736万元，比上年的418万元增长1.76倍": it is 1.76 times as much, so it grew by 0.76 times.
"412宗，较上年393宗增加27宗" · "由1,215项增至1,215项，增加89项": in units and in points, too.

The value now, the value before and the step stand side by side, with nothing but the words of a step between them.
Where another two values of the sentence give the step it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    Step,
    compares_otherwise,
    direction,
    holds,
    is_level,
    is_second,
    made_of,
    wrong_difference,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.rounding import comes_out
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, PERMILLE, POINTS
from yichuang.oversight.reportcheck.findings import Certainty, Kind

_VERB = (
    r"(?:(?:增长|增加|增多|上升|上涨|提高|提升|扩大|下降|降低|减少|下滑|回落|压缩|压减|缩短|缩减|精简|回升|攀升|下跌|增|降|减|升|涨|跌)(?:了|约|达)*"
    r"|(?:增幅|降幅|减幅|升幅|涨幅|跌幅|缩幅|增长率|压缩率|压减率|[压缩减降]{2}比例)(?:为|达|达到|是)*)"
)
_BARE = re.compile(rf"(?:，|、|（)*(?:同比|环比)?(?:分)?{_VERB}$")
_STEP = (
    r"(?:净|共|又|则|也|均|还)?(?:增长|增加|增多|上升|上涨|提高|提升|扩大|下降|降低|减少|下滑|回落|压缩|压减|缩短|缩减|精简|加快|放缓|收窄|节约|节省"
    r"|[高低快慢长短多少]|[增减](?:收|支|产)?|升|降|[高多少超]出|[多少增减][^，。；：\d]{1,2})(?:了|约|达|出|个|为)*"
)
_BARE_STEP = re.compile(rf"(?:，|、|（)*(?:同比|环比)?{_STEP}$")
_LAST = (
    r"(?:上年|去年|前年|上月|上季度?|上期|上一?[届轮周旬期]|上一?(?:学年|学期|年度|季度|个月)"
    r"|上一?个?[一-鿿]{1,4}|前一[年轮期周])"
)
_SAME = r"(?:同期|同月|全年|度|末|底|\d{1,2}月份?)*"
_AGAINST = re.compile(
    rf"[，（]?(?:同比|环比)?(?:比|较|与)(?:{_LAST}|20\d\d年){_SAME}[^，。；：、\d]{{0,4}}的$"
)
_NAMED = re.compile(r"[，（]?(?:同比|环比)?(?:比|较|与)[^，。；：、（）\d]{2,10}[的为]?$")
_BEFORE = re.compile(rf"[，（；]?(?:而)?{_LAST}{_SAME}[^，。；：、\d]{{0,3}}(?:为|是|有|的)?$")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
OUT_OF = re.compile(r"(?:由|从)[^，。；：、]{0,14}$")
INTO = re.compile(
    r"(?:一路|逐步|大幅|[猛激陡骤])?[增减降升提压缩扩跃涨跌发回下上精变转][一-鿿]{0,3}?(?:到|至|为|成)(?:了)?(?:(?:20\d\d年|今年|目前|现在|年末|年底)?的?)$"
)
_OTHER_TIME = re.compile(r"20\d\d|年初|[月季周旬]|五[期末]?|届")
_NOT_PRINTED = re.compile(
    r"不变价|可比|名义|实际增|扣除|口径|增加值|生产总值|产值|GDP|年均[^，。；]{0,3}[增减升降]|平均增|累计增"
)
_DOUBLED = re.compile(r"翻(?:了)?[一两二三]?番")
_YEARS = re.compile(
    rf"[，（]?(?:同比|[比较与]{_LAST}{_SAME}(?:相比)?)?"
    r"(?:[一两三四五六七八九十\d]{1,2}年(?:间|来)?|整整|实现|实现了|数量|总量)?$"
)
_DOUBLING_ROOM = Decimal("0.2")
_APART = 100  # times as much as before nothing grows in a year: it is of another thing
_WIDE = 12  # figures of one sentence up to which all pairs are tried


def framed_steps(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such steps of a document that are wrong, and those in multiples that are right."""
    for passage in passages:
        for index, change in enumerate(passage.figures):
            if not _may_be(change):
                continue
            pair = _framed(passage, index, change)
            if pair and (judged := _judged(passages, passage, change, *pair)):
                yield judged


def _may_be(change: Figure) -> bool:
    if change.unit == "倍":
        return change.is_exact and change.role is Role.CHANGE
    if change.value <= 0:
        return False
    if change.unit != PERCENT:
        return change.role is Role.CHANGE and change.is_exact and change.unit not in ("", PERMILLE)
    if _DOUBLED.search(change.written):
        return True
    tenths = "成" in change.written and change.bound is Bound.ABOUT
    return (change.role is Role.CHANGE and (change.is_exact or tenths)) or bool(_BARE.fullmatch(change.lead))


def _framed(passage: Passage, index: int, change: Figure) -> tuple[Figure, Figure] | None:
    """The value now and the value before, if the words between them and the growth leave no other reading."""
    begins, ends = passage.sentence_range(change.sentence)
    in_units = is_in_units(change)
    if not in_units and is_of_no_printed_values(passage.text[begins:ends]):
        return None
    pair = _in_front(passage, index, change) or _around(passage, index, change)
    if pair is None:
        return None
    now, before = pair
    alike = now.unit == before.unit and is_level(now) and now.sentence == change.sentence
    if not alike or not (now.is_exact and before.is_exact) or before.value <= 0:
        return None
    if not before.value <= now.value * _APART <= before.value * _APART**2:
        return None
    if in_units and (now.unit != unit_between(change) or is_second(passage, now)):
        return None
    if now.is_percent and change.unit != POINTS:
        return None
    return pair if not compares_otherwise(change, before) else None


def is_in_units(change: Figure) -> bool:
    """Whether a step is told in units or in points, not as a share of what was."""
    return change.unit not in (PERCENT, "倍")


def unit_between(change: Figure) -> str:
    """The unit of the values that a step in units is between."""
    return PERCENT if change.unit == POINTS else change.unit


def _in_front(passage: Passage, index: int, change: Figure) -> tuple[Figure, Figure] | None:
    """Both values in front of the growth, a step in units at most between."""
    last = index - 1
    step = passage.figures[last] if last > 1 else None
    if (
        step is not None
        and not is_in_units(change)
        and step.role is Role.CHANGE
        and not step.is_percent
        and change.clause - step.clause <= 1
    ):
        last -= 1
    if last < 1:
        return None
    one, other = passage.figures[last - 1], passage.figures[last]
    told = passage.text[other.after : (step if step and last < index - 1 else change).at]
    between = passage.text[one.after : other.at]
    bare = _is_bare(change) and (last == index - 1 or _BARE.fullmatch(_short(told)) is not None)
    begins, _ = passage.clause_range(one.clause)
    if OUT_OF.search(passage.text[begins : one.at]) and INTO.fullmatch(between):
        beside = change.clause - other.clause <= 1 + (last < index - 1)
        return (other, one) if beside and bare and _same_time(one, change) else None
    if last < index - 1 or not _is_alone(passage, one):
        return None
    if is_in_units(change) and _NAMED.fullmatch(between) and _BARE_STEP.fullmatch(_IN_BRACKETS.sub("", told)):
        return one, other
    if _AGAINST.fullmatch(between):
        return (one, other) if _BARE.fullmatch(told) or _is_doubled(change, told) else None
    if _BEFORE.fullmatch(between) and change.clause - other.clause <= 1 and bare:
        return one, other
    return None


def _short(told: str) -> str:
    """The words of a step in units without 净."""
    return re.sub(r"[净共多少]+(?=[增减])", "", told)


def _is_bare(change: Figure) -> bool:
    """Whether no subject of its own stands in front of the growth."""
    if _DOUBLED.search(change.written):
        return _YEARS.fullmatch(change.lead) is not None
    return is_bare_step(change.lead) if is_in_units(change) else is_bare_growth(change.lead)


def is_bare_growth(words: str) -> bool:
    """Whether words are nothing but the verb of a growth: 下降, 降幅为."""
    return _BARE.fullmatch(words) is not None


def is_bare_step(words: str) -> bool:
    """Whether words are nothing but the verb of a step in units: 又多出, 少了, 增收."""
    return _BARE_STEP.fullmatch(words) is not None


def is_of_no_printed_values(words: str) -> bool:
    """Whether a growth isn't that of the printed values: at constant prices, of an index, of so much a year."""
    return _NOT_PRINTED.search(words) is not None


def _is_doubled(change: Figure, told: str) -> bool:
    return bool(_DOUBLED.search(change.written)) and _YEARS.fullmatch(told) is not None


def _same_time(before: Figure, change: Figure) -> bool:
    """Whether 同比 and 环比 can be of the value that it went out from."""
    return not re.search("[同环]比", change.lead) or not _OTHER_TIME.search(before.lead)


def _around(passage: Passage, index: int, change: Figure) -> tuple[Figure, Figure] | None:
    """ "12,840人次，同比增长28.4%，上年接待10,700人次": the value before stands behind the growth."""
    if index == 0 or index + 1 == len(passage.figures) or not _is_bare(change):
        return None
    now, before = passage.figures[index - 1], passage.figures[index + 1]
    beside = change.clause - now.clause == 1 and before.clause - change.clause == 1
    if not beside or not _is_alone(passage, now) or before.sentence != change.sentence:
        return None
    told = passage.text[change.after : before.at]
    return (now, before) if _BEFORE.fullmatch(told) and not told.startswith("；") else None


def _is_alone(passage: Passage, now: Figure) -> bool:
    """Whether no other value of the unit stands in front in the sentence, which the comparison may be of."""
    begins, _ = passage.sentence_range(now.sentence)
    begins = max(begins, passage.text.rfind("；", begins, now.at) + 1)
    return not any(f.unit == now.unit for f in passage.between(begins, now.at))


def _judged(
    passages: Sequence[Passage], passage: Passage, change: Figure, now: Figure, before: Figure
) -> Judged | None:
    if _DOUBLED.search(change.written):
        return _of_doublings(passages, change, now, before)
    if is_in_units(change):
        return _of_units(passages, passage, change, now, before)
    down = direction(change)
    if down is None or (down and change.unit == "倍"):
        return None
    if change.unit == "倍":
        return judged_times(passages, passage, change, now, before)
    step = Step(now, before, None, change, down)
    if holds(step, change) or _is_explained(passage, change, down=down):
        return None
    right, _ = made_of(step)
    if change.bound is Bound.ABOUT and abs(right - change.value) <= change.step * Decimal("0.8"):
        return None
    return replace(wrong_growth(passages, step, change), frame=Frame.PROVEN)


def _of_units(
    passages: Sequence[Passage], passage: Passage, change: Figure, now: Figure, before: Figure
) -> Judged | None:
    """A step in units that the two values don't make, whichever is the greater, nor any other two of the sentence."""
    near = [f for f in passage.in_sentence(change.sentence) if f.unit == now.unit and f is not change]
    pairs = permutations(near, 2) if len(near) <= _WIDE else ()
    if not pairs or any(comes_out((one,), (two,), change) for one, two in pairs):
        return None
    return replace(wrong_difference(passages, change, now, before), frame=Frame.PROVEN)


def _is_explained(passage: Passage, change: Figure, *, down: bool) -> bool:
    """Whether two other values of the sentence give the growth."""
    near = [f for f in passage.in_sentence(change.sentence) if not f.is_percent and f.value > 0]
    if len(near) > _WIDE:
        return True
    pairs = ((one, two) for one, two in permutations(near, 2) if one.unit == two.unit)
    return any(holds(Step(one, two, None, change, down), change) for one, two in pairs)


def judged_times(
    passages: Sequence[Passage], passage: Passage, change: Figure, now: Figure, before: Figure
) -> Judged | None:
    """A growth in multiples of what was: from 8 to 20 it is one of 1.5 times."""
    share = now.interval.over(before.interval)
    if share is None:
        return None
    one = Interval(Decimal(1), Decimal(1))
    near = [f for f in passage.in_sentence(change.sentence) if not f.is_percent and f.unit == now.unit]
    value = divide(now.value, before.value) - 1
    places = max(1, -int(change.step.adjusted())) if change.step else 1
    printed = (
        change.interval
        if change.step
        else Interval(change.value - Decimal("0.05"), change.value + Decimal("0.1"))
    )
    figures = (now, before, change)
    told = f"({said(now)} - {said(before)}) ÷ {said(before)} {about(value, places + 1)}"
    quoted = quotes(passages, figures)
    if (share - one).meets(printed):
        return Judged(
            Kind.GROWTH, figures, quoted, True, f"{told}，与原文 {said(change)} 倍相符", claim=change
        )
    others = (a.interval.over(b.interval) for a, b in permutations(near, 2) if {a, b} != {now, before})
    if any(each is not None and (each - one).meets(printed) for each in others):
        return None
    mixed = share.meets(printed) and change.value == int(
        change.value
    )  # 增长5倍 is often said of five times as much
    return Judged(
        Kind.GROWTH, figures, quoted, False, f"{told}，原文为 {said(change)} 倍",
        changes(instead(change, value), instead(now, before.value * (1 + change.value))),
        certainty=Certainty.QUESTION if mixed else Certainty.CONTRADICTION, claim=change, frame=Frame.PROVEN,
    )  # fmt: skip


def _of_doublings(passages: Sequence[Passage], change: Figure, now: Figure, before: Figure) -> Judged | None:
    """So many doublings: told in round, they are wrong only where it is off by more than a fifth."""
    times = 1 + divide(change.value, HUNDRED)
    made = divide(now.value, before.value)
    figures = (now, before, change)
    told = f"{said(now)} ÷ {said(before)} {about(made, 2)}"
    if abs(made - times) <= times * _DOUBLING_ROOM:
        return None
    fixes = changes(instead(now, before.value * times), instead(before, divide(now.value, times)))
    return Judged(
        Kind.GROWTH, figures, quotes(passages, figures), False, f"{told}，{change.written}为 {times:f} 倍", fixes,
        claim=change, frame=Frame.PROVEN,
    )  # fmt: skip

"""Rates: a percentage is its part of its base.

"接件37286件，…延期办结96件，仅占0.03%": 96 ÷ 37286 = 0.26%.

The part is the figure beside the rate, or the one whose words the rate is named after (满意率: 满意的7件). The base is
said ("占总人口的", "为预算15.4亿元的"), or it is the whole that the part was counted in. Rounded and cut values both
count. A rate that any pair of the sentence gives is left in peace; it is accused only if its part is sure and no base
gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide
from yichuang.oversight.reportcheck.engine.judging import Judged, rounded
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.lists import is_part, rank_between
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERMILLE
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED = Decimal(100)
NEAR = 12  # figures in front of a rate that may be its part or base
BEHIND = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A part, or several together, and their base. `sure`: the words say that the rate is of these."""

    parts: tuple[Figure, ...]
    base: Figure
    sure: bool

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Base and parts."""
        return (self.base, *self.parts)

    @property
    def value(self) -> Decimal:
        """The parts together."""
        return sum((part.value for part in self.parts), Decimal(0))


def rates(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rates of a document."""
    for passage in passages:
        for index, rate in enumerate(passage.figures):
            if rate.role is Role.RATE and not _is_odd(rate):
                judged = _judged(passages, passage, index, rate)
                if judged:
                    yield judged


_ODD = re.compile(
    r"(?:利率|税率|费率|年化|折扣|浓度|含量|湿度|坡度|纯度|贴息|比例为1|提速|压缩|减少|精简|缩减|超额|增长|下降|提高|高于|低于|高出)"
)


def _is_odd(rate: Figure) -> bool:
    """Rates that have no part and base in a report: of interest, of taxes, of change."""
    return bool(_ODD.search(rate.lead[-10:])) or rate.tail.startswith(
        ("的增长", "的速度", "增长", "的降幅", "的增幅")
    )


def _judged(passages: Sequence[Passage], passage: Passage, index: int, rate: Figure) -> Judged | None:
    pairs = list(_pairs(passage, index, rate))
    fitting = [pair for pair in pairs if _fits(rate, pair)]
    if fitting:
        best = min(fitting, key=lambda pair: not pair.sure)
        return _held(passages, rate, best)
    sure = next((pair for pair in pairs if pair.sure), None)
    if sure is None or _composed(passage, index, rate) or not all(f.is_exact for f in sure.figures):
        return None
    return _accused(passages, rate, sure)


def percent(figure: Figure) -> Interval:
    """What a rate may stand for, in per cent."""
    return figure.interval.times(Decimal("0.1")) if figure.unit == PERMILLE else figure.interval


def _fits(rate: Figure, pair: Pair) -> bool:
    share = reduce(add, (part.interval for part in pair.parts)).times(HUNDRED).over(pair.base.interval)
    return share is not None and share.meets(percent(rate))


def is_count(figure: Figure) -> bool:
    """Whether a figure may be part or base of a rate."""
    return (
        not figure.is_percent
        and (figure.unit not in DURATIONS or figure.unit == "天")
        and figure.role is not Role.AVERAGE
        and figure.unit != "倍"
    )


def _pairs(passage: Passage, index: int, rate: Figure) -> Iterator[Pair]:
    """The pairs that the words around a rate offer, the likeliest first."""
    before = [
        f
        for f in passage.figures[max(0, index - NEAR) : index]
        if is_count(f) and rate.sentence - f.sentence <= 1
    ]
    behind = [
        f
        for f in passage.figures[index + 1 : index + 1 + BEHIND]
        if is_count(f) and f.sentence == rate.sentence
    ]
    told = (
        _levels(rate, before)
        or _listed(passage, rate, before)
        or _named_base(passage, rate, before)
        or _share(passage, rate, before)
        or _named_rate(rate, before, behind)
        or _bracketed(passage, rate, before)
        or _capacity(passage, index, rate)
    )
    yield from told
    for part in reversed(before[-4:]):
        for base in before:
            if base is not part and base.unit == part.unit and part.value <= base.value:
                yield Pair((part,), base, sure=False)
    for part in behind:
        for base in before:
            if base.unit == part.unit and part.value <= base.value:
                yield Pair((part,), base, sure=False)


def _bracketed(passage: Passage, rate: Figure, before: Sequence[Figure]) -> list[Pair]:
    """ "咨询类3324件（64.6%）、投诉类…": a bare rate in brackets is that of the figure in front of it."""
    if (
        not before
        or passage.text[before[-1].after : rate.at] != "（"
        or passage.text[rate.to : rate.to + 1] != "）"
    ):
        return []
    part = before[-1]
    bases = [f for f in _bases(part, before) if f.sentence == rate.sentence and not is_part(passage, f)]
    return [Pair((part,), bases[-1], sure="其中" in passage.text[bases[-1].after : part.at])] if bases else []


def _named_base(passage: Passage, rate: Figure, before: Sequence[Figure]) -> list[Pair]:
    """ "完成15.82亿元，为年初预算15.40亿元的102.7%": the base in front of the rate, the part in front of the base."""
    if not before:
        return []
    base = before[-1]
    between = passage.text[base.after : rate.at]
    if not re.fullmatch(r"[^，。；：、（）\d]{0,6}的(?:约|近|比重为|比例为|比重达)?", between):
        return []
    if not re.search(r"(?:占|为|是|达|完成|相当于)[^，。；]{0,14}$", base.lead):
        return []
    parts = [f for f in before[:-1] if f.unit == base.unit]
    if not parts or parts[-1].sentence != rate.sentence or rate.clause - parts[-1].clause > 2:
        return []
    return [Pair((parts[-1],), base, sure=True)]


_SHARE = re.compile(
    r"占(?:比|到|了|据)?(?P<base>[^，。；：、（）占]{0,16}?)(?:的|比重|比例|比)*"
    r"(?:约|仅|只|为|达|达到|近|超过|超|分别|分别为|仅为|约为)*$"
)
_WHOLE = re.compile(
    r"^(?:全部|总|受理|接件|收件|办件|整个|全体|同期|本)?(?:总)?(?:数|量|额|件数|人数|户数|个数|条数|比|计|的)*$|总(?:数|量|额|人数|件数|办件量|受理量|收件量|户数)$"
)


def _share(passage: Passage, rate: Figure, before: Sequence[Figure]) -> list[Pair]:
    """ "其中延期办结96件，占0.03%": the part stands in front of 占, the base is the whole that it is of."""
    found = _SHARE.search(rate.lead)
    if not found or not before:
        return []
    parts = [f for f in before if f.sentence == rate.sentence and f.is_exact]
    if not parts or not _bases(parts[-1], before):
        return []
    part = _of_subject(rate.lead[: found.start()], parts)
    if part is None or rate.clause - part.clause > 2 or "分别" in rate.lead or "分别" in part.lead:
        return []
    named = found["base"].strip("的")
    bases = _bases(part, before)
    if not bases:
        return []
    if named and not _WHOLE.search(named):
        like = [base for base in bases if _alike(named, base) and not is_part(passage, base)]
        return [Pair((part,), base, sure=True) for base in like[-1:]]
    whole = [base for base in bases if base.sentence == part.sentence] or bases
    return [
        Pair((part,), base, sure=_is_whole(passage, base, part)) for base in (whole[0], *reversed(whole[1:]))
    ]


def _of_subject(subject: str, parts: Sequence[Figure]) -> Figure | None:
    """Whose share it is: "税收占比" is of 税收收入; without a word in front of 占, the figure in front of it."""
    subject = re.sub(r"^(?:其中|，)", "", subject)
    if len(subject) < 2:
        return parts[-1]
    named = [
        f for f in parts if subject in f.lead and not re.search(rf"[非不未]{re.escape(subject)}", f.lead)
    ]
    return named[-1] if len(named) == 1 else None


def _bases(part: Figure, before: Sequence[Figure]) -> list[Figure]:
    return [
        f
        for f in before
        if f.at < part.at
        and f.unit == part.unit
        and f.value >= part.value
        and f.role in (Role.LEVEL, Role.TARGET)
    ]


def _alike(words: str, figure: Figure) -> bool:
    """Whether words name what a figure counts: all but 总, 数, 全县 and one sign stand beside it."""
    label = figure.lead + figure.tail
    words = re.sub(r"总|数量|数|量|额|全部|全[县市镇乡区村校省]|比重|所有|全体", "", words)
    size = max(2, len(words) - 1)
    return any(words[at : at + size] in label for at in range(max(1, len(words) - size + 1)))


def _is_whole(passage: Passage, base: Figure, part: Figure) -> bool:
    """Whether the part is said to be of the base: 其中 between them, or 共 in front of the base."""
    between = passage.text[base.after : part.at]
    return (
        "其中" in between
        or "（" in between
        or bool(re.match(r"[^，。；]{1,14}中，", between))
        or bool(re.search(r"共|总|累计|全[年县市镇乡区校]|现有|受理|接件|收到", base.lead))
    )


_NAME = re.compile(
    r"(?P<stem>[一-鿿]{2,8}?)(?:率|度)(?:分别|均|已|都)?(?:约|仅|只|为|达|达到|是|高达|近|超过|超|保持在|稳定在)*$"
)
_NARROWS = (
    "提前", "按时", "按期", "限时", "现场", "当场", "当日", "网上", "逾期", "超期", "延期", "未", "不", "无", "基本",
    "非", "超时", "即时", "如期", "及时", "直接", "一次", "首次", "有效", "部分",
)  # fmt: skip


def _named_rate(rate: Figure, before: Sequence[Figure], behind: Sequence[Figure]) -> list[Pair]:
    """ "回访9件，群众满意7件，满意率80.0%": the rate has its name from its part."""
    found = _NAME.search(rate.lead)
    if not found:
        return []
    stem = found["stem"]
    if _PLANNED.search(stem) and (planned := _of_plan(rate, before)):
        return planned
    near = [f for f in (*before, *behind) if f.sentence == rate.sentence]
    parts = _best_named(stem, near, rate)
    if len(parts) != 1:
        return []
    part = parts[0]
    bases = [
        f
        for f in before
        if f is not part
        and f.unit == part.unit
        and part.value <= f.value * _SLIP
        and (f.role is Role.LEVEL or (f.role is Role.TARGET and "应" in f.lead))
    ]
    near = [f for f in bases if f.sentence == rate.sentence and f.at < part.at] or _sole(bases, before)
    near = [f for f in near if f.value >= part.value] or ([] if part in behind else near)
    if not near or rate.clause - part.clause > 2:
        return []
    return [Pair((part,), base, sure=base is near[-1]) for base in reversed(near)]


_SATISFIED = re.compile(r"满意(?:率|度)[^，]{0,6}$")


def _levels(rate: Figure, before: Sequence[Figure]) -> list[Pair]:
    """ "非常满意512份、满意221份、一般26份，满意率95.9%": all that are satisfied, of all that answered."""
    if not _SATISFIED.search(rate.lead):
        return []
    levels = [
        f
        for f in before
        if re.search(r"满意|一般|不了解", f.lead + f.tail[:4]) and f.sentence == rate.sentence
    ]
    content = [f for f in levels if "满意" in f.lead + f.tail and "不满" not in f.lead + f.tail]
    if len(content) < 2 or len({f.unit for f in levels}) > 1:
        return []
    bases = [
        f
        for f in before
        if f not in levels and f.unit == content[0].unit and f.value >= max(c.value for c in content)
    ]
    parts = tuple(content)
    return [Pair(parts, base, sure=base is bases[-1]) for base in reversed(bases)] + [
        Pair(parts[:size], base, sure=False) for base in bases for size in range(1, len(parts))
    ]


def _listed(passage: Passage, rate: Figure, before: Sequence[Figure]) -> list[Pair]:
    """ "征文150篇，评出一等奖5篇、二等奖10篇、三等奖20篇，获奖作品占征文总数的23.3%": the list together is the part."""
    found = _SHARE.search(rate.lead)
    subject = rate.lead[: found.start()] if found else ""
    if not found or len(subject) < 2 or not found["base"].strip("的") or not before:
        return []
    last = before[-1]
    run = [
        f for f in before if f.unit == last.unit and f.sentence == last.sentence and not is_part(passage, f)
    ]
    size = next((n for n in range(1, len(run)) if rank_between(passage, run[-n - 1], run[-n]) > 1), len(run))
    parts = tuple(run[-size:])
    bases = [f for f in run[:-size] if _alike(found["base"].strip("的"), f)]
    if size < 2 or len(bases) != 1 or rate.clause - last.clause > 1:
        return []
    return [Pair(parts, bases[0], sure=True)]


def _sole(bases: Sequence[Figure], before: Sequence[Figure]) -> list[Figure]:
    """The bases of the sentence before, if it holds but one figure of their unit."""
    same = [f for f in before if bases and f.unit == bases[0].unit and f.sentence == bases[0].sentence]
    return list(bases) if len(same) == 1 else []


_PLANNED = re.compile(r"完成|执行|达成|兑现")


def _of_plan(rate: Figure, before: Sequence[Figure]) -> list[Pair]:
    """ "演出36场，任务32场，完成率112.5%": what was done, of what was asked for; the rate may exceed 100."""
    targets = [f for f in before if f.role is Role.TARGET and f.sentence == rate.sentence]
    done = [f for f in before if f.role is Role.LEVEL and f.sentence == rate.sentence]
    pairs = [Pair((part,), base, sure=False) for base in targets for part in done if part.unit == base.unit]
    return [Pair(pairs[0].parts, pairs[0].base, sure=True)] if len(pairs) == 1 else pairs


_SLIP = Decimal(
    "1.3"
)  # a part may exceed its base by so much: one of them is wrong, else it has another base

_CAPACITY = re.compile(r"(?P<of>[一-鿿]{2})(?:使用|利用|占用|入住|上座)率(?:约|为|达|达到)*$")


def _capacity(passage: Passage, index: int, rate: Figure) -> list[Pair]:
    """ "床位120张，平均在站46人，床位使用率38.3%": what is used stands in another unit than what there is."""
    found = _CAPACITY.search(rate.lead)
    near = passage.figures[max(0, index - NEAR) : index]
    before = [f for f in near if f.sentence == rate.sentence and not f.is_percent]
    if not found or len(before) < 2:
        return []
    part = before[-1]
    bases = [f for f in before[:-1] if found["of"] in f.lead + f.tail and f.unit != part.unit]
    if rate.clause - part.clause > 1 or len(bases) != 1 or part.value > bases[0].value:
        return []
    return [Pair((part,), bases[0], sure=True)]


def _label(figure: Figure, rate: Figure) -> str:
    return figure.lead + ("" if figure.tail == rate.lead else figure.tail)


def _best_named(stem: str, near: Sequence[Figure], rate: Figure) -> list[Figure]:
    """The figures that a rate is named after: those whose words in front of them hold most of its name."""
    for of in (lambda figure: figure.lead, lambda figure: _label(figure, rate)):
        measured = [(_likeness(stem, of(figure)), figure) for figure in near]
        most = max((likeness for likeness, _ in measured), default=0)
        if most:
            found = [figure for likeness, figure in measured if likeness == most]
            done = [figure for figure in found if re.search(r"实|已|完成", figure.lead)]
            return done if len(found) > 1 and done else found
    return []


_SYNONYMS = (
    ("回收", "收回"), ("答复", "回复"), ("到会", "参会"), ("出勤", "实到"), ("参与", "参加"), ("响应", "回应"),
    ("网办", "网上"), ("结案", "办结"),
)  # fmt: skip


def _likeness(stem: str, label: str) -> int:
    """How many signs of a rate's name a label holds, from its end; 0 if it tells of something narrower."""
    names = [stem, *(stem.replace(one, other) for one, other in _SYNONYMS if one in stem)]
    for name in names:
        for size in range(len(name), 1, -1):
            if name[-size:] in label:
                return 0 if any(word in label and word not in name for word in _NARROWS) else size
    return 0


def _composed(passage: Passage, index: int, rate: Figure) -> bool:
    """Whether the rate comes of several figures: 非常满意 and 满意 together, or all but the 超期 ones."""
    before = [
        f
        for f in passage.figures[max(0, index - NEAR) : index]
        if is_count(f) and rate.sentence - f.sentence <= 1
    ]
    target = percent(rate)
    for base in before:
        if base.value <= 0:
            continue
        same = [f for f in before if f.unit == base.unit and f is not base and f.value <= base.value]
        shares = [divide(f.value * HUNDRED, base.value) for f in same]
        for at, share in enumerate(shares):
            if target.has(HUNDRED - share):
                return True
            running = share
            for other in shares[at + 1 : at + 4]:
                running += other
                if target.has(running):
                    return True
    return False


def _share_of(pair: Pair, rate: Figure) -> Decimal:
    factor = Decimal(1000) if rate.unit == PERMILLE else HUNDRED
    return divide(pair.value * factor, pair.base.value)


def _told(pair: Pair, rate: Figure) -> str:
    sign = rate.unit
    places = max(2, -int(rate.step.adjusted()) + 1 if rate.step else 2)
    parts = " + ".join(said(part) for part in pair.parts)
    parts = f"({parts})" if len(pair.parts) > 1 else parts
    return f"{parts} ÷ {said(pair.base)} {about(_share_of(pair, rate), places)}{sign}"


def _held(passages: Sequence[Passage], rate: Figure, pair: Pair) -> Judged:
    figures = (*pair.figures, rate)
    near = rounded(_share_of(pair, rate), rate.step)
    how = "" if near == rate.value else "（截尾）" if rate.is_exact and near > rate.value else ""
    return Judged(
        Kind.RATE, figures, quotes(passages, figures), True,
        f"{_told(pair, rate)}，与原文 {said(rate)} 相符{how}", claim=rate,
    )  # fmt: skip


def _accused(passages: Sequence[Passage], rate: Figure, pair: Pair) -> Judged:
    figures = (*pair.figures, rate)
    share = _share_of(pair, rate)
    factor = Decimal(1000) if rate.unit == PERMILLE else HUNDRED
    wanted = divide(pair.base.value * rate.value, factor)
    part = rounded(wanted - pair.value + pair.parts[-1].value, pair.parts[-1].step or Decimal(1))
    base = divide(pair.value * factor, rate.value) if rate.value else Decimal(-1)
    return Judged(
        Kind.RATE, figures, quotes(passages, figures), False, f"{_told(pair, rate)}，原文为 {said(rate)}",
        changes(
            instead(rate, share),
            instead(pair.parts[-1], part) if wanted <= pair.base.value else None,
            instead(pair.base, rounded(base, pair.base.step or Decimal(1))),
        ),
        decisive=decisive(rate, share), claim=rate,
    )  # fmt: skip


def decisive(rate: Figure, right: Decimal) -> bool:
    """Whether the right value crosses the line that the report draws: all, or none."""
    full = HUNDRED
    return (
        (rate.value == full) != (right == full)
        or (rate.value == 0) != (right == 0)
        or (rate.value > full) != (right > full)
    )

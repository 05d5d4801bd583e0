"""Rates that no way of writing explained: any two counts about a rate may be its part and its base. Pure.

"县控断面12个，Ⅱ类5个、Ⅲ类6个、Ⅳ类1个，优良比例93.7%": 5 + 6 of 12 are 91.7 %, a digit from what is printed.

All pairs near the rate are tried, sums of neighbours among them. If a likely one gives the rate it is left in peace.
Else the signs of `signs` are added up for each pair that misses by a slip of the pen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.likely import is_named
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.pairs import Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates import (
    accused_rate,
    fits_rate,
    is_odd,
    is_telling,
    share_of,
)
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_moved, is_slip
from yichuang.oversight.reportcheck.engine.units import compatible
from yichuang.oversight.reportcheck.findings import Kind, Span

_REACH = 220  # signs in front of a rate
_BEHIND = 60
_MOST = 14
_FILLED = re.compile(
    r"约|仅|只|为|达到?|是|高达|近|超过|超|提高到|提升到|上升到|保持在|稳定在|分别|依次|均|已|都|也|只有|至"
)
_STEM = re.compile(r"(?P<stem>[一-鿿（）“”、]{0,14}?)(?:率|度|比例|比重|占比|占)$")
_SHARE = re.compile(
    r"(?:占(?!地|用|道|比)(?:到|了|据)?|为|达到?|完成|是|相当于)(?P<base>[^，。；：、（）占]{0,16}?)(?:的|比重|比例|比)+$"
)
_GENERAL = re.compile(
    r"总|全部|全[县市镇乡区村校省年体]|所有|各类|本|数量?|额|量|的|当年|同期|其|该|实际|人次?|[件户个家项条起次]"
)
_GENERAL_NAME = re.compile(r"^(?:完成|执行|兑现|到位|成功|整改完成|达标|实现)$")
_WHOLE = re.compile(r"共|总|合计|累计|全[年县市区镇乡村校]|现有|受理|收到|接到|下达|任务|计划|应")
_UNTOLD = re.compile(r"(?:出生|死亡|自然增长|患病|发病|失业|负债|森林|绿化|绿地)[^，。；]{0,2}率")

Bases = Mapping[Span, int]


def open_rates(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the rates that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    bases, wholes = bases_of(judged), wholes_of(judged)
    for passage in passages:
        for rate in passage.figures:
            if rate.span not in claimed and rate.span not in accused and _may_be(passage, rate):
                best = _best(passage, rate, bases, wholes)
                if best and not any(figure.span in accused for figure in best.figures):
                    yield accused_rate(passages, rate, best)


def _may_be(passage: Passage, rate: Figure) -> bool:
    return (
        (rate.role is Role.RATE or (rate.role is Role.BASE and _SHARE.search(bare_lead(rate)) is not None))
        and rate.is_percent
        and rate.bound is Bound.EXACT
        and rate.value not in (0, 100)
        and not is_odd(passage.text, rate)
        and not _UNTOLD.search(rate.lead)
    )


def bases_of(judged: Sequence[Judged]) -> dict[Span, int]:
    """Of how many rates that held a figure is the base, a total counting as that of its parts' shares."""
    found: dict[Span, int] = {}
    for each in judged:
        counts = [f for f in each.figures if not f.is_percent]
        if each.kind is Kind.RATE and each.holds and counts:
            base = max(counts, key=lambda f: f.value)
            found[base.span] = found.get(base.span, 0) + 1
    return found


def wholes_of(judged: Sequence[Judged]) -> dict[Span, Span]:
    """The total of each part of a sum that held; a total that is a part of another isn't among them."""
    sums = [each for each in judged if each.kind is Kind.SUM and each.holds and each.claim]
    return {
        f.span: each.claim.span for each in sums if each.claim for f in each.figures if f is not each.claim
    }


def near_counts(passage: Passage, rate: Figure) -> tuple[Figure, ...]:
    """The counts near a rate: of its own sentence and the one before."""
    begins, _ = passage.sentence_range(max(0, rate.sentence - 1))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, rate.sentence + 1))
    near = passage.between(max(begins, rate.at - _REACH), min(ends, rate.to + _BEHIND))
    return tuple(f for f in near if is_count(f) and f.role is not Role.BAND and f.value > 0)[-_MOST:]


def offers(passage: Passage, rate: Figure) -> Iterator[Pair]:
    """All pairs that the counts near a rate make: one or up to four neighbours of a base, or all but one."""
    near = near_counts(passage, rate)
    aside = passage.text.startswith("（", rate.to)
    for at, part in enumerate(near):
        if part.at > rate.at and not (aside and part.bracket != rate.bracket):
            continue
        runs: list[tuple[Figure, ...]] = [(part,)]
        for other in near[at + 1 : at + 4]:
            last = runs[-1]
            if (
                other.unit != part.unit
                or other.sentence != part.sentence
                or rank_between(passage, last[-1], other) > 2
            ):
                break
            runs.append((*last, other))
        for run in runs:
            made = sum((f.value for f in run), Decimal(0))
            for base in near:
                if base in run or not (compatible(base.unit, part.unit) or _is_capacity(rate, base, part)):
                    continue
                if base.sentence > rate.sentence and not _is_named_base(rate, base):
                    continue
                if made < base.value or (len(run) == 1 and (made == base.value or rate.value > 100)):
                    yield Pair(run, base, sure=False)
                if len(run) == 1 and part.value < base.value:
                    yield Pair(run, base, sure=False, rest=True)


def _is_whole(pair: Pair, wholes: Mapping[Span, Span]) -> bool:
    """Whether a sum that held says that the base is the total of the part."""
    return wholes.get(pair.parts[0].span) == pair.base.span


_CAPACITY = re.compile(r"(?:入住|使用|利用|占用|上座|入园|住院|入学|负荷|活跃)率$")


def _is_capacity(rate: Figure, base: Figure, part: Figure) -> bool:
    """Whether what is used is counted in another unit than what there is: beds (张) and persons."""
    return bool(_CAPACITY.search(bare_lead(rate))) and base.at < part.at and base.sentence == part.sentence


def _is_named_base(rate: Figure, base: Figure) -> bool:
    """Whether a share is said to be of what a count tells: 占学生总数的4%。全校学生1,350名."""
    share = _SHARE.search(bare_lead(rate))
    kernel = _GENERAL.sub("", share["base"]) if share else ""
    return len(kernel) > 1 and kernel in base.lead + base.tail


def row_of(passage: Passage, figure: Figure) -> tuple[Figure, ...]:
    """The figures of one unit that stand in a row with a figure, nothing but 、 and 和 between them."""
    index = bisect_left(passage.figures, figure.at, key=lambda each: each.at)
    first = last = index
    figures = passage.figures
    while first and _IN_ROW.fullmatch(passage.text[figures[first - 1].after : figures[first].at]):
        first -= 1
    while last + 1 < len(figures) and _IN_ROW.fullmatch(
        passage.text[figures[last].after : figures[last + 1].at]
    ):
        last += 1
    return figures[first : last + 1]


_IN_ROW = re.compile(r"[、，和及与]|以及")


def _of_rows(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    """Whether part and base stand at the same turn of their rows as the rate does of its own."""
    row = row_of(passage, rate)
    if len(row) < 2 or len(pair.parts) > 1:
        return
    turn = row.index(rate)
    for name, figure in (("part", pair.parts[0]), ("base", pair.base)):
        other = row_of(passage, figure)
        if len(other) == len(row) and not any(f.is_percent for f in other):
            yield f"{name} in turn" if other.index(figure) == turn else f"{name} out of turn"


def _best(passage: Passage, rate: Figure, bases: Bases, wholes: Mapping[Span, Span]) -> Pair | None:
    weighed = [
        (weigh(passage, rate, pair, bases) + WEIGHTS["whole of part"] * _is_whole(pair, wholes), pair)
        for pair in offers(passage, rate)
    ]
    slipped = [
        (points, pair)
        for points, pair in weighed
        if all(f.is_exact for f in pair.figures) and is_near_miss(rate, share_of(pair, rate))
    ]
    if not slipped:
        return None
    points, best = max(slipped, key=lambda each: each[0])
    likely = [pair for other, pair in weighed if other > points - _MARGIN or pair.base is best.base]
    if points < ENOUGH or any(fits_rate(rate, pair) and is_telling(rate, pair) for pair in likely):
        return None
    return best


def is_near_miss(rate: Figure, share: Decimal) -> bool:
    """Whether the printed rate is a slip of the pen away from the computed one, or hardly off."""
    return abs(rate.value - share) * _NEAR <= rate.value or is_slip(rate, share)


_NEAR = 12
ENOUGH = 12
_MARGIN = 35
# Tenths of a logarithm of odds, fitted to what the corpus says holds with a slip put into it.
WEIGHTS = {
    "any": -5, "three digits": 5, "rest": -25, "together": -22, "moved": 0, "near": -17,
    "part behind": -4, "part beside": 1, "part near": -5, "part far": -11, "next clause": 10, "percent between": -6,
    "parted 0": -10, "parted 1": -12, "parted 2": 3, "parted 3": -14, "parted 4": -7,
    "named": 7, "half named": -2, "not named": -13, "other named": -18, "no name": -7, "share": 0, "no subject": -6,
    "together named": 32, "general name": -2, "sign named": -3, "together not named": -3,
    "base named": 10, "base half named": 8, "base not named": -7, "told base": 16, "whole of part": 12, "bracketed": 14,
    "base in front": -4, "base behind part": 0, "base behind rate": -15, "other sentence": -1, "whole": 15,
    "side by side": 11, "greatest between": -1, "其中": 2, "base of others": 4, "in one bracket": 13,
    "part in turn": 20, "part out of turn": -28, "base in turn": 20, "base out of turn": -28,
}  # fmt: skip


def weigh(passage: Passage, rate: Figure, pair: Pair, bases: Bases) -> int:
    """The signs for it that the rate is of this pair, added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in signs(passage, rate, pair, bases))


def signs(passage: Passage, rate: Figure, pair: Pair, bases: Bases) -> Iterator[str]:
    """What speaks for or against the pair, by name."""
    yield "any"
    yield from _of_place(passage, rate, pair)
    yield from _of_names(passage, rate, pair)
    yield from _of_base(passage, rate, pair, bases)
    yield from _of_rows(passage, rate, pair)
    share = share_of(pair, rate)
    if len(digits_of(rate)) > 2:
        yield "three digits"
    if is_moved(rate, share):
        yield "moved"
    elif not is_slip(rate, share):
        yield "near"
    if pair.rest:
        yield "rest"
    if len(pair.parts) > 1:
        yield "together"


def _of_place(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    part, base = pair.parts[-1], pair.base
    if part.at > rate.at:
        yield "part behind"
        return
    between = passage.between(part.after, rate.at)
    if any(f.role is Role.RATE and f.is_percent for f in between):
        yield "percent between"
    skipped = [f for f in between if is_count(f) and f is not base and compatible(f.unit, part.unit)]
    yield "part beside" if not skipped else "part near" if len(skipped) == 1 else "part far"
    apart = rank_between(passage, part, rate)
    yield f"parted {apart}"
    if part.sentence == rate.sentence and rate.clause - part.clause <= 1:
        yield "next clause"


def bare_lead(rate: Figure) -> str:
    """The words in front of a rate without what fills: 满意率 of 满意率分别为."""
    lead = rate.name or rate.lead
    while lead and (found := re.search(rf"(?:{_FILLED.pattern})$", lead)):
        lead = lead[: found.start()]
    return lead


def _of_names(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    if passage.text[pair.parts[-1].after : rate.at] == "（":
        yield "bracketed"
        return
    lead = bare_lead(rate)
    share, stem = _SHARE.search(lead), _STEM.search(lead)
    kernel = _GENERAL.sub("", share["base"]) if share else ""
    name = stem["stem"] if stem else ""
    name = re.sub(r"^(?:其中|但|而)", "", name)
    if share or lead.endswith("占"):
        yield "share"
        subject = lead[: share.start()] if share else lead[:-1]
        subject = re.sub(r"^(?:其中|但|而)", "", subject)
        if len(subject) > 1:
            yield from _named(passage, rate, pair, subject)
        else:
            yield "no subject"
    elif name:
        yield from _named(passage, rate, pair, name)
    else:
        yield "no name"
    if kernel:
        label = pair.base.name + pair.base.lead + pair.base.tail
        common = sum(sign in label for sign in kernel)
        yield (
            "base named"
            if common == len(kernel)
            else "base half named"
            if common * 2 >= len(kernel)
            else "base not named"
        )


def _named(passage: Passage, rate: Figure, pair: Pair, name: str) -> Iterator[str]:
    labels = [f.name + f.lead + f.tail for f in pair.parts]
    if len(labels) > 1:
        yield "together named" if _are_named_together(name, labels) else "together not named"
    elif is_named(name, pair.parts[0]):
        yield "named"
    elif any(name[at : at + 2] in labels[0] for at in range(len(name) - 1)):
        yield "half named"
    elif _GENERAL_NAME.search(name):
        yield "general name"
    elif name[:1] in labels[0] and len(name) == 2:
        yield "sign named"
    else:
        yield "not named"
        others = [f for f in near_counts(passage, rate) if f not in pair.figures and f.at < rate.at]
        if any(is_named(name, f) for f in others):
            yield "other named"


def _are_named_together(name: str, labels: Sequence[str]) -> bool:
    """Whether the name of a rate is made of the names of its parts: 优良 of 优 and 良, “好”和“较好”."""
    plain = [_plain(label) for label in labels]
    common = set.intersection(*map(set, plain))
    plain = ["".join(sign for sign in label if sign not in common) for label in plain]
    kernel = set(_plain(name)) - common
    return bool(kernel) and all(kernel & set(label) for label in plain) and kernel <= set("".join(plain))


def _plain(label: str) -> str:
    return re.sub(r"[的为有达和及与、率类级学历以上下评“”]", "", label)


def _of_base(passage: Passage, rate: Figure, pair: Pair, bases: Bases) -> Iterator[str]:
    part, base = pair.parts[0], pair.base
    yield (
        "base in front"
        if base.at < part.at
        else "base behind part"
        if base.at < rate.at
        else "base behind rate"
    )
    if base.sentence != rate.sentence:
        yield "other sentence"
    if _WHOLE.search(base.lead):
        yield "whole"
    if base.at < part.at:
        inside = [
            f for f in passage.between(base.after, part.at) if is_count(f) and compatible(f.unit, part.unit)
        ]
        if not inside:
            yield "side by side"
        elif all(f.value < base.value for f in inside):
            yield "greatest between"
        if "其中" in passage.text[base.after : part.at]:
            yield "其中"
    elif base.clause == rate.clause and re.fullmatch(
        r"[^，。；：\d]{0,8}的[^，。；：\d]{0,2}", passage.text[base.after : rate.at]
    ):
        yield "told base"
    if bases.get(base.span):
        yield "base of others"
    if base.bracket and base.bracket == part.bracket and base.at > rate.at:
        yield "in one bracket"

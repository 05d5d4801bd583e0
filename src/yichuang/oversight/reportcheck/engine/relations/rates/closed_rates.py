"""Rates that their sentence closes on all sides, so that they are of nothing else, by however much they are off. Pure.

"纠纷112起，调成97起，调解成功率89.1%，剩15起": the rate stands between its part and what is left of the whole.
"需补种的23人中，已补种21人，补种率96.2%": out of a whole, so many were done, and the rate is called like that.
"志愿者1,420人，占常住人口2.1万人的16.8%": the base is told between 占 and the rate, the part in front of 占.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count, is_no_rate
from yichuang.oversight.reportcheck.engine.relations.rates.rates import (
    accused_rate,
    fits_rate,
    held_rate,
    is_odd,
)
from yichuang.oversight.reportcheck.engine.relations.rates.set_apart import may_be_meant
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万亿]")


def closed_rates(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The rates of a document whose part and base their sentence leaves no doubt about.

    What another pair gives by chance is refuted by them (为调整预算421,250万元的103.6%, which is of the first budget).
    """
    for passage in passages:
        for index, rate in enumerate(passage.figures):
            if rate.role is not Role.RATE or rate.unit != PERCENT or not rate.is_exact or rate.value == 0:
                continue
            pair = _closed(passage, index, rate)
            if pair is None or is_odd(passage.text, rate) or is_no_rate(passage, rate, pair):
                continue
            if fits_rate(rate, pair):
                if held := held_rate(passages, rate, pair):
                    yield held
            elif may_be_meant(passage, rate, pair) and not _is_of_others_too(passage, rate, pair):
                told = accused_rate(passages, rate, pair)
                yield replace(told, frame=Frame.PROVEN, odds=FORCED)


def _closed(passage: Passage, index: int, rate: Figure) -> Pair | None:
    for way in (_of_base_told_in_it, _beside_its_rest, _out_of_its_whole):
        if pair := way(passage, index, rate):
            return pair
    return None


def _pair(part: Figure, base: Figure) -> Pair | None:
    plain = all(f.is_exact and is_count(f) and f.value > 0 for f in (part, base))
    return Pair((part,), base, sure=True) if plain and part.unit == base.unit else None


def _is_of_others_too(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether another count in front, or the part with those before it, is so much of the base: a row summed up."""
    (part,) = pair.parts
    row = [
        f
        for f in passage.figures
        if f.at < part.at and rate.sentence - f.sentence <= 1 and f.unit == part.unit and f is not pair.base
    ]
    front = tuple(reversed(row))
    together = ((part, *front[:size]) for size in range(len(front) + 1))
    tried = (*together, *((one,) for one in row))
    if any(fits_rate(rate, replace(pair, parts=several)) for several in tried):
        return True
    between = passage.between(pair.base.after, part.at)
    if any(f.unit == part.unit and fits_rate(rate, replace(pair, base=f)) for f in between):
        return True  # 对1,301.66万元自评，…预算1,165.90万元，支出1,118.90万元，执行率95.97%
    return _is_of_another_unit(passage, rate, pair)


def _is_of_another_unit(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether two counts in front are so much of each other in a unit of their own: 多发36万元，追回29万元."""
    begins, _ = passage.sentence_range(rate.sentence)
    front = [
        f for f in passage.between(begins, rate.at) if is_count(f) and f.unit != pair.base.unit and f.value
    ]
    return any(
        base.unit == part.unit and fits_rate(rate, replace(pair, base=base, parts=(part,)))
        for base, part in combinations(front, 2)
    )


# ------------------------------------------------------------------ 占常住人口2.1万人的16.8%

_SHARE_OF = re.compile(
    r"^(?:占(?!地|用|道|比)|[为是达](?!约)|完成(?:了)?|达到|相当于)(?P<base>[^，。；：、（）\d]{1,16})$"
)
_OF_IT = re.compile(r"[^，。；：、（）\d]{0,4}的(?:约|近|比重为|比例为|比重达)?")


def _of_base_told_in_it(passage: Passage, index: int, rate: Figure) -> Pair | None:
    """Its base between 占 and the rate, its part the number in front of 占, in the clause before."""
    if index < 2:
        return None
    part, base = passage.figures[index - 2 : index]
    if not (_SHARE_OF.match(base.lead) and _OF_IT.fullmatch(passage.text, base.after, rate.at)):
        return None
    between = passage.text[part.after : base.at - len(base.lead)]
    beside = between.endswith("，") and not _NUMBER.search(between) and base.clause - part.clause == 1
    return _pair(part, base) if beside and part.role is Role.LEVEL and not part.bracket else None


# ------------------------------------------------------------------ 调成97起，成功率89.1%，剩15起

_RATE = re.compile(r"^(?P<name>[一-鿿]{2,6})率(?:分别|约)?(?:为|达到|达|仅为|仅|是|至)?$")
_REST = re.compile(r"^(?:还|尚|仍|仅|只)?(?:剩余?|余下?|其余|另外?|[未没不非]|尚有|仍有|还有)")
_NARROWER = re.compile(
    r"^(?:按期|按时|及时|准时|首次|一次|平均|综合|总体|有效|当[年月日季]|上年|去年|目标|累计)"
)


def _beside_its_rest(passage: Passage, index: int, rate: Figure) -> Pair | None:
    """Its part in front of it and what is left behind it, which make a whole that was told in front of them."""
    if not 1 < index < len(passage.figures) - 1:
        return None
    part, rest = passage.figures[index - 1], passage.figures[index + 1]
    named = _RATE.match(rate.lead)
    if named is None or _NARROWER.match(named["name"]) or not _REST.match(rest.lead):
        return None
    row = part.unit == rest.unit and part.sentence == rate.sentence == rest.sentence
    near = rate.clause - part.clause == 1 and rest.clause - rate.clause == 1
    if not (row and near and part.role is Role.LEVEL):
        return None
    whole = part.value + rest.value
    front = [f for f in passage.figures[: index - 1] if rate.sentence - f.sentence <= 1]
    bases = [f for f in front if f.unit == part.unit and f.value == whole]
    return _pair(part, bases[-1]) if bases else None


# ------------------------------------------------------------------ 23人中，已补种21人，补种率96.2%

_OUT_OF = re.compile(r"[^，。；：、（）\d]{0,8}[中里]，?")
_DONE = re.compile(r"^(?:已经?|实际|均?已全?部?)?(?P<what>[一-鿿]{2,6}?)(?:的|了|有)*$")

_HAVE = re.compile(r"(?:现|目前|全年|共|实际|均)*已?有?")  # 已有523名设岗定责，设岗率


def _out_of_its_whole(passage: Passage, index: int, rate: Figure) -> Pair | None:
    """So many out of a whole were done, and behind it the rate, called like what was done."""
    if index < 2:
        return None
    base, part = passage.figures[index - 2 : index]
    named, done = _RATE.match(rate.lead), part.lead.split("，")[-1]
    if named is None or not _OUT_OF.match(passage.text, base.after, part.at):
        return None
    words = _DONE.match(done)
    called = (words is not None and words["what"] == named["name"]) or (
        _HAVE.fullmatch(done) is not None and part.tail.startswith(named["name"])
    )
    near = rate.clause - part.clause == 1 and part.clause - base.clause <= 1
    return _pair(part, base) if called and near and part.value <= base.value else None

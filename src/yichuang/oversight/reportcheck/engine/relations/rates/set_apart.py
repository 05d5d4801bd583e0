"""Readings of a rate that its words rule out, whatever the numbers: those told of several, of the other side. Pure.

"教育5,127件，供热4,836件，劳动社保3,264件，共占37.5%": together, so never one of them alone.
"已兑3,916.7万元，大额的2,318.4万元未兑，占未兑金额79.2%": not of what was paid out.
"预备费率按前两项之和的6.0%计": so much is reckoned by a norm, and the two are what it is of, not its part.
"65岁以上体检17,240人，体检率71%": of those of that age, not of all inhabitants.
"下达任务96场，实际演出104场，完成率92.3%": of the plan, never the plan of what was done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.bases import named_base
from yichuang.oversight.reportcheck.engine.relations.rates.known_rates import usual_of
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, are_one_step
from yichuang.oversight.reportcheck.engine.relations.rates.words import (
    DENIED,
    bare_lead,
    label_of,
    sums_up,
    words_of,
)

_TOGETHER = re.compile(r"(?:[共合]|合计|[共总累]计|[合加]起来|相加|加总|一起)占(?!地|用|道)[^，。；]{0,16}$")
_SEVERAL = re.compile(r"[两二三四五六七八九十几多各][大]?[项类者个种家所镇村地县]|[和与及、]|其[他它余]")
_OF_A_SUM = re.compile(r"(?:之和|总和|相加|合计数?|合计额)的$")
_BY_NORM = re.compile(r"(?:按照?(?![时期揭比])|以|依据?|参照)[^，。；：]*$")
_RECKONED = re.compile(
    r"(?:的?(?:比例|标准|费率|系数|幅度))?(?:计(?![划生])|提取|收取|征收|缴纳|缴存|预留|列支|测算|核算|估算|折算|给予|补助|补贴|奖励|安排|配套|分摊|承担|返还|执行)"
)
_STATE = re.compile(r"^(?P<no>[尚还]?[未没不非])(?P<of>[一-鿿])|^已(?P<done>[一-鿿]{1,2})")
_STILL = re.compile(r"正在|待|[未没]|尚|在[办查审建途]")
_AGED = re.compile(
    r"(?:\d+|[六七八]十五?)(?:周?岁|月龄)|老[年人]|孕|产妇|新生儿|婴幼儿|儿童|学生|高血压|糖尿病|精神|结核|残疾|低保|脱贫|党员"
)
_GROUPS = tuple(
    re.compile(words)
    for words in ("老年|老人", "孕|产妇|新生儿", "儿童|学生|幼儿", "高血压", "糖尿病", "精神", "结核", "残疾")
)
_EVERYBODY = re.compile(r"人口|居民|户籍|常住|全[县市区镇乡村体]人")
_DOING = re.compile(r"(?P<done>[一-鿿]{2})率$")


def may_be_meant(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether neither places nor words rule out that a rate is of a pair."""
    return not (are_one_step(passage, rate, pair) or is_set_apart(passage, rate, pair))


def is_set_apart(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether the words say that a rate is of others than this part and this base."""
    said = _said(passage, rate)
    if len(pair.parts) > 1:
        apart = said.of_a_sum and not pair.is_made
    else:
        apart = said.together and _is_one(passage, pair.parts[0])
    return (
        apart
        or is_upside_down(passage, rate, pair)
        or (said.by_norm and pair.parts[-1].sentence != rate.sentence)
        or (said.state is not None and not pair.is_made and _is_of_other_side(passage, said.state, pair.base))
        or (said.doing != "" and _is_of_other_people(passage, said.doing, pair))
    )


def is_upside_down(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether the part has the words of what such a rate is measured against, and the base those of its part."""
    usual = usual_of(rate)
    if usual is None or len(pair.parts) > 1 or pair.rest or pair.is_made:
        return False
    part, base = pair.parts[0], pair.base
    turned = usual.may_be_part(passage, base) and usual.may_be_base(passage, part)
    return turned and not (usual.may_be_part(passage, part) or usual.may_be_base(passage, base))


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words in front of a rate and behind it say, whatever counts it is of."""

    together: bool  # several are so much together
    of_a_sum: bool  # 两项之和的
    by_norm: bool  # 按…的6.0%计
    state: re.Match[str] | None  # 占未兑, 占已核结的
    doing: str  # 体检 of 体检率


@lru_cache(maxsize=4)  # asked for each reading of a rate
def _said(passage: Passage, rate: Figure) -> _Said:
    lead = bare_lead(rate)
    begins, _ = passage.clause_range(rate.clause)
    by_norm = _RECKONED.match(rate.tail) and _BY_NORM.search(passage.text, begins, rate.at)
    doing = _DOING.search(lead)
    return _Said(
        together=_TOGETHER.search(lead) is not None,
        of_a_sum=_OF_A_SUM.search(rate.lead) is not None,
        by_norm=bool(by_norm),
        state=_STATE.search(named_base(passage, rate)),
        doing=doing["done"] if doing else "",
    )


def _is_one(passage: Passage, part: Figure) -> bool:
    """Whether a count tells of no more than itself: neither a sum nor what several have."""
    return not (sums_up(part) or _SEVERAL.search(words_of(passage, part)))


def _is_of_other_side(passage: Passage, state: re.Match[str], base: Figure) -> bool:
    """Whether a rate is told to be of what is done or undone, and the base is just not that."""
    label = label_of(passage, base)
    if state["no"]:
        return state["of"] in label and not (DENIED.search(label) or "没" in label)
    if re.search(f"[未没不非]{state['done'][0]}", label):
        return True
    row = passage.in_sentence(base.sentence) if base.paragraph == passage.index else ()
    left = any(_STILL.search(f.lead + f.tail) for f in row if f is not base and f.unit == base.unit)
    return left and not any(sign in label for sign in state["done"])


def _is_of_other_people(passage: Passage, doing: str, pair: Pair) -> bool:
    """Whether something was done to those of an age or a kind, and the base are all inhabitants, or other people."""
    part = words_of(passage, pair.parts[0])
    if doing not in part or not _AGED.search(part):
        return False
    label = pair.base.name + pair.base.lead + pair.base.tail
    if _EVERYBODY.search(label) and not _AGED.search(label):
        return True
    return any(group.search(part) for group in _GROUPS) and _is_of_other_group(part, label)


def _is_of_other_group(part: str, base: str) -> bool:
    """Whether part and base are persons of two groups, none of which is in the other: 老年人体检 of 0—6岁儿童."""
    theirs = [group for group in _GROUPS if group.search(base)]
    return bool(theirs) and not any(group.search(part) for group in theirs)

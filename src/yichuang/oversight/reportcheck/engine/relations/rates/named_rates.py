"""Rates that have their name from their part, and which base the words leave for it. Pure.

"回访9件，群众满意7件，满意率77.8%": 满意 tells the part, and a rate of that name is usually of those that were asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import CLOSE, Around, Pair, is_listed
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part, rank_between

SLIP = Decimal("1.3")  # a part may exceed its base by so much: one of them is wrong, else it has another base
_NAME = re.compile(
    r"(?P<stem>[一-鿿]{2,10}?)(?:率|度|进度)(?:分别|均|已|都)?"
    r"(?:约|仅|只|为|达|达到|是|高达|近|超过|超|保持在|稳定在|实现)*$"
)
_COMPLETED = re.compile(r"(?<=整改|治理|销号|验收|办理|改造)完成$")  # 整改完成率 is of what 已整改
_NARROWS = (
    "提前", "按时", "按期", "限时", "现场", "当场", "当日", "网上", "逾期", "超期", "延期", "未", "不", "无", "基本",
    "非", "超时", "即时", "如期", "及时", "直接", "一次", "首次", "有效", "部分", "无效", "正在", "另有", "其余",
    "剩余",
)  # fmt: skip
_SYNONYMS = (
    ("回收", "收回"), ("答复", "回复"), ("到会", "参会"), ("出勤", "实到"), ("参与", "参加"), ("响应", "回应"),
    ("网办", "网上"), ("结案", "办结"), ("办结", "办理完毕"), ("建成", "建设"), ("接通", "接听"), ("接通", "应答"),
    ("接通", "接起"), ("结案", "审结"), ("破案", "侦破"), ("签约", "签订"), ("竣工", "完工"), ("开工", "动工"),
)  # fmt: skip
_VERBS = "通改建达"  # 通达率 is of the villages that 通了公交, 改厕率 of those that 已改
# What such rates are usually of.
_USUAL = (
    ("接通", "呼入|来电|话务|进线|呼叫|受话|接入|拨打"),
    ("办结", "受理|接件|收件|接到|收到|办件|交办|转办|诉求|工单"),
    ("满意", "回访|评价|测评|调查|收回|回收|参评|访问|问卷"),
    ("好评", "评价|办件"),
    ("合格", "抽检|检查|监测|抽查|培训|参训|考核|检测"),
    ("回收", "发放|发出|下发"),
    ("整改", "发现|排查|问题|隐患"),
    ("参与", "学生|职工|党员|人口"),
)
_LATE = re.compile(r"超期|超时|逾期|延期|延误|未按")


def named_after_part(at: Around) -> list[Pair]:
    """ "回访9件，群众满意7件，满意率80.0%": the rate has its name from its part."""
    found = _NAME.search(at.rate.lead)
    if not found:
        return []
    stem = re.sub(r"^(?:综合|总体|平均|群众|其中|全年|整体|实际|年度|总)", "", found["stem"]) or found["stem"]
    stem = _COMPLETED.sub("", stem)
    near = at.here
    parts = _best_named(stem, near, at.rate)
    if not parts and not at.here:
        near = tuple(f for f in at.before if at.rate.at - f.at <= CLOSE)
        parts = _best_named(stem, near, at.rate)
    if not parts:
        return _all_but(stem, at)
    if len(parts) != 1 or at.rate.clause - parts[0].clause > 3:
        return []
    part = parts[0]
    if not _is_close(stem, part, at):
        return []
    bases = _possible(stem, part, near, at)
    begins = re.sub(r"^(?:其中|和|及)", "", part.lead).startswith(stem[0])
    mixed = "分别" in at.rate.lead or (not begins and is_listed(at, part))
    mixed = mixed or (part.at < at.rate.at and (_tells_another(at, part) or _is_answered(at, part)))
    return [
        Pair((part,), base, sure=base is bases[0] and not mixed and not _is_sibling(at, base, part))
        for base in bases
    ]


def _is_sibling(at: Around, base: Figure, part: Figure) -> bool:
    """Whether a ； parts base and part, and the base has a rate of its own: "出生41人，出生率7‰；死亡46人"."""
    if base.at < part.at and is_part(at.passage, base) and rank_between(at.passage, base, part) == 1:
        return "其中" not in at.passage.text[base.after : part.at]  # "其中维持239件、改判18件，改判率0.2%"
    parted = at.passage.text.rfind("；", base.after, max(base.after, part.at))
    begins = max(at.passage.text.rfind(sign, 0, base.at) for sign in "；。")
    beside = at.passage.between(max(0, begins), max(0, parted))
    return any(f.is_percent for f in beside) and sum(f.unit == base.unit for f in beside) == 1


def _is_answered(at: Around, part: Figure) -> bool:
    """Whether a part in front of a ； has its own rate there: "管理率94.8%（已管理24079人）；孕产妇管理率93.1%"."""
    parted = at.passage.text.rfind("；", part.after, at.rate.at)
    if parted < 0:
        return False
    begins = max(at.passage.text.rfind(sign, 0, part.at) for sign in "；。")
    return any(f.is_percent for f in at.passage.between(max(0, begins), parted))


def _is_close(stem: str, part: Figure, at: Around) -> bool:
    """Whether a part is near enough to its rate: past a ；, or with more in the name, it must be named in full."""
    matched = _likeness(stem, _label(part, at.rate))
    text = at.passage.text[max(0, part.at - 60) : at.rate.at - len(at.rate.lead)]
    more = stem[: len(stem) - matched]
    if part.role is Role.CHANGE or (
        len(more) > 2 and not any(more[n : n + 2] in text for n in range(len(more) - 1))
    ):
        return False
    return matched >= len(stem) or part.at > at.rate.at or rank_between(at.passage, part, at.rate) < 3


def _tells_another(at: Around, part: Figure) -> bool:
    """Whether a part has its rate already: "化解121件，化解率96%，其中重大的18件，化解率100%"."""
    between = at.passage.between(part.after, at.rate.at)
    return any(f.is_percent for f in between) and any(f.unit == part.unit for f in between)


def _possible(stem: str, part: Figure, near: Sequence[Figure], at: Around) -> list[Figure]:
    """The figures that a named rate may be of, the likeliest first."""
    others = [
        f
        for f in (*near, *_sole(stem, at, near, part))
        if f is not part
        and f.unit == part.unit
        and part.value <= f.value * (SLIP if f.at < part.at else 1)
        and (f.role is Role.LEVEL or (f.role is Role.TARGET and "应" in f.lead))
    ]
    begins = max(at.passage.text.rfind(sign, 0, at.rate.at) for sign in "；。")
    beside = [
        f for f in others if f.at > begins
    ]  # what is less than its part is its base only if it stands beside
    larger = [f for f in beside if f.value >= part.value] or ([] if part in at.behind else beside)
    larger = larger or [f for f in others if f.value >= part.value]
    clause = at.rate.clause
    front = [
        f for f in larger if f.at < part.at or (f.bracket and f.bracket == part.bracket) or f.clause == clause
    ]
    usual = next((words for name, words in _USUAL if name in stem), None)
    known = [f for f in front if usual and re.search(usual, f.lead + f.tail)]
    return [*reversed(known), *(f for f in reversed(front) if f not in known)]


def _sole(stem: str, at: Around, near: Sequence[Figure], part: Figure) -> list[Figure]:
    """A base in the sentences before, if they hold but one figure of the unit and this one no other."""
    if any(f.unit == part.unit and f is not part for f in near):
        return []
    earlier = [f for f in at.before if f.sentence < part.sentence and f.unit == part.unit]
    usual = next((words for name, words in _USUAL if name in stem), "$^")
    return earlier if len(earlier) == 1 and re.search(usual, earlier[0].lead + earlier[0].tail) else []


def _best_named(stem: str, near: Sequence[Figure], rate: Figure) -> list[Figure]:
    """The figures that a rate is named after: those whose words in front of them hold most of its name."""
    for of in (lambda figure: figure.lead, lambda figure: _label(figure, rate)):
        measured = [(_likeness(stem, of(figure)), figure) for figure in near]
        most = max((likeness for likeness, _ in measured), default=0)
        if most:
            found = [figure for likeness, figure in measured if likeness == most]
            done = [figure for figure in found if re.search(r"实|已|完成", figure.lead)]
            found = done if len(found) > 1 and done else found
            beside = [
                figure for figure in found if 0 <= rate.clause - figure.clause <= 1 and figure.at < rate.at
            ]
            return beside if len(beside) == 1 else found
    return []


def _label(figure: Figure, rate: Figure) -> str:
    return figure.lead + ("" if figure.tail == rate.lead else figure.tail)


def _likeness(stem: str, label: str) -> int:
    """How many signs of a rate's name a label holds, from its end; 0 if it tells of something narrower."""
    bare = stem.removesuffix("化") if len(stem) > 2 else stem  # 城镇化率 is of 城镇人口
    for name in (stem, bare, *otherwise(stem)):
        for size in range(len(name), 1, -1):
            if name[-size:] in label:
                return 0 if any((word in label) != (word in name) for word in _NARROWS) else size
    return 1 if len(stem) == 2 and stem[0] in label and stem[0] in _VERBS else 0


def otherwise(stem: str) -> tuple[str, ...]:
    """What the part of a rate of this name may be called as well: 接听 of 接通率."""
    return tuple(stem.replace(one, other) for one, other in _SYNONYMS if one in stem)


def _all_but(stem: str, at: Around) -> list[Pair]:
    """ "办结5743件，其中超期187件，按时办结率96.74%": all but the late ones."""
    timely = re.match(r"按时|按期|如期|及时|准时", stem)
    against = [
        f
        for f in at.here
        if (timely and _LATE.search(f.lead)) or re.search(rf"[未不]{re.escape(stem[-2:])}", f.lead)
    ]
    if len(against) != 1 or "；" in at.passage.text[against[0].after : at.rate.at]:
        return []
    part = against[0]
    bases = [f for f in at.here if f.at < part.at and f.unit == part.unit and f.value > part.value]
    return [Pair((part,), base, sure=len(bases) == 1, rest=True) for base in reversed(bases)]


_CAPACITY = re.compile(r"(?P<of>[一-鿿]{2})(?:使用|利用|占用|入住|上座)率(?:约|为|达|达到)*$")


def capacity(at: Around) -> list[Pair]:
    """ "床位120张，平均在站46人，床位使用率38.3%": what is used stands in another unit than what there is."""
    found = _CAPACITY.search(at.rate.lead)
    near = at.passage.between(max(0, at.rate.at - 120), at.rate.at)
    before = [f for f in near if f.sentence == at.rate.sentence and not f.is_percent]
    if not found or len(before) < 2:
        return []
    part = before[-1]
    bases = [f for f in before[:-1] if found["of"] in f.lead + f.tail and f.unit != part.unit]
    if at.rate.clause - part.clause > 1 or len(bases) != 1 or part.value > bases[0].value:
        return []
    return [Pair((part,), bases[0], sure=True)]


_SATISFIED = re.compile(r"满意(?:率|度)[^，]{0,6}$")


def levels(at: Around) -> list[Pair]:
    """ "非常满意512份、满意221份、一般26份，满意率95.9%": all that are satisfied, of all that answered."""
    if not _SATISFIED.search(at.rate.lead):
        return []
    levels = [
        f
        for f in at.before
        if re.search(r"满意(?![度率])|一般|不了解", _called(f)) and f.sentence == at.rate.sentence
    ]
    content = [f for f in levels if "满意" in _called(f) and "不满" not in _called(f)]
    if len(content) < 2 or len({f.unit for f in levels}) > 1:
        return []
    most = max(f.value for f in content)
    bases = [f for f in at.before if f not in levels and f.unit == content[0].unit and f.value >= most]
    parts = tuple(content)
    return [Pair(parts, base, sure=base is bases[-1]) for base in reversed(bases)] + [
        Pair(parts[:size], base, sure=False) for base in bases for size in range(1, len(parts))
    ]


def _called(figure: Figure) -> str:
    return figure.name or figure.lead + figure.tail[:4]

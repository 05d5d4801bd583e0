"""Which part and which base a rate is of, by the words around it. Pure.

Each way of writing a rate has its function here; the first that applies tells the pair that must give it (`sure`).
Other pairs of the sentence may give it too: a rate that one of them gives is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.lists import is_part, rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS

NEAR = 12  # figures in front of a rate that may be its part or base,
SENTENCES = 2  # from so many sentences before
BEHIND = 3
CLOSE = 40  # signs between a rate that stands in a sentence alone and its part
SLIP = Decimal("1.3")  # a part may exceed its base by so much: one of them is wrong, else it has another base


@dataclass(frozen=True, slots=True)
class Pair:
    """A part, or several together, and their base. `sure`: the words say that the rate is of these.

    `rest`: the rate is of all but the parts ("超期12件，按时办结率").
    """

    parts: tuple[Figure, ...]
    base: Figure
    sure: bool
    rest: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Base and parts."""
        return (self.base, *self.parts)

    @property
    def value(self) -> Decimal:
        """The parts together, or what they leave."""
        made = sum((part.value for part in self.parts), Decimal(0))
        return self.base.value - made if self.rest else made


@dataclass(frozen=True, slots=True)
class Around:
    """A rate with the counts about it: `before` it, nearest last, and `behind` it in its sentence."""

    passage: Passage
    rate: Figure
    before: tuple[Figure, ...]
    behind: tuple[Figure, ...]

    @property
    def here(self) -> tuple[Figure, ...]:
        """The counts of its own sentence, those in front of it first."""
        number = self.rate.sentence
        return (*(f for f in self.before if f.sentence == number), *self.behind)


def around(passage: Passage, index: int, rate: Figure) -> Around:
    """The counts about a rate."""
    before = passage.figures[max(0, index - NEAR) : index]
    ends = passage.text.find("；", rate.to)
    behind = passage.figures[index + 1 : index + 1 + BEHIND]
    behind = tuple(f for f in behind if ends < 0 or f.at < ends)
    return Around(
        passage,
        rate,
        tuple(f for f in before if is_count(f) and rate.sentence - f.sentence <= SENTENCES),
        tuple(f for f in behind if is_count(f) and f.sentence == rate.sentence),
    )


def is_count(figure: Figure) -> bool:
    """Whether a figure may be part or base of a rate."""
    return (
        not figure.is_percent
        and (figure.unit != "" or figure.value >= 100)
        and (figure.unit not in DURATIONS or figure.unit == "天")
        and figure.role is not Role.AVERAGE
        and figure.unit != "倍"
    )


def pairs(at: Around) -> Iterator[Pair]:
    """The pairs that the words around a rate offer, the likeliest first."""
    for way in (
        _all_of,
        _levels,
        _listed,
        _told_base,
        _respective,
        _of_plan,
        _share,
        _named,
        _bracketed,
        _capacity,
    ):
        told = way(at)
        yield from told
        if told:
            break
    yield from _any(at)


def _any(at: Around) -> Iterator[Pair]:
    """Any two counts of one unit."""
    near = [f for f in at.before if at.rate.sentence - f.sentence <= 1]
    opens = not any(f.sentence == at.rate.sentence for f in near) or at.passage.text.startswith(
        "（", at.rate.to
    )
    behind = (
        at.behind if opens else ()
    )  # "支出27.6万元，执行率97.2%，其中设备11.3万元": those are of another thing
    own = [f for f in near if at.passage.text[f.after : at.rate.at] == "（"]  # "企业2,776件（15%）"
    for part in own or (*reversed(near[-4:]), *behind):
        for base in (*near, *at.behind):
            if base is not part and base.unit == part.unit and part.value <= base.value:
                yield Pair((part,), base, sure=False)


_ALL = re.compile(r"(?:全部|(?<!平)(?<![人户日月])均|全都|悉数|都)(?!衡|等)")


def _all_of(at: Around) -> list[Pair]:
    """ "脱贫人口3214人全部参保，参保率100%": all of them are part and base at once."""
    if not at.before or at.before[-1].sentence != at.rate.sentence:
        return []
    whole = at.before[-1]
    between = at.passage.text[whole.after : at.rate.at]
    return [Pair((whole,), whole, sure=False)] if _ALL.search(between[:-2]) and len(between) < CLOSE else []


# ------------------------------------------------------------------ 占

_SHARE = re.compile(
    r"占(?:比|到|了|据)?(?P<base>[^，。；：、（）占]{0,16}?)(?:的|比重|比例|比)*"
    r"(?:约|仅|只|为|达|达到|近|超过|超|分别|分别为|仅为|约为)*$"
)
_WHOLE = re.compile(
    r"^(?:全部|总|整个|全体|同期|本|各类|所有|受理|接件|收件|办件|办理|诉求|工单|投诉|案件|申请|事项|接访|咨询|"
    r"件|户|人|个|条|数|量|额|比|计|的|业务)*$"
)


def _told_base(at: Around) -> list[Pair]:
    """ "完成15.82亿元，为年初预算15.40亿元的102.7%": the base in front of the rate, the part in front of the base."""
    if not at.before:
        return []
    base = at.before[-1]
    between = at.passage.text[base.after : at.rate.at]
    if not re.fullmatch(r"）?[^，。；：、（）\d]{0,6}的(?:约|近|比重为|比例为|比重达)?", between):
        return []
    if not re.search(r"(?:占|为|是|达|(?<!超额)完成|相当于)[^，。；]{0,14}$", base.lead):
        return []
    parts = [f for f in at.before[:-1] if f.unit == base.unit and f.sentence == at.rate.sentence]
    if not parts or at.rate.clause - parts[-1].clause > 3:
        return []
    return [Pair((parts[-1],), base, sure=True), *(Pair((part,), base, sure=False) for part in parts[:-1])]


def _share(at: Around) -> list[Pair]:
    """ "其中延期办结96件，占0.03%": the part stands in front of 占, the base is the whole that it is of."""
    found = _SHARE.search(at.rate.lead)
    parts = [
        f for f in at.before if f.sentence == at.rate.sentence and f.is_exact and f.role is not Role.CHANGE
    ]
    if found and at.behind and at.behind[0].lead == "即":
        bases = [f for f in _bases(at.behind[0], at.before) if not f.lead.startswith("即")]
        return [Pair((at.behind[0],), base, sure=base is bases[0]) for base in bases]
    if not found or not parts or not _bases(parts[-1], at.before):
        return []
    part = _of_subject(at.rate.lead[: found.start()], parts)
    if part is None or at.rate.clause - part.clause > 2 or "分别" in at.rate.lead or "分别" in part.lead:
        return []
    named = found["base"].strip("的")
    unclear = found.start() == 0 and _is_listed(at, part)
    bases = _bases(part, [f for f in at.before if not _has_own_share(at, f, part)])
    like = [base for base in bases if named and alike(named, base) and not is_part(at.passage, base)]
    if like:
        return [Pair((part,), like[-1], sure=not unclear)]
    if not bases or (named and not _WHOLE.search(named)):
        return []
    whole = [base for base in bases if base.sentence == part.sentence] or bases
    return [
        Pair((part,), base, sure=_is_whole(at.passage, base, part) and not unclear)
        for base in (whole[0], *reversed(whole[1:]))
    ]


def shares_named(at: Around, pair: Pair) -> bool:
    """Whether the words behind 占 name the very base: "占受理总数的12%" of 受理310件."""
    found = _SHARE.search(at.rate.lead)
    named = found["base"].strip("的") if found else ""
    return bool(named) and not _WHOLE.search(named) and alike(named, pair.base)


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
    """What a part may be of: larger counts in front of it; of the sentence before only if its own has none."""
    counted = [
        f for f in before if f.at < part.at and f.unit == part.unit and part.sentence - f.sentence <= 1
    ]
    here = [f for f in counted if f.sentence == part.sentence]
    return [f for f in here or counted if f.value >= part.value and f.role in (Role.LEVEL, Role.TARGET)]


def alike(words: str, figure: Figure) -> bool:
    """Whether words name what a figure counts: all but 总, 数, 全县 and one sign stand beside it."""
    label = figure.lead + figure.tail
    words = re.sub(r"总|数量|数|量|额|全部|全[县市镇乡区村校省年]|比重|所有|全体|各类|有效", "", words)
    if not words:
        return bool(re.search(r"全[县市镇乡区村校省年]|共|总|合计|累计", label))
    if words.startswith("被") and words[1:3] in label:
        return True
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


def _respective(at: Around) -> list[Pair]:
    """ "即办件31407件、承诺件16809件，分别占65.14%和34.86%": the second share is of the second part."""
    text, rate = at.passage.text, at.rate
    opens = text.rfind("分别", max(0, rate.at - 60), rate.at)
    if opens < 0 or "占" not in text[opens : rate.at]:
        return []
    rates = [
        f for f in at.passage.between(opens, rate.at + 60) if f.is_percent and f.sentence == rate.sentence
    ]
    rates = [f for f in rates if f is rates[0] or f.clause - rates[0].clause <= len(rates)]
    within = [f for f in at.before if f.at > opens]
    parts = [f for f in at.before if f.at < opens and f.sentence == rate.sentence]
    run = parts[-len(rates) :]
    if len(run) < len(rates) or len({f.unit for f in run}) > 1 or rate not in rates:
        return []
    part = run[rates.index(rate)]
    rest = [f for f in (*parts[: -len(rates)], *within) if f.unit == part.unit and f.value >= part.value]
    return [Pair((part,), base, sure=len(rest) == 1 or base is rest[0]) for base in rest]


# ------------------------------------------------------------------ named after its part

_NAME = re.compile(
    r"(?P<stem>[一-鿿]{2,10}?)(?:率|度|进度)(?:分别|均|已|都)?"
    r"(?:约|仅|只|为|达|达到|是|高达|近|超过|超|保持在|稳定在|实现)*$"
)
_NARROWS = (
    "提前", "按时", "按期", "限时", "现场", "当场", "当日", "网上", "逾期", "超期", "延期", "未", "不", "无", "基本",
    "非", "超时", "即时", "如期", "及时", "直接", "一次", "首次", "有效", "部分", "无效", "正在", "另有", "其余",
    "剩余",
)  # fmt: skip
_SYNONYMS = (
    ("回收", "收回"), ("答复", "回复"), ("到会", "参会"), ("出勤", "实到"), ("参与", "参加"), ("响应", "回应"),
    ("网办", "网上"), ("结案", "办结"), ("办结", "办理完毕"), ("建成", "建设"),
)  # fmt: skip
_VERBS = "通改建达"  # 通达率 is of the villages that 通了公交, 改厕率 of those that 已改
# What such rates are usually of.
_USUAL = (
    ("办结", "受理|接件|收件|接到|收到|办件|交办|转办|诉求|工单"),
    ("满意", "回访|评价|测评|调查|收回|回收|参评|访问|问卷"),
    ("好评", "评价|办件"),
    ("合格", "抽检|检查|监测|抽查|培训|参训|考核|检测"),
    ("回收", "发放|发出|下发"),
    ("整改", "发现|排查|问题|隐患"),
    ("参与", "学生|职工|党员|人口"),
)
_LATE = re.compile(r"超期|超时|逾期|延期|延误|未按")


def _named(at: Around) -> list[Pair]:
    """ "回访9件，群众满意7件，满意率80.0%": the rate has its name from its part."""
    found = _NAME.search(at.rate.lead)
    if not found:
        return []
    stem = re.sub(r"^(?:综合|总体|平均|群众|其中|全年|整体|实际|年度|总)", "", found["stem"]) or found["stem"]
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
    mixed = "分别" in at.rate.lead or (not begins and _is_listed(at, part))
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


def _is_listed(at: Around, part: Figure) -> bool:
    """Whether a part stands in a list kept by 、: what follows may tell of the whole list, or of its head."""
    front = [f for f in at.before if f.at < part.at and f.unit == part.unit and f.clause == part.clause - 1]
    return bool(front) and rank_between(at.passage, front[-1], part) == 1


def _has_own_share(at: Around, figure: Figure, part: Figure) -> bool:
    """Whether a figure beside the part has a share of the same whole: "电话受理59人，占70%；网络受理23人，占27%"."""
    between = at.passage.between(figure.after, part.at)
    if not between or "其中" in at.passage.text[figure.after : part.at]:
        return False
    return between[0].is_percent and "占" in between[0].lead and between[0].clause - figure.clause <= 1


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
    larger = [f for f in others if f.value >= part.value] or ([] if part in at.behind else others)
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
    names = [stem, bare, *(stem.replace(one, other) for one, other in _SYNONYMS if one in stem)]
    for name in names:
        for size in range(len(name), 1, -1):
            if name[-size:] in label:
                return 0 if any((word in label) != (word in name) for word in _NARROWS) else size
    return 1 if len(stem) == 2 and stem[0] in label and stem[0] in _VERBS else 0


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


def _capacity(at: Around) -> list[Pair]:
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


# ------------------------------------------------------------------ plans

_PLANNED = re.compile(
    r"(?:完成|执行|达成|兑现|支出|拨付|投资)[^，。；]{0,4}(?:率|进度)[^，。；]{0,4}$|"
    r"(?:完成|达到|占|为)[^，。；]{0,10}(?:计划|任务|目标|预算|指标)(?:数|任务|总数|值)?的?[^，。；]{0,3}$"
)
_PLAN = re.compile(r"调整后|计划|任务|目标|预算|指标|下达|安排|应完成|批复")
# 预算 in the names of the four books says nothing of a plan: 一般公共预算收入 is what came in.
_BOOK = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|公共财政|基金|社保基金)预算(?=[总]?[收支])"
)
_DONE = re.compile(r"^(?:实际|已|完成|实现|累计|共)|完成$|支出$|拨付$")


def _of_plan(at: Around) -> list[Pair]:
    """ "演出36场，任务32场，完成率112.5%": what was done, of what was asked for; the rate may exceed 100."""
    if not _PLANNED.search(at.rate.lead):
        return []
    here = at.here
    if at.before and is_part(at.passage, at.before[-1]) and not is_part(at.passage, here[0]):
        return []  # "支出21.8万元，其中公车12.4万元，完成预算的88.6%": of a budget that isn't told
    targets = [
        f
        for f in here
        if f.role is Role.TARGET or (_PLAN.search(_BOOK.sub("", f.lead)) and not _DONE.search(f.lead))
    ]
    done = [f for f in here if f not in targets and f.role is Role.LEVEL and not is_part(at.passage, f)]
    told = [Pair((part,), base, sure=False) for base in targets for part in done if part.unit == base.unit]
    adjusted = [pair for pair in told if "调整后" in pair.base.lead]
    chosen = adjusted if len(adjusted) == 1 else told
    return [Pair(chosen[0].parts, chosen[0].base, sure=True)] if len(chosen) == 1 else told


# ------------------------------------------------------------------ several parts together

_SATISFIED = re.compile(r"满意(?:率|度)[^，]{0,6}$")


def _levels(at: Around) -> list[Pair]:
    """ "非常满意512份、满意221份、一般26份，满意率95.9%": all that are satisfied, of all that answered."""
    if not _SATISFIED.search(at.rate.lead):
        return []
    levels = [
        f
        for f in at.before
        if re.search(r"满意|一般|不了解", f.lead + f.tail[:4]) and f.sentence == at.rate.sentence
    ]
    content = [f for f in levels if "满意" in f.lead + f.tail and "不满" not in f.lead + f.tail]
    if len(content) < 2 or len({f.unit for f in levels}) > 1:
        return []
    most = max(f.value for f in content)
    bases = [f for f in at.before if f not in levels and f.unit == content[0].unit and f.value >= most]
    parts = tuple(content)
    return [Pair(parts, base, sure=base is bases[-1]) for base in reversed(bases)] + [
        Pair(parts[:size], base, sure=False) for base in bases for size in range(1, len(parts))
    ]


def _listed(at: Around) -> list[Pair]:
    """ "评出一等奖5篇、二等奖10篇、三等奖20篇，获奖作品占征文总数的23.3%": the list together is the part."""
    found = _SHARE.search(at.rate.lead)
    subject = at.rate.lead[: found.start()] if found else ""
    if not found or len(subject) < 2 or not found["base"].strip("的") or not at.before:
        return []
    last = at.before[-1]
    run = [f for f in at.before if f.unit == last.unit and f.sentence == last.sentence]
    run = [f for f in run if not is_part(at.passage, f)]
    size = next(
        (n for n in range(1, len(run)) if rank_between(at.passage, run[-n - 1], run[-n]) > 1), len(run)
    )
    parts = tuple(run[-size:])
    bases = [f for f in run[:-size] if alike(found["base"].strip("的"), f)]
    if size < 2 or len(bases) != 1 or at.rate.clause - last.clause > 1:
        return []
    return [Pair(parts, bases[0], sure=True)]


def _bracketed(at: Around) -> list[Pair]:
    """ "咨询类3324件（64.6%）、投诉类…": a bare rate in brackets is that of the figure in front of it."""
    text = at.passage.text
    if not at.before or text[at.before[-1].after : at.rate.at] != "（":
        return []
    if text[at.rate.to : at.rate.to + 1] != "）":
        return []
    part = at.before[-1]
    bases = [
        f for f in _bases(part, at.before) if f.sentence == at.rate.sentence and not is_part(at.passage, f)
    ]
    if not bases:
        return []
    return [Pair((part,), bases[-1], sure="其中" in text[bases[-1].after : part.at])]

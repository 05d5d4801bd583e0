"""What a rate says that it is of: by its name, by a clause or a bracket, by the group of its part. Pure.

"审结案件的维持率" is of 已审结7件; "（以到期工单计）" of 应当办结1,038件;
"到期的里头，按时办结26,362件" of 到期26,900件; "按时办结率" of what was due;
"回访3,104件，满意2,887件，满意率" of those asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.known_rates import Usual, usual_of
from yichuang.oversight.reportcheck.engine.relations.rates.meant_bases import Meant, if_not_less, meant_of
from yichuang.oversight.reportcheck.engine.relations.rates.words import bare_lead, told_whole, within


def bases_by_name(passage: Passage, rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """What the words about a rate call its base, of the counts in front of it."""
    yield from _said(passage, rate, counts)
    if counts[-1].sentence == rate.sentence:
        for by_words in (_share, _of_its_subject, _by_name):
            yield from by_words(rate, counts)
        for by_place in (_by_group, _out_of):
            yield from by_place(passage, rate, counts)
        yield from _in_time(rate, counts)
        yield from _usual(passage, rate, counts)


# ------------------------------------------------------------------ what is called so

_HEAD = re.compile(
    r"^(?:其中|而|在(?!管|册|校|岗|建|办|库|编)|这些?|那些?|所有|全部|全体|已经?|全[县市区镇乡街道校年]|今年|本年|年内|对)+"
)
_STATE = 2  # signs that tell in which state something is: 到期, 审结, 在管
_DUE = re.compile(
    r"(?<![未没不])到期|(?<![响相反适对])应当?(?!急|用|届|聘|征|试|诉|对|季)|(?:期限|时限|限期)(?:已|届)[到满]|期满"
)
_DUE_BEHIND = re.compile(r"已?(?:经)?到期")
_DUE_NAMES = ("到期", "应办", "应当")


def _is_due(figure: Figure) -> bool:
    return _DUE.search(figure.lead) is not None or _DUE_BEHIND.match(figure.tail) is not None


def _naming(kernel: str) -> Callable[[Figure], bool] | None:
    """Whether a count is in the state that a name begins with: 审结案件 of 已审结7件, 到期工单 of 应当办结1,038件."""
    state = _HEAD.sub("", kernel)[:_STATE]
    if len(state) < _STATE or not state.isalpha():
        return None
    if state in _DUE_NAMES:
        return _is_due
    plain = re.compile(rf"(?<![未没不无非]){state[0]}[一-鿿]{{0,2}}{state[1]}")
    return lambda figure: plain.search(figure.lead) is not None or plain.match(figure.tail) is not None


# ------------------------------------------------------------------ 以在管人数作分母, （以到期工单计）

_COUNTED = r"(?:的?(?:人数|户数|件数|总数|数量|数))?"
_BASIS = r"(?:作为?|当作?|为)?(?:分母|基数|口径|基准|底数|准)"
_RECKONED = r"(?:来?(?:计算|统计|核算|测算|折算|计|算))"
_BY = re.compile(
    rf"(?:^|[，。；：（]|[率度面比例])(?:以|按照?|用)(?P<of>[^，。；：（）\d]{{2,14}}?){_COUNTED}(?:{_BASIS}{_RECKONED}?|{_RECKONED})"
    r"(?P<ends>[，）]*)(?:的话|则|只|仅|有|达到?|为|是)*$"
)
_BEHIND = re.compile(
    rf"（(?:以|按照?|占|用)(?P<of>[^，。；：（）\d]{{2,14}}?){_COUNTED}(?:{_BASIS}{_RECKONED}?|{_RECKONED})?）"
)
_OVER = re.compile(
    r"（[^（）]{2,8}(?:占|比|除以|÷|/)(?P<of>[^（）\d]{2,10}?)(?:人数|总数|数)?(?:的?(?:比例|比重|百分比|比率))?）"
    r"(?:为|是|达到?)*$"
)
_WIDE = 28


def _said(passage: Passage, rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """The base that a clause in front of the rate, or a bracket at it, tells."""
    words = passage.text[max(0, rate.at - _WIDE) : rate.at]
    before = passage.text[: passage.clause_range(rate.clause)[0]][-_WIDE:]
    told = _BEHIND.match(passage.text, rate.to) or _OVER.search(words) or _BY.search(words)
    if not told and before.endswith("，"):
        told = _BY.search(before)
    is_named = _naming(told["of"]) if told else None
    part = _part(passage, rate, counts)
    if is_named and not is_named(replace(part, lead=_GROUP.sub("", part.lead))):
        yield from meant_of(counts, part, is_named)


def _part(passage: Passage, rate: Figure, counts: Sequence[Figure]) -> Figure:
    """The last count of its sentence that such a rate is usually of, else the last one: 纠正5件、其他3件，纠错率."""
    usual = usual_of(rate)
    here = [f for f in counts if f.sentence == rate.sentence]
    called = [f for f in here if usual and usual.may_be_part(passage, f)]
    return called[-1] if called else counts[-1]


# ------------------------------------------------------------------ 占开工项目的80.0%

_ENDS = re.compile(r"(?:的|总数|总量|总额|面积|数量|数|人数|户数|件数)+$")
_COUNTED_IN = re.compile(r"[件户人号项起宗]$")  # 实际受理号数 of 窗口实际受理48,749个
_ALL = re.compile(r"^(?:全部|所有|全体)(?:的)?")  # 占全部退出户数的
_LONG = 3  # signs of a name that says which one of several is meant
_FIRST = re.compile(
    r"^(?:其中|而|另有?|又有|还有|共有?|现有|全[县市区镇乡村校]|年内|今年|本年|全年)+|[的有共达为数]+$"
)


def _share(rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """What a share is said to be of, if just that is told in front of it."""
    whole = _ALL.sub("", _ENDS.sub("", told_whole(bare_lead(rate))))
    if len(whole) > _LONG:
        whole = _COUNTED_IN.sub("", whole)
    if len(whole) >= _STATE:
        yield from map(if_not_less, meant_of(counts, counts[-1], lambda figure: _is_called(figure, whole)))


def _is_called(figure: Figure, whole: str) -> bool:
    """Whether a count is called like a whole: 纳入分级管理的2,000家 like 纳入分级管理单位."""
    name = _FIRST.sub("", figure.lead)
    begins = len(name) >= _LONG and whole.startswith(name)
    return name == whole or begins or (len(whole) >= _LONG and whole in figure.lead + figure.tail)


# ------------------------------------------------------------------ 审结案件的维持率

_NAME = re.compile(r"^(?P<of>[一-鿿]{2,10}?)(?:的)?(?P<what>[一-鿿]{2,3})率(?:约|仅|为|达到?|是)*$")


def _by_name(rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """The base that the name of a rate begins with, its part being called as it ends."""
    name = _NAME.match(rate.lead)
    is_named = _naming(name["of"]) if name else None
    if name is None or is_named is None:
        return
    here = [f for f in counts if f.sentence == rate.sentence]
    called = [f for f in here if within(name["what"], f.lead) or within(name["what"], f.tail)]
    part = called[-1] if called else counts[-1]
    whole_name = len(name["of"]) > _STATE and part.lead.endswith(name["of"] + name["what"])
    if whole_name or not is_named(part):
        yield from map(if_not_less, meant_of(counts, part, is_named))


# ------------------------------------------------------------------ 到期的里头，按时办结26,362件

_GROUP = re.compile(
    r"(?P<of>[^，。；：（）\d]{2,14}?)(?:里头?|当中|之中|里面|(?<![其集初高年期])中)，?(?=[已的有]|[一-鿿]{2,}|$)"
)


_OWN_BASE = re.compile(r"[按以]|占.")


def _by_group(passage: Passage, rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """The group out of which the part right in front of the rate was counted."""
    part = counts[-1]
    if rate.clause - part.clause != 1:
        return
    begins, _ = passage.clause_range(part.clause)
    front = passage.clause_range(part.clause - 1)[0] if part.clause else begins
    if any(f.clause == part.clause - 1 for f in counts):
        front = begins
    group = _GROUP.search(passage.text, front, part.at)
    if group is None or _OWN_BASE.search(rate.lead):
        return
    # 民警中女民警74人, 失实的里头…失实率: what is told behind is called so too
    of, behind = _HEAD.sub("", group["of"])[:_STATE], passage.text[group.end() : part.at] + rate.lead
    is_named = _naming(group["of"])
    if is_named and of not in behind.removeprefix(of):
        yield from map(if_not_less, meant_of(counts, part, is_named))


_STEM = re.compile(r"(?P<stem>[一-鿿]{2})率(?:约|仅|为|达到?|是)*$")


def _of_its_subject(rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """Those of whom the part tells, counted in front of it: 食用农产品500批次。食用农产品不合格10批次，不合格率."""
    part, named = counts[-1], _STEM.search(rate.lead)
    if rate.clause - part.clause != 1 or named is None:
        return
    stem = named["stem"]

    def is_subject(figure: Figure) -> bool:
        name = _FIRST.sub("", figure.lead)
        begins = len(name) >= _STATE and name != stem and part.lead.startswith(name)
        return begins and figure.value > part.value and within(stem, part.lead[len(name) :])

    yield from map(if_not_less, meant_of(counts, part, is_subject))


_FROM = re.compile(r"[^，。；：（）\d]{0,8}(?:里[头面]?|[当之]?中)，?[^。；：\d]*")


def _out_of(passage: Passage, rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """The count out of which the part was counted: 回访接通的986件里，表示认可的942件."""
    if len(counts) < 2 or rate.clause - counts[-1].clause > 1 or _OWN_BASE.search(rate.lead):
        return
    base, part = counts[-2:]
    if (
        base.unit == part.unit
        and _FROM.fullmatch(passage.text, base.after, part.at)
        and base.value >= part.value
    ):
        yield Meant(part, base, lambda figure: figure.value <= base.value)


# ------------------------------------------------------------------ 到期应办结26,900件，…按时办结率

_IN_TIME = re.compile(r"按期|按时|如期|准时|限时|及时")


def _in_time(rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """What was due, of which so much was done in time."""
    part = counts[-1]
    if _IN_TIME.search(rate.lead) and _IN_TIME.search(part.lead + part.tail):
        yield from map(if_not_less, meant_of(counts, part, _is_due))


# ------------------------------------------------------------------ 回访3,104件，满意2,887件，满意率


def _usual(passage: Passage, rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """What such a rate is usually of, right in front of its part."""
    usual = usual_of(rate)
    if usual is None or len(counts) < 2:
        return
    yield from _usual_but_never(passage, rate, counts, usual)
    if counts[-1].clause - counts[-2].clause > 1:
        return
    if usual.may_be_part(passage, counts[-1]) and usual.may_be_base(passage, counts[-2]):
        yield from meant_of(counts, counts[-1], lambda figure: _is_usual(passage, usual, figure, rate))


def _usual_but_never(
    passage: Passage, rate: Figure, counts: Sequence[Figure], usual: Usual
) -> Iterator[Meant]:
    """What such a rate may be of, where what it never is was taken: 54人参考，及格45人，…，优秀17人，优秀率."""
    part = counts[-1]
    if rate.clause - part.clause == 1 and usual.may_be_part(passage, part):
        here = [f for f in counts if f.sentence == rate.sentence]
        yield from meant_of(here, part, lambda figure: not usual.is_never(figure))


def _is_usual(passage: Passage, usual: Usual, figure: Figure, rate: Figure) -> bool:
    """Whether such a rate may be of a count; what comes behind it in its paragraph isn't known yet."""
    behind = figure.paragraph == rate.paragraph and figure.at > rate.at
    return not behind and usual.may_be_base(passage, figure)

"""What is said to be above or below a figure stands there.

"覆盖率41.2%，高于全市平均水平43.7%", "法定20个工作日，压缩至28个".

A value is held against the line that it is said to be compared with (a standard, a limit, a mean, a goal), a term
against the one that it was shortened from, the second of a ranking against the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERCENT, is_money
from yichuang.oversight.reportcheck.findings import Kind


def above_and_below(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All values of a document that are told to be on one side of another."""
    for passage in passages:
        text = passage.text
        if _COMPARED.search(text):
            for value, line in pairwise(passage.figures):
                yield from _compared(passages, passage, value, line)
        if "时限" in text or "法定" in text or "期限" in text:
            yield from _shortened(passages, passage)
        if "第二" in text or "第2" in text:
            yield from _ranked(passages, passage)


# ------------------------------------------------------------------ above and below a line

_COMPARED = re.compile("高于|超过|多于|大于|超出|低于|少于|小于|突破|超额完成|不到|优于")
_STILL = r"(?:均|都|也|仍|始终|全年|总体|全部|远|远远|明显|大幅|略|稍|已|继续|分别|且|并|基本|圆满|大大|显著|尚|还)*"
_ABOVE = re.compile(
    rf"^[^，。；：（）\d]{{0,6}}[，（]?{_STILL}(?:(?<!不)高于|(?<![不未有])超过|(?<!不)多于|(?<!不)大于|(?<![不未有])超出|不低于|不少于|超额完成)了?(?P<of>[^，。；：\d]{{0,16}}?)$"
)
_BELOW = re.compile(
    rf"^[^，。；：（）\d]{{0,6}}[，（]?{_STILL}(?:(?<!不)低于|(?<!不)少于|(?<!不)小于|(?:不|未|没有)(?:超过|超出|突破|高于))了?(?P<of>[^，。；：\d]{{0,16}}?)$"
)
_LINE = (
    "标准|限值|限额|上限|下限|红线|底线|目标|任务|要求|均值|平均|水平|警戒|控制|合格线|分数线|达标线|及格线|门槛|阈值|"
    "指标|约束|规定|时限|基准"
)
_LINE_IN_FRONT = re.compile(rf"(?:{_LINE})(?:值|线|数)?[的为（]?$")
_LINE_BEHIND = re.compile(rf"(?:以上|以下|以内)?）?的?[^，。；：、（）\d]{{0,6}}?(?:{_LINE})")
_FIRM_IN_FRONT = re.compile(r"(?:标准|限值)值?的?$|[（的为]$")
_PLAN = re.compile(r"力争|计划|确保|拟|将|预计|争取|应当|不得|原则上|必须")
_LEVELS = (Role.LEVEL, Role.RATE, Role.AVERAGE)
_LISTED = 6


def _compared(passages: Sequence[Passage], passage: Passage, value: Figure, line: Figure) -> Iterator[Judged]:
    if value.unit != line.unit or not value.unit or value.sentence != line.sentence:
        return
    text, between = passage.text, passage.text[value.after : line.at]
    if len(between) > _LONGEST or not _COMPARED.search(between):
        return
    above, below = _ABOVE.match(between), _BELOW.match(between)
    found = above or below
    if value.numeral.spoken or line.numeral.spoken:
        return
    if value.lead.endswith("的") and found and found["of"].endswith("的"):
        return  # 高于平均的13个，低于平均的9个: so many are
    begins, _ = passage.clause_range(value.clause)
    if (
        not found
        or not value.is_exact
        or _PLAN.search(text, begins, line.at)
        or line.clause - value.clause > 1
    ):
        return
    behind, front = _LINE_BEHIND.match(text, line.after), _LINE_IN_FRONT.search(found["of"])
    if not _are_alike(value, found["of"]) or not (behind or front):
        return
    if below and not behind and (is_money(line.unit) or not _FIRM_IN_FRONT.search(found["of"])):
        return  # "低于全市平均水平1.2%" may tell by how much
    if WHO_IS.match(text, line.after):
        return
    values = [value, *_row(passage, value)] if re.search("[均都]", between) else [value]
    firm = not _MEASURED.search(found["of"] + text[line.after : behind.end() if behind else line.after])
    for each in values:
        yield beside_line(passages, each, line, above=bool(above), firm=firm)


_LONGEST = 34
_MEASURED = re.compile("均值|平均|水平")  # such a line is rounded itself; a limit isn't
WHO_IS = re.compile(r"[^，。；：、\d]{0,8}的\d")  # 结余率2.62%，超过3%红线的14家: others than what is told


def _are_alike(value: Figure, words: str) -> bool:
    """Whether the line is of the same kind as the value: both levels, or both a change that goes one way."""
    if value.role is Role.CHANGE:
        return bool((_FALL if _FALL.search(value.lead) else _RISE).search(words))
    return value.role in _LEVELS and not _FALL.search(words) and not _RISE.search(words)


_FALL = re.compile("下降|减少|降低|压减|压缩|减排")
_RISE = re.compile("增长|提高|增加|上升")


def _row(passage: Passage, value: Figure) -> Iterator[Figure]:
    """The other values of a row whose last one it is: "71.3%、73.8%、74.6%，均低于75%的合格线"."""
    index = passage.figures.index(value)
    last = value
    for each in reversed(passage.figures[max(0, index - _LISTED) : index]):
        if passage.text[each.after : last.at] not in ("、", "和") or each.unit != value.unit:
            return
        yield each
        last = each


def beside_line(
    passages: Sequence[Passage], value: Figure, line: Figure, *, above: bool, firm: bool = False
) -> Judged:
    """Held if the value is on its side; a firm line is just what is printed: 2.62% isn't above 3%."""
    low, high = (line, value) if above else (value, line)
    if low.role is Role.CHANGE:
        holds = low.value <= high.value
    elif firm:
        holds = line.value <= value.interval.high if above else value.interval.low <= line.value
    else:
        holds = low.interval.low <= high.interval.high
    if not holds and value.value == line.value:
        holds = True
    figures = tuple(sorted((value, line), key=lambda f: f.span))
    sign = ("≥" if above else "≤") if holds else ("<" if above else ">")
    told = f"{said(value)} {sign} {said(line)}" + ("，与原文相符" if holds else "，原文却说在另一边")
    fixes = () if holds else changes(
        f"“{value.written}”应{'不低于' if above else '不超过'} {said(line)}", f"“{line.written}”写错"
    )  # fmt: skip
    return Judged(
        Kind.IMPOSSIBLE, figures, quotes(passages, figures), holds, told, fixes,
        decisive=not holds, claim=None if holds else value,
    )  # fmt: skip


# ------------------------------------------------------------------ terms that were shortened

_BY_LAW = re.compile(r"法定[^，。；：\d]{0,12}$")
_SHORTER = re.compile(
    r"(?:压缩|缩短|缩减|减少|压减|精简|减|降|提速|优化)(?:至|到|为)(?:了|平均)?$|承诺[^，。；：\d]{0,10}(?:时限|期限|时间|时长)(?:平均|压缩|缩短)*(?:为|是|至|到)?$"
    r"|实际[^，。；：\d]{0,8}(?:用时|时间|时长|耗时|办理)(?:平均)?(?:为|仅|仅为|只需)?$"
)
_NEAR = 3


def _shortened(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "法定时限20个工作日，承诺时限压缩至8个工作日": what is promised is no longer than what the law allows."""
    for index, term in enumerate(passage.figures):
        if term.unit not in DURATIONS or not term.is_exact or not _SHORTER.search(term.lead):
            continue
        for lawful in reversed(passage.figures[max(0, index - _NEAR) : index]):
            if lawful.sentence != term.sentence:
                break
            if lawful.unit == term.unit:
                if _BY_LAW.search(lawful.lead) and lawful.is_exact:
                    yield beside_line(passages, term, lawful, above=False)
                break


# ------------------------------------------------------------------ ranks and their values

_RANK = re.compile(
    r"(?<!倒数)第(?P<rank>[一二三四五六七八九十]|\d{1,2})(?:名|位)?(?![季届批期次个年章条阶产轮\d十百类])"
)
_TAKEN = re.compile(r"(?:排|列|居|位|获|得|分)[^，。；：\d第]{0,6}$")
_LESS_IS_MORE = re.compile("用时|耗时|成绩|速度|投诉|差评|浓度|最低|倒数|末")


def _ranked(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "综合得分92.6分排名第一，第二名得分93.8分": the second has no more than the first."""
    for number in range(len(passage.sentences)):
        begins, ends = passage.sentence_range(number)
        if "第" not in passage.text[begins:ends] or _LESS_IS_MORE.search(passage.text[begins:ends]):
            continue
        ranked = [
            (rank, f)
            for f in passage.in_sentence(number)
            if f.unit in ("分", PERCENT) and f.is_exact and f.role in _LEVELS and (rank := _rank(passage, f))
        ]
        for (rank, first), (next_rank, second) in pairwise(ranked):
            if first.unit == second.unit and next_rank - rank == 1 and rank <= _NEAR:
                yield beside_line(passages, second, first, above=False)


def _rank(passage: Passage, figure: Figure) -> int:
    """The rank that the clause of a figure tells of it, or the next one without figures; 0 if none or several."""
    begins, ends = passage.clause_range(figure.clause)
    if len(passage.between(begins, ends)) != 1:
        return 0
    behind = passage.clause_range(min(figure.clause + 1, len(passage.clauses) - 1))
    for at, to in ((begins, ends), behind):
        found = list(_RANK.finditer(passage.text, at, to))
        if len(found) == 1 and (at == begins or not passage.between(at, to)):
            named = found[0][0][-1] in "名位" or _TAKEN.search(passage.text[at : found[0].start()])
            words = found[0]["rank"]
            return (int(words) if words.isdigit() else int(spoken_value(words) or 0)) if named else 0
    return 0

"""Means of scores, and steps from one score to another by those whom the words name. Pure.

"东河村96分，西山村91分，北岭村87分，三村平均91.3分" · "甲公司88.5分，乙公司84.3分，甲公司比乙公司高4.2分".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT, Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import (
    CERTAIN,
    DEFINITE,
    FEWEST,
    WEIGHED,
    Reading,
    Row,
    apart,
    counted,
    likely,
    number_of,
    rank_of,
    row_before,
    words_between,
)
from yichuang.oversight.reportcheck.engine.relations.scores.trimmed import judges_marks
from yichuang.oversight.reportcheck.engine.telling import about, said

_OF_OTHERS = re.compile(
    r"[县市区镇乡省国]平均|全[县市区省镇校班]|[上下]半年|前[两三四五\d]|后[两三四五\d]|直|其[余他]"
)


_OF_ALL = re.compile(r"^(?:总|[两三四五六七八九十]|合计|综合|全部|共)")


def means(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """The mean of the row in front of it, or what a total gives each of so many."""
    mark = sheet[index]
    yield from _shared(sheet, index)
    row = row_before(sheet, index, Part.SCORE)
    if row is None and not (mark.name and not _OF_ALL.search(mark.name)):
        row = row_before(sheet, index, Part.MEAN)
    if row is None or (mark.full is not None and mark.full.value < mark.figure.value):
        return
    number = counted(row, mark)
    if 1 < number < len(row.marks):
        yield _mean_of(row.marks[-number:], row, mark, number)
    yield _mean_of(row.marks, row, mark, number)


_QUARTERS = 4


def _are_quarters(marks: Sequence[Mark]) -> bool:
    """Whether the scores are of the four quarters of a year."""
    return len(marks) == _QUARTERS and all("季度" in m.figure.lead for m in marks)


_JUDGES = re.compile("评委|裁判|专家|评审|打分|打出|亮出|给出|评分")


def _of_judges(marks: Sequence[Mark], mark: Mark) -> bool:
    """Whether a bare mean stands right behind what judges gave in turn: 裁判给出9.2分、9.4分、9.1分，平均9.2分."""
    bare = not mark.name and not any(m.figure.lead.strip("和") for m in marks[1:])
    return (
        bare
        and _JUDGES.search(marks[0].words) is not None
        and mark.figure.clause - marks[-1].figure.clause == 1
    )


def _mean_of(marks: Sequence[Mark], row: Row, mark: Mark, number: int) -> Reading:
    """The mean of scores, if all of them weigh alike."""
    figures = tuple(m.figure for m in marks)
    plain = not _OF_OTHERS.search(mark.figure.lead)
    some = len(marks) < len(row.marks)
    belief = likely(
        -0.5, 3.0 if number == len(figures) else -2.0 if number else 0.0, 0.8 if plain else -2.0,
        0.8 if apart(row.marks[-1], mark) == 0 else -0.8, 0.6 if row.first else -0.8,
        -3.0 if WEIGHED.search(mark.passage.text) else 0.0, 0.6 if len(figures) > FEWEST else 0.0,
        -1.0 if some else 0.0, 1.8 if _of_judges(marks, mark) else 0.0, 2.0 if _are_quarters(marks) else 0.0,
    )  # fmt: skip
    whole = sum((f.value for f in figures), Decimal(0))
    made = divide(whole, Decimal(len(figures)))
    told = f"（{' + '.join(map(said, figures))}）÷ {len(figures)} {about(made, 3)}"
    lacking = mark.figure.value * len(figures) - whole
    mended = tuple((f, f.value + lacking) for f in figures)
    return Reading(belief, figures, made, mended, told)


_SHARED = re.compile(
    r"(?P<n>[两三四五六七八九十]{1,3}|\d{1,3})(?:个|名|位)?(?:人|评委|评审|专家|裁判|队员|选手|考生|成员|代表)?(?:人均|平均)"
)


def _shared(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """ "剩下654.5分，七人平均93.5分": a total over so many."""
    mark = sheet[index]
    begins, _ = mark.passage.clause_range(mark.figure.clause)
    whole = sheet[index - 1] if index else None
    if whole is None or apart(whole, mark) or not re.search("总|剩|余|后|计", whole.figure.lead):
        return
    told = _SHARED.search(mark.passage.text[begins : mark.figure.at])
    number = Decimal(number_of(told["n"])) if told else _one_number(sheet, index) or _of_row(sheet, index - 1)
    if number <= 1:
        return
    made = divide(whole.figure.value, number)
    mended = ((whole.figure, mark.figure.value * number),)
    told_so = f"{said(whole.figure)} ÷ {shown(number)} {about(made, 3)}"
    yield Reading(CERTAIN, (whole.figure,), made, mended, told_so)


def times(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """ "18个单位平均83.5分，总分1503分": what so many have in all by their mean, as rounded as it is."""
    mark, mean = sheet[index], sheet[index - 1]
    if not index or mean.part is not Part.MEAN or apart(mean, mark) or mark.part is not Part.TOTAL:
        return
    begins, _ = mean.passage.clause_range(mean.figure.clause)
    told = _EACH_OF.search(mean.passage.text[begins : mean.figure.at])
    if told is None or not _ALL_TOLD.search(mark.figure.lead) or mark.figure.clause - mean.figure.clause > 1:
        return
    number = Decimal(number_of(told["n"]))
    made = mean.figure.value * number
    if abs(made - mark.figure.value) <= mean.figure.step * number / 2:
        made = mark.figure.value
    if number > 1:
        told_so = f"{said(mean.figure)} × {shown(number)} = {shown(made)}"
        yield Reading(CERTAIN, (mean.figure,), made, (), told_so)


_EACH_OF = re.compile(
    r"(?P<n>[两三四五六七八九十]{1,3}|\d{1,3})(?:个|名|位|家|所|支|人|户|项)[^，。；：\d]{0,10}(?:平均|均)(?:得)?(?:分|成绩)?(?:为|是)?$"
)
_ALL_TOLD = re.compile("总分|总计|合计|总得分|总成绩|累计|共计")


def ahead(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """The mean of as many scores as words behind it say: 平均93.5分；四人得分为95.2分、93.8分、92.6分、92.4分."""
    mark = sheet[index]
    run: list[Mark] = []
    for each in sheet[index + 1 :]:
        if each.part is not Part.SCORE or each.full is not None or (run and rank_of(run[-1], each) > 1):
            break
        run.append(each)
    if len(run) < FEWEST or apart(mark, run[0]) > 1 or run[0].passage is not mark.passage:
        return
    told = _SO_MANY.search(words_between(mark, run[0]))
    counts = [number_of(each["n"]) for each in _HOW_MANY.finditer(mark.words)]
    if told and number_of(told["n"]) == len(run) and all(count == len(run) for count in counts):
        whole = sum((m.figure.value for m in run), Decimal(0))
        made = divide(whole, Decimal(len(run)))
        lacking = mark.figure.value * len(run) - whole
        text = f"（{' + '.join(said(m.figure) for m in run)}）÷ {len(run)} {about(made, 3)}"
        mended = tuple((m.figure, m.figure.value + lacking) for m in run)
        yield Reading(CERTAIN, tuple(m.figure for m in run), made, mended, text)


_HOW_MANY = re.compile(r"(?P<n>[两三四五六七八九十]{1,3}|\d{1,3})(?:个|名|位|家|所|支|人|户|项)")
_SO_MANY = re.compile(
    r"^[，；。：][^，；。：\d前后其最]{0,6}?(?P<n>[两三四五六七八九十]|\d{1,2})(?:个|名|位|家|所|支)?[^，；。：\d]{0,6}?(?:得分|成绩|打分|评分|分数)?(?:分别|依次)?(?:为|是)?：?$"
)


def _of_row(sheet: Sequence[Mark], index: int) -> Decimal:
    """How many scores in front make the total at that place, 0 if they don't."""
    row = row_before(sheet, index, Part.SCORE)
    made = sum((m.figure.value for m in row.marks), Decimal(0)) if row else Decimal(0)
    return Decimal(len(row.marks)) if row and made == sheet[index].figure.value else Decimal(0)


def _one_number(sheet: Sequence[Mark], index: int) -> Decimal:
    """The count in front by which all other totals beside means are divided: 43名代表…, 0 if there is none."""
    mark = sheet[index]
    pairs = [
        (one.figure, other.figure)
        for one, other in pairwise(sheet)
        if one.part is Part.TOTAL and other.part is Part.MEAN and apart(one, other) == 0
        and other is not mark and one.passage is mark.passage
    ]  # fmt: skip
    for count in mark.passage.figures:
        shares = count.unit not in ("", "分") and not count.is_percent and count.value > 1
        if shares and len(pairs) > 1 and all(o.interval.has(divide(t.value, count.value)) for t, o in pairs):
            return count.value
    return Decimal(0)


# ------------------------------------------------------------------ steps

_SCORES = (Part.SCORE, Part.TOTAL, Part.MEAN, Part.THEN, Part.END)
_UP = re.compile(r"高|多|领先|上升|提高|提升|增加|上涨|涨|升|进步|超")
_DOWN = re.compile(r"低|少|落后|下降|降低|回落|下滑|减少|跌|降|退|差")
_AGAINST = re.compile(
    r"(?:比|较|与|距|离)(?P<who>[^，。；：、\d]{2,12}?)(?:相比|的)?(?:又|则|还|仅|只|略)?(?:高|低|多|少|领先|落后|提高|提升|上升|下降|增加|减少|回落|差|升|降|相差|进步)"
    r"|(?:高出|高于|低于|领先|落后于?|超出|多于|少于)(?P<than>[^，。；：、\d]{2,12})$"
)
_ENDS = re.compile(
    r"最高[^，。；：]{0,6}最低|首[位尾末]|头尾|第一[名位]?[与和]末|极差|最大[^，。；：]{0,4}最小"
)


def steps(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """Between the value compared in its clause, or of whom the words name, and the last score in front."""
    mark = sheet[index]
    of_judges = judges_marks(mark.passage)
    front = [
        m
        for m in sheet[:index]
        if m.part in _SCORES and apart(m, mark) <= 1 and m.figure.span not in of_judges
    ]
    if len(front) < FEWEST:
        return
    words = mark.words
    if _ENDS.search(words):
        yield from _between_ends(sheet, index)
        return
    told = _AGAINST.search(words)
    verb = words[told.start() :] if told and told["than"] else mark.figure.lead[-_VERB:]
    up = _UP.search(verb) is not None and _DOWN.search(verb) is None
    if not up and not _DOWN.search(verb):
        return
    last = front[-1]
    line = next((m for m in reversed(sheet[:index]) if m.passage is mark.passage), None)
    if line is not None and line.part is Part.ASIDE and line.figure.clause == mark.figure.clause:
        yield from _beside((*front, line), mark, up=up)
    elif _IN_ALL.search(words) and "比" not in words:
        yield from _in_all(sheet[:index], mark, up=up)
    elif last.passage is mark.passage and last.figure.clause == mark.figure.clause:
        yield from _beside(front, mark, up=up)
    elif told is None:
        yield from _since(front, mark, up=up)
    elif ordinals := _ORDINALS.search(words):
        yield from _in_turn(sheet, index, ordinals, up=up)
    else:
        yield from _against(front, mark, words[: told.start()], told["who"] or told["than"], up=up)


def _between_ends(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """From the lowest of a row to the highest: 最高与最低相差9分."""
    row = row_before(sheet, index, Part.SCORE) or row_before(sheet, index, Part.MEAN)
    if row is not None:
        mark = sheet[index]
        begins, _ = mark.passage.sentence_range(mark.figure.sentence)
        near = [f for f in mark.passage.between(begins, mark.figure.at) if f.unit in ("", POINT)]
        marks = sorted(row.marks, key=lambda m: m.figure.value)
        whole = row.first and len(near) == len(marks)
        yield _step(marks[-1], marks[0], mark, CERTAIN if whole else likely(0.5), up=True)


def _beside(front: Sequence[Mark], mark: Mark, *, up: bool) -> Iterator[Reading]:
    """From the value in its own clause: 比去年的84.2分提高2.5分."""
    last = front[-1]
    these = [m for m in front[:-1] if m.part is not Part.THEN and apart(m, mark) == 0]
    if these and (last.part in (Part.THEN, Part.END, Part.ASIDE) or re.search("[比较与]", last.figure.lead)):
        yield _step(these[-1], last, mark, likely(2.2), up=up)


_VALUES = (Part.SCORE, Part.TOTAL, Part.MEAN, Part.THEN)
_FROM = re.compile("[从由]")
_IN_ALL = re.compile(r"累计|共[提上增下降回]|总共|[两三四五六]年[提上增下降]")


def _in_all(front: Sequence[Mark], mark: Mark, *, up: bool) -> Iterator[Reading]:
    """From the first of a row of values to the last: 由78.36分到83.52分，再到86.17分，累计提升7.81分."""
    here = [m for m in front if m.passage is mark.passage and apart(m, mark) == 0]
    row = [
        m
        for m in here
        if m.part in (*_VALUES, Part.ASIDE) and (m.part in _VALUES or _FROM.search(m.figure.lead))
    ]
    if len(row) > 1:
        yield _step(row[-1], row[0], mark, CERTAIN, up=up)


def _since(front: Sequence[Mark], mark: Mark, *, up: bool) -> Iterator[Reading]:
    """From the one value of before that stands near: 上一轮76.3分，本轮83.1分，提升6.8分."""
    last = front[-1]
    then = [m for m in front if m.part is Part.THEN and mark.figure.clause - m.figure.clause <= _NEAR_BY]
    if len(then) == 1 and then[0] is not last and last.part is not Part.END and apart(then[0], mark) == 0:
        yield _step(last, then[0], mark, likely(2.2), up=up)
    if len(then) == 1 and then[0] is last:
        yield from _of_total(front, mark, up=up)


_BARE_STEP = re.compile(
    r"(?:总?得?分|总?成绩|综合得分|同比|环比)?(?:提高|提升|上升|增加|上涨|下降|降低|回落|下滑|减少|进步|退步|高|低)了?"
)


def _of_total(front: Sequence[Mark], mark: Mark, *, up: bool) -> Iterator[Reading]:
    """From the total of then to that of now in front of it: 总分94.4分，而上季度为91.7分，得分提高2.7分."""
    now = next((m for m in reversed(front) if m.part is not Part.THEN), None)
    totals = [m for m in front if m.part is Part.TOTAL and apart(m, mark) == 0]
    if now is not None and totals == [now] and _BARE_STEP.fullmatch(mark.figure.lead):
        yield _step(now, front[-1], mark, DEFINITE, up=up)


def _against(front: Sequence[Mark], mark: Mark, subject: str, who: str, *, up: bool) -> Iterator[Reading]:
    """From the score of whom the words name to that of the subject, or else the last one."""
    named = _of_whom(front, mark, subject[-_NAME:]) if len(subject) > 1 else None
    this = named or front[-1]
    other = _of_whom(front, mark, who, this)
    if other is not None and other is not this and apart(this, mark) == 0:
        alike = other.part is this.part and apart(other, mark) == 0
        yield _step(this, other, mark, CERTAIN if alike else likely(2.2), up=up)


_VERB, _NAME, _NEAR_BY = 6, 3, 4


def _of_whom(front: Sequence[Mark], mark: Mark, who: str, like: Mark | None = None) -> Mark | None:
    """The score of whom words name: behind their last place in front of the step, called as the one compared is."""
    text = mark.passage.text
    begins, _ = mark.passage.clause_range(mark.figure.clause)
    at = text.rfind(who, 0, begins)
    if at < 0:
        return None
    ends = min((place for sign in "；。" if (place := text.find(sign, at)) >= 0), default=len(text))
    told = [m for m in front if m.passage is mark.passage and at <= m.figure.at < ends and m is not like]
    alike = [m for m in told if like is None or m.part is like.part]
    if like is not None and not alike:
        alike = [m for m in told if m.part in (Part.SCORE, Part.MEAN, Part.TOTAL)]
    return alike[0] if alike else None


_ORDINALS = re.compile(
    r"第(?P<one>[一二三四五六])(?P<of>[^，。；：、\d]{1,2}?)(?:比|较)第(?P<two>[一二三四五六])(?P=of)"
)


_THAN_HIM = re.compile(
    r"[比较](?:其|他|前者|第一名|上一名|前一名|首名|榜首)[^，。；：\d]{0,2}(?P<way>少|低|差|多|高)$"
)


def after_step(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """ "第一名92.6分，第二名比其少0.8分，为91.8分": what is told behind a step is what that leads to."""
    if index < _STEPS:
        return
    mark, step, base = sheet[index], sheet[index - 1], sheet[index - _STEPS]
    if step.part is not Part.STEP or apart(base, mark) or base.part not in (*_SCORES, Part.FULL):
        return
    told = _THAN_HIM.search(step.words)
    if (
        told
        and re.fullmatch("(?:为|得|是|只有)?", mark.figure.lead)
        and mark.figure.clause - step.figure.clause == 1
    ):
        sign = 1 if told["way"] in "多高" else -1
        made = base.figure.value + sign * step.figure.value
        text = f"{said(base.figure)} {'+' if sign > 0 else '-'} {said(step.figure)} = {shown(made)}"
        yield Reading(CERTAIN, (base.figure, step.figure), made, (), text)


_STEPS = 2


def _in_turn(sheet: Sequence[Mark], index: int, ordinals: re.Match[str], *, up: bool) -> Iterator[Reading]:
    """Between two places of the row in front: 先后为421分、428分，第二次较第一次高7分."""
    mark = sheet[index]
    row: list[Mark] = []
    for each in reversed(sheet[:index]):
        if each.part in (Part.SCORE, Part.MEAN) and apart(each, mark) == 0:
            row.insert(0, each)
            if each.figure.lead:
                break
        elif row or each.part is not Part.STEP:
            break
    one, two = number_of(ordinals["one"]), number_of(ordinals["two"])
    if max(one, two) <= len(row):
        yield _step(row[one - 1], row[two - 1], mark, CERTAIN, up=up)


def _step(this: Mark, other: Mark, mark: Mark, belief: float, *, up: bool) -> Reading:
    one, two = (this, other) if up else (other, this)
    made = one.figure.value - two.figure.value
    gap = mark.figure.value - made
    mended = ((one.figure, one.figure.value + gap), (two.figure, two.figure.value - gap))
    figures = (this.figure, other.figure)
    return Reading(belief, figures, made, mended, f"{said(one.figure)} - {said(two.figure)} = {shown(made)}")

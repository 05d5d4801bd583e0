"""Points of a report by the part that each plays: full marks, scores, totals, means, points lost or given, steps. Pure.

"队伍（20分）得19.2分，执法满分30分、自评25.5分，…合计92.4分，扣7.6分，比上年低1.6分": two scores, each with its
full mark, a total, points lost, and a step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage

POINT: Final = "分"


class Part(StrEnum):
    """What points are."""

    SCORE = "score"
    FULL = "full"  # what something is worth
    TOTAL = "total"  # of scores, or of full marks
    MEAN = "mean"
    LOST = "lost"
    GIVEN = "given"  # on top
    STEP = "step"  # from one score to another
    END = "end"  # the highest and the lowest
    THEN = "then"  # the value of another time
    ASIDE = "aside"  # a line to be passed, a band, a rule


@dataclass(frozen=True, slots=True)
class Mark:
    """Points and the part that they play; `full` is what a score is of, if that stands beside it."""

    passage: Passage
    figure: Figure
    part: Part
    full: Figure | None = None

    @property
    def name(self) -> str:
        """What it is of: its words without those that tell its part."""
        return _PARTS.sub("", self.figure.lead.rstrip("（").strip("“”"))

    @property
    def words(self) -> str:
        """Its clause up to it, other figures and all."""
        begins, _ = self.passage.clause_range(self.figure.clause)
        return self.passage.text[begins : self.figure.at]


_PARTS = re.compile(
    r"(?:自评|自查|实际|实|考核|综合|平均|均|人均|总)?(?:得票|得分|得|评分|打分|分数|成绩|积分|记|计|满分|分值|权重|扣分|扣|失分|失|加分|加)?(?:数|值)?"
    r"(?:为|是|达|仅|只|各|共|：)*$"
)
_COMPARED = re.compile(r"[比较与]|同期|上年|去年|原")
_LINE = re.compile(
    r"(?:合格|及格|达标|分数|录取|入围|优秀|控制|本科|特控|一本|统招|指标|普高|资格|警戒|标准|中位|良好|底|上|最低控制)(?:线|标准)(?:值|分)?(?:为|是)?$"
    r"|(?:等次|优秀|合格|达标|立项|入围)[^，。；：\d]{0,3}线(?:为|是)?$|(?:门槛|目标|约定|要求|规定|[入评]围线|预期|期望|指标值)(?:值|分)?(?:为|是)?$|^每(?!项满分|项各|人满分)|(?:不低于|不少于|超过|不满|不足|高于|[需应须要]?(?<!表)达到?)$|距[^，。；：]{0,8}$"
)
_END = re.compile(
    r"(?:最[高低大小]|第[一二三1-3]名(?!.{0,3}(?:笔试|面试|技术|商务|资信|报价|价格|理论|实操|业务|上机|初试|复试|专业))|头名|榜首|末[位名]|垫底|首位)(?:得?分|值|者|的|为|是|：|数|成绩)*[^，。；：\d]{0,4}$"
)
_STEP = re.compile(
    r"(?:高|低|多|少|差|相差|悬殊|领先|落后|升|降|涨|跌|退步|进步|回落|回升|下滑|提高|提升|上升|下降|增加|减少|余|距|还差|拉开|分差|极差)(?:了|出|过|于|为|到)?$"
)
_APART = re.compile(
    r"[比较](?:其|他|她|前者|第一名|首名|上一名|前一名)(?:少|低|差|多|高)(?:了|出)?$|最[高多][^，。；：\d]{1,8}[比较]最[低少][^，。；：\d]{1,8}(?:高|多)(?:出|了)?$|(?:相差|差距|分差|极差|之差|悬殊|高出|低于|领先|落后|多出)[^，。；：、\d]{0,8}(?:为|是|达)?$"
)
_THEN = re.compile(
    r"(?:上[年次届轮月期季回]|上一[年次届轮期季月]|上学[年期]|去年|前年|同期|此前|首[评次]|初[评次]|原|整改前|往年|20\d\d年?)(?:度|得分|得|的|为|是|成绩|自评|总分|平均|考核|末|全年)*$"
    r"|(?:去年|上年度?|前年|上[届轮年])(?:我|本|全)?[县市区镇乡校院局所街道村]{0,2}(?:考核)?得分?$"
)
_LOST = re.compile(
    r"(?:用去|花去|用掉|扣|失|丢|倒扣|扣减|核减|少得|扣除|被扣)(?:除|去|掉|了|分|共|为|项|：)*$|(?:扣|失|丢)分(?!率)[^，。；：\d]{0,4}$|^(?:因)?(?:扣除|扣减|扣掉|减去)[^，。；：\d]{2,8}$"
    r"|^(?![^，。；：]*(?:比|较|同期))[^，。；：]*(?<![增缩])减(?:分|去|掉|了|项)*$"
    r"|(?:不参评|缺项|空项|无此项|不涉及|不适用|不考核|不参加考核)(?:的|项|分|部分|合计|分值|共|为)*$"
)
_GIVEN = re.compile(
    r"(?:(?<![相累叠增])加|奖|奖励|附加|修复)(?:分|了|为|得|项|：)*$|(?:加分|附加|奖励分)[^，。；：\d]{0,4}$"
)
_FULL = re.compile(
    r"(?:满分|分值|标准分|总分值|配分|应得分?|上限|最高限?|封顶|分制|基[本准础]分|起评分?|权[重值]|赋分|初始(?:分值?)?|标准|占)(?:值|均|都|各|为|是|共|计|总计|合计|分别|依次|对应|：)*$"
)
_TOTAL = re.compile(
    r"(?:团体|全队|总(?:平均|评|成绩|积分|得票|计|得)?|合计|共计?|小计|累计|综合|相加|之和|最终|最后|总和|折算后|加权后?|汇总|[两三四五六七八九十]项|[两三四五六]科|[两三四]部分)"
    r"(?:平均|均)?(?:得|评|总|自评|记|考核)?(?:票|分|成绩|积分|评分|得分|总分)?[数值]?(?:为|是|得|即|达|：)*$"
)
_ALL_OF_THEM = re.compile(r"(?:以上|上述)?[两三四五六七八九十](?:个)?(?:大)?(?:项|类|块|部分|方面|科|轮)")
_YEARLY = re.compile(r"20\d\d年度?[^，。；：]{0,6}(?:自评|得分?|自查)(?:为)?$")
_CAPPED = re.compile(r"(?:设|设有|设置|最[多高]|上限)[^，。；：\d]{0,4}(?:加|减|扣)分(?:项|因素)(?:为|共)?$")
_LEFT = re.compile("(?:还|现|净)?(?:余|剩余?|结余)")
_BESIDE_MEAN = re.compile(r"[均都](?:高于|低于|在|超|达|获|不)|总体|高于|低于")
_BARE = re.compile(r"(?:满分|得分?|均分|总分|合计|实得|扣|失分?|自评|权值|分值|扣分|评分|上限)(?:为|各|：)*$")
_IN_ROW = re.compile("[、和及][一-鿿]{0,8}|，其中[一-鿿]{0,10}")
_BAND = re.compile(
    r"^(?:（不?含）)?(?:及)?以[上下内]|^（不?含）|^[至到~—-]+\d|^[段档线]|^(?:为|是)?(?:合格|及格|优秀|良好|达标)|^的"
)
_THEN_SCORE = re.compile(
    r"(?:分值)?）?[，、：]?(?:我[县市区局镇乡校院站所]|自评|自查|实际?|考核|专家|本年|全[县市区]|分)*(?:平均|人均|均)?"
    r"(?:得分?|自评|评分|打分|自查|实得|平均|均)?(?:分|为|：|了|仅|只)*"
)
_ITSELF = re.compile(r"(?:分)?）(?:平均|自评|实|仅)?(?:得|自评|\d)")
_CAP = re.compile(r"（(?:满分|上限|分值|标准分|最高|权重|限)?(?:为|：)?$")
_NEXT = re.compile("[、和及][一-鿿]{0,8}")
_TWICE = 2
_TIMES = 10  # what it is worth: more is of something else, not a digit wrong


def marks(passage: Passage) -> list[Mark]:
    """The points of a paragraph in reading order, each score with the full mark beside it."""
    if POINT not in passage.text:
        return []
    told: list[Mark] = []
    for figure in _points(passage):
        part = _part(passage, figure)
        before = told[-1] if told else None
        between = passage.text[before.figure.after : figure.at] if before else ""
        if before is not None and part in (Part.LOST, Part.GIVEN) and before.part is Part.ASIDE:
            capped = _CAPPED.search(before.figure.lead) and _IN_ROW.fullmatch(between)
            part = Part.ASIDE if capped else part  # 另设加分项5分、减分项10分
        if before is not None and part is Part.SCORE:
            if before.part in (Part.LOST, Part.GIVEN) and _IN_ROW.fullmatch(between):
                part = before.part  # 扣除未完成项5分、通报批评2分: the verb is of the whole row
            elif before.part is Part.FULL and not figure.lead and between == "、":
                part = Part.FULL  # 分别对应满分15、20、35、30
            elif not figure.lead and between == "、":
                if before.part is Part.TOTAL:  # 四项为28分、32分
                    told[-1] = Mark(passage, before.figure, Part.SCORE)
                part = Part.MEAN if before.part is Part.MEAN else part
        told.append(Mark(passage, figure, part))
    return list(_paired(passage, told))


def _points(passage: Passage) -> Iterator[Figure]:
    """Figures in points; also bare ones behind words of scores, and in a row with such a one."""
    told = [figure.unit == POINT or _is_bare(figure, _BARE) for figure in passage.figures]
    pairs = list(enumerate(pairwise(passage.figures)))
    for at, (one, other) in pairs:
        if told[at] and _is_bare(other) and _NEXT.fullmatch(passage.text, one.after, other.at):
            told[at + 1] = True
    for at, (one, other) in reversed(pairs):
        if told[at + 1] and _is_bare(one) and passage.text[one.after : other.at] == "、":
            told[at] = True
    yield from (figure for figure, is_point in zip(passage.figures, told, strict=True) if is_point)


def _is_bare(figure: Figure, words: re.Pattern[str] | None = None) -> bool:
    """Whether a number has no unit, and stands behind such words."""
    return (
        figure.unit == ""
        and not figure.numeral.sign
        and (words is None or words.search(figure.lead) is not None)
    )


def _part(passage: Passage, figure: Figure) -> Part:
    lead, text = figure.lead, passage.text
    begins, _ = passage.clause_range(figure.clause)
    if not lead and _ALL_OF_THEM.fullmatch(text, begins, figure.at):
        return Part.TOTAL
    if figure.role is Role.BAND or not figure.is_exact or _BAND.match(text[figure.after : figure.after + 6]):
        return Part.ASIDE
    if text[figure.at - 1 : figure.at] in tuple("~—-") or lead.endswith(("至", "满")):
        return Part.ASIDE
    if text.startswith("分制", figure.to):
        return Part.FULL
    if _LEFT.fullmatch(lead):
        return Part.SCORE
    if _CAPPED.search(lead):
        return Part.ASIDE
    if _YEARLY.search(lead) and text.startswith("，其中", figure.after):
        return Part.SCORE  # 我镇2023年考核自评88分，其中基础工作60分
    if _THEN.search(lead) or (figure.role is Role.BASE and _COMPARED.search(lead)):
        return Part.THEN
    for part, words in _IN_TURN:
        if words.search(lead):
            return part
    if figure.role is Role.CHANGE:
        return Part.STEP
    if figure.role is Role.AVERAGE or lead.endswith("均"):
        return Part.ASIDE if _BESIDE_MEAN.search(lead) else Part.MEAN
    alone = text[figure.at - 1 : figure.at] == "（" and text[figure.after : figure.after + 1] == "）"
    return Part.FULL if alone and _ITSELF.match(text, figure.after) else Part.SCORE


# 去掉一个最低分后平均9.40分: no end, but what is made of those left
_OF_THE_LEFT = re.compile(r"最[高低](?:得?分|值)?各?[^，。；：]{0,4}(?:后|的)[^，。；：]{0,6}?")
_IN_TURN = (
    (Part.MEAN, re.compile(rf"{_OF_THE_LEFT.pattern}(?:平均|均)(?:得?分|成绩)?(?:为|是)?$")),
    (Part.TOTAL, re.compile(rf"{_OF_THE_LEFT.pattern}(?:得分?|成绩|总分|为)+$")),
    (Part.STEP, _APART), (Part.END, _END), (Part.ASIDE, _LINE), (Part.LOST, _LOST), (Part.GIVEN, _GIVEN),
    (Part.STEP, _STEP), (Part.FULL, _FULL), (Part.TOTAL, _TOTAL),
)  # fmt: skip


def _paired(passage: Passage, told: Sequence[Mark]) -> Iterator[Mark]:
    """Full marks are told with the score that stands beside them, in front of them or behind, in a bracket."""
    told = _by_name(_in_turn(told))
    index = 0
    while index < len(told):
        mark = told[index]
        after = told[index + 1] if index + 1 < len(told) else None
        if after is not None and _is_full_of(passage, mark, after):
            part = Part.SCORE if after.part is not Part.TOTAL else Part.TOTAL
            yield Mark(passage, after.figure, part, mark.figure)
            index += 2
        elif after is not None and _is_capped(passage, mark, after):
            yield Mark(passage, mark.figure, mark.part, after.figure)
            index += 2
        else:
            yield mark
            index += 1


_LISTED = re.compile("依次|分别|逐项")
_PLAIN = (Part.SCORE, Part.FULL)


def _in_turn(told: Sequence[Mark]) -> list[Mark]:
    """The points, with scores told in turn beside as many full marks in front: 15分、20分，依次得14分、17分."""
    marks = list(told)
    for at, first in enumerate(marks):
        if first.part is not Part.SCORE or not _LISTED.search(first.figure.lead):
            continue
        got = _run(marks, at)
        number = len(got)
        fulls = marks[max(0, at - number) : at]
        if number < _FEWEST or len(fulls) < number or not all(m.part in _PLAIN for m in fulls):
            continue
        apart = fulls[-1].figure.sentence != first.figure.sentence
        before = marks[at - number - 1] if at > number else None
        longer = before is not None and before.part is fulls[0].part and _is_listed(before, fulls[0])
        if apart or longer or not all(_is_listed(one, other) for one, other in pairwise(fulls)):
            continue
        if sum(g.figure.value <= f.figure.value for g, f in zip(got, fulls, strict=True)) < number - 1:
            continue
        paired = [Mark(g.passage, g.figure, Part.SCORE, f.figure) for g, f in zip(got, fulls, strict=True)]
        return [*marks[: at - number], *paired, *_in_turn(marks[at + number :])]
    return marks


def _by_name(told: Sequence[Mark]) -> list[Mark]:
    """The points, with scores beside the full marks that a list in front tells of the same names and that make a scale.

    "响应率15分、解决率45分、满意率40分。高新区解决率得43.2分，满意率得40.6分".
    """
    marks = list(told)
    ends = next((at for at, m in enumerate(marks) if m.figure.sentence > marks[0].figure.sentence), 0)
    fulls = [m for m in marks[:ends] if m.part in _PLAIN and m.full is None and m.figure.value not in _SCALES]
    if len(fulls) < _FEWEST or sum(m.figure.value for m in fulls) not in _SCALES:
        return marks
    pairs: dict[int, Mark] = {}
    for at, mark in enumerate(marks[ends:], ends):
        alike = [f for f in fulls if len(_own(f)) > 1 and mark.name.endswith(_own(f))]
        if mark.part is Part.SCORE and mark.full is None and len(alike) == 1:
            pairs[at] = Mark(mark.passage, mark.figure, Part.SCORE, alike[0].figure)
    under = sum(m.figure.value <= m.full.value for m in pairs.values() if m.full)
    plain = [at for at, m in enumerate(marks[ends:], ends) if m.part is Part.SCORE and m.name]
    if len(pairs) > 1 and under >= len(pairs) - 1 and set(plain) == set(pairs):
        return [pairs.get(at, mark) for at, mark in enumerate(marks)]
    return marks


def _own(mark: Mark) -> str:
    """The name of what a full mark is of."""
    return re.sub("^(?:其中|由|包括|分为)", "", mark.name)


_SCALES = (10, 100, 1000)
_FEWEST = 3
_NAMED = re.compile("[，、；][^，；。：、]{0,12}")


def _is_listed(one: Mark, other: Mark) -> bool:
    """Whether two points stand next to each other in one list."""
    return (
        one.part in _PLAIN
        and _NAMED.fullmatch(one.passage.text, one.figure.after, other.figure.at) is not None
    )


def _run(marks: Sequence[Mark], at: int) -> list[Mark]:
    """The scores from a place on that no words part."""
    run = [marks[at]]
    for mark in marks[at + 1 :]:
        if (
            mark.part is not Part.SCORE
            or mark.passage.text[run[-1].figure.after : mark.figure.at] not in "、和"
        ):
            break
        run.append(mark)
    return run


def _is_full_of(passage: Passage, full: Mark, score: Mark) -> bool:
    """Whether a full mark stands right in front of its score: 满分30分、自评25.5分, 20分得18分."""
    between = passage.text[full.figure.after : score.figure.at]
    beside = _THEN_SCORE.fullmatch(between) is not None and not (len(between) < _TWICE and between in "、，")
    gets = full.part is Part.FULL or (full.part is Part.SCORE and _GETS.search(between) is not None)
    named = full.part is Part.FULL or len(full.name) > 1 or (between == "得" and full.name)
    scored = score.part in (Part.SCORE, Part.TOTAL, Part.MEAN)
    return beside and gets and bool(named) and scored and score.figure.value <= full.figure.value * _TIMES


_GETS = re.compile(r"(?:得分?|自评|实得|评分)(?:为|：)?$")


def _is_capped(passage: Passage, score: Mark, full: Mark) -> bool:
    """Whether a bracket right behind a score holds nothing but its full mark: 18分（上限20分）, 12.8分（15）."""
    text = passage.text
    opens = text[score.figure.after : full.figure.at]
    closes = text[full.figure.after : full.figure.after + 1] == "）" or text.startswith(
        "分）", full.figure.after
    )
    told = full.part in (Part.FULL, Part.SCORE) or (full.part is Part.END and "高" in full.figure.lead)
    return closes and told and _CAP.fullmatch(opens) is not None and score.part is not Part.FULL

"""No score is above its full mark, no rank behind the number of those that were ranked.

"语文满分120分，…最高分123分", "得104.5分（满分100分）", "考核实行百分制，…得分196.5分".
"在全县12个乡镇中排名第14": there are twelve.  "由上年的第8位上升至第11位": that is a fall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged, shown
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

_FULL = re.compile(r"满分(?:值|均|各|为|是|共)*$")
_WHOLE = re.compile(r"^(?:考核|评分|测评|评比|考评)?(?:总分|总分值|基准分)(?:为)?$")
_USUAL = (10, 100, 120, 150, 1000)
_SCORE = re.compile(
    r"(?:最高|最低|平均|均|得|评|总|自评|成绩为?|综合)(?:得|评)?分?(?:数)?(?:为|是|达|达到|仅|只得|只有|仅为|到)*$|得$|只得$"
)
_END = re.compile(r"^最[高低]分")
_MORE = re.compile(r"加分|附加|奖励|奖分|加\d|另加|倍|换算|积分|竞赛")
_SCALE = re.compile(r"(?P<most>五|十|百|千)分制")
_MOST = {"五": 5, "十": 10, "百": 100, "千": 1000}
_MARKS = re.compile(r"满分|[五十百千]分制|总分|基准分")
_ALL = re.compile("总分|满分|应得|标准分")
_TOGETHER = re.compile(r"总分|合计|总成绩|三科|两科|各科|四科|团体|累计|之和")
_OF_ALL = re.compile("综合|总评|最[终后]|折算")
_SMALL = Decimal(5)


def full_marks(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All scores and ranks of a document that can't be."""
    for passage in passages:
        if "分" in passage.text and _MARKS.search(passage.text):
            yield from _scores(passages, passage)
        if _TRIMMED.search(passage.text):
            yield from _trimmed(passages, passage)
        if "第" in passage.text:
            yield from _ranks(passage)
            yield from _moves(passage)


def _scores(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    figures = [f for f in passage.figures if f.is_exact and (f.unit == "分" or _is_bare_mark(f))]
    full: Figure | None = None
    items = 0
    for index, figure in enumerate(figures):
        whole = _WHOLE.match(figure.lead) and figure.value in _USUAL and not figure.step
        if _FULL.search(figure.lead) or whole:
            if figure.bracket and index and _opens_behind(passage, figures[index - 1], figure):
                yield from _held(passages, passage, figures[index - 1], figure)
            elif figure.bracket and (behind := figures[index + 1 : index + 2]):
                if _CLOSES.fullmatch(passage.text, figure.after, behind[0].at):
                    yield from _held(passages, passage, behind[0], figure)
            elif not figure.bracket:
                full = figure
            continue
        marked = bool(_SCORE.search(figure.lead)) and figure.role in (Role.LEVEL, Role.AVERAGE, Role.RATE)
        own = (
            index + 1 < len(figures) and figures[index + 1].bracket and _FULL.search(figures[index + 1].lead)
        )
        if (
            full
            and marked
            and not own
            and figure.sentence - full.sentence <= bool(_END.search(figure.lead))
            and not _TOGETHER.search(figure.lead)
            and not (items and _OF_ALL.search(figure.lead))
        ):
            items += 1
            yield from _held(passages, passage, figure, full)
    told = _SCALE.search(passage.text)
    most = _MOST[told["most"]] if told else 0
    if any(f.value > most and _ALL.search(f.lead) for f in figures):
        return  # 百分制83.5分：总分1000分，应得920分
    over = [f for f in figures if told and f.at > told.end() and f.value > most and _SCORE.search(f.lead)]
    for figure in over if not any(_FULL.search(f.lead) for f in figures) else ():
        near = told is not None and passage.text.find("。", told.end(), figure.at) < 0
        if near and not _MORE.search(passage.text) and not _TOGETHER.search(figure.lead) and told:
            place = passage.view.span(*told.span())
            reason = f"{said(figure)} > {most}，{told[0]}得分不超过 {most} 分"
            yield Judged(
                Kind.SCORE, (figure,), (*quotes(passages, (figure,)), place), False, reason,
                (f"“{figure.written}”应不超过 {most}",), claim=figure, places=(place,),
            )  # fmt: skip


_CLOSES = re.compile("）[^，。；：（）\\d]{0,8}")  # "服务效率（满分30）得28.4分"


def _is_bare_mark(figure: Figure) -> bool:
    """Whether it is a full mark in a bracket that needs no unit."""
    return figure.unit == "" and figure.bracket > 0 and _FULL.search(figure.lead) is not None


def _opens_behind(passage: Passage, score: Figure, full: Figure) -> bool:
    """Whether the bracket with the full mark stands right behind the score."""
    opens, _ = passage.brackets[full.bracket]
    return (
        score.bracket != full.bracket
        and 0 <= opens - score.after <= 1
        and full.at - opens <= len("（满分为值")
    )


def _held(passages: Sequence[Passage], passage: Passage, score: Figure, full: Figure) -> Iterator[Judged]:
    begins, ends = passage.sentence_range(score.sentence)
    holds = score.value <= full.value
    if not holds and (_MORE.search(passage.text[begins:ends]) or score.value > full.value * _SMALL):
        return
    figures = tuple(sorted((score, full), key=lambda f: f.span))
    told = f"{said(score)} {'≤' if holds else '>'} {said(full)}" + ("" if holds else "，得分高于满分")
    fixes = () if holds else changes(f"“{score.written}”应不超过 {said(full)}", f"“{full.written}”写错")
    yield Judged(
        Kind.SCORE, figures, quotes(passages, figures), holds, told, fixes, claim=None if holds else score
    )


# ------------------------------------------------------------------ marks of which the ends are left out

_TRIMMED = re.compile(r"去掉一个最高分[和、及]?一个最低分")
_MARKED = re.compile(r"(?:最后|最终|平均|实际)得?分[^，。；：\d]{0,3}$")
_FEWEST = 4


def _trimmed(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "去掉一个最高分和一个最低分，…9.6、9.4、9.8、9.3分，最后得分9.5分": the mean of what is left."""
    figures = passage.figures
    for index, mean in enumerate(figures):
        if mean.unit != "分" or not mean.is_exact or not _MARKED.search(mean.lead):
            continue
        marks: list[Figure] = []
        for figure in reversed(figures[:index]):
            if marks and passage.text[figure.after : marks[0].at] != "、":
                break
            marks.insert(0, figure)
        if len(marks) < _FEWEST or marks[-1].clause + 1 != mean.clause:
            continue
        left = sorted(f.value for f in marks)[1:-1]
        whole = sum(left, Decimal(0))
        made = divide(whole, Decimal(len(left)))
        holds = mean.interval.has(made)
        told = f"{' + '.join(map(shown, left))} = {shown(whole)}，÷ {len(left)} {about(made, 3)}"
        fixes = () if holds else changes(instead(mean, made))
        yield Judged(
            Kind.SCORE, (*marks, mean), quotes(passages, (*marks, mean)), holds,
            told if holds else f"{told}，原文为 {said(mean)}", fixes, claim=mean,
        )  # fmt: skip


# ------------------------------------------------------------------ ranks

_N = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
_AMONG = re.compile(
    rf"(?<![第\d.])(?P<all>{_N})(?:个|家|所|支|名|户|队)?(?:[^，。；：\d第]{{0,14}}?)(?:中|里|内|当中)[^，。；：\d第]{{0,16}}?"
    rf"(?:排|列|居|位|名|获|得)[^，。；：\d第]{{0,6}}?第(?P<rank>{_N})(?:位|名)?(?![一二三四五六七八九十\d季届批期次个年章条款阶产])"
)
_TAKING_PART = re.compile(
    rf"(?<![第\d.])(?P<all>{_N})(?:个|家|所|支|名|户|队)[^。；：\d第，]{{0,14}}?(?:参加|参评|参与|参赛)[^。；：\d第，]{{0,8}}，"
    rf"[^，。；：\d第]{{0,12}}?(?:排|列|居|位|名|获|得)[^，。；：\d第]{{0,6}}?第(?P<rank>{_N})(?:位|名)(?![次])"
)
_COUNTED = re.compile(r"(?:个|家|所|支|名|户|队)")
_OUT_OF = re.compile(rf"第(?P<rank>{_N})(?:位|名)?（共(?P<all>{_N})(?:个|家|所|支|名|户)")
_MOVED = re.compile(
    rf"(?:由|从)[^，。；：\d第]{{0,10}}?第(?P<before>{_N})[位名]?(?P<way>上升|前进|提升|前移|跃升|攀升|提高|跃居|下降|后退|下滑|退|滑落|跌|降)(?:至|到|为|成)[^，。；：\d第]{{0,6}}?"
    rf"第(?P<now>{_N})[位名]?(?![一二三四五六七八九十\d季届批期次个年章条款])"
)
_UP = ("上升", "前进", "提升", "前移", "跃升", "攀升", "提高", "跃居")


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(spoken_value(words) or 0)


def _ranks(passage: Passage) -> Iterator[Judged]:
    for found in (each for kind in (_AMONG, _OUT_OF, _TAKING_PART) for each in kind.finditer(passage.text)):
        count, rank = _number(found["all"]), _number(found["rank"])
        if not _COUNTED.match(passage.text, found.end("all")) or count < 2 or not rank:
            continue
        if "比" in found[0] or "项" in found[0]:
            continue
        told = f"第 {rank} {'≤' if rank <= count else '>'} {count}" + (
            "" if rank <= count else "，没有这么多个"
        )
        yield _told(passage, found, ("all", "rank"), told, holds=rank <= count)


def _moves(passage: Passage) -> Iterator[Judged]:
    for found in _MOVED.finditer(passage.text):
        before, now = _number(found["before"]), _number(found["now"])
        up = found["way"] in _UP
        holds = now < before if up else now > before
        if before and now and before != now:
            told = f"第 {before} 到第 {now} 是{'上升' if now < before else '下降'}"
            yield _told(passage, found, ("before", "now"), told, holds=holds)


def _told(
    passage: Passage, found: re.Match[str], groups: tuple[str, str], told: str, *, holds: bool
) -> Judged:
    places = tuple(sorted(passage.view.span(*found.span(group)) for group in groups))
    fixes = () if holds else ("名次或个数写错",)
    return Judged(Kind.IMPOSSIBLE, (), (passage.quote(*found.span()),), holds, told, fixes, places=places)

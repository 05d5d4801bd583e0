"""Scores: what a self-assessment gives itself against what each item is worth, and against the total.

"健全服务网络（考核分值：10分，自评分：10分）" for each item, "县考评分值100分，自评100分" in front: both add up.
"满分100分，…扣2分，…扣1.5分，自评得分96.5分": 100 - 2 - 1.5 = 96.5.  No item gets more than it is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

POINT = "分"
FULL = Decimal(100)
_WORTH = re.compile(
    r"(?:分值|满分|标准分|权重|应得分|配分|考核分|基本分|基准分|起评分|赋分|总分)(?:值)?(?:合计|总计)?(?:为|是|共|：|计)*$"
)
_GOT = re.compile(
    r"(?:自评|自查|得分|实得|评分|打分|考核得分|自我评价|自评得|得|自评为)(?:总?分|总?得分|分数)?(?:为|是|：|共|合计|共计)*$"
)
_LOST = re.compile(r"(?:扣|扣除|扣减|减|倒扣|失)(?:分|去|了)?(?:为|：)?$")
_RULE = re.compile(r"每[^，；：]{0,24}$")  # "每低0.5个百分点扣0.5分" tells how it is reckoned
_TOTAL = re.compile(
    r"总|合计|共|最终|最后|综合|县考|市考|区考|全部|我[乡镇县市区局站校所中心街]+|[乡镇县市区局站校所街]道?自评|累计"
)
_BASE = re.compile(r"(?:基准|基础|起评|起始)分?(?:值)?(?:为|是|均为)*$")  # each starts from it
_ITEM = re.compile(r"[该此本]项")  # its worth, not the whole's, is what was deducted from
_EXTRA = "加分"
_ITS_OWN = re.compile(r"[，。；]其中")
_ADDED = re.compile(r"(?:加|另加|附加|奖励)(?:分|了)?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item: what it is worth and what it got."""

    worth: Figure
    got: Figure


def scores(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All scores of a document."""
    figures = [f for passage in passages for f in passage.figures if f.unit == POINT and f.value >= 0]
    if not figures:
        return
    entries = list(_entries(passages, figures))
    for entry in (*entries, *_named_entries(figures)):
        yield from _over(passages, entry)
    yield from _totals(passages, figures, entries)
    for passage in passages:
        yield from _deductions(passages, passage)


def _entries(passages: Sequence[Passage], figures: Sequence[Figure]) -> Iterator[Entry]:
    """Worth and score that stand side by side, in either order, one of them in brackets at least or both."""
    index = 0
    while index + 1 < len(figures):
        one, other = figures[index], figures[index + 1]
        text = passages[one.paragraph].text
        beside = (
            one.paragraph == other.paragraph
            and (one.bracket or other.bracket)
            and len(text[one.after : other.at]) <= 16
            and not re.search(r"[。；]", text[one.after : other.at])
        )
        after = one.bracket > other.bracket and text[one.after : other.at].endswith("）")
        if beside and (
            (_GOT.search(other.lead) and (_WORTH.search(one.lead) or _is_of(text, one, other)))
            or (after and _WORTH.search(one.lead) and not _LOST.search(other.lead))
        ):
            yield Entry(one, other)
            index += 2
        elif (
            beside
            and _WORTH.search(other.lead)
            and other.bracket > one.bracket
            and "，" not in text[one.after : other.at]
            and not _LOST.search(one.lead)
        ):
            yield Entry(other, one)
            index += 2
        else:
            index += 1


_GETS = re.compile(r"(?:实际|自评|仅|只)?(?:得|得分|得了)(?:为)?$")


def _named_entries(figures: Sequence[Figure]) -> Iterator[Entry]:
    """Items whose worth is told first, each by its name: "响应率15分、满意率40分。…满意率得40.6分"."""
    worths: dict[str, Figure] = {}
    for figure in figures:
        gets = _GETS.search(figure.lead)
        name = figure.lead[: gets.start()] if gets else ""
        if name in worths and worths[name].paragraph == figure.paragraph:
            yield Entry(worths[name], figure)
        elif len(figure.lead) > 1 and not gets and not _LOST.search(figure.lead):
            worths.setdefault(figure.lead, figure)


def _is_of(text: str, worth: Figure, got: Figure) -> bool:
    """Whether a bracket in front of a score tells its worth: not if one behind does, 得9分（10分），得19分（20分）."""
    return _alone(text, worth) and not _ASIDE.match(text, got.after)


_ASIDE = re.compile(r"（\d+(?:\.\d+)?分）")


def _alone(text: str, figure: Figure) -> bool:
    """Whether a bracket holds nothing but this figure: （10分）."""
    return text[figure.at - 1 : figure.at] == "（" and text[figure.after : figure.after + 1] == "）"


def _over(passages: Sequence[Passage], entry: Entry) -> Iterator[Judged]:
    worth, got = entry.worth, entry.got
    if got.value <= worth.value or not (got.is_exact and worth.is_exact):
        return
    figures = (worth, got)
    yield Judged(
        Kind.SCORE, figures, quotes(passages, figures), False,
        f"{said(got)} > {said(worth)}，得分超过分值 {shown(got.value - worth.value)} 分",
        changes(f"{said(got)} 应不超过 {said(worth)}"), decisive=True, claim=got,
    )  # fmt: skip


def _totals(
    passages: Sequence[Passage], figures: Sequence[Figure], entries: Sequence[Entry]
) -> Iterator[Judged]:
    if len(entries) < 3:
        return
    within = {f.span for entry in entries for f in (entry.worth, entry.got)}
    first, last = entries[0].worth, entries[-1].got
    alone = [f for f in figures if f.span not in within and (_before(f, first) or _before(last, f))]
    # "自评总分93分。其中：基础建设29分，…" has items of its own
    alone = [f for f in alone if not _ITS_OWN.match(passages[f.paragraph].text, f.after)]
    # "加分项（满分5分，自评分3分）" comes on top of the hundred
    worths = [entry.worth for entry in entries if _EXTRA not in passages[entry.worth.paragraph].text]
    gots = [entry.got for entry in entries]
    reached = sum((f.value for f in gots), Decimal(0))
    full_sum = sum((f.value for f in worths), Decimal(0))
    totals = [f for f in alone if _WORTH.search(f.lead) and not _GOT.search(f.lead) and f.value >= FULL / 2]
    # "总分92.7分" is what was reached
    whole = next((f for f in totals if f.value == full_sum or f.value != reached), None)
    # "本项满分22分，扣4分，自评得分18分" in front of the items is of another item
    items = {(f.paragraph, f.sentence) for f in alone if _WORTH.search(f.lead) and f.value < FULL / 2}
    results = [
        f
        for f in alone
        if (_GOT.search(f.lead) or f in totals) and f is not whole and (f.paragraph, f.sentence) not in items
    ]
    result = next((f for f in results if f.value == reached), results[0] if results else None)
    complete = whole is not None and whole.value == full_sum
    if whole is not None:
        yield from _column(passages, whole, worths, sure=abs(full_sum - whole.value) * 5 <= whole.value)
    extra = any(_EXTRA in passage.text for passage in passages)
    if result is not None:
        yield from _column(passages, result, gots, sure=not extra and (complete or full_sum == FULL))


def _before(one: Figure, other: Figure) -> bool:
    return (one.paragraph, one.at) < (other.paragraph, other.at)


def _column(
    passages: Sequence[Passage], total: Figure, parts: Sequence[Figure], *, sure: bool
) -> Iterator[Judged]:
    made = sum((part.value for part in parts), Decimal(0))
    figures = (total, *parts)
    told = f"{' + '.join(said(part) for part in parts)} = {shown(made)}"
    if made == total.value:
        yield Judged(Kind.SCORE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=total)
    elif sure and total.is_exact:
        gap = total.value - made
        fixes = changes(instead(total, made), *(instead(part, part.value + gap) for part in parts))
        yield Judged(
            Kind.SCORE,
            figures,
            quotes(passages, figures),
            False,
            f"{told}，原文为 {said(total)}",
            fixes,
            claim=total,
        )


_IN_TURN = re.compile(r"(?:分别|依次)(?:得|为|自评|实得)")


def _deductions(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """Full marks less what was taken off make the score; full marks are 100 unless said."""
    run: list[Figure] = []
    gained: list[Figure] = []
    worth: Figure | None = None
    base: Figure | None = None
    for figure in passage.figures:
        if figure.unit != POINT:
            continue
        if _IN_TURN.search(figure.lead):
            run, gained, worth = [], [], None  # what is taken off behind them comes off their sum
        elif _LOST.search(figure.lead):
            begins, _ = passage.clause_range(figure.clause)
            if not _RULE.search(passage.text, begins, figure.at):
                run.append(figure)
        elif _ADDED.search(figure.lead):
            gained.append(figure)
        elif _GOT.search(figure.lead) and run:
            of_item = _ITEM.search(figure.lead) and (worth is None or worth.sentence != figure.sentence)
            if figure.sentence - run[0].sentence <= 1 and not of_item:
                yield from _deducted(passages, worth, tuple(run), tuple(gained), figure)
            run, gained, worth = [], [], base
        elif _WORTH.search(figure.lead) or figure.value == FULL:
            run, gained, worth = [], [], figure
            base = figure if _BASE.search(figure.lead) else base


def _deducted(
    passages: Sequence[Passage],
    worth: Figure | None,
    lost: tuple[Figure, ...],
    gained: tuple[Figure, ...],
    got: Figure,
) -> Iterator[Judged]:
    if worth is None and got.value < 60:
        return
    if len(lost) > 2 and _TOTAL.search(lost[0].lead) and lost[0].value >= max(f.value for f in lost[1:]):
        yield from _column(passages, lost[0], lost[1:], sure=True)
        lost = lost[:1]
    elif len(lost) > 2 and _TOTAL.search(lost[-1].lead):
        yield from _column(passages, lost[-1], lost[:-1], sure=True)
        lost = lost[-1:]
    full = worth.value if worth else FULL
    made = full - sum((f.value for f in lost), Decimal(0)) + sum((f.value for f in gained), Decimal(0))
    figures = (*([worth] if worth else []), *lost, *gained, got)
    more = "".join(f" + {said(f)}" for f in gained)
    told = f"{shown(full)} - {' - '.join(said(f) for f in lost)}{more} = {shown(made)}"
    if made == got.value:
        yield Judged(Kind.SCORE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=got)
    elif worth is not None or (abs(made - got.value) <= full / 4 and len(lost) > 1):
        gap = made - got.value
        fixes = changes(instead(got, made), *(instead(f, f.value + gap) for f in lost))
        yield Judged(
            Kind.SCORE,
            figures,
            quotes(passages, figures),
            False,
            f"{told}，原文为 {said(got)}",
            fixes,
            claim=got,
        )

"""Lists whose members may be counted twice, or aren't of their total at all, whichever relation found them. Pure.

"20万元以上的村10个、50万元以上的村3个": the three are among the ten.
"1—2月312件，其中2月118件；3月231件，一季度共543件": the 231 stand beside the 312, not within.
"已整改71栋，其中拆除19栋、加固38栋、停用14栋，其余4栋年底前完成": the four weren't mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up
from yichuang.oversight.reportcheck.engine.relations.sums.candidates import is_whole
from yichuang.oversight.reportcheck.engine.relations.sums.excuses import TWICE
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import names_rest, whole_scale
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of, rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Kind, Span

_KINDS = frozenset({"种", "类", "款", "品种", "品类"})
_OF_KIND = re.compile(r"[类型科属目物鱼鸟](?:共|有|为)?$")  # kinds of kinds are told apart
_AT_LEAST = re.compile(r"[\d十百千万亿元年岁米里亩人户件次个分%][^，。；、]{0,2}以上")
_AT_MOST = re.compile(r"[\d十百千万亿元年岁米里亩人户件次个分%][^，。；、]{0,2}(?:以下|以内)")
_BETWEEN = re.compile(r"\d[^，。；、]{0,3}[至到~-]|以上[^，。；、]{1,6}(?:以下|以内)")
_ONE_IN_TWO = re.compile(
    r"(?:同一|有的|部分|个别|一[人户家件个名])[^，。；]{0,8}(?:可能|可由|兼|同属|均属|都属|两种|两类|两项|多种|多类|多项|不止一|几[种类项])"
)
_AMONG_THEM = re.compile(r"[^，。；]{0,6}[中里]")  # the total told again: 12支队伍中
_CHIEFLY = re.compile(r"主要|重点[^，。；]{0,4}(?:有|包括)|最(?:多|大|高)")
_BOTH = re.compile(r"^(?:[受给予]*双重|两[者项类种]|兼|同时|[均都])")
_COUNTED = re.compile(r"[两二三四五六七八九十\d](?:个|大|类|项|块|部分|方面)")
_ADDED = (Kind.SUM, Kind.SCORE)
_AT_BEST = re.compile(r"上限|至多|最多(?:可|得|加)")  # 加分上限8分 is no score
_REST = re.compile(r"^(?:其余|剩余|余下|余者|其他|其它)")
_BESIDES = re.compile(r"^(?:另|此外|还有)")
_WIDE = 80
_BEHIND = 20


def without_misread_lists(
    passages: Sequence[Passage], told: Iterable[Judged], before: Sequence[Judged]
) -> list[Judged]:
    """What was judged without lists that were never meant to make the total."""
    listed = list(told)
    failed = [each for each in listed if not each.holds and each.kind in _ADDED]
    if not failed:
        return listed
    rows = [
        {figure.span for figure in each.figures if figure is not each.claim}
        for each in (*before, *listed)
        if each.holds and each.kind is Kind.SUM and each.claim
    ]
    return [each for each in listed if each not in failed or not _is_misread(passages, each, rows)]


def _is_misread(passages: Sequence[Passage], judged: Judged, rows: Sequence[set[Span]]) -> bool:
    total = judged.claim
    parts = [figure for figure in judged.figures if figure is not total]
    if total is None or len(parts) < 2 or total.is_percent:
        return False
    if judged.kind is Kind.SCORE:
        return any(_AT_BEST.search(figure.lead) for figure in parts) or _is_worth(passages, total, parts)
    if (
        _are_nested(parts)
        or _are_spans(total, parts)
        or _are_places(parts)
        or _stand_beside(total, parts, rows)
    ):
        return True
    if any(part.paragraph != total.paragraph for part in parts):
        return False
    passage = passages[total.paragraph]
    return (
        _are_added(passage, total, parts)
        or _may_be_counted_twice(passage, total, parts)
        or _is_step_of_theirs(passage, total, parts)
        or _is_less_in_their_row(passage, total, parts)
        or _are_but_the_chief(passage, total, parts)
        or _leave_another_rest(total, parts)
        or _are_told_not_to_be_all(passage, total, parts)
        or _runs_on(total, parts)
        or _are_of_the_sentence_in_front(passage, total, parts)
    )


def _are_of_the_sentence_in_front(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether they are among all that a sentence told: "救助1528人次，其中…重病人97人次。其中，接送出省51人次…"."""
    if passage.text[total.after : parts[0].at].rpartition("其中")[0][-1:] != "。":
        return False
    labels = labels_of(parts)
    if whole_scale(labels) or names_rest(labels):
        return False  # 发出600份，收回586份。其中非常满意312份、…、不满意19份
    told = passage.in_sentence(total.sentence)
    return any(f.unit == total.unit and f.value > total.value and f.at < total.at for f in told)


def _are_all(parts: Sequence[Figure]) -> bool:
    """Whether the names leave no rest."""
    labels = labels_of(parts)
    return is_whole(labels) or names_rest(labels)


def _runs_on(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a figure behind the first counts those before it too: "排查134件，7月底化解47件，8月底累计96件"."""
    if sum(bool(_UP_TO_THEN.search(part.lead)) for part in parts) > 1:
        return True
    behind = ["累计" in part.lead for part in parts[1:]]
    return total.at < parts[0].at and any(behind) and "累计" not in total.lead + parts[0].lead


_UP_TO_THEN = re.compile(r"(?:[月年旬]|季度|半年)(?:份|[末底])?[^，。；：、]{0,4}累计")


def _is_worth(passages: Sequence[Passage], total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems a total is what may be got, and the parts are what was: "满分100分，四块得分为：环境18分"."""
    if total.at > parts[0].at or total.paragraph != parts[0].paragraph:
        return False
    between = passages[total.paragraph].text[total.after : parts[0].at]
    return bool(_GOT.search(between)) and not _GOT_IN_ALL.search(total.lead)


_GOT = re.compile(r"得分|实得|自评|[，：；]得")
_GOT_IN_ALL = re.compile(r"得|自评|合计|共(?!性)|扣|均")


def _are_nested(parts: Sequence[Figure]) -> bool:
    """Whether two of the parts are all above a mark, or all below one: what is above 50 is above 20 too."""
    labels = [label for label in labels_of(parts) if not _BETWEEN.search(label)]
    return any(sum(bool(mark.search(label)) for label in labels) > 1 for mark in (_AT_LEAST, _AT_MOST))


def _are_places(parts: Sequence[Figure]) -> bool:
    """Whether one tells which are meant, not how many more (前10件免费), or is told with another (收入加上级补助)."""
    return any(figure.lead.endswith("前") or _WITH_ANOTHER.search(figure.lead) for figure in parts)


_WITH_ANOTHER = re.compile(r"(?:收入|支出|余额|存量|结转|结余)加[^强快大]")


def _are_spans(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether they are years in a row: 连续5年, 连续4年."""
    return total.unit in DURATIONS and any(figure.lead.endswith("连续") for figure in (total, *parts))


def _stand_beside(total: Figure, parts: Sequence[Figure], rows: Sequence[set[Span]]) -> bool:
    """Whether the total and one of the parts are both parts of a sum that holds."""
    spans = {part.span for part in parts}
    return any(total.span in row and row & spans for row in rows)


def _are_added(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the total and the last part make what the text sums up behind them: 312件 …；3月231件；一季度共543件."""
    made = total.value + parts[-1].value
    behind = passage.between(parts[-1].after, parts[-1].after + _WIDE)
    further = (figure for figure in behind if figure.unit == total.unit and figure.value == made)
    return made >= _TELLING and total.at < parts[0].at and any(_SUMS_UP.search(f.lead) for f in further)


_SUMS_UP = re.compile(r"共|合计|总|累计|[一二三四]季度|半年|全年")
_TELLING = 30


def _may_be_counted_twice(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts that make more are kinds, which several may have, or are said to overlap, or are told again."""
    made = sum((part.value for part in parts), Decimal(0))
    if made <= total.value:
        return False
    if _BOTH.match(parts[-1].lead) and made - 2 * parts[-1].value == total.value:
        return True  # "处分139人，其中党纪118人、政务36人、双重15人"
    kinds = total.unit in _KINDS and not all(_OF_KIND.search(label) for label in labels_of(parts))
    again = _AMONG_THEM.match(total.tail) and any(part.value == total.value for part in parts)
    if kinds or again:
        return True
    if is_whole(labels_of(parts)):
        return False  # "初次811人次、重复1,125人次" don't overlap
    low, high = min(total.at, parts[0].at), max(total.after, parts[-1].after)
    return any(said.search(passage.text, max(0, low - _WIDE), high + _WIDE) for said in (_ONE_IN_TWO, TWICE))


def _is_step_of_theirs(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems the total is itself a step of the parts' scale: 优秀18个、良好27个、合格9个、不合格2个."""
    if total.at > parts[0].at:
        return False
    inner = max(rank_between(passage, *pair) for pair in pairwise(parts))
    in_row = rank_between(passage, total, parts[0]) <= inner
    return in_row and whole_scale(labels_of((total, *parts)))


def _is_less_in_their_row(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems the total is less than any of the parts and told like them: 一档3万元2家，二档2万元5家，…."""
    if total.at > parts[0].at or total.value >= min(part.value for part in parts):
        return False
    inner = max(rank_between(passage, *pair) for pair in pairwise(parts))
    marked = _MARKED.search(total.lead) or _MARKED.search(passage.text, total.after, parts[0].at)
    return not marked and rank_between(passage, total, parts[0]) == inner


_MARKED = re.compile(r"其中|（|：|分别|共|总|合计|累计|全部")


def _are_but_the_chief(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the words say that only the chief ones are told: 主要税种中."""
    between = passage.text[total.after : parts[0].at] if total.at < parts[0].at else ""
    return bool(_CHIEFLY.search(between)) and not _COUNTED.search(between) and not _are_all(parts)


def _leave_another_rest(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the others make the total without the rest, which is of a whole told before, or stands apart."""
    last = parts[-1]
    if _REST.match(last.lead) and len(parts) > 2 and adds_up(total, parts[:-1]):
        return True
    return bool(_BESIDES.match(last.lead)) and last.clause - parts[-2].clause > 1


def _are_told_not_to_be_all(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a rate beside the list is what some of the parts are of the total, so that others lack."""
    labels = labels_of(parts)
    if total.at > parts[0].at or total.value <= 0 or is_whole(labels) or names_rest(labels):
        return False
    made = list(accumulate((part.value for part in parts[:-1]), initial=Decimal(0)))[2:]
    rates = [
        figure
        for figure in passage.between(total.after, parts[-1].after + _BEHIND)
        if figure.is_percent and figure.role is Role.RATE and Decimal(0) < figure.step <= Decimal("0.1")
    ]
    shares = [divide(each * 100, total.value) for each in made if each < total.value]
    return any(abs(share - rate.value) <= rate.step / 2 for share in shares for rate in rates)

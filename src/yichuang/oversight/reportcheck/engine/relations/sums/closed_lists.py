"""Lists that fill their sentence up to the word that adds them up: nothing but their members can be meant.

"查出问题：冲水不畅213户、渗漏86户、冻裂154户、无人清掏67户，计530户": 520, whatever the digits.
"城市低保1,124人，农村低保8,436人，合计9,650人": so too where one sign parts all of them.
"小品8个、歌曲12首、舞蹈9支，共计28个节目": 29, of whatever things where the total tells nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT
from yichuang.oversight.reportcheck.engine.relations.sums.adding import gap_of, sure_sum
from yichuang.oversight.reportcheck.engine.relations.words.lists import RANKS, rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money

_CLOSES = re.compile(
    r"^(?:以上|三项|四项|两项)?(?:(?:合计|共计|总计|总共|一共|共|小计)[^，。；：、\d]{0,6}|计|累计)(?:为|是|有|达)?$"
)
_NO_SUM = re.compile(r"结余|余额|结存|结转|未|剩|净|增|减|占|节")
# Who is under two heads, what is within another part, and what was there before.
_EXCUSED = re.compile(
    r"重复|兼|去重|不重|同时|交叉|重叠|双重|其中|上年|去年|另[有加]?|连同|加上|增长|下降|同比|部分"
)
_TWICE = re.compile(r"重复|兼|去重|交叉|重叠|双重|都参加")
_EACH = re.compile(r"每[^，。；：、\d]{0,8}$")  # 儿童主任163名，每村1名
_TAUGHT = frozenset(("学时", "课时"))  # of durations those alone that are counted
_NEAR = 5  # what misses by more than one in so many is of other things
_FEWEST = 2


def closed_lists(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All lists of a document that stand alone in front of their total."""
    for passage in passages:
        for total in passage.figures:
            parts = _parts(passage, total) if _closes(total) else ()
            if judged := sure_sum(passages, total, parts, is_error=_is_near(total, parts)):
                yield judged


def _closes(total: Figure) -> bool:
    plain = total.is_exact and not total.is_percent and total.unit not in ("", POINT)
    counted = total.unit not in DURATIONS or total.unit in _TAUGHT
    return plain and counted and bool(_CLOSES.match(total.lead)) and not _NO_SUM.search(total.lead)


def _parts(passage: Passage, total: Figure) -> tuple[Figure, ...]:
    """All figures in front of the total in its stretch of the sentence, if they are one list of its unit."""
    begins, ends = passage.sentence_range(total.sentence)
    begins = max(begins, passage.back_to("；：", total.at))
    parts = _but_the_count(f for f in passage.between(begins, total.at) if f.bracket == total.bracket)
    alike = all(f.role is Role.LEVEL and f.is_exact and not _EACH.search(f.lead) for f in parts) and (
        all(f.unit == total.unit for f in parts) or _are_things(total, parts)
    )
    if len(parts) < _FEWEST or not alike or _EXCUSED.search(passage.text, begins, total.after):
        return ()
    if _TWICE.search(passage.text, total.after, ends):
        return ()
    *within, last = (
        rank_between(passage, one, other) for one, other in zip(parts, (*parts[1:], total), strict=True)
    )
    one_sign = len(set(within)) == 1 and within[0] in (RANKS["、"], RANKS["，"])
    return parts if one_sign and last == RANKS["，"] else ()


def _but_the_count(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures without a first one that says how many others there are: 归成四类，文艺演出22场，…."""
    told = tuple(figures)
    counts_them = len(told) > _FEWEST and told[0].value == len(told) - 1 and told[0].unit in _KINDS
    return told[1:] if counts_them and told[1].unit not in _KINDS else told


_KINDS = frozenset({"类", "种", "项", "块", "片", "部分", "季度", "个季度", "个月", "年"})


def _are_things(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether things are counted in words of their own, and the total tells of nothing but them: 8个、12首，共20件."""
    units = {part.unit for part in parts}
    counted = all(unit and not is_money(unit) and unit not in DURATIONS for unit in units)
    measured = any(part.step for part in (total, *parts)) or any(part.is_percent for part in parts)
    return counted and not measured and not units & _WHO and bool(_TELLS_NO_MORE.fullmatch(total.lead))


_WHO = frozenset({"人", "人次", "户", "人日"})  # who came isn't added to what was done
_TELLS_NO_MORE = re.compile(r"(?:以上)?(?:合计|共计|总计|总共|一共|共|小计|累计)(?:为|是|有|达)?")


def _is_near(total: Figure, parts: Sequence[Figure]) -> bool:
    return gap_of(total, parts) * _NEAR <= total.value

"""What the words in front of a rate say of it, without the figures near it. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage

FILLED = re.compile(
    r"约|仅|只|为|达到?|是|高达|近|超过|超|提高到|提升到|上升到|保持在|稳定在|分别|依次|均|已|都|也|只有|至"
)
_SHARE = re.compile(
    r"(?:占(?!地|用|道|比)(?:到|了|据)?|为|达到?|完成|是|相当于|[只仅才]?(?:抵|及|合)|恢复[到至]|回升[到至])(?P<base>[^，。；：、（）占]{0,16}?)(?:的|比重|比例|比)+$"
)
_OF = re.compile(r"占(?![地用道比有股压线补先])(?P<base>[^，。；：、（）占]{2,12})$")  # 签约占意向65.0%
_GENERAL = re.compile(
    r"总|全部|全[县市镇乡区村校省年体]|所有|各类|本|数量?|额|量|的|当年|同期|其|该|实际|人次?|[件户个家项条起次]"
)
DENIED = re.compile(
    r"[未不无非]|逾期|超期|超时|延期|剩|其余|余下|空余|空置|闲置|尚|还有|取消|弃权|缺[^陷点口]|欠|搁置|拒[^马]|失联|漏|在办|正在|[中终]止|退[回件订保]|报废|停[用业产课]"
)
_LEFT = re.compile(r"留存|保留|结[余转存]|库存|余额|空|留")  # what is left is what such a rate is of
_CAPACITY = re.compile(r"(?:入住|使用|利用|占用|上座|入园|住院|入学|负荷|活跃|实载|满座)率$")
_IN_ALL = re.compile(r"共|总|合计|以上")


def bare_lead(rate: Figure) -> str:
    """The words in front of a rate without what fills: 满意率 of 满意率分别为."""
    return _bare(rate.name or rate.lead)


_ROUGHLY = (
    r"(?:将近|接近|不到|不足|超过|近|约|超|逾|过|仅)?(?:[一二两三四五六七八九][成]半?|一半|半数|[二三四五六七八九十]分之[一二三四五六七八])(?:多|强|弱|左右|以上|上下)?"
    r"|过半|[多大]半|大头|大多数|多数"
)
_REDUCED = r"，?[按以][^，。；：]{1,14}?(?:口径)?(?:计算|统计|核算|测算|折算|为(?:基数|分母|口径|基准)|计|算)(?:的|则)?"
_FILLS = re.compile(rf"(?:{FILLED.pattern}|{_ROUGHLY}|{_REDUCED})$")


@lru_cache(maxsize=64)  # asked for each reading of a rate
def _bare(lead: str) -> str:
    while lead and (found := _FILLS.search(lead)):
        lead = lead[: found.start()]
    return lead


@lru_cache(maxsize=64)
def share_in(lead: str) -> tuple[str, str] | None:
    """Whose share it is and of what, as the words say it: ("网上", "诉求") of 网上占诉求总量的; None if they don't."""
    found = _SHARE.search(lead) or _OF.search(lead)
    if found:
        return lead[: found.start()], _GENERAL.sub("", found["base"])
    return (lead[:-1], "") if lead.endswith("占") else None


def told_whole(lead: str) -> str:
    """What the words say that a share is of, as they say it: 全县总量 of 占全县总量的."""
    found = _SHARE.search(lead) or _OF.search(lead)
    return found["base"] if found else ""


_BARE = re.compile(
    r"^(?:其中|[一二三四五六七八九十两几多各上述以]{0,3}[项类者个种家所镇村部门级上]{0,3})?(?:合计|总计|共计|一共|总共|共|计|累计)?(?:有|为|达到?|完成)*$"
    r"|(?:增加|减少|提高|下降|上升|增|降|发展|扩大|扩|升)(?:到|至|为)$"
)
_SENTENCE = 60


@lru_cache(maxsize=512)
def label_of(passage: Passage, figure: Figure) -> str:
    """The words about a count; of one that is only told as a sum those of its sentence in front of it, too."""
    label = words_of(passage, figure)
    if figure.paragraph != passage.index or not _BARE.search(figure.lead):
        return label
    begins, _ = passage.sentence_range(figure.sentence)
    return passage.text[max(begins, figure.at - _SENTENCE) : figure.at] + label


_AND = re.compile(r"[、/]?")
_ASIDE = re.compile(r"（(?P<name>[^（）\d]{2,8})）$")


@lru_cache(maxsize=1024)
def words_of(passage: Passage, figure: Figure) -> str:
    """The words about a count: its own, or of one that has none those it shares.

    A bracket in front of it calls it, or the same things were just counted in another unit (核减4期、320人、46.7万元).
    """
    own = figure.name + figure.lead + figure.tail
    if figure.lead or figure.name or figure.paragraph != passage.index:
        return own
    if found := _ASIDE.search(passage.text, max(0, figure.at - 10), figure.at):
        return f"{found['name']}{own}"
    index = bisect_left(passage.starts, figure.at)
    before = passage.figures[index - 1] if index else None
    shared = before and before.unit != figure.unit and not before.is_percent and not before.tail
    if before and shared and _AND.fullmatch(passage.text, before.after, figure.at):
        return f"{words_of(passage, before)}{own}"
    return own


def is_denied(rate: Figure) -> bool:
    """Whether a rate is of what wasn't done, or of what is left."""
    lead = bare_lead(rate)
    return DENIED.search(lead) is not None or _LEFT.search(lead) is not None


_IN_ROW = re.compile(r"[、，和及与]|以及")


@lru_cache(maxsize=64)  # asked for each reading of a rate
def row_of(passage: Passage, figure: Figure) -> tuple[Figure, ...]:
    """The figures of one unit that stand in a row with a figure, nothing but 、 and 和 between them."""
    index = bisect_left(passage.starts, figure.at)
    first = last = index
    figures = passage.figures
    while first and _IN_ROW.fullmatch(passage.text[figures[first - 1].after : figures[first].at]):
        first -= 1
    while last + 1 < len(figures) and _IN_ROW.fullmatch(
        passage.text[figures[last].after : figures[last + 1].at]
    ):
        last += 1
    return figures[first : last + 1]


def is_in_bracket_behind(passage: Passage, result: Figure, figure: Figure) -> bool:
    """Whether a figure stands in the bracket right behind a result, or behind its row: 增长9.8%（上年51件）."""
    return bool(figure.bracket) and passage.brackets[figure.bracket][0] == row_of(passage, result)[-1].after


def is_share_of(rate: Figure) -> bool:
    """Whether the words in front of a rate say that it is a share of something: 占上年总量的."""
    return _SHARE.search(bare_lead(rate)) is not None


def is_capacity_rate(rate: Figure) -> bool:
    """Whether a rate is of what there is room for, which may be counted in another unit: 床位使用率."""
    return _CAPACITY.search(bare_lead(rate)) is not None


def is_of_heads(rate: Figure) -> bool:
    """Whether a rate is of how many there are, never of money: 亏损面 is of firms."""
    return bare_lead(rate).endswith("面")


def sums_up(base: Figure) -> bool:
    """Whether a count is told as that of all."""
    return _IN_ALL.search(base.lead) is not None


def is_named_base(passage: Passage, rate: Figure, base: Figure) -> bool:
    """Whether a share is said to be of what a count tells: 占学生总数的4%。全校学生1,350名."""
    share = share_in(bare_lead(rate))
    kernel = share[1] if share else ""
    return len(kernel) > 1 and within(kernel, label_of(passage, base))


def within(short: str, words: str) -> bool:
    """Whether the signs of an abbreviation stand in the words in their order."""
    at = 0
    for sign in short:
        at = words.find(sign, at) + 1
        if not at:
            return False
    return len(short) > 1

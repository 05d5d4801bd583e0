"""Part and base of a rate where the words name them only in part: a slip of the pen between them decides. Pure.

"出车4536车次，…空车返回544车次，空返率22.0%": 空返 is 空车返回, and 544 of 4536 are 12.0 %, a digit from 22.0 %.
"完成1173对；检出高风险人群128对，占受检人数的12.9%": nothing is called 受检, but 128 of 1173 are 10.9 %.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.named_rates import otherwise
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Around, Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates.words import within
from yichuang.oversight.reportcheck.engine.slips import (
    TELLING,
    digits_of,
    is_moved,
    is_slip,
    may_be_slip_within,
)
from yichuang.oversight.reportcheck.engine.units import PERMILLE

_NAME = re.compile(
    r"(?P<stem>[一-鿿]{2,10}?)(?:率|比例|占比|比重)(?:分别|均|已|都|也)?"
    r"(?:约|仅|只|为|达|达到|是|高达|近|超过|超|提高到|提升到|上升到|保持在|稳定在)*$"
)
_SHARE = re.compile(
    r"占(?!地|用|道)(?:比|到|了|据)?(?P<base>[^，。；：、（）占]{0,16}?)(?:的|比重|比例|比)*(?:约|仅|只|为|达|达到|近|仅为|约为)*$"
)
_BY = re.compile(r"按(?P<by>[^，。；：]{1,6}?)(?:口径)?(?:计算|统计|计|算|看)?(?:的)?(?:为|是|达|则为)*$")
_BY_UNITS = (
    ("起", "起"), ("件", "件"), ("户", "户"), ("人", "人"), ("面积", "亩平方米公顷"), ("金额", "元"), ("资金", "元"),
    ("投资", "元"), ("个", "个家"), ("长度", "公里米"), ("里程", "公里"), ("处", "处"),
)  # fmt: skip
_DENIED = re.compile(r"[未不无非]|逾期|超期|延期")
_GENERAL = re.compile(
    r"总|全部|全[县市镇乡区村校省年体]|所有|各类|本|数量?|额|量|的|当年|同期|其|该|我|应|实际|人次?|[件户个家项条起次]"
)
_FRONT = 4  # clauses in front of a rate within which its part stands
_SENTENCES = 2


def likely(passages: Sequence[Passage], at: Around) -> Pair | None:
    """The part and the base that a rate most likely is of, if it is a slip away from their share."""
    if at.rate.bound not in (Bound.EXACT, Bound.ABOUT) or "分别" in at.rate.lead:
        return None
    part, unit = _part(at)
    if part is None or not part.is_exact or part.value <= 0:
        return None
    bases = [
        f
        for f in _around(at)
        if f is not part and (f.unit == part.unit and unit in ("", f.unit)) and f.value >= part.value
    ]
    bases = bases or _listed_whole(passages, at, part)
    named, in_full = _named_base(at, bases)
    slipped = [f for f in bases if _slipped(at.rate, part, f)]
    slipped = slipped or [f for f in bases if _part_slipped(at.rate, part, f)]
    pool = [f for f in slipped if f in named]
    pool = pool if pool or in_full else slipped
    if not pool and in_full and _is_certain(at, part, named):
        return Pair((part,), named[-1], sure=True)
    if not pool or max(f.value for f in pool) > min(f.value for f in pool) * _ALIKE:
        return None
    telling = len(digits_of(at.rate)) >= TELLING or in_full or len({f.value for f in bases}) == 1
    telling = telling or is_moved(at.rate, _share(at.rate, part, pool[-1]))
    return Pair((part,), pool[-1], sure=True) if telling else None


def _is_certain(at: Around, part: Figure, named: Sequence[Figure]) -> bool:
    """Whether one base has the very name, stands in the sentence, and makes a share of about the size printed."""
    kernel = _kernel(at.rate)
    base = named[-1]
    plain = (
        len({f.value for f in named}) == 1 and base.role is Role.LEVEL and base.sentence == at.rate.sentence
    )
    share = _share(at.rate, part, base)
    same_size = share < at.rate.value * 2 and at.rate.value < share * 2
    return plain and same_size and len(kernel) > 1 and kernel in base.lead + base.tail and at.rate.is_exact


_ALIKE = Decimal("1.02")  # bases so near to each other make one rate


def _share(rate: Figure, part: Figure, base: Figure) -> Decimal:
    return divide(part.value * (1000 if rate.unit == PERMILLE else 100), base.value)


def _slipped(rate: Figure, part: Figure, base: Figure) -> bool:
    return is_slip(rate, _share(rate, part, base))


def _part_slipped(rate: Figure, part: Figure, base: Figure) -> bool:
    """Whether the part with a slip mended fits the rate and a base of the sentence."""
    telling = len(digits_of(rate)) >= TELLING and len(digits_of(part)) > TELLING and rate.is_exact
    factor = Decimal("0.001") if rate.unit == PERMILLE else Decimal("0.01")
    wanted = rate.interval.times(base.value).times(factor)
    return telling and part.sentence == base.sentence and may_be_slip_within(part, wanted)


def _around(at: Around) -> list[Figure]:
    """What may be the base: counts in front of the rate, and one in a bracket behind it."""
    rate, passage = at.rate, at.passage
    begins, _ = passage.sentence_range(max(0, rate.sentence - _SENTENCES))
    front = [f for f in passage.between(begins, rate.at) if is_count(f) and f.is_exact and f.role in _WHOLES]
    follows = passage.text[rate.to : rate.to + 1] == "（"
    behind = [f for f in at.behind[:1] if follows and f.bracket != rate.bracket and f.is_exact]
    kernel = _kernel(rate)
    later = passage.between(rate.to, min(passage.sentence_range(rate.sentence)[1], rate.to + _LATER))
    behind += [
        f for f in later if len(kernel) > 1 and kernel in f.lead + f.tail and is_count(f) and f.is_exact
    ]
    return [*front, *behind]


def _listed_whole(passages: Sequence[Passage], at: Around, part: Figure) -> list[Figure]:
    """A total of the paragraphs before that the list makes in which the part stands: "本市284人，省外865人，占…"."""
    run = [
        f for f in at.passage.between(0, at.rate.at) if f.unit == part.unit and f.sentence == part.sentence
    ]
    made = sum((f.value for f in run if f.role is Role.LEVEL), Decimal(0))
    if len(run) < 2:
        return []
    told = (
        f
        for passage in passages[max(0, at.rate.paragraph - _BACK) : at.rate.paragraph + 1]
        for f in passage.figures
    )
    return [f for f in told if f.unit == part.unit and f.value == made and f.is_exact][:1]


_BACK = 12
_LATER = 60


def _kernel(rate: Figure) -> str:
    """What a share says that it is of, without the general words: 办结 of 占办结总量的."""
    share = _SHARE.search(rate.lead)
    return _GENERAL.sub("", share["base"]) if share else ""


_WHOLES = (Role.LEVEL, Role.TARGET, Role.BASE)


def _part(at: Around) -> tuple[Figure | None, str]:
    """The figure that the rate is named after, or that stands in front of its 占; and the unit, if 按…计 tells it."""
    rate = at.rate
    here = [f for f in at.before if f.sentence == rate.sentence and f.role is Role.LEVEL]
    if by := _BY.search(rate.lead):
        units = next((units for word, units in _BY_UNITS if word in by["by"]), "")
        here = [f for f in here if f.unit and f.unit in units]
        return (here[-1], here[-1].unit) if here else (None, "")
    if share := _SHARE.search(rate.lead):
        beside = [f for f in here if rate.clause - f.clause <= 1 and not _percent_between(at, f)]
        subject = rate.lead[: share.start()]
        if beside and (not subject or _is_subject(subject, beside[-1])):
            return beside[-1], ""
        return None, ""
    if name := _NAME.search(rate.lead):
        near = [
            f for f in here if rate.clause - f.clause <= _FRONT and (f.name or not _percent_between(at, f))
        ]
        near += [f for f in at.behind if f.bracket != rate.bracket and f.role is Role.LEVEL]
        like = [f for f in near if is_named(name["stem"], f)]
        like = [f for f in like if name["stem"] in f.name + f.lead] or like
        return (like[-1], "") if len({f.value for f in like}) == 1 else (None, "")
    return None, ""


def _is_subject(subject: str, part: Figure) -> bool:
    """Whether the words in front of 占 are short for those of a figure, or begin so: "省外865人，省外人员占"."""
    name = part.name or part.lead
    return within(subject, name + part.tail) or (len(name) > 1 and subject.startswith(name[-4:]))


def _percent_between(at: Around, part: Figure) -> bool:
    return any(f.role is Role.RATE for f in at.passage.between(part.after, at.rate.at))


def is_named(stem: str, figure: Figure) -> bool:
    """Whether the name of a rate is short for the words of a figure: 空返 for 空车返回; none of them denied alone."""
    return is_short_for(stem, figure.name + figure.lead + figure.tail)


_FRONTS = re.compile(r"^(?:综合|总体|平均|群众|其中|全年|整体|实际|年度|总|最终|同期)")


@lru_cache(maxsize=512)  # each reading of a rate is asked for what else has its name
def is_short_for(stem: str, label: str) -> bool:
    """Whether the name of a rate is short for some words, none of them denied alone."""
    stem = _FRONTS.sub("", stem) or stem
    if bool(_DENIED.search(stem)) != bool(_DENIED.search(label)):
        return False
    if any(within(name[-4:], label) for name in (stem, *otherwise(stem))):
        return True
    bare = _OF_RATES.sub("", stem)
    return bare != stem and len(bare) > 1 and bare in label


_OF_RATES = re.compile(r"(?:覆盖|普及|完成|达标|参与|到位|落实|使用|兑现|入户|执行|回收|办理)$")


def _named_base(at: Around, bases: Sequence[Figure]) -> tuple[list[Figure], bool]:
    """The counts that the words behind 占 name, by any of their signs but the general ones; whether by all."""
    kernel = _kernel(at.rate)
    if not kernel:
        return [], False
    measured = [(_common(kernel, _wide(at, f)), f) for f in bases]
    most = max((size for size, _ in measured), default=0)
    if most * 2 < len(kernel):
        return [], False
    return [f for size, f in measured if size == most], most == len(kernel)


def _common(kernel: str, words: str) -> int:
    return sum(sign in words for sign in kernel)


def _wide(at: Around, figure: Figure) -> str:
    """The words about a figure from the figure of its unit before it: "深夜来电占全天的7.4%，即15540个"."""
    before = [f for f in at.passage.figures if f.after <= figure.at and f.unit == figure.unit]
    begins, _ = at.passage.sentence_range(figure.sentence)
    begins = max(begins, before[-1].after if before else 0, figure.at - 40)
    return at.passage.text[begins : figure.at] + figure.tail

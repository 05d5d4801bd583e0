"""What a share is of: 占 tells the base, or the place of the rate does. Pure.

"其中延期办结96件，占0.03%": the part stands in front of 占, the base is the whole that it is of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Around, Pair, is_listed
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part, rank_between

_SHARE = re.compile(
    r"占(?:比|到|了|据)?(?P<base>[^，。；：、（）占]{0,16}?)(?:的|比重|比例|比)*"
    r"(?:约|仅|只|为|达|达到|近|超过|超|分别|分别为|仅为|约为)*$"
)
_WHOLE = re.compile(
    r"^(?:全部|总|整个|全体|同期|本|各类|所有|受理|接件|收件|办件|办理|诉求|工单|投诉|案件|申请|事项|接访|咨询|"
    r"件|户|人|个|条|数|量|额|比|计|的|业务)*$"
)


def told_base(at: Around) -> list[Pair]:
    """ "完成15.82亿元，为年初预算15.40亿元的102.7%": the base in front of the rate, the part in front of the base."""
    if not at.before:
        return []
    base = at.before[-1]
    between = at.passage.text[base.after : at.rate.at]
    if not re.fullmatch(r"）?[^，。；：、（）\d]{0,6}的(?:约|近|比重为|比例为|比重达)?", between):
        return []
    if not re.search(r"(?:占|为|是|达|(?<!超额)完成|相当于)[^，。；]{0,14}$", base.lead):
        return []
    parts = [f for f in at.before[:-1] if f.unit == base.unit and f.sentence == at.rate.sentence]
    if not parts or at.rate.clause - parts[-1].clause > 3:
        return []
    return [Pair((parts[-1],), base, sure=True), *(Pair((part,), base, sure=False) for part in parts[:-1])]


def share(at: Around) -> list[Pair]:
    """ "其中延期办结96件，占0.03%": the part stands in front of 占, the base is the whole that it is of."""
    found = _SHARE.search(at.rate.lead)
    parts = [
        f for f in at.before if f.sentence == at.rate.sentence and f.is_exact and f.role is not Role.CHANGE
    ]
    if found and at.behind and at.behind[0].lead == "即":
        bases = [f for f in _bases(at.behind[0], at.before) if not f.lead.startswith("即")]
        return [Pair((at.behind[0],), base, sure=base is bases[0]) for base in bases]
    if not found or not parts or not _bases(parts[-1], at.before):
        return []
    part = _of_subject(at.rate.lead[: found.start()], parts)
    if part is None or at.rate.clause - part.clause > 2 or "分别" in at.rate.lead or "分别" in part.lead:
        return []
    named = found["base"].strip("的")
    unclear = found.start() == 0 and is_listed(at, part)
    bases = _bases(part, [f for f in at.before if not _has_own_share(at, f, part)])
    like = [base for base in bases if named and alike(named, base) and not is_part(at.passage, base)]
    if like:
        return [Pair((part,), like[-1], sure=not unclear)]
    if not bases or (named and not _WHOLE.search(named)):
        return []
    whole = [base for base in bases if base.sentence == part.sentence] or bases
    return [
        Pair((part,), base, sure=_is_whole(at.passage, base, part) and not unclear)
        for base in (whole[0], *reversed(whole[1:]))
    ]


def shares_named(at: Around, pair: Pair) -> bool:
    """Whether the words behind 占 name the very base: "占受理总数的12%" of 受理310件."""
    found = _SHARE.search(at.rate.lead)
    named = found["base"].strip("的") if found else ""
    return bool(named) and not _WHOLE.search(named) and alike(named, pair.base)


def _of_subject(subject: str, parts: Sequence[Figure]) -> Figure | None:
    """Whose share it is: "税收占比" is of 税收收入; without a word in front of 占, the figure in front of it."""
    subject = re.sub(r"^(?:其中|，)", "", subject)
    if len(subject) < 2:
        return parts[-1]
    named = [
        f for f in parts if subject in f.lead and not re.search(rf"[非不未]{re.escape(subject)}", f.lead)
    ]
    return named[-1] if len(named) == 1 else None


def _bases(part: Figure, before: Sequence[Figure]) -> list[Figure]:
    """What a part may be of: larger counts in front of it; of the sentence before only if its own has none."""
    counted = [
        f for f in before if f.at < part.at and f.unit == part.unit and part.sentence - f.sentence <= 1
    ]
    here = [f for f in counted if f.sentence == part.sentence]
    return [f for f in here or counted if f.value >= part.value and f.role in (Role.LEVEL, Role.TARGET)]


def alike(words: str, figure: Figure) -> bool:
    """Whether words name what a figure counts: all but 总, 数, 全县 and one sign stand beside it."""
    label = figure.lead + figure.tail
    words = re.sub(r"总|数量|数|量|额|全部|全[县市镇乡区村校省年]|比重|所有|全体|各类|有效", "", words)
    if not words:
        return bool(re.search(r"全[县市镇乡区村校省年]|共|总|合计|累计", label))
    if words.startswith("被") and words[1:3] in label:
        return True
    size = max(2, len(words) - 1)
    return any(words[at : at + size] in label for at in range(max(1, len(words) - size + 1)))


def _is_whole(passage: Passage, base: Figure, part: Figure) -> bool:
    """Whether the part is said to be of the base: 其中 between them, or 共 in front of the base."""
    between = passage.text[base.after : part.at]
    return (
        "其中" in between
        or "（" in between
        or bool(re.match(r"[^，。；]{1,14}中，", between))
        or bool(re.search(r"共|总|累计|全[年县市镇乡区校]|现有|受理|接件|收到", base.lead))
    )


def respective(at: Around) -> list[Pair]:
    """ "即办件31407件、承诺件16809件，分别占65.14%和34.86%": the second share is of the second part."""
    text, rate = at.passage.text, at.rate
    opens = text.rfind("分别", max(0, rate.at - 60), rate.at)
    if opens < 0 or "占" not in text[opens : rate.at]:
        return []
    rates = [
        f for f in at.passage.between(opens, rate.at + 60) if f.is_percent and f.sentence == rate.sentence
    ]
    rates = [f for f in rates if f is rates[0] or f.clause - rates[0].clause <= len(rates)]
    within = [f for f in at.before if f.at > opens]
    parts = [f for f in at.before if f.at < opens and f.sentence == rate.sentence]
    run = parts[-len(rates) :]
    if len(run) < len(rates) or len({f.unit for f in run}) > 1 or rate not in rates:
        return []
    part = run[rates.index(rate)]
    rest = [f for f in (*parts[: -len(rates)], *within) if f.unit == part.unit and f.value >= part.value]
    return [Pair((part,), base, sure=len(rest) == 1 or base is rest[0]) for base in rest]


def _has_own_share(at: Around, figure: Figure, part: Figure) -> bool:
    """Whether a figure beside the part has a share of the same whole: "电话受理59人，占70%；网络受理23人，占27%"."""
    between = at.passage.between(figure.after, part.at)
    if not between or "其中" in at.passage.text[figure.after : part.at]:
        return False
    return between[0].is_percent and "占" in between[0].lead and between[0].clause - figure.clause <= 1


def listed(at: Around) -> list[Pair]:
    """ "评出一等奖5篇、二等奖10篇、三等奖20篇，获奖作品占征文总数的23.3%": the list together is the part."""
    found = _SHARE.search(at.rate.lead)
    subject = at.rate.lead[: found.start()] if found else ""
    if not found or len(subject) < 2 or not found["base"].strip("的") or not at.before:
        return []
    last = at.before[-1]
    run = [f for f in at.before if f.unit == last.unit and f.sentence == last.sentence]
    run = [f for f in run if not is_part(at.passage, f)]
    size = next(
        (n for n in range(1, len(run)) if rank_between(at.passage, run[-n - 1], run[-n]) > 1), len(run)
    )
    parts = tuple(run[-size:])
    bases = [f for f in run[:-size] if alike(found["base"].strip("的"), f)]
    if size < 2 or len(bases) != 1 or at.rate.clause - last.clause > 1:
        return []
    return [Pair(parts, bases[0], sure=True)]


def bracketed(at: Around) -> list[Pair]:
    """ "咨询类3324件（64.6%）、投诉类…": a bare rate in brackets is that of the figure in front of it."""
    text = at.passage.text
    if not at.before or text[at.before[-1].after : at.rate.at] != "（":
        return []
    if text[at.rate.to : at.rate.to + 1] != "）":
        return []
    part = at.before[-1]
    bases = [
        f for f in _bases(part, at.before) if f.sentence == at.rate.sentence and not is_part(at.passage, f)
    ]
    if not bases:
        return []
    return [Pair((part,), bases[-1], sure="其中" in text[bases[-1].after : part.at])]

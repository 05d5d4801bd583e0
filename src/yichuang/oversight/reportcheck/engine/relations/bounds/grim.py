"""Rates of a small base that no whole number of it gives (GRIM). Pure.

"面向25名教师测评，满意率97.0%": 24 of 25 are 96 %, 25 are all. A large base can give any rate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.counts import percent
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Around
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED = Decimal(100)

_ASKED = re.compile(
    r"面向|对|向|回访|抽查|抽检|抽取|检查|调查|测评|评议|评价|发放|收回|回收|走访|访问|受访|参评|收到|受理|接到|办理|审理|审结|申请|开展|评估|复核"
)
_TESTED = re.compile(r"(?:满意|合格|规范|好评|达标|优良|优秀|及格|知晓|支持)(?:率|度)(?:为|达|达到|是)*$")
OF_THEM = re.compile(r"[一-鿿]{2,8}的(?:占|占比为?|比例为?)(?:约|为|达)?$")  # "经复核认定成立的占33.3%"
SMALLEST = 2


def called_grim(passages: Sequence[Passage], at: Around) -> Judged | None:
    """Whether a whole number of the only count in front of a rate gives it, if the words say that it is of that."""
    rate = at.rate
    counts = [f for f in at.before if f.sentence == rate.sentence]
    shared = bool(OF_THEM.search(rate.lead))
    begins = max(at.passage.text.rfind(sign, 0, rate.at) for sign in "；。")
    counts = [f for f in counts if f.at > begins] if shared else counts
    if len(counts) != 1 or at.behind or not rate.is_exact or not (shared or _TESTED.search(rate.lead)):
        return None
    base = counts[0]
    if not _ASKED.search(base.lead) or rate.clause - base.clause > 2 or _is_of_others(base, rate):
        return None
    return grim(passages, base, rate)


_PLACES = re.compile(r"(?:行政|自然)?(?:村|社区|乡|镇|街道|小区|网格)")
_OTHERS = re.compile(r"满意|好评|知晓|支持|产品|样品|药品|食品|水质")


def _is_of_others(base: Figure, rate: Figure) -> bool:
    """Whether the rate is of who lives in the places counted or of what they make: "抽取14个村，村民满意率90.0%"."""
    return bool(_PLACES.match(base.tail) and _OTHERS.search(rate.lead)) or (
        base.unit == "家" and bool(re.search(r"[产样药食]品", rate.lead))
    )


def grim(passages: Sequence[Passage], base: Figure, rate: Figure) -> Judged | None:
    """Whether a whole number of the base gives the rate; None if it says nothing, as a large base can give any."""
    places = -int(rate.step.adjusted()) if rate.step else 0
    whole = base.is_exact and base.step == 0 and base.value == int(base.value)
    if not whole or not SMALLEST <= base.value < 10 ** (places + 2) or rate.value > HUNDRED:
        return None
    near = int(base.value * rate.value / HUNDRED)
    shares = {
        count: divide(Decimal(count) * HUNDRED, base.value)
        for count in (near, near + 1)
        if count <= base.value
    }
    figures = (base, rate)
    told = "，".join(f"{count} ÷ {said(base)} {about(share, places + 1)}%" for count, share in shares.items())
    holds = any(percent(rate).has(share) for share in shares.values())
    ending = f"与原文 {said(rate)} 相符" if holds else f"没有整数能得出 {said(rate)}"
    fixes = () if holds else changes(*(instead(rate, share) for share in shares.values()))
    return Judged(
        Kind.IMPOSSIBLE, figures, quotes(passages, figures), holds, f"{told}，{ending}", fixes, claim=rate
    )

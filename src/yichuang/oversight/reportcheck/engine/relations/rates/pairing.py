"""Which part and which base a rate is of, by the words around it. Pure.

Each way of writing a rate has its function (`shares`, `named_rates`, `plans`); the first that applies tells the pair
that must give it (`sure`). Other pairs of the sentence may give it too: a rate that one of them gives is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yichuang.oversight.reportcheck.engine.relations.rates.named_rates import (
    capacity,
    levels,
    named_after_part,
)
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import CLOSE, Around, Pair
from yichuang.oversight.reportcheck.engine.relations.rates.plans import of_plan
from yichuang.oversight.reportcheck.engine.relations.rates.shares import (
    bracketed,
    listed,
    respective,
    share,
    told_base,
)


def pairs(at: Around) -> Iterator[Pair]:
    """The pairs that the words around a rate offer, the likeliest first."""
    for way in (
        _all_of,
        levels,
        listed,
        told_base,
        respective,
        of_plan,
        share,
        named_after_part,
        bracketed,
        capacity,
    ):
        told = way(at)
        yield from told
        if told:
            break
    yield from _any(at)


def _any(at: Around) -> Iterator[Pair]:
    """Any two counts of one unit."""
    near = [f for f in at.before if at.rate.sentence - f.sentence <= 1]
    opens = not any(f.sentence == at.rate.sentence for f in near) or at.passage.text.startswith(
        "（", at.rate.to
    )
    behind = (
        at.behind if opens else ()
    )  # "支出27.6万元，执行率97.2%，其中设备11.3万元": those are of another thing
    own = [f for f in near if at.passage.text[f.after : at.rate.at] == "（"]  # "企业2,776件（15%）"
    for part in own or (*reversed(near[-4:]), *behind):
        for base in (*near, *at.behind):
            if base is not part and base.unit == part.unit and part.value <= base.value:
                yield Pair((part,), base, sure=False)


_ALL = re.compile(r"(?:全部|(?<!平)(?<![人户日月])均|全都|悉数|都)(?!衡|等)")


def _all_of(at: Around) -> list[Pair]:
    """ "脱贫人口3214人全部参保，参保率100%": all of them are part and base at once."""
    if not at.before or at.before[-1].sentence != at.rate.sentence:
        return []
    whole = at.before[-1]
    between = at.passage.text[whole.after : at.rate.at]
    return [Pair((whole,), whole, sure=False)] if _ALL.search(between[:-2]) and len(between) < CLOSE else []

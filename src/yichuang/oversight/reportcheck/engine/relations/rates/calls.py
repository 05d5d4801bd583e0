"""What the name of a rate says of its part: 启动索赔31件，启动率; 优秀187人，占; 来源第一的是交通，占. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.likely import is_short_for
from yichuang.oversight.reportcheck.engine.relations.rates.offers import near_counts
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates.runs import are_named_together, called_for
from yichuang.oversight.reportcheck.engine.relations.rates.words import bare_lead, share_in, within, words_of

_STEM = re.compile(r"(?P<stem>[一-鿿（）“”、]{0,14}?)(?:率|度|比例|比重|占比|占|进度|面)$")
_SELDOM = re.compile(r"(?:出生|死亡|自然增长|患病|发病|失业|负债|森林|绿化|绿地)[^，。；]{0,2}率")
_GENERAL_NAME = re.compile(r"^(?:完成|执行|兑现|到位|成功|整改完成|达标|实现)$")


def name_signs(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    """How the name of a rate, or whose share it is said to be, fits part and base of a pair."""
    if passage.text[pair.parts[-1].after : rate.at] == "（":
        yield "bracketed"
        return
    lead = bare_lead(rate)
    share, (name, seldom) = share_in(lead), _called(lead)
    if seldom:
        yield "seldom of what is printed"
    if share is not None:
        if len(name) > 1:
            yield from _named(passage, rate, pair, name, "share")
        else:
            yield "bare share"
            if named := _named_between(passage, rate):
                yield "told between" if pair.parts[0] in named else "another told between"
        if len(pair.parts) > 1 and len(name) < 2 and (called := called_for(passage, rate, pair)):
            yield called
    elif name:
        yield from _named(passage, rate, pair, name, "rate")
    else:
        called = called_for(passage, rate, pair) if len(pair.parts) > 1 else ""
        yield called or ("no name" if lead else "no words")
    if kernel := share[1] if share and not pair.is_made else "":
        label = pair.base.name + pair.base.lead + pair.base.tail
        common = sum(sign in label for sign in kernel)
        of_it = (
            common * 2 >= len(kernel) and kernel[-2:] in label
        )  # what is counted stands at the end: 在校生
        halves = "" if common == len(kernel) else "half " if of_it else "not "
        yield f"base {halves}named"


@lru_cache(maxsize=64)  # asked for each reading of a rate
def _called(lead: str) -> tuple[str, bool]:
    """What a rate is called, or whose share it is; and whether what it is of is seldom printed."""
    seldom = _SELDOM.search(lead) is not None
    if share := share_in(lead):
        return _ABOUT.sub("", share[0]), seldom
    stem = _STEM.search(lead)
    return re.sub(r"^(?:其中|但|而)", "", stem["stem"] if stem else ""), seldom


def _named(passage: Passage, rate: Figure, pair: Pair, name: str, of: str) -> Iterator[str]:
    labels = [words_of(passage, f) for f in pair.parts]
    if len(labels) > 1:
        called = called_for(passage, rate, pair)
        named = are_named_together(name, labels)
        yield called or ("together named" if named else "together not named")
        return
    figures = pair.figures
    others = [f for f in near_counts(passage, rate) if f not in figures and f.at < rate.at]
    named = is_short_for(name, labels[0])
    if named:
        yield f"{of} named"
        if _is_called_after(passage, rate, pair.parts[0], name):
            yield "called after it"
        if len(name) > _JUST and name in labels[0]:
            yield f"{of} just so"
        yield (
            "named in front" if within(name[-4:], pair.parts[0].name + pair.parts[0].lead) else "named behind"
        )
        if any(is_short_for(name, words_of(passage, f)) for f in others):
            yield "named twice"
        elif name in pair.parts[0].name + pair.parts[0].lead:
            yield "named alone"
    elif any(name[at : at + 2] in labels[0] for at in range(len(name) - 1)):
        yield f"{of} half named"
    elif _GENERAL_NAME.search(name):
        yield "general name"
    elif name[:1] in labels[0] and len(name) == 2:
        yield "sign named"
    else:
        yield f"{of} not named"
    if not named and any(is_short_for(name, words_of(passage, f)) for f in others):
        yield "other named"
    if not pair.is_made and is_short_for(name, words_of(passage, pair.base)):
        yield "base has the name"


@lru_cache(maxsize=2)  # asked for each reading of a rate
def _named_between(passage: Passage, rate: Figure) -> tuple[Figure, ...]:
    """The counts whose names stand again between the last of them and a rate: 来源第一的是交通，占34.1%."""
    front = [f for f in near_counts(passage, rate) if f.at < rate.at]
    words = passage.text[front[-1].after + len(front[-1].tail) : rate.at] if front else ""
    names = ((f, f.name or f.lead or f.tail) for f in front)
    return tuple(f for f, name in names if len(name) > 1 and name[-_KERNEL:] in words)


_ABOUT = re.compile(r"^(?:其中|但|而)|^[^，]*即|(?:[的所虽只仅已也都更均就则约却还仍独合共]|合计)+$")
_KERNEL = 4
_JUST = 2


def _is_called_after(passage: Passage, rate: Figure, part: Figure, name: str) -> bool:
    """Whether a rate has the very words of the count right in front of it: 启动索赔31件，启动率, 7个优秀，优秀率."""
    beside = not any(is_count(f) for f in passage.between(part.after, rate.at))
    return beside and part.at < rate.at and name[-2:] in words_of(passage, part)

"""What a figure is called by words that don't stand right in front of it: "办结率、满意率分别为99.2%和98.3%". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure


def named(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, with the names that a list in front or a rough number before gives them."""
    return _named_as_roughly(text, _named_in_turn(text, list(figures)))


_IN_TURN = re.compile(
    r"(?P<names>[^，。；：（）\d]{1,12}(?:[、和及与][^，。；：（）、\d]{1,12})+)，?(?P<what>[^，。；：（）、\d]{0,12}?)(?:分别|依次|各)"
    r"(?P<verb>[^，。；：（）、\d]{0,8})[：]?(?=\d)"
)


def _named_in_turn(text: str, figures: list[Figure]) -> tuple[Figure, ...]:
    """ "办结率、满意率分别为99.2%和98.3%": each figure of the list has its name from the list in front."""
    places = {figure.at: index for index, figure in enumerate(figures)}
    for found in _IN_TURN.finditer(text):
        names = [name for name in re.split("[、和及与]", found["names"]) if name]
        start = places.get(found.end())
        if start is None or len(names) > len(figures) - start:
            continue
        run = figures[start : start + len(names)]
        between = [text[one.after : other.at] for one, other in pairwise(run)]
        if len({figure.unit for figure in run}) > 1 or not all(sign in _KEPT for sign in between):
            continue
        if text[run[-1].after : run[-1].after + 1] in ("、", "和", "及"):
            continue
        noun = _common_noun(names[-2], names[-1])
        names = [*(name + noun for name in names[:-1]), names[-1]]
        for index, name in enumerate(names, start):
            figures[index] = replace(figures[index], name=name + found["what"] + found["verb"])
    return tuple(figures)


_EXACTLY = re.compile(
    r"[，（](?:(?:具体|准确|精确|确切|实际)(?:地?[说讲])?(?:来[说讲])?[，]?)?(?:占比?|为|是|即|达)*"
)


def _named_as_roughly(text: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A share told roughly and then exactly has its name once: 支付率不到六成，为58.4%."""
    found = list(figures)
    for index, (rough, exact) in enumerate(pairwise(figures), 1):
        shares = rough.is_percent and exact.is_percent and not exact.name
        in_words = "%" not in rough.written and "%" in exact.written  # 六成, 四分之一
        if shares and in_words and _EXACTLY.fullmatch(text, rough.after, exact.at):
            found[index] = replace(exact, name=rough.name or rough.lead)
    return tuple(found)


_MEASURE = re.compile(r"(?:[一-鿿]{2}[率数额量]|面积|比例|占比|比重|费用|标准|收入|支出|投资|产值)$")


def _common_noun(one: str, last: str) -> str:
    """What the last of some names says of all: 小学部、高中部住校人数 are 住校人数, 工商户、合作社年报率 年报率."""
    if one[-1] in last:
        return last[last.rindex(one[-1]) + 1 :]
    measure = _MEASURE.search(last)
    return measure.group() if measure else ""


_KEPT = frozenset(("、", "，", "和", "及", "与", "；", "以及", "、和"))

"""What speaks for it that a rate is of several counts of a row: 优良率 of 优 and 良, 前三项, 本科及以上. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.brothers import may_count
from yichuang.oversight.reportcheck.engine.relations.rates.likely import is_named
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.words import bare_lead, words_of

_WORDS = 40  # signs in front of a rate that may tell what it is of
_FIRST = re.compile(r"(?:前|上述|以上)(?P<many>[两二三四五])(?:大|项|类|者|个|种|级|档|部分)")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_TOGETHER = re.compile(
    r"[两二三四五][项类者个种](?:合计|相加|共|总)|合计占|合占|合计|之和|加起来|[两三四][项类者]占"
)
_ABOVE = re.compile(r"(?P<step>[一-鿿ⅠⅡⅢⅣⅤ]{2,4}?)[”」]?(?:及|和|或)?(?:其)?以上")
_PASSED = re.compile(
    r"(?:合格|及格|达标|通过|称职|满意|好评|优良|优秀良好|优质|适龄|整改|化解|就业|落实|到位|兑现)(?:率|度|比例|面)?(?:（[^（）]*）)?(?:比例)?$"
)
_FAILED = re.compile(
    r"^(?:其中)?[“]?(?:不|未|差|劣|非|一般|中(?!等以上)|轻度|待|无|Ⅳ|Ⅴ|IV|V|合格|及格|基本合格)"
)
_STEPS = re.compile(r"[一-鿿”][、和与及][“一-鿿][^，。；]*占$|优于")  # “好”和“较好”占
_BEST = re.compile(r"优|良|Ⅰ|Ⅱ|Ⅲ|满意|好|合格|及格|达标|称职|通过")


CALLED = frozenset({"together as counted", "together above a step", "together what passes", "together named"})


def row_of_run(passage: Passage, rate: Figure, pair: Pair) -> list[Figure]:
    """The counts of the row in which the parts stand, in front of the rate, without the base."""
    first = pair.parts[0]
    row = [
        f
        for f in passage.in_sentence(first.sentence)
        if f.unit == first.unit and may_count(f) and f.at < rate.at and f.bracket == first.bracket
    ]
    if pair.is_made:
        return [f for f in row if f.at >= pair.base.at]
    behind = pair.base.at > pair.parts[-1].at
    return [f for f in row if f is not pair.base and (behind or f.at > pair.base.at)]


def run_signs(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    """Where the parts stand in their row, and whether the words call for just so many of it."""
    first, last = pair.parts[0], pair.parts[-1]
    row = row_of_run(passage, rate, pair)
    if not row:
        return
    if row[0] is first:
        yield "together from the first"
        if len(row) == len(pair.parts) + 1:
            yield "together all but the last"
    if row[-1] is last and row[0] is first:
        yield "together all"
    name = bare_lead(rate).removesuffix("率")
    if len(name) > 1 and is_named(name, last):
        yield "together to the named"


def called_for(passage: Passage, rate: Figure, pair: Pair) -> str:
    """How the words call for just these parts together, "" if they don't: by number, by a step, by what passes."""
    words = _words(passage, rate)
    named = re.split(r"[，。；：]", words)[-1].removesuffix("占")
    several = _TOGETHER.search(words) or _STEPS.search(bare_lead(rate))
    if several and are_named_together(named, [_label(passage, f) for f in pair.parts]):
        return "together named"
    row = row_of_run(passage, rate, pair)
    if not row or row[0] is not pair.parts[0]:
        return ""
    counted, above = _FIRST.search(words), _ABOVE.search(words)
    if counted:
        return "together as counted" if _MANY[counted["many"]] == len(pair.parts) else ""
    if above and above["step"][-2:] in _label(passage, pair.parts[-1]):
        return "together above a step"
    labels = [_label(passage, f) for f in row]
    stem = bare_lead(rate).removesuffix("率").removesuffix("面")
    if len(stem) > 1 and all(stem[-1] in label for label in labels):
        return "together all of the name" if len(row) == len(pair.parts) else ""
    many = len(pair.parts)
    if not _PASSED.search(bare_lead(rate)):
        return ""
    passing = all(_BEST.search(label) and not _fails(rate, label) for label in labels[:many])
    if not passing:
        return ""
    if many < len(row):
        return "together what passes" if _fails(rate, labels[many]) else ""
    return "together all that pass"


_DENIED = re.compile(r"^(?:其中)?[“]?[不未非差劣]")


def _fails(rate: Figure, label: str) -> bool:
    """Whether the step behind the parts isn't among what a rate is of: 及格 passes in 及格率, not in 优良率."""
    if _DENIED.search(label):
        return True
    good = re.search(r"优良|优秀", rate.lead)
    return bool(good and _FAILED.search(label))


@lru_cache(maxsize=64)  # asked for each reading of a rate
def calls_for_several(passage: Passage, rate: Figure) -> bool:
    """Whether the words say that a rate is of several together."""
    words = _words(passage, rate)
    return bool(_FIRST.search(words) or _TOGETHER.search(words))


def may_be_of_several(passage: Passage, rate: Figure) -> bool:
    """Whether a rate may be of several steps or kinds together, by its name or by the words in front of it."""
    lead = bare_lead(rate)
    several = _PASSED.search(lead) or _STEPS.search(lead) or _ABOVE.search(lead)
    return several is not None or calls_for_several(passage, rate)


@lru_cache(maxsize=64)
def _words(passage: Passage, rate: Figure) -> str:
    """The words between a rate and the figure in front of it."""
    near = passage.between(max(0, rate.at - _WORDS), rate.at)
    before = [f for f in near if not f.numeral.spoken]  # 前三项 counts parts
    begins = max(before[-1].after if before else 0, rate.at - _WORDS, 0)
    return passage.text[begins : rate.at]


def _label(passage: Passage, figure: Figure) -> str:
    words = figure.name or words_of(passage, figure)
    return re.sub(r"^(?:其中|选择|评为|评定为|评价为|表示|属于)+", "", words)


def are_named_together(name: str, labels: Sequence[str]) -> bool:
    """Whether the name of a rate is made of the names of its parts: 优良 of 优 and 良, “好”和“较好”."""
    plain = [_plain(label) for label in labels]
    names = [_plain(each) for each in re.split("[、和与及]", name)]
    if len(names) == len(plain) > 1 and all(
        each and each in label for each, label in zip(names, plain, strict=True)
    ):
        return True  # “好”和“较好”
    common = set.intersection(*map(set, plain))
    plain = ["".join(sign for sign in label if sign not in common) for label in plain]
    kernel = set(_plain(name)) - common
    return bool(kernel) and all(kernel & set(label) for label in plain) and kernel <= set("".join(plain))


def _plain(label: str) -> str:
    return re.sub(
        r"其中|合计|总计|共计|[的为有达和及与、合率类级学历以上下评“”两三二四五项者个种共]", "", label
    )

"""A count against those who are told one by one behind it, each with words of its own. Pure.

"领导班子7名成员分工如下：局长高某主持全面工作；副局长郑某分管水资源…": as many as there are persons.
"3个督导组，第一组负责东片，第二组负责西片，第三组…": as many as there are numbers.
"设3个班，进修班48人、培训班60人、中青年班45人、理论班52人，计205人": as many as are called 班.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.names.listing import PERSON, without_brackets
from yichuang.oversight.reportcheck.engine.telling import changes, said
from yichuang.oversight.reportcheck.engine.units import class_of, unit_at
from yichuang.oversight.reportcheck.findings import Kind

_LEAST, _MOST, _APART = 2, 30, 2
_ALSO: Final = re.compile(r"等(?![级候待])")


def told_one_by_one(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a document that are told one by one."""
    for passage in passages:
        for figure in passage.figures:
            plain = figure.is_exact and not figure.step and figure.role in (Role.LEVEL, Role.BASE)
            if not plain or not _LEAST <= figure.value <= _MOST or figure.bracket:
                continue
            for told in (_persons, _numbered, _called):
                if (listed := told(passage, figure)) is not None:
                    yield _judged(passage, figure, *listed)
                    break


Listed = tuple[tuple[str, ...], int]
"""What is told, and where it ends."""


def _judged(passage: Passage, figure: Figure, listed: tuple[str, ...], to: int) -> Judged:
    holds = len(listed) == figure.value
    shown = "、".join(listed)
    ending = "与原文相符" if holds else f"原文为 {said(figure)} 个"
    told = f"逐一写出的有 {len(listed)} 个（{shown}），{ending}"
    fixes = () if holds else changes(f"“{figure.written}{figure.word}”应为 {len(listed)}")
    quote = passage.quote(figure.at, to)
    return Judged(Kind.COUNT_NAMES, (figure,), (quote,), holds, told, fixes, claim=figure)


# ------------------------------------------------------------------ persons by their office

_OPENS: Final = re.compile(
    r"[^，。；：（）\d]{0,20}(?:：|，(?:[他她]们)?(?:具体)?(?:分工|名单|人员)?(?:如下|分别)?(?:是|为)?：?(?=[^，。；：、]{0,8}(?:[一-鿿]某)))"
)
_OF_OTHERS: Final = ("人", "票", "分")  # 候选人4名应选3名：赵某28票…
_HIDDEN_NAME: Final = re.compile(r"[一-鿿]某{1,2}")
_OFFICE: Final = (
    "(?:书记|主任|主席|[镇乡县市区村局校院所站科队组处厅部会社厂园馆场庭]长|组长|部长|委员|总工程师|总会计师|总经济师|秘书长|理事长|监事长|董事长|经理"
    "|成员|队员|组员|联络员|专干|会计|出纳|干事|院士|教授|教师|医师|护士长|工程师|律师|网格员|助理|秘书|调研员|巡视员|督学)"
)
_BY_OFFICE: Final = re.compile(rf"{_OFFICE}(?P<name>{PERSON.pattern}?)(?=[主负分协联抓管兼任，；、。]|$)")


def _persons(passage: Passage, figure: Figure) -> Listed | None:
    """Those who are named behind a count of persons, each once, up to the end of the sentence."""
    opens = _OPENS.match(passage.text, figure.after) if figure.unit == "人" else None
    if opens is None:
        return None
    ends = passage.text.find("。", opens.end())
    to = ends if ends >= 0 else len(passage.text)
    text = without_brackets(passage.text[opens.end() : to])
    begins, _ = passage.clause_range(figure.clause)
    others = (*passage.between(begins, figure.at), *passage.between(opens.end(), to))
    if _ALSO.search(text) or any(f.unit in _OF_OTHERS for f in others):
        return None
    names = _HIDDEN_NAME.findall(text) or [found["name"] for found in _BY_OFFICE.finditer(text)]
    several = len(names) >= _LEAST and len(set(names)) == len(names)
    return (tuple(names), to) if several and abs(len(names) - figure.value) <= _APART else None


# ------------------------------------------------------------------ numbered groups

_NUMBER: Final = re.compile(r"(?:^|[，；：。])第(?P<number>[一二三四五六七八九十]{1,2})(?P<noun>[一-鿿])")
_WHOLE: Final = "组包讲队片"  # of these all are told; of stages and batches the last may be to come
_COUNTED: Final = "组包讲批片区路队层段课站期轮班场类步档级"


def _numbered(passage: Passage, figure: Figure) -> Listed | None:
    """Groups that are told by number; there may be more than are told, but not fewer."""
    _, ends = passage.sentence_range(figure.sentence)
    head = passage.text[figure.after : figure.after + _REACH].split("，")[0].split("：")[0]
    found = [each for each in _NUMBER.finditer(passage.text, figure.after, ends) if each["noun"] in _COUNTED]
    if not found or {each["noun"] for each in found} != {found[0]["noun"]}:
        return None
    numbers = [int(spoken_value(each["number"]) or 0) for each in found]
    noun = found[0]["noun"]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) < _LEAST:
        return None
    if noun != figure.word and noun not in head:
        return None
    all_told = noun in _WHOLE and len(numbers) > _LEAST and len(numbers) + 1 == figure.value
    whole = all_told or len(numbers) > figure.value or passage.text[found[0].start()] == "："
    if not whole and len(numbers) != figure.value:
        return None
    to = found[-1].end()
    names = tuple(f"第{each['number']}{noun}" for each in found)
    return (names, to) if abs(len(numbers) - figure.value) <= _APART else None


_REACH: Final = 16

# ------------------------------------------------------------------ places and groups, each with a figure

_ITEM: Final = re.compile(r"(?P<name>[^\d，。；：、]{1,14}?)\d[\d,.]*[万亿]?(?P<unit>[^\d，。；：、]{1,4})")
_SUMMED: Final = re.compile(r"，(?:共计|合计|总计|计|共)")
_NOUNS: Final = "班村组校队镇乡站所厂库园馆院区街县点场店线段矿局桥社路"


def _called(passage: Passage, figure: Figure) -> Listed | None:
    """Names behind a count, all called by its noun and each with a figure of one unit of its own."""
    noun = (figure.tail or figure.word)[-1:]
    at = figure.after + len(figure.tail)
    if noun not in _NOUNS or passage.text[at : at + 1] not in ("，", "：") or len(figure.tail) > _SHORT:
        return None
    names: list[str] = []
    units: set[str] = set()
    to = at
    while (item := _ITEM.match(passage.text, to + 1)) and item["name"].endswith(noun):
        names.append(item["name"])
        units.add(class_of(unit_at(item["unit"], 0)))
        to = item.end()
        if passage.text[to : to + 1] != "、":
            break
    fewer = _SUMMED.match(passage.text, to) is not None
    several = len(names) > _LEAST and len(units) == 1 and len(set(names)) == len(names)
    if not several or not (len(names) >= figure.value or fewer):
        return None
    return (tuple(names), to) if abs(len(names) - figure.value) <= _APART else None


_SHORT: Final = 4

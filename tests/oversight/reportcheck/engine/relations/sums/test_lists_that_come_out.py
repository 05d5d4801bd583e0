"""Lists that nothing marks: what comes out to many digits is meant, what comes out to one may do so by chance."""

import pytest

from yichuang.oversight.reportcheck import engine, reading
from yichuang.oversight.reportcheck.findings import Examination, Kind

HELD = (
    ("全园现有幼儿1,372人，平均每班31人。小班、中班、大班分别为436人、461人、475人。", "1,372"),
    ("馆藏图书28,465册，其中成人类17,920册、儿童类10,545册，全年外借9,312册次。", "28,465"),
    ("县级拨付146.5万元，镇级自筹38.2万元，村级投入21.6万元，可用206.3万元。", "206.3"),
)
BY_CHANCE = ("接待来访3次，走访企业5家。召开例会8次，印发简报2期。", "慰问老人7名，表彰4名，调解3起。")


def examined(text: str) -> Examination:
    return engine.examine(reading.read(text.encode(), "总结.txt"))


@pytest.mark.parametrize(("text", "total"), HELD)
def test_comes_out(text: str, total: str) -> None:
    sums = [each for each in examined(text).held if each.kind is Kind.SUM]
    assert any(total in each.numbers[0] or total in each.numbers[-1] for each in sums)


@pytest.mark.parametrize("text", BY_CHANCE)
def test_comes_out_by_chance(text: str) -> None:
    examination = examined(text)
    assert not [each for each in examination.held if each.kind is Kind.SUM]
    assert not examination.findings


def test_comes_out_and_excuses_nothing() -> None:
    wrong = "受理申请1,284件，办结1,196件，办结率93.1%。现有党员412名，男党员268名，女党员154名。"
    assert any("412" in each.check.arithmetic for each in examined(wrong).findings)

"""A rate that another count gives by chance than the one it is told to be of is told, whatever its digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

CALLED = [
    ("立案120件，已审结100件，其中调解撤诉45件，审结案件的调撤率为{}。", "45.0%", "37.5%"),
    ("巡察反馈问题64个，整改期限已到的50个，完成整改46个，到期整改率{}。", "92.0%", "71.9%"),
    ("抽检食品860批次，已出结果800批次，不合格16批次，不合格率（以已出结果的批次计）{}。", "2.0%", "1.9%"),
    (
        "毕业生1,250名，有就业意愿的1,200名。已就业1,140名，就业率以有就业意愿的为基数，达{}。",
        "95.0%",
        "91.2%",
    ),
    ("问卷发放2,000份，回收1,800份。满意的1,710份，满意度以回收问卷作分母，为{}。", "95.0%", "85.5%"),
    ("参加培训的学员450人，报名500人。取得证书的405人，取证率（取证人数÷参训人数）{}。", "90.0%", "81.0%"),
    ("征收任务涉及320户，已签约280户。签约户中已搬离238户，搬离率{}。", "85.0%", "74.4%"),
    ("热线受理860件，已经办结的800件里面，满意的776件，满意率{}。", "97.0%", "90.2%"),
    ("全年派发工单5,420件，到期应办结5,200件。按时办结5,096件，按时办结率{}。", "98.0%", "94.0%"),
    ("热线受理诉求9,600件，其中有效诉求8,000件。有效诉求办结7,600件，有效诉求办结率{}。", "95.0%", "79.2%"),
    ("热线全年办结1,043件。回访接通的986件里，表示认可的942件，群众认可率{}。", "95.5%", "90.3%"),
    ("立案1,648起，破案1,071起。所破案件中，现行案件893起，占破案数的{}。", "83.4%", "54.2%"),
    ("全区有餐饮单位2,400家，纳入分级管理的2,000家。A级600家，占纳入分级管理单位的{}。", "30.0%", "25.0%"),
    ("抽检1,200批次，其中食用农产品500批次。食用农产品不合格10批次，不合格率{}。", "2.0%", "0.8%"),
    ("全镇林地7.2万亩，其中公益林5.0万亩。\n公益林管护到位4.5万亩，管护率为{}。", "90.0%", "62.5%"),
    ("回访3,104件，满意2,887件，满意率{}。全年办结3,812件。", "93.0%", "75.7%"),
]
OF_NOW = [
    ("全年新收申请172件，比上年的149件增长15.4%。其中网上提交136件，占{}。", "79.1%", "91.3%"),
    ("今年接访1,260批次，上年为1,410批次。当场化解882批次，化解率{}。", "70.0%", "62.6%"),
    ("去年检查1,000家次，今年检查1,250家次。今年查出问题300家次，问题率{}。", "24.0%", "30.0%"),
    ("年初在册养殖场56家，年内新增2家、关停6家，年末52家。年末验收合格39家，合格率{}。", "75.0%", "69.6%"),
    ("全年新发展党员31名，其中女党员14名，占{}；上年发展28名。", "45.2%", "50.0%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), CALLED + OF_NOW)
def test_a_rate_that_another_base_gives(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.RATE) == []
    (found,) = contradictions(text.format(wrong), Kind.RATE)
    assert wrong in found


OTHERS = [
    # of those reached, not of all that were called
    "抽取1,906件回访，接通1,650件，满意1,584件，回访满意率96.0%。",
    # of what was done, not of what was due
    "应办工单10,697件，已办结10,412件，结转285件。办结工单中按时办结10,339件，按时办结率99.3%。",
    # what went away is of the beginning
    "年初在库企业80家，年末70家。年末注销12家，流失率15.0%。",
    # of all farmland, of which only the plan is called so
    "耕地保有量目标286.5万亩，变更调查成果288.9万亩；永久基本农田251.4万亩，占耕地的87.0%。",
    # of those that were wrong the press had most, of the press most were wrong
    "线索188条，自媒体114条，失实59条；失实的里头自媒体占53条，即自媒体线索失实率46.5%。",
    # what the part is called by, too
    "年初有民警412人，比上年减少7人，年末405人。民警中女民警74人，占18.0%。",
    # both are told, each by its own
    "企业1,284家，有党员的672家，已覆盖600家，覆盖率89.3%（按有党员企业计），按全部企业算只有46.7%。",
]


@pytest.mark.parametrize("text", OTHERS)
def test_rates_of_what_is_nearer_are_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.RATE) == []

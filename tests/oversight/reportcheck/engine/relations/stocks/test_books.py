"""Books of stocks in the wordings of offices: wrong ones are told, right ones left in peace."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

BOOKS = (
    # the first stock is told by its noun, the last by a time alone
    ("辖区在用电梯318部，年内新增26部，注销停用9部，年末{}部。", "345", "335"),
    ("应急仓库库存口罩12,400只，本月购入8,000只，发放{}只，现存11,000只。", "9,600", "9,400"),
    ("一季度末企业名录库有规上企业164家，二季度新入库9家，退库{}家，二季度末167家。", "4", "6"),
    # much goes through a small stock
    ("上年转入本年继续办理的提案9件，今年新立案126件，办复{}件，结转明年5件。", "120", "130"),
    ("上年未审结的复议案件2件，今年新收19件，审结18件（维持6件、纠正1件），年末未审结{}件。", "2", "3"),
    ("上年未结的仲裁案件3件，今年新收11件，审结10件，年末未结{}件。", "3", "4"),
    # whoever waits leaves the list when it is his turn
    ("养老院上期末排队等候42人，本期新登记35人，安排入院28人，放弃{}人，期末仍在等候40人。", "19", "9"),
    # years by their numbers, days, and persons with person-times
    ("去年结转案件22件，今年立案318件，结案{}件，转入2025年9件。", "313", "331"),
    ("1月1日在营12,684户，当年开业2,146户，歇业{}户，12月31日在营13,095户。", "1,375", "1,735"),
    ("上年末滞留在站17人，三个月登记入站188人次，办理离站{}人次，清点时在站21人。", "183", "184"),
    # the last stock, or both, in front of or behind the moves
    ("截至12月31日，热线工单在办{}件。年初带入57件，全年派来3,418件，已办结3,426件。", "58", "49"),
    # what money was spent on went
    (
        "专户接收捐款286.5万元，利息0.4万元，拨付建房261.8万元，购买物资{}万元，专户余额6.5万元。",
        "16.8",
        "18.6",
    ),
    # over paragraphs
    (
        "年初账户余额18.60万元。\n全年收入共42.30万元，其中租金29.90万元。\n全年支出36.80万元。\n年末账户余额{}万元。",
        "21.40",
        "24.10",
    ),
    (
        "可用财力7,460万元，包括上级补助5,120万元、上年结转174万元。\n全年支出7,238万元。\n收支相抵，年终结转{}万元。",
        "240",
        "222",
    ),
)


@pytest.mark.parametrize(("text", "wrong", "right"), BOOKS)
def test_books_are_told_only_if_they_do_not_come_out(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("资产清查：账面图书12,860册，实点{}册，账实相符。", "12,680", "12,860"),
        ("季末存栏应有15,580头，报表填列的季末存栏也为{}头。", "15,490", "15,580"),
    ],
)
def test_what_is_said_to_agree_is_held_against_each_other(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "账面图书12,860册，实点12,680册，账实不符的原因正在查找。",
        "五年总收入286.4万元，总支出262.75万元，收支结余23.65万元，加上上届移交13.42万元，账面净余37.07万元。",
        "现有托养人员68人，年初为59人，年内新入住24人，离院返乡13人，病故2人。现配护理员17人。",
        "按已入库数补38.50万元，基金年初186.40万元、注入60.00万元，补后余207.90万元。",
    ],
)
def test_what_only_seems_a_book_is_left_alone(text: str) -> None:
    assert not told(text)

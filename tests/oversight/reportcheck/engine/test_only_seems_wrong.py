"""What reports write that only seems to contradict itself, and what agrees by chance."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def told(text: str) -> list[str]:
    return [each.check.arithmetic for each in examine(read(text.encode(), "a.txt")).findings]


def held(text: str) -> list[tuple[Kind, tuple[str, ...]]]:
    return [(each.kind, each.numbers) for each in examine(read(text.encode(), "a.txt")).held]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全市泵站平均运行2714小时，同比减少236小时，其中城区泵站2936小时，同比减少241小时。",
        "2023年第9周门诊占比为6.47%，比2022年同期低5.31个百分点，其中县级医院门诊占比为2.35%，比2022年同期低4.62个百分点。",
        "拟安排养护资金6400万元，比上年增加4600万元，同时安排绿化资金1900万元。",
        "与2021年相比，供热总量增加61.0万吨，其中居民减少2.9万吨，公建减少63.4万吨，工业增加109.0万吨，学校增加18.3万吨。",
        "2022年全市公园面积18236.0公顷，比上年增长193.4公顷，人均公园面积比上年增长1.24%。",
        "2023年乙县产值1.7亿元，甲县3.9亿元；乙县产值是2014年的1.9倍。",
        "企业、研究机构、高等学校的经费所占比重分别为74.8%、12.6%和8.5%。",
        "全年客运量3.18亿人次，其中公路2.97亿人次，铁路1436万人次，水路318万人次，民航369万人次。",
        "2024年春节假期，全市公交运送乘客1336.8万人次，日均运送167.1万人次。",
        "上半年新增就业61.2万人，完成全年900万人目标的6.8%；再就业24.1万人，完成全年500万人目标的4.8%。",
        "布局6个区域医疗中心，建成乡镇医疗次中心40个。",
        "加快建设北港作业区、东站枢纽、东湖机场四期等重大工程。",
        "办好龙舟赛、采摘节、灯会、读书节、书画展、合唱节、“六月六”及十大赛事、十大演艺等活动。",
        "税务部门完成18,684万元，占任务数的54.4%，同比增长13.2%；财政部门完成12,962万元，占任务数的57.3%，同比下降3.6%。",
        "因公出国费支出0元，占0%；公务用车支出34,000元，占52.3%；公务接待费支出31,000元，占47.7%。",
        "全站共救助1,528人次，其中未成年人146人次，救治危重病人97人次。其中，跨省接送51人次，省内护送38人次。",
        "长三角合作深入推进，新增4个共建园区、4个合作平台。",
        "全年用水5,017.6万吨，其中居民3,311.8万吨，占66.0%；工业1,206.2万吨，占24.0%；公共499.6万吨，占10.0%。",
    ],
)
def test_what_only_seems_wrong_is_left_in_peace(text: str) -> None:
    assert not told(text)


def test_a_share_that_closes_a_hundred_may_be_a_last_digit_off() -> None:
    text = (
        "供水中地表水{}万吨，占{}%；地下水976.4万吨，占16.2%；其他86.4万吨，占{}%。全年供水总量6015.5万吨。"
    )
    assert not told(text.format("4952.7", "82.3", "1.5"))
    assert told(text.format("4952.7", "82.3", "1.7"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("收入超过1万元的有三项，分别为2.1万元、1.6万元和1.1万元。", {"1万", "2.1万", "1.6万", "1.1万"}),
        ("有7个乡镇产量超过100万吨，合计8843万吨，占全县的97.2%。", {"100万", "8843万", "97.2%"}),
        ("各镇低保标准达到12420元以上，人均年标准21072元，临时救助9.1万人次。", {"12420", "9.1万", "21072"}),
        ("占比比上年提高1.3个百分点。其中镇级下降12.6%，村级下降11.3%。", {"12.6%", "11.3%", "1.3个百分点"}),
    ],
)
def test_what_says_nothing_is_not_held(text: str, numbers: set[str]) -> None:
    assert not [found for _, found in held(text) if set(found) == numbers]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024年春节假期，全市公交运送乘客1336.8万人次，日均运送167.1万人次。", Kind.AVERAGE),
        ("国庆假期接待游客44.1万人次，日均6.3万人次。", Kind.AVERAGE),
        (
            "本月收入比上年减收1070万元。其中税收比上年增收1284万元，非税收入比上年减收2354万元。",
            Kind.DIFFERENCE,
        ),
        ("年初在册31人，全年退出12人，年末在册19人，与年初相比减少12人。", Kind.DIFFERENCE),
        ("增速为8.1%，比上年的6.9%加快1.2个百分点。", Kind.DIFFERENCE),
        ("满意度为97.95，比2010年调查98.24下降0.29。", Kind.DIFFERENCE),
    ],
)
def test_what_comes_out_is_held(text: str, kind: Kind) -> None:
    assert kind in {found for found, _ in held(text)}

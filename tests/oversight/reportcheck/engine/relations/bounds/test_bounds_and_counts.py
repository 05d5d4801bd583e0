"""Values that words bound, names that are counted, and units: the wrong one is told, the right one beside it isn't."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read

# (what is told, the text, what is wrong in it, what is right)
CASES = [
    (Kind.UNIT, "群众满意率由88.3%提高到90.8%，提高{}。", "2.5%", "2.5个百分点"),
    (Kind.UNIT, "满意率94.1%，比去年同期的90.6%提升{}，跻身前三。", "3.5%", "3.5个百分点"),
    (Kind.UNIT, "党员311人，占52.4%，与上年相比党员占比提高{}（上年为44.5%）。", "7.9%", "7.9个百分点"),
    (Kind.UNIT, "全年话务总量41.6万通。市民呼入38.2万通；坐席呼出回访{}通。", "3.4", "3.4万"),
    (Kind.UNIT, "县里投入资金3,840万元，受益群众6.2万人，人均投资{}。", "619万元", "619元"),
    (Kind.UNIT, "平均办理时间由3.2天缩短到1.8天，缩短1.4{}。", "小时", "天"),
    (Kind.UNIT, "铺设主管36.2公里、支管98.5公里，共{}，水费每立方米2.8元。", "134.7米", "134.7公里"),
    (Kind.UNIT, "全年收入126.5万元，支出103.2万元，结余{}。", "23.3元", "23.3万元"),
    (Kind.UNIT, "安排资金1,260万元。弱电426万元，装饰512万元，家具118万元，自助设备{}。", "204元", "204万元"),
    (Kind.UNIT, "种植面积由去年的6,200亩增加到7,130亩，扩大930亩，增幅{}。", "15个百分点", "15%"),
    (Kind.IMPOSSIBLE, "全镇35个村中，已有{}个村建成标准化代办点。", "38", "28"),
    (Kind.IMPOSSIBLE, "平均年龄{}岁，最大52岁，最小28岁。", "56.5", "46.5"),
    (Kind.IMPOSSIBLE, "年末全县政府债务余额{}亿元，控制在省核定限额55.10亿元以内。", "56.74", "53.74"),
    (Kind.IMPOSSIBLE, "抽检合格率{}%，高于90%的目标。", "88.0", "91.0"),
    (Kind.IMPOSSIBLE, "平均办理时限{}个工作日，低于法定5个工作日的时限。", "6.5", "3.5"),
    (Kind.IMPOSSIBLE, "学员中年龄最大的{}岁，最小的38岁。", "35", "65"),
    (Kind.IMPOSSIBLE, "共发出选票176张，收回{}张。", "178", "175"),
    (Kind.IMPOSSIBLE, "大会应到代表182名，实到{}名，符合规定人数。", "186", "176"),
    (Kind.IMPOSSIBLE, "全县19家卫生院均设立中医馆，能提供六类技术的有{}家，占比100%。", "20", "19"),
    (Kind.IMPOSSIBLE, "抽取我县村庄评估。14个村中，村容村貌达标率为{}%。", "90.0", "92.9"),
    (Kind.IMPOSSIBLE, "对辖区11家民营医院逐家现场校验，校验一次通过率{}%。", "85.0", "81.8"),
    (
        Kind.COUNT_NAMES,
        "满意率达到100%的承办单位有县税务局、县医保局、古渡乡、云台镇、石佛乡等{}家。",
        "6",
        "5",
    ),
    (Kind.COUNT_NAMES, "年内完成李家沟、马营渠、沙坝河、东干沟、杏花涝池{}条，治理率66.7%。", "6", "5"),
    (
        Kind.COUNT_NAMES,
        "获奖作品：小戏《清水河》、快板《算账》、歌曲《稻香》，一年内共有{}件作品获奖。",
        "4",
        "3",
    ),
    (Kind.COUNT_NAMES, "新遴选县级名中医{}名，分别是陈国良、周维、李淑芬、谭光华、何茂林。", "6", "5"),
    (Kind.COUNT_NAMES, "加工型企业只有{}家（柑橘、菜籽油、粉条、竹编、腌菜各1家）。", "4", "5"),
    (Kind.COUNT_NAMES, "向双桥、石门、大坳、新田、枫林五个村选派了{}名第一书记，做到一村一名。", "4", "5"),
    (Kind.COUNT_NAMES, "二要推进{}“邻里中心”（江岸、南湖、文昌、码头、红旗、东堤）建设。", "七个", "六个"),
    (
        Kind.COUNT_NAMES,
        "设一级类目{}个，其中政策法规、规划计划、统计信息、财政信息、行政执法各1个。",
        "6",
        "5",
    ),
    (
        Kind.COUNT_NAMES,
        "做到“{}个百分之百”，即公布率100%、准确率100%、到位率100%、倒查率100%和整改率100%。",
        "四",
        "五",
    ),
    (
        Kind.COUNT_NAMES,
        "八大类价格“{}降”：食品上涨0.3%，衣着上涨1.1%，交通下降1.4%，医疗下降0.3%。",
        "三涨一",
        "二涨二",
    ),
    (
        Kind.IMPOSSIBLE,
        "|村名|集体收入（万元）|其中经营性收入（万元）|\n|---|---|---|\n|甲村|38.6|21.2|\n|乙村|24.9|{}|\n|丙村|19.3|12.0|\n|丁村|15.7|8.5|\n",
        "30.4",
        "20.4",
    ),
]


@pytest.mark.parametrize(("kind", "text", "wrong", "right"), CASES, ids=lambda value: str(value)[:16])
def test_the_wrong_one_is_told_and_the_right_one_is_not(
    kind: Kind, text: str, wrong: str, right: str
) -> None:
    def kinds(number: str) -> list[Kind]:
        found = examine(read(text.replace("{}", number).encode(), "passage.md")).findings
        return [finding.check.kind for finding in found]

    assert kinds(wrong) == [kind]
    assert kinds(right) == []

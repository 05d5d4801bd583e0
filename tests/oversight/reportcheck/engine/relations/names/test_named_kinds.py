"""A list in front of its count is counted whatever the noun, and not where it belongs to a word within."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read

LISTED = (
    "设企业开办、不动产登记、社会保险、公积金{}个专区，实行一窗受理。|4|5",
    "全镇共划分老街、河东、河西、新区、开发区{}个片区。|5|4",
    "实行日调度、周通报、月考核{}项机制，压实责任。|3|2",
    "对工作推进缓慢的河口镇、白塔乡、县住建局、县水利局{}家单位进行了通报批评。|4|5",
    "在汽车站、滨江公园、南门桥、县医院设立{}个救助引导点，每处有标识牌。|4|5",
    "受理热点依次为预付卡、餐饮、家电维修{}类。|3|4",
    "打造“石桥红茶”“双河大米”“马岭黄桃”{}个区域品牌。|3|4",
    "综合股张红英、业务股李国强、法规股王建军、信息股刘文静{}名同志被评为优秀。|4|3",
    "联合公安、城管、民政、卫健{}部门开展巡查。|4|5",
    "先后赴江城、海州、平阳、安吉{}地考察学习。|4|3",
    "选派{}名第一书记，分别派驻石桥村、双河村、马岭村、古渡村。|4|5",
    "重点做好以下{}项工作：①加强领导；②压实责任；③强化督查；④严格考核。|4|5",
    "推出{}项便民措施，一是延时服务；二是预约服务；三是上门服务；四是帮办代办。|4|3",
    "各社区情况如下（单位：件）：\n社区\t征集\t认领\n北门\t132\t125\n文庙\t98\t96\n塔山\t147\t139\n"
    "河街\t76\t72\n合计\t453\t432\n{}个社区共征集心愿453件。|4|5",
)


@pytest.mark.parametrize("case", LISTED)
def test_names_in_front_are_counted_by_the_noun_behind_them(case: str) -> None:
    text, right, wrong = case.split("|")
    assert_held_and_told(text, right, wrong, Kind.COUNT_NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "检查学校、医院、商场4个场所。",
        "整治教育、医疗、就业领域4个突出问题。",
        "在石桥、双河、马岭实施4个项目。",
        "建成游园、广场、停车场4个。",
        "完成饮水、道路、电网项目4个。",
        "健全领导机构，建立考核、督查、问责等4类12项制度。",
        "联合公安、城管、民政等4部门开展巡查。",
        "包括石桥镇、双河镇、马岭乡在内的4个乡镇完成任务。",
        "其他情况如下：\n乡镇\t件数\n石桥镇\t12\n双河镇\t15\n其他\t9\n合计\t36\n5个乡镇都已办完。",
    ],
)
def test_what_belongs_to_another_word_is_left_alone(text: str) -> None:
    assert not [
        each for each in examine(read(text.encode(), "a.txt")).findings if each.check.kind is Kind.COUNT_NAMES
    ]

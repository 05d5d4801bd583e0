"""A count is held against the names beside it, however they are listed, and not against what only looks like a list."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read

LISTED = (
    "年内出台制度{}项——《考勤办法》《合同规程》《接待细则》《处置办法》，废止旧文件12件。|4|5",
    "支持公租房项目{}个，名称分别是安居苑、康乐里、和顺家园、学府公寓，房源1,436套。|4|5",
    "旅游配套一览：游客中心、观景栈道、生态停车场、智慧票务系统，{}个子项都已完工。|4|5",
    "各工程进展：石门水库完成91%，杨湾泵站完成68%，南干渠完成77%，{}项工程全部由市里督办。|3|2",
    "新入库企业{}户，其中物流企业2户（顺达、恒通），软件企业1户（云启），旅游企业2户（众合、英才）。|5|4",
    "完成红石水库、青石水库、王家湾地下水、城南地下水、白沙堰等{}个集中式饮用水水源保护区划定。|5|4",
    "年初排摸确定的{}个村，即石洞镇李家村、石洞镇大桥村、沙河镇吴寨村、沙河镇高坪村，由县委常委逐村包联。|4|5",
    "新认定市级示范村{}个，即柳溪村（脆红李）、坪上村（菊花）、田坎村（稻田鱼）、双龙村（折耳根），累计达到23个。|4|5",
    "表彰优秀护士张红英、陈立明、刘秀娟、周伟民共{}人，每人奖励600元。|4|5",
    "债券资金用于{}个项目：城区供水2,300万元、医院扩建3,100万元、标准厂房1,500万元、农贸市场900万元。|4|5",
    "满意率低于85%的{}个部门分别是住建局（82.1%）、城管局（83.7%）和交通局（84.9%），均已约谈。|3|4",
    "全县有{}个乡镇（街道），分别为城关街道、石桥镇、双河镇、马岭乡，其中石桥镇为省级示范镇。|4|5",
    "今年入驻大厅的有县烟草局、县残联、县供销社、县气象局，共{}家，另有几家待装修。|4|5",
    "评选教学能手{}名：语文组王秀兰、数学组陈建国、英语组刘敏、物理组郑伟东，每人奖励800元。|4|5",
    "大比武设{}个竞赛项目，即两人三盘水带连接、百米负重、绳索攀爬、原地着装、心肺复苏。|五|四",
    "医院设内科、外科、妇产科、儿科、中医科、口腔科、康复科、急诊科计{}个临床科室。|8|9",
    "全县{}个乡镇（东平、西和、南安、北宁）已完成换届。|4|5",
    "今年共有{}个社区（幸福、和平、新华、建设）挂牌。|4|5",
    "重点抓好{}项工作：\n（一）加强党建。要抓紧。\n（二）加强管理。要抓实。\n（三）加强服务。要做好。\n三、打算\n|3|4",
)


@pytest.mark.parametrize("case", LISTED)
def test_a_count_is_held_against_its_names(case: str) -> None:
    text, right, wrong = case.split("|")
    assert_held_and_told(text, right, wrong, Kind.COUNT_NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "建成3个基地、2个中心，即茶叶基地、蔬菜基地、水果基地和物流中心、研发中心。",
        "评出一等奖1名、二等奖2名、三等奖3名，分别是张红英、陈立明、刘秀娟、周伟、赵玉、孙志。",
        "候选人4名应选3名：赵某28票、钱某25票、孙某26票、李某34票。",
        "制定考勤、请销假、值班值守、首问负责、限时办结等4类12项制度。",
        "抽查6个村：城关镇2个、石桥镇2个、双河镇2个，合格5个。",
        "全校有3个年级6个班：高一50人、高二45人、高三44人。",
        "县级领导包联7个乡镇，即张县长包联城关镇、石桥镇，李县长包联双河镇、马岭乡、清水乡，王县长包联白塔镇、古渡乡。",
        "今后抓好四项工作：\n（一）加强党建。要抓紧。\n（二）加强管理。要抓实。",
    ],
)
def test_what_only_looks_like_a_list_is_left_alone(text: str) -> None:
    assert not examine(read(text.encode(), "a.txt")).findings

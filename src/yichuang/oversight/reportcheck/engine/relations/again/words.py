"""Words by which a figure that is told again is known: acts in other words, kinds that exclude each other. Data.

抢救 and 救出 are one act; 户籍人口 and 常住人口 are two kinds.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Words of a sentence that tells once more what was told: 总的看, 回顾全年, 期满, 按总规.
LOOKS_BACK = re.compile(
    r"总的(?:来)?[看说]|总体(?:来?[看说]|上)|综上|回顾|总结|小结|综合|归纳|概括|期满|结束[后时]|至此|上述|以上|按(?:总|照|上)|口径|其间|期间|评估|统计|汇总|盘点"
)
_ACTS = (
    "抢救|救出|解救|营救|救援|获救|脱险", "转移|撤离|疏散|避险", "安置|入住|搬迁", "建成|竣工|完工|投用|交付",
    "受理|接到|收到|接收|接报", "办结|办理|办复|答复|处理|处置|审结|结案|执结", "化解|调解|调处",
    "发放|拨付|兑付|支付|下达|到账", "排查|检查|摸排|巡查|查出|发现", "整改|销号|清零", "引进|签约|落地|招商",
    "培训|轮训|授课|参训", "招录|招聘|录用|录取|聘用", "收购|采购|收储|入库", "栽植|造林|绿化|种植|播种",
    "走访|慰问|看望|入户", "募集|捐款|捐赠|善款|募捐", "惠及|受益|覆盖|服务", "参加|参会|出席|与会|到会",
    "查处|立案|查办|处罚|处分", "出动|投入|派出|组织", "新建|建设|改造|改建|扩建", "发表|刊发|发布|推送|播发",
    "更新|维护",
)  # fmt: skip
_KINDS = (
    ("常住", "户籍", "流动", "外来"), ("城镇", "农村", "城区", "乡镇", "城市", "乡村"),
    ("民事", "刑事", "行政", "执行"), ("线上", "线下", "网上", "窗口", "现场"), ("男", "女"), ("上半年", "下半年"),
    ("小学", "初中", "高中", "幼儿园", "中职"), ("一般公共预算", "政府性基金", "国有资本", "社保基金"),
    ("收入", "支出", "结余", "余额"), ("公办", "民办"), ("中央", "省级", "市级", "县级"), ("集中", "分散"),
    ("水稻", "小麦", "玉米", "油菜", "大豆"), ("生猪", "牛", "羊", "家禽"), ("个人", "企业", "单位"),
    ("职工", "居民"), ("门诊", "住院"), ("本科", "专科", "大专", "硕士"), ("专职", "兼职"), ("电话", "微信", "网站"),
    ("立案", "结案", "处分"), ("受理", "办结", "未办结", "在办"), ("新增", "累计", "退出", "注销"), ("计划", "实际"),
    ("存栏", "出栏"), ("新建", "改建", "维修"), ("党员", "团员", "群众"), ("道路", "水路", "铁路", "航空"),
    ("一级", "二级", "三级", "四级"), ("优秀", "良好", "合格", "不合格"),
)  # fmt: skip
_ACTS_OF = tuple(map(re.compile, _ACTS))
_KINDS_OF = tuple(re.compile("|".join(kinds)) for kinds in _KINDS)
_KNOWN = 4096  # names that are remembered: each figure is held against many


@lru_cache(maxsize=_KNOWN)
def acts_in(words: str) -> frozenset[int]:
    """The acts that some words speak of, by the number of their class."""
    return frozenset(number for number, act in enumerate(_ACTS_OF) if act.search(words))


def are_other_acts(one: str, other: str) -> bool:
    """Whether both words speak of acts, and of none in common."""
    acts = acts_in(one), acts_in(other)
    return all(acts) and acts[0].isdisjoint(acts[1])


@lru_cache(maxsize=_KNOWN)
def kinds_in(words: str) -> dict[int, str]:
    """The kinds that some words name, by the number of their class."""
    return {number: found[0] for number, kind in enumerate(_KINDS_OF) if (found := kind.search(words))}


_COUNTS = re.compile(r"(?:共有|现有|共计|总数|数量|[有为达共计设是])+$")


def without_verb(lead: str) -> str:
    """The words in front of a number up to what it counts: 公租房小区 of 公租房小区共有."""
    return _COUNTS.sub("", lead)

"""What is counted behind a list of names, by its noun: whether the names are what it counts. Pure.

"设企业开办、不动产登记、社会保险、公积金4个专区": a zone is called by what it is for, so the names are the zones.
"检查学校、医院、商场6个场所": words for kinds name no single place, so there may be more of each.
"整治教育、医疗、就业领域4个问题": the list belongs to a word within, not to what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Nouns whose things are called by a word of their field: whatever stands in the list is one of them.
_CALLED = re.compile(
    r"(?:[^，。；：、（）\d的]{0,6}?)(?:领域|方面|环节|行业|产业链?|板块|类型|大类|门类|类别|品类|片区|专区|功能区|功能室|活动室|区域|工作组|专项组|小组|专班|组别?|股室|科室|处室|"
    r"内设机构|事业单位|部门|制度|机制|办法|文件|方案|意见|规定|措施|举措|方式|形式|方法|渠道|途径|平台|系统|模块|流程|步骤|阶段|节点|维度|指标|要素|"
    r"行动|工程|计划|课题|专题|主题|节日|时段|品牌|产品|语种|学科|科目|专业|课程|社团|协会|展厅|展区|场馆|关键词|标准|原则|短板|难题|体系|清单|"
    r"数据库|奖项|称号|荣誉|民族|税种|险种|病种|品种|作物|职能|职责|功能|模式|“一件事”|主体|要件|材料|证照|服务队|志愿队|分队|中心|板块|赛道|集群|流域|服务|战役|振兴|倾向|现象|弊端|渠道|窗口期|学段|梯队|机关|口径|等次|档次|档|方向|路径|主线|支柱|层面|端|抓手)"
)
_PLACES = re.compile(
    r"(?:试点|重点|示范|中心|行政|贫困|边远|偏远|沿江|沿线|城市|农村|易地搬迁)*(?:乡镇|街道|社区|行政村|自然村|县区|县市区?|区县|地市|市州|镇|乡|村|县|市|省|区|地)"
    r"(?![民委级内外容办])"
)
_BODIES = re.compile(
    r"(?:[^，。；：、（）\d的]{0,6}?)(?:单位|企业|公司|合作社|学校|小学|中学|幼儿园|医院|卫生院|景区|水库|河流|湖泊|公园|园区|校区|项目|支部|党组织|村|社区|站所|窗口|救助点|服务点|"
    r"引导点|联络站|服务站|支队伍|队伍|活动|节目|作品|村组)"
)
# What has a kind in front of it: "茶叶、柑橘、油茶、药材5个基地" may be two of tea.
_OF_KINDS = re.compile(
    r"[^，。；：、（）\d的]{0,6}(?:基地|窗口|网点|岗位?|点|站|户|案件|案|标段|会议?|场所|批次|队|班|样品|小区|床位|车位|人|座谈会|事故|信息|线索|问题线索|隐患|处所|地块|工地)"
)
# Words for kinds of places and bodies, which name none of them.
_KIND = re.compile(
    r"(?:全县|全市|辖区|各|部分|城区|农村|乡镇|重点|大型|中型|小型|民办|公办|国有|民营)*(?:学校|医院|企业|机关|社区|农村|城市|商场|超市|市场|农贸市场|车站|工地|宾馆|酒店|旅馆|网吧|歌厅|小区|药店|"
    r"诊所|餐馆|饭店|餐饮店?|食堂|景区|公园|广场|游园|停车场|公厕|幼儿园|小学|初中|高中|中学|大学|中职|国企|民企|银行|保险|商业|工业|商户|农户|村|村级|乡|乡镇|镇|县|县级|市|市级|省|省级|国家|国家级|国控|"
    r"省控|市控|县控|中央|部|部级|厅|区|区级|街道|公办|民办|公立|民营|行政|事业|教师|学生|家长|干部|党员|群众|男|女|老|中|青|优秀|良好|合格|新建|改建|扩建|续建|城镇|养老院|敬老院|卫生院|卫生室|单位|"
    r"个人|集体|家庭|部门|团体|组织|机构|图书馆|文化馆|博物馆|美术馆|体育馆|影院|剧场|书店|驿站|厂房|仓库|道路|桥梁|河道|水库|山塘|渠道|泵站|水厂)"
)
_WITHIN = re.compile(
    r"(?:领域|行业|方面|系统|地区|区域|沿线|周边|一带|期间|以来|之间|线上|其中|项目|工程|设施|场所|企业|单位|人员|问题|事项|活动|[中内上下里间外时后前类等型])$"
)
_DONE = re.compile(
    r"(?:开展|实施|推出|制定|建立|完成|新增|发现|查处|设立|设置|增设|布设|举办|组织|召开|建成|建设|安装|配备|配置|投入|引进|落实|办理|解决|整改|发放|编制|出台|提供|承担|参与|参加|报送|提交|派出|选派|抽查|检查|"
    r"排查|走访|达到|实现|取得|获得|获|完善|形成|打造|培育|发展|成立|组建|签订|签约|征集|收集|受理|处理|化解|调解|移送|立案)了?$"
)
_ACTING = re.compile(
    r"[一-鿿]{2,}(?:设立|设置|建立|健全|完善|成立|组建|开展|举办|召开|制定|出台|实施|推进|打造)[一-鿿]{2,}"
)
_TOLD_OF = re.compile(
    r"均|都|全部|继续|同比|支出|收入|费用|经费|指标|任务|工作|业务|税|基金|资金|保险|内容|荣誉|权利|义务"
)
_FEWEST = 3
_MANY = 5


_EACH_ONE = frozenset("类种大")  # each name is a kind: "预付卡、餐饮、家电维修三类", "五大振兴"
_SEATS = frozenset("家处个项座")


def are_counted(unit: str, tail: str, listed: Sequence[str], off: int) -> bool:
    """Whether names are what the noun behind their count counts, though they are `off` fewer or more."""
    if len(listed) < _FEWEST or off > 2 or min(map(len, listed)) < 2 or belong_within(listed):
        return False
    if all(name.startswith("“") for name in listed) or all(name.startswith("《") for name in listed):
        return True
    if unit in _EACH_ONE or _CALLED.match(tail) or (unit == "项" and _TOLD_OF.match(tail)):
        return off == 1 or len(listed) > _FEWEST
    if has_kinds(listed):
        return False
    if _PLACES.match(tail):
        return off == 1 or len(listed) > _FEWEST
    if not tail and unit in _SEATS:
        return off == 1
    if unit in _SEATS and len(listed) > _FEWEST and off == 1 and not _OF_KINDS.match(tail):
        return True
    return bool(_BODIES.match(tail)) and (off == 1 or len(listed) >= _MANY)


def are_acts(tail: str) -> bool:
    """Whether the noun behind a count is called by acts too: 申请、受理、审查3个环节."""
    return bool(_CALLED.match(tail))


def has_kinds(listed: Sequence[str]) -> bool:
    """Whether a name is only the word for a kind of places or bodies."""
    return any(_KIND.fullmatch(name) for name in listed)


def belong_within(listed: Sequence[str]) -> bool:
    """Whether the list ends in a word or an act that it belongs to, or holds another list's act in its middle."""
    last = listed[-1]
    ends = _WITHIN.search(last)
    alike = ends and all(name.endswith(ends.group()) for name in listed)
    return bool(
        (ends and not alike) or _DONE.search(last) or any(_ACTING.search(name) for name in listed[1:])
    )


_SET_UP = re.compile(r"(?:分别)?(?:设立|设置|增设|布设|新设|建立|设有?)了?$")
_POINTS = re.compile(r"[^，。；：、（）\d的]{0,6}(?:点|站|岗|服务台|服务区|窗口|驿站)")


def set_up_at(text: str, tail: str) -> str:
    """ "在甲、乙、丙、丁设立3个救助点": the text without the act, if a point is set up at each place; else empty."""
    act = _SET_UP.search(text)
    return text[: act.start()] if act and _POINTS.match(tail) else ""

"""Words of what is among others: stages that fewer and fewer pass, and what only some persons and things have. Pure.

"收到来信418件…办结396件": what is done came in.  "教职工142人，其中女教师86人": women are some of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Of each field the words of what comes first, then of what comes of it: who enrols, sits the examination, passes.
_FIELDS: dict[str, tuple[str, ...]] = {
    "cases": (
        "接到|收到|接收|受理|来电|来信|来访|接听|接待|接访|转来|登记|留言|诉求|反映|投诉|举报|建议|提案|工单|交办|收件|接件|呼救|咨询",
        "派单|转办|转派|分办|派发|交办|移交|立案|予以受理|属于受理|有效",
        "办结|办复|答复|回复|办理|化解|调解|处理|处置|解决|办毕|息诉|结案",
        "回访|评价|参评|测评|提前办结|按期办结|当场办结|即时办结|超期办结|延期办结|逾期",
        "满意|好评|差评|不满意|采纳|重办|退回",
    ),
    "problems": (
        "检查|巡查|排查|摸排|走访|督查|抽查",
        "发现|查出|排查出|检查出|梳理出|梳理|反馈|查找|摸排出|征集|收集|指出|隐患|问题|风险点",
        "整改|销号|治理|消除|整治|清零|拆除|纠正|完成|挂牌|限期|立行立改|移送|停产|关停|停业|责令",
    ),
    "law": (
        "线索|报案|接报|接警|警情|收到|受理|举报|信访件|报告",
        "核实|初核|查实|属实|核查|初步核实|了结|查证|抓获|查获|嫌疑人|违法人员|处理|处分人员",
        "立案|立案侦查|立案审查|受案|查处",
        "结案|审结|破案|破获|侦破|移送|起诉|判决|处分|政务处分|党纪处分|刑事拘留|行政拘留|取保候审|强制隔离|警告|留置|拘留|逮捕|追责|问责|通报|组织处理|撤案|曝光|执结|维持|撤销|和解",
    ),
    "posts": (
        "报名|报考|申报|申请|应聘|投递|推荐|毕业生|适龄",
        "审查|审核|初审|资格|符合条件|参加评审|受理|缴费",
        "参考|参加笔试|参加考试|实考|笔试|参加面试|参选|参评|评审",
        "面试|入围|入闱|体检|政审|考察|上线|公示",
        "录取|录用|聘用|入选|拟录|拟聘|招聘|招录|获评|获奖|获批|入职|入伍|立项|认定|评定",
    ),
    "pupils": (
        "在校|在籍|学生|考生|毕业生|应考|应试|幼儿|学员",
        "参考|参加|实考|参试|应考|测试|参测|住校|寄宿|就餐|乘坐",
        "及格|合格|优秀|良好|满分|上线|录取|录取线|优良|达标|不及格|补考|通过|获奖",
    ),
    "samples": (
        "抽检|抽查|检测|采样|送检|检查|监测|筛查|体检|检验|抽样|普查|检疫|评查|抽取|检定|受检|随访|评估|应检|登记",
        "实检|完成检测|完成抽检",
        "合格|不合格|达标|检出|异常|阳性|超标|优良|优秀|确诊|问题|阴性|可疑|转诊|转介|复检|复查|患病",
    ),
    "meeting": (
        "应到|应出席|应参加|应参会|代表|委员|应参训|应参评|通知",
        "实到|到会|出席|参会|参加|实际参加|参评|参训|投票|表决",
        "赞成|同意|反对|弃权|得票|缺席|请假|发言",
    ),
    "forms": (
        "发放|发出|印发|投放|下发|印制|调查|推送",
        "收回|回收|填写|作答|提交|答卷|回收有效|领取",
        "有效|完整",
        "满意|支持|不满意|知晓|认可|一般|无效|废",
    ),
    "training": (
        "培训|参训|举办|组织|学员",
        "合格|取证|获证|结业|取得证书|考核合格|持证|发证",
        "就业|创业|上岗|录用|签约",
    ),
    "works": (
        "计划|规划|在建|实施|项目|工程|安排|列入|纳入|应建|任务|签约|谋划|储备|入库|申报",
        "开工|动工|落地|启动|获批|立项|实际实施",
        "建成|完工|竣工|投产|投用|验收|交付|完成|投入使用|结算|通车|达产|安装|入统",
    ),
    "houses": (
        "排查|鉴定|危房|认定|核查|摸底|登记|农房|自建房",
        "存在|隐患|C级|D级|危险|疑似",
        "改造|拆除|搬离|搬迁|整治|腾退|加固|解危|封控",
    ),
    "permits": (
        "申请|申报|受理|提交|收件|接件|公开申请",
        "批准|许可|发证|获批|办证|审批|核发|准予|办理|审结|答复|予以公开|公开|认定|备案",
        "不予|部分公开|驳回|退回|补正|撤回|提前|当场|即办|网上办理|全程网办",
    ),
    "rooms": (
        "床位|座席|座位|核定|核载|编制|容量|限额|车位|泊位|摊位|铺位|学位|机位",
        "开放|使用|在用|可用",
        "在住|入住|在院|实有|实载|在编|收住|在站|占用|使用|停放|出租|投用|供养",
    ),
    "land": (
        "面积|耕地|播种|播种面积|种植|流转|受灾|总面积|水田|林地|栽植",
        "成灾|流转|受灾|机收|机耕|收割|灌溉|复种|绿化|投保|参保|种植|改造",
        "绝收|撂荒|完成|复垦|抽穗|成活|补植",
    ),
    "money": (
        "总投资|总额|下达|安排|预算|筹集|争取|到位|收入|基金|资金|应收|计提|涉及金额|总产值|限额|授信|合同",
        "到位|拨付|支出|支付|使用|投入|收缴|缴纳|实收|兑付|报账|追回|挽回|债务余额|放款",
        "结余|节约|核减|违规|滞留|用于|办公费|差旅费|接待费|质保金|退回",
    ),
    "insured": (
        "应参保|总人口|常住|户籍|应缴|应保|应种|应签|适龄|辖区|服务对象|建档",
        "参保|缴费|签约|接种|参加|投保|建档|登记|实际参保|纳入",
        "资助|代缴|续签|履约|重点人群|享受|领取|报销",
    ),
    "areas": (
        "总面积|国土面积|行政区域面积|区域面积|土地面积|占地面积|占地|建成区面积|建成区|规划面积|用地面积|耕地面积|耕地保有量|林地面积|水域面积|校园面积|园区面积",
        "绿地面积|绿地|绿化面积|森林面积|公益林|商品林|高标准农田|基本农田|永久基本农田|水田|旱地|水浇地|灌溉面积|有效灌溉面积|湿地面积|运动场地面积|硬化面积|未利用地|已出让|已供应|已开发",
    ),
    "volumes": (
        "总库容|库容|设计库容|兴利库容|容量|总容量|库存能力|仓容|总仓容|设计能力|供水能力|处理能力|生产能力|接待能力|发送能力|通行能力|收治能力|承载量|承载力|最大承载量|最大接待量|额定|核定载客|装机容量|限载|编制数|核定编制",
        "蓄水|蓄水量|实际蓄水|现蓄水|实际供水|供水量|实际处理|日处理|处理量|在园|瞬时|占用|实际占用|最高日|高峰|存粮|储粮|实存|发送|接待|实载|实有",
    ),
    "assets": (
        "账面原值|原值|账面价值|账面净值|资产总额|总资产|资产总值|评估总值|资产原值|资产",
        "报废|拟报废|处置|核销|盘亏|固定资产|流动资产|无形资产|闲置资产|出租资产|净值",
    ),
    "stock": (
        "存栏|藏书|馆藏|库存|在册|登记|注册|现有|共有|总数|在用|开户|拥有|户籍|参保|建有|保有|累计",
        "能繁|新购|新增|注销|活跃|到期|破损|吊销|年报|新注册|新登记|停用|迁出|迁入|空置",
    ),
}  # fmt: skip

# What only some of the persons, households, firms, works or cases have; what stands first is looked for first.
_TRAITS = {
    "sex": "女|男|妇女|男性|女性|女生|男生",
    "age": "岁以|周岁|岁及|岁的|未成年|老年|老人|儿童|青年|青壮年|高龄|婴幼儿|学龄前|中老年|长者|年轻",
    "schooling": "本科|大专|专科|硕士|博士|研究生|学历|全日制|师范|学位|高校毕业生|中专|高中以上|初中以下|文盲",
    "party": "党员|团员|预备|新发展|无党派|民主党派|少数民族|宗教|侨|退役|军人|复员|转业",
    "title": (
        "资格|职称|高级|中级|初级|正高|副高|教授|持证|骨干|执业|医师|护士|专任|专职|兼职|双语|班主任|技师|"
        "一级|二级|三级|四级|学科带头人|注册"
    ),
    "post": (
        "科级|股级|处级|厅级|正式|合同制|公益岗|在编|编制|编外|临聘|聘用制|村干部|书记|致富|带头|负责|驻村|"
        "轮训|在职|退休|离休|退二线|挂职|选调|新招|新聘|新入"
    ),
    "origin": "本地|本县|本村|本市|本省|外地|外县|外省|外籍|省外|县外|返乡|农民工|务工|随迁|流动|户籍|走读|住校|寄宿",
    "hardship": (
        "残疾|低保|特困|五保|脱贫|监测|建档立卡|边缘|失能|半失能|自理|留守|独居|空巢|孤儿|重度|困难|精神|"
        "就业困难|贫困|资助|免费|劳动力|低收入|优抚|单亲"
    ),
    "health": (
        "首次|初犯|累犯|未遂|死亡|受伤|重伤|轻伤|危重|急危|高血压|糖尿病|传染|重症|心理|艺术|体育|志愿|单身|"
        "重点|住院|重度"
    ),
    "thing": (
        "规模以上|规上|限上|超亿|亿元以上|万元以上|省级|市级|县级|国家级|省重点|重点|高新|专精特新|新建|改扩建|续建|标准化|示范|停产|空壳|在用|空置|闲置|"
        "危桥|逾期|超期|重复|疑难|复杂|积案|重大|较大|一般|民生|紧急|涉及|涉农|涉企|电子|线上|网上|网办|线下|现场|当场|专项|主动|依申请|匿名|实名|署名|"
        "带班|达标|不达标|优质|品牌|绿色|有机|地理标志|上云|出口|外资|民营|小微|个体|国有|破损|临期|过期|库存|季节性|备用|公办|民办|普惠|乡镇|村级|社区|城区|农村|"
        "集中|分散|欠薪|讨薪|家庭|婚姻|未派|转入|跨省|省内|异地|夜间|节假日|专场|大型|原创|获奖|精品|送戏|红色|无障碍|充电|新能源"
    ),
}  # fmt: skip
THINGS = "thing"  # what things may have; all the others persons
_KNOWN = 4096


def _by_word() -> dict[str, tuple[tuple[str, int], ...]]:
    """For each word the fields in which it tells a stage, and which."""
    told: dict[str, dict[str, int]] = {}
    for field, stages_of_it in _FIELDS.items():
        for stage, words in enumerate(stages_of_it):
            for word in words.replace("?", "").split("|"):
                told.setdefault(word, {})[field] = stage
    return {word: tuple(fields.items()) for word, fields in told.items()}


_STAGES = _by_word()
# Nouns of what is counted, behind the words that tell the stage: 绝收面积, 受灾面积.
_GENERAL = frozenset(("面积", "资金", "总额", "项目", "工程", "学生", "登记"))
_TRAIT = {word: kind for kind, words in reversed(_TRAITS.items()) for word in words.split("|")}
_LONGEST = max(map(len, _STAGES))
_LONGEST_TRAIT = max(map(len, _TRAIT))


@lru_cache(maxsize=_KNOWN)
def stages(words: str) -> dict[str, int]:
    """The stage that words tell of, for each field in which they tell one: that of the last and longest of them."""
    told: dict[str, int] = {}
    at = 0
    while at < len(words):
        for size in range(_LONGEST, 1, -1):
            word = words[at : at + size]
            if fields := _STAGES.get(word):
                told = {**dict(fields), **told} if word in _GENERAL else {**told, **dict(fields)}
                at += size - 1
                break
        at += 1
    return told


def passed_on(before: str, after: str) -> Iterator[tuple[str, int]]:
    """The fields in which both words tell a stage, and how many stages further the second is."""
    one, other = stages(before), stages(after)
    for field, stage in other.items():
        if field in one:
            yield field, stage - one[field]


@lru_cache(maxsize=_KNOWN)
def trait(words: str) -> str:
    """What kind of trait words in front of a figure tell: the first of persons, else of things; empty if none."""
    told = ""
    for at in range(len(words)):
        for size in range(_LONGEST_TRAIT, 0, -1):
            kind = _TRAIT.get(words[at : at + size])
            if kind and kind != THINGS:
                return kind
            told = kind or told
    return told


_ENDS = re.compile(r"[年季月期][初末底]")


def are_of_two_days(one: str, other: str) -> bool:
    """Whether words tell of the beginning and of the end, or of what is new and of all: 年初…60件，年末…64件."""
    first, second = _ENDS.search(one), _ENDS.search(other)
    two = bool(first and second and first.group() != second.group())
    return two or ("现行有效" in other and "现行有效" not in one)

"""What the words in front of a figure say of a stock: what there was, what came, what went, what is left. Pure.

A time says which of two stocks it is (年初, 清理前, 上月末; 年末, 节后, 目前), a noun only that it is one (库存, 在册);
the last verb says which way a move went, whatever the sentence is about: 零售点退回并重新入库 came.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import TO_COURT


class Flow(StrEnum):
    """The part that a figure has in a ledger."""

    HAD = "had"  # what there was before
    CAME = "came"
    WENT = "went"
    MOVED = "moved"  # it came or went, the verb is used of both
    LEFT = "left"  # what there is after
    STOCK = "stock"  # what there was or is
    DUE = "due"  # what there was with what came
    OTHER = "other"


STOCKS: Final = frozenset((Flow.HAD, Flow.LEFT, Flow.STOCK))
MOVES: Final = frozenset((Flow.CAME, Flow.WENT, Flow.MOVED))
_MONTH: Final = r"(?:\d{1,2}|[正冬腊一二三四五六七八九]|十[一二]?)月(?:份)?"
_EARLIER: Final = (
    r"(?:上一?年度?|去年|前年|上一?个?[月季](?:度)?|上一?[期周旬届]|上一?学[年期]|往年|历年|以前年度|前期)"
)
_BEFORE: Final = re.compile(
    rf"{_EARLIER}(?:年)?[末底]|{_EARLIER}(?:期末|年终)|年初|期初|月初|季(?:度)?初|旬初|周初|学[年期]初|届初|{_MONTH}[1一]日(?![至到-])"
    r"|(?<![目日当提眼空以此年月天])前(?![来往期年后三两几半期身景列沿端者述])|(?:接手|接任|上任|到任|移交|交接|建账|建档|开业|开办|启动|成立)(?:时|之初)"
    r"|^原(?!因|则|油|煤|料|值|始|告|木|价)|上次|上回|昨[日天晚]|前一[年月日天周期]|开[学春工业]时|起初|最初|老账|承前|[月年]头|原有|原存|原欠|原先|原来|原为|此前|先前|旧存|旧管|旧欠|旧案|原住|原在|原[藏储任管设栽种养]|账[存有]|(?<!\d)[零0][时点]|(?<!\d)[零0]:?00|(?<![期年月季日]末)(?<![年月]底)[账原]面(?!应|尚|还|仍|剩|余[下款]|实)|摸底|(?<![年月季])底数|(?:早上?|清早|清晨|上午|凌晨)\d{1,2}[时点]|开[园馆门市盘]前|班前|接班时"
)
_KEPT: Final = (
    "结转|结存|结余|遗留|留存|留下|积存|积压|滞留|剩|余|存|未|转[来入]|移[来交]|带[来入过]|跨|滚存|欠"
    "|在[办审途册库建]|待|续[建办]"
)
_YEAR: Final = r"20\d\d年(?:度)?"
_BROUGHT: Final = re.compile(
    rf"{_EARLIER}[^，；：]{{0,12}}(?:{_KEPT})"
    r"|(?:遗留|积存|旧存|滚存|结转(?!下|至|到|明|次|入下))[^，；：]{0,4}$"
    rf"|{_EARLIER}度?(?:的|为|是|有|共|仅)*$"
    rf"|{_YEAR}(?:结转|转来|转入|遗留|带[来入过]|移交|跨[来入]|未[审办]?结|留下|接转)(?:的|过来的?|来的)?[^，；：]{{0,6}}$"
)
# There was so much at the end of the time before, whatever the verb is: 上年末投放3,200辆.
_AT_ENDS_BEFORE: Final = re.compile(
    rf"^[^，；：]{{0,10}}{_EARLIER}(?:年)?[末底](?![^，；：]*(?:{_EARLIER}|[比较至到]))"
)
_PAST: Final = re.compile(rf"{_EARLIER}|遗留|积存|旧存|滚存|结转|[末底]")
END: Final = re.compile(rf"\d{{4}}年(?:年)?[末底]|(?:{_MONTH}|[一二三四1-4]季度)[末底]|[上中下]旬末?")
_AFTER: Final = re.compile(
    r"(?<![上去前\d])(?<![上去前]年)年(?:末|底|终|尾)|(?<![上])期末|(?<![上\d正冬腊一二三四五六七八九十])月[末底]|(?<![上一二三四1-4])季(?:度)?末|旬末|周末|学[年期]末|届末"
    r"|(?<![兑实发体出呈表涌变贴])现(?![场金代象状实])|目前|至今|如今|眼下|截[至止]|至此|(?<![最此之先以今])(?<!延期)(?<!批准)(?<![审核]核)(?<!核实)后(?![来期者续勤备台])|盘点|清点|月尾|当前|最终|手[头里]|账上|[库场站园馆院架柜仓圈棚池][里内]|今[日天]|(?:二十四|24)[时点]|月(?:3[01]|2[89]|三十一?|二十[八九])日(?![至到-])|(?:晚上?|傍晚|下午|夜间)\d{1,2}[时点]|收[市工盘]|闭[园馆市]|打烊|班后|交班时"
)
_LEFT: Final = re.compile(
    r"留作[^，；：]{1,6}$|移交(?:给)?下[一任届]?[^，；：]{0,4}$|(?:还|尚|仍)(?:有|余|剩|存|欠|未|在|需|待|差|留|处于)[^，；：]{0,12}$"
    r"|(?:剩余|剩下|余下|结余|结存|下余|净剩|剩|余|应[有存余])(?:量|数|额|有|为|共|下|计|货|的|仍|还)*[^，；：]{0,6}$"
    r"|(?:结?转|留|延(?!期)|跨)(?:入|至|到|待|转)?(?:下|明|次|翌|第二|20\d\d年|[年月季期](?!末|底))[^，；：]{0,10}$"
)
_KINDS_OF_STOCK: Final = re.compile(
    r"(?:(?:未|待(?!遇)|等待|尚待|正在)[^，；：]{1,10}"
    r"|在(?:办|审|途|建|治|查|侦|诉|执|库|押|院|册|管|站|场|校|园|矫|戒|籍|岗|编|读|训|养|托|租|保|栏|圈|馆|藏|架|网|营|逃|住|位|用)[^，；：]{0,14}"
    r"|(?:库存|存栏|馆藏|藏品|藏书|藏量|保有|台账|账面|蓄水|债务|债权|余额|存量|存[粮材货煤料箱栏笼款苗种油药]|挂着|资产|暂存|存款|存续|实有|保存|持有|轮候|排队|总数|总量|总人口|人口|"
    r"完好|可用|正常使用|职工|教师|学生|在编|注册|登记在册|有效|名册|名录|花名册|清单|目录)[^，；：]{0,8})$"
)
_RISEN: Final = re.compile(
    r"(?:增|减|升|降|扩|缩|压|变|涨|达|增加|减少|扩大|缩小|上升|下降|压减|发展|壮大|调整|变更)(?:至|到|为|成)[^，；：]{0,8}$"
)
_DUE: Final = re.compile(
    r"(?:应|待|须|共需|需|可)(?:办理?|审结?|结|处[理置]|答复|化解|调处|用|支配|调配|供)[^，；：]{0,8}$|经手[^，；：]{0,4}$|^(?:两项|两者|以上)?(?:合计|总计|共计|共|总共|计)(?:为|有|达)?$"
)
# What a thing there was is called by: 季初登记轮候家庭326户, 年初注册志愿者.
_CALLED: Final = re.compile(
    r"(?:登记|注册|建档|核定|认定|参保|投放|签约|备案|挂牌|立案|入库|入驻|入住|入园|开户|安置|签发|收治|管理|服务|承包|租赁|发行|受理)(?:的)?[一-鿿]{2,8}$"
)
_CAME: Final = re.compile(
    r"新(?:竣工|交付|落成|建成|签订)|财政补贴|加装|装[了上]|烧成|产成|织成|育成|孵出|采摘|摘得|打捞|收割|开采|酿成|榨出|授权|获得|收[^，；：]{1,4}[费款金租]$|新(?:增|建|设|进|招|入|送|发展|收|立|接|纳|登记|认定|识别|发现|排查|申请|受理|开|注册|购|添|置|买|聘|录|到|培养|引|核定|制|发)|净增|增加?(?![长幅速值])|核增|追加|补(?:充|录|进|登|入|报|拨)|加(?:上|印)?$"
    r"|调(?:入|进|增|来)|转(?:入|来|进|编|正)|(?<!投)入(?:库|藏|馆|仓|园|校|学|院|所|站|矫|册|栏|职|编|会|驻|账|伍|住|场|圈|网|池|戒)|(?:迁|流|搬|移|划|并|拨|汇|存|收|注|打|归|引|购|买|租|借|捐|拖|送|录|编|列)入"
    r"|进(?:账|货|库|站|所|场|料|水|园|院|校|馆)|到(?:账|货|位|岗)|送(?:来|交|检)|拖(?:来|进)|收(?:治|容|养|储|购|集|缴|取|讫|案|件|文|到|进|押|戒|粮|徒|生|藏|款|会费|费|租|得|益|$)|捕(?:收|捉|获)"
    r"|受理|立案|接(?:收|案|单|件|诊|报|警|办|纳|管)|承接(?:[^，；：]{0,4}下放)?|派(?:发|来|单|到)|交办|转办|登记|申请|报名|报到|审核通过|批准|(?:公开)?招(?:聘|录|收|生|募|考)|录(?:用|取)|聘用|引进|"
    r"(?:自|采|订|增|收|选|认)购|购(?:买|进|置|书)|购$|添置|受赠|获赠|捐(?:赠|款|助)|赠送|募(?:集|捐)|筹(?:集|措|得)|征(?:集|收|缴|兵)|下(?:拨|达)|拨(?:款|缴|来)|配发|举借|贷款|借款|放(?:贷|款)|发行"
    r"|出生|繁殖|产(?:仔|犊|羔|出|品|粮)|生产|印(?:制|刷)|采(?:伐|收|集)|收获|来水|补水|引水|充值|重新|恢复|复(?:学|工|职|籍|耕)|返(?:岗|校|库)|回(?:流|库|收)|摸排|排查|发现|检出|查扣|纳入|列入|扣(?:留|押)|暂扣|认定|识别|纳入|出台|制定|上(?:架|线)|扩(?:招|编)|发展|吸收|补员|归集|交存|缴存|增值|利息|新[放到开签评办]|到[煤料粮油款港]|盘盈|划拨?来|派驻|自筹|收回|回收|追回|建床|增开|增挂|加入|加盟|落地|入规|升规|上规|投产|竣工投用|新生|诞生|投放|进[馆藏苗犊猪鸡煤]|产[煤量奶蛋]|存入|续存|吸纳|引才|引智|吸储|揽储|布设|育苗|新[办欠租插]|办证|制证|采血|注水|进水|补[给货库仓]|运[入来进]|拉来|举债|转贷|结息|征地|租赁|招租|签约|入驻|挂牌|动工|立项|并网|成立|组建|设立|注册|参保|扩面|确诊|插班|升入|考入|选调来|遴选|军转|编入|补[投植种栽换编]|进驻|加[油注]|赞助|浮盈|升值|列控|确权|新开垦|复垦|(?<!已)开业|新托|捐[书物衣]|新增设|续租进|交来|冒出|产生|补助|孵化|安装|晋升"
)
_WENT: Final = re.compile(
    rf"{TO_COURT}|(?:报废|淘汰|到期|破损|旧车)(?:回收|收回)|回收(?:报废|处置|拆解)|外借未归|借出未还|借阅未还|"
    r"(?:办|审|了|结|调|完|执)(?:结|毕|完|妥|成|讫|清|了)|结案|化解|处[置理]|解(?:决|除|矫|戒|聘|体|封|押)|期满|撤(?:销|回|诉|并|案|除|出)|取消|放弃|(?<!承接)(?<!上级)(?<![省市县]级)下放|注销|销(?:号|户|账|案|毁|售|出|$)|核[销减]|报(?:销|废|损)|售(?:出|水|卖|$)|卖出|拍卖|变卖|"
    r"出(?:售|库|货|栏|院|所|站|馆|仓|矫|清|借|列|账|让|园|校|戒|编|圈|租|手)|(?:借|发|调|转|移|迁|流|搬|退|划|捐|赠|付|支|提|放|送|付|拨|寄|运|领|卖|输|汇)出|发(?:放|运|给|还|货)|分(?:发|配|流)|配(?:送|售)|派送|领(?:取|用|走|回|养)|认领|提(?:走|货|取)|取走|"
    r"调(?:离|拨|减|剂|走|往|给|至)|减(?:少|员|去|$)|净减|转(?:走|移|交|送|学|院|介|强制|隔离|刑|让|供|业|岗|至|往|为)|移(?:交|送)|退(?:休|职|役|学|住|还|款|付|伍|耕|会|租|养|库|$)|离(?:职|校|院|休|岗|任|站|开|世|退|所|队|境|$)|辞(?:职|退)|清(?:退|理|运|偿|欠|除)|淘汰|剔(?:除|旧)|下架|拆(?:除|解|$)|"
    r"(?:死|病|伤|身|亡)(?:亡|死|故)|去世|死|宰杀|屠宰|丢失|遗失|被盗|(?:毁|破|霉|腐|鼠|虫)损|损(?:毁|耗|失|坏|$)|霉变|变质|过期|消耗|耗(?:用|材|$)|使用|用(?:去|掉|水|于|$)|自[用食]|食用|支(?:付|$)|开支|列支|花(?:去|费|$)|缴(?:纳|库|$)|上缴|偿还|归还|还(?:本|款|清|贷|$)|兑[付现]|返还|毕业|结业|肄业|休学|开除|除名|"
    r"停(?:用|止|办|业|产)|废止|失效|归并|合并|脱贫|摘帽|消除|整改|安(?:置|排)|落户|返(?:乡|家)|护送|(?:送|遣)返|遣送|放水|泄(?:洪|水)|弃水|下泄|蒸发|渗漏|漏损|灌溉|供水|发电|抵扣|扣除|扣减|冲减|核退|流失|收监|转为|回访销号|关闭|关停|吊销|解散|精简|分流|转岗|外[迁运调借销卖]|返家|盘亏|脱困|脱[管漏]|提取|费用|水电|煤气|去化|修复|抢修|补漏|销项|磨[粉制]|粉碎|灌装|装车|兑换|还回|治愈|消缺|辞岗|腾房|停掉|轮出|退[库规林出]|摘牌|撤[床点离]|关[张店门]|终止|到期|逾期未续|缩编|裁[减撤]|冲[销抵]|抵[减扣]|划(?:转|走)|接种|捕捞|出圃|辍学|失学|出党|投送|终[本结]|配租|腾退|退租|竣工|完工|投用|供(?:应|血|地|粮|种|货)|作废|支取|选房|摘除|上[交解划]|缴回|交[回还]|清(?:缴|收|零|走)|消化|盘活|兑奖|成交|转让|借阅|康复|痊愈|治愈|转阴|枯死|砍伐|间伐|搬离|回迁|抽调|借调|下派|转任|绝育|下线|下岗|解约|停[发保机]|断保|减员|辞世|除籍|转隶|剥离|压减|退[件补查缴]|起诉|判决|裁[定决]|驳回|消费|[耗](?:电|水|油|煤|气|粮)|外流|运[出走]|拉走|拖[离走]|放行|领车|提车|发还|返回|回[国乡]|上牌|落实|赎回|摊销|折旧|计提|分红|赔(?:付|偿)|理赔|公开|提供|销[档案]|刑满|释放|假释|减刑|提前|解回|押解|击毙|捕杀|扑杀|无害化|填埋|焚烧|外送|投喂|饲喂|种用|留种|倒[毙伏]|走失|逃(?:逸|跑)|放(?:归|流|生)|办理|答复|拒绝|不予|办复|抓获|占用|占压|征占|[灾水损冲]毁|分配(?:收益|利润|红利)|浮亏|贬值|减值|撤控|拨付|歇业|离托|结业|用[油料药粮煤肥种饲电]|到案|归案|落网|出证|退证|撤回|调处|调解|审查起诉|移转|服务完|服务(?:了|完)?$|满足|解救|打捞上岸|兑出|耗掉|喂掉|捐作|安葬|火化|核发|出让|置换出|投用"
)
# What a verb that isn't among these tells by its last sign: 轮入, 自食, 分流.
_CAME_TOO: Final = re.compile(
    r"[入进来到收增添补购买招聘接获得产生加](?:了|的|共|计|约|数|量|额|为|达)*$|新[^，；：]{1,4}$"
)
_WENT_TOO: Final = re.compile(
    r"[出去走掉退离亡死减销撤拆用耗损弃售卖还付支缴结清毁废停关拨放发送转移交食吃坏漏逃](?:了|的|共|计|约|数|量|额|为|达)*$"
    r"|[退离转拆撤关停摘迁][^，；：]{1,2}$|终止|到期"
)
# What others give an office comes to it: 市级配送600剂, 上级补助6万元.
_FROM_ABOVE: Final = re.compile(
    r"受理审查(?:起诉|逮捕)$|(?:[省市州]级?|上级|中央|财政|总部|总社|厅里|局里)(?:统一|统筹|专项)?(?:配送|配发|调拨|拨付|下发|分配|下达|发放|补助|补贴|划拨|转移支付|奖补|拨)(?:款|资金|的)?$"
)
# Out of a stock, or into it, by the verb right in front of its noun: 放弃轮候9户, 退出在册3户.
_OUT_OF: Final = re.compile(r"(?:放弃|退出|取消|终止|移出|注销|解除|撤销|清退|核销)(?:了)?$")
_INTO: Final = re.compile(r"(?:新进入|进入|新增|加入|纳入|转入|列入|新补|补入|录入)(?:了)?$")
_LENT_OUT: Final = re.compile(r"(?:外借|借出|借阅|出借)(?:未[归还]|在外)(?:的)?$")  # not on the shelf
_OF_WHOM: Final = re.compile("职工|教师|学生|清单|目录|名[录册]|花名册|有效|总人口")  # 退回转学学生 is a move
# Whom others took: 被收养1名.
_TAKEN: Final = re.compile(r"被(?:收养|领养|录用|聘用|调|抽|选|借|认领|招录|收购|买)[^，；：]{0,3}$")
# A short verb with its noun: 收卡, 发卡, 卖羊.
_CAME_SHORT: Final = re.compile(r"(?:^|[班月年次日度我村户人])(?:收|购|进|买|招|接|捐)[一-鿿]{1,2}$")
_WENT_SHORT: Final = re.compile(
    r"(?:^|[班月年次日度我村户人])(?:发|卖|售|退|还|拆|销|用|耗|宰|送|抛|付|出)[一-鿿]{1,2}$"
)
# Whoever waits leaves the list when it is his turn: 轮候, 排队; and comes to it by asking.
WAITING: Final = re.compile("轮候|排队|等候|等待|候补|待[入配租住岗业诊检审办]|候诊|挂号")
_TAKEN_ON: Final = re.compile(
    r"(?:安排|入住|入院|入园|入学|入托|配租|配售|分配|分得|选房|接收|收治|服务|手术|住进|录取|满足|解决|就诊|发证|上岗|就业|安置|实物|保障|接诊|叫号|供应|配发)[^，；：]{0,6}$"
)
_ASKS: Final = re.compile(
    r"(?:申请|登记|报名|新增|新?进入|预约|排队|审核通过|取号|纳入|加入|递补)[^，；：]{0,6}$"
)
# What money was spent on: 购买物资 is no move into a purse.
_SPENT_ON: Final = re.compile(
    r"(?:(?<!收)购[买置进]|采购|添置|(?:^|[，、])买|印[制刷]|维修|修缮|慰问|走访|制作|聘请|雇|举办|开展|奖励|劳务|装修|培训|宣传|水电|办公|差旅|管护|清运|保洁|工资|垫付|购书|订阅)[^，；：]{0,6}$"
)
_EARNED: Final = re.compile(r"收入|收到|拨款|拨入|补助款|利息|赞助|捐|租金|收益|承包费|会费|返还|退回|[售卖]")
# Verbs that one office uses of what it gets and another of what it gives.
_EITHER: Final = re.compile(
    r"(?:入住|下拨|配[发送]|调拨|调剂|退回|收回|合并|拨付|发放|处理|贷款|放款|放贷|借款|借入|分配|返还|归还|收监|安排|移交|转移|赠送|收回|划转|周转|置换|兑换|投放|提供|立案|排查|发现|登记|申请|发行|安置|接回|领回|转办|转交|移送|清理|采伐|捐赠|捐款|派发|缴纳|征收|补助|选调|返乡|交流|补(?:了|给|偿)?$)"
)
_WEAK: Final = re.compile(r"(?:纳入|列入|认定为?|发展为?|落户[^，；：]{0,3}转入)[^，；：]{0,8}$")
_APART: Final = re.compile(
    r"[比较]|[同环]比|[增]长|下降|占|目标|计划|任务|限额|最[高大多低少小]|平均|[日月人户年件次]均|每|单价|标准|惠及|涉及|其中|预计|力争|争取|拟"
)


_NOW: Final = re.compile(r"[现尚仍][有存余剩在藏]|盘[存点]|[结下]余|实有|[专账]户余额|年转[来入]|年初")


def may_tell_of_stocks(text: str) -> bool:
    """Whether a text has a word of a time before, without which it tells of no stock that there was."""
    return bool(_BEFORE.search(text) or _PAST.search(text) or _NOW.search(text))


def is_taken(words: str) -> bool:
    """Whether others took what is told: 被收养1名."""
    return _TAKEN.search(words) is not None


def is_spent(words: str) -> bool:
    """Whether words of money tell what it was spent on."""
    return _SPENT_ON.search(words) is not None and _EARNED.search(words) is None


def tells_of_before(words: str) -> bool:
    """Whether words tell a time before."""
    return _last(_BEFORE, words) >= 0


def tells_of_now(words: str) -> bool:
    """Whether words tell the time after."""
    return _last(_AFTER, words) >= 0


def flow_of(words: str) -> Flow:
    """The part of a figure behind these words, which end where it begins."""
    if _APART.search(words[-14:]):
        return Flow.OTHER
    if _RISEN.search(words):
        return Flow.LEFT
    if _DUE.search(words):
        return Flow.DUE
    moved = _last_move(words)
    left, stock = (known.search(words) for known in (_LEFT, _KINDS_OF_STOCK))
    if _is_of_before(words, moved, left, stock):
        return Flow.HAD
    if left and not (moved > left.start() and not re.match("[还尚仍结转留延跨移]", left.group())):
        return Flow.STOCK if END.search(words) else Flow.LEFT
    if _LENT_OUT.search(words):
        return Flow.WENT
    if stock and not (moved >= 0 and _OF_WHOM.match(stock.group())):
        if _OUT_OF.search(words, 0, stock.start()):
            return Flow.WENT
        if _INTO.search(words, 0, stock.start()):
            return Flow.CAME
        if moved <= stock.start() or re.match("[未待等尚正在]|登记在|注册在", stock.group()):
            return Flow.LEFT if _last(_AFTER, words) >= 0 else Flow.STOCK
    return _turn(words) if moved >= 0 else _of_a_time(words)


def _is_of_before(words: str, moved: int, left: re.Match[str] | None, stock: re.Match[str] | None) -> bool:
    """Whether words tell what there was: by a time before the last verb, or that it was brought along."""
    if _AT_ENDS_BEFORE.match(words) and "新" not in words:
        return True
    brought = _BROUGHT.search(words)
    if brought and not _AFTER.search(words) and not re.search("新|申请|受理", words[brought.start() :]):
        return True
    before = _last(_BEFORE, words)
    named = before >= 0 and _CALLED.match(words, before)
    of_stock = moved < before or (stock is not None and stock.start() >= before)
    return before >= 0 and bool(of_stock or left or named)


def _of_a_time(words: str) -> Flow:
    """The part of what no verb and no noun tells, by the time, or by the last sign of its words."""
    if _last(_AFTER, words) >= 0:
        return Flow.LEFT
    if _last(END, words) >= 0:
        return Flow.STOCK
    return Flow.MOVED if _hint(words) else Flow.OTHER


def way_of(words: str) -> int:
    """+1 for what came, -1 for what went, 0 if no verb says it."""
    if _FROM_ABOVE.search(words):
        return 1
    if _TAKEN.search(words):
        return -1
    came, went = _last(_CAME, words), _last(_WENT, words)
    if went >= 0 and _WEAK.search(words):
        return -1  # 落户并纳入特困供养
    return _hint(words) if came == went == -1 else 1 if came > went else -1


def _hint(words: str) -> int:
    came, went = (_CAME_TOO, _CAME_SHORT), (_WENT_TOO, _WENT_SHORT)
    return 1 if any(w.search(words) for w in came) else -1 if any(w.search(words) for w in went) else 0


_NEAR: Final = 8  # signs from the verb to the figure


# Of what is lent or owed it grows by what is given and falls by what comes back: 贷款余额, 在借图书, 应收账款.
LENT: Final = re.compile("贷款|信贷|放款|在借|外借|借出|应收|在租|出租")
_GIVEN_OUT: Final = re.compile(r"(?:发放|投放|放款|放贷|借出|出借|贷出|累放|租出)[^，；：]{0,6}$")
_GIVEN_BACK: Final = re.compile(r"(?:收回|回收|归还|偿还|还款|到期|退租|还回|累收)[^，；：]{0,6}$")


def way_of_lent(words: str) -> int:
    """+1 for what was lent, -1 for what came back, 0 for anything else."""
    return 1 if _GIVEN_OUT.search(words) else -1 if _GIVEN_BACK.search(words) else 0


def way_of_waiting(words: str) -> int:
    """+1 for who asked to be put on a list of those who wait, -1 for whose turn it was, 0 for anybody else."""
    return -1 if _TAKEN_ON.search(words) else 1 if _ASKS.search(words) else 0


def _turn(words: str) -> Flow:
    if _FROM_ABOVE.search(words) or _TAKEN.search(words):
        return Flow.CAME if way_of(words) > 0 else Flow.WENT
    if _last(_EITHER, words) >= _last_move(words) or len(words) - _last_move(words) > _NEAR:
        return Flow.MOVED
    return Flow.CAME if way_of(words) > 0 else Flow.WENT


def _last_move(words: str) -> int:
    return max(_last(_CAME, words), _last(_WENT, words))


def _last(known: re.Pattern[str], words: str) -> int:
    """Where the last of such words ends, -1 if there is none."""
    return max((found.end() for found in known.finditer(words)), default=-1)

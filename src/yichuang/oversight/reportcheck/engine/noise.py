"""Numbers that count nothing: dates, document numbers, headings, telephones, names, each with its reason. Pure.

A number inside one of these stretches is left out of every check and counted under its reason (`skipped`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Stretch = tuple[int, int, str]

DATE = "日期和时间"
TIME = "时分秒相连的时长"
DOCUMENT = "文号"
ORDINAL = "序数和条款"
HEADING = "标题序号"
PHONE = "电话号码"
NAME = "名称的一部分"
CODE = "编号"
VERSION = "版本"
PLACE = "门牌和房间号"
VAGUE = "概数"
RATIO = "比例和分数"
CROWDED = "成片数据"
LONELY = "没有可对照的数"

_HAN = "零一二三四五六七八九十百"
_NUMBER = rf"(?:\d{{1,30}}|[{_HAN}]{{1,9}})"

_YEAR = r"(?:19|20)[\dxX]{2}"
_HAN_DIGIT = "[一二三四五六七八九十]"

# Chinese is written without gaps, so each pattern says where a number ends as well as where it begins.
_DECIMALS = r"\d{1,2}(?:[万亿%‰米斤元亩吨]|个?百分点|公[里斤顷]|千[米克])"  # a line may begin with 2.6万斤
_PATTERNS: tuple[tuple[str, str], ...] = (
    (DOCUMENT, r"〔[\dxX]{2,4}〕第?\d*号?"),
    (DOCUMENT, r"(?:[（〔]\d{4}[）〕])?第?[A-Za-z]?\d{1,30}(?:-\d{1,30})?号(?![窗楼线机])"),
    (
        DATE,
        rf"{_YEAR}(?:年度?)?(?:[-~至到、和与及]{_YEAR})++(?![,.\d%万件人户起个家亩元吨次条份项宗例])年?度?(?:\d{{1,2}}月份?)?",
    ),
    (DATE, r"(?<![\d.,])\d{1,2}(?:、\d{1,2})*[、和]\d{1,2}(?=[两三四五六]个月)"),
    (
        DATE,
        rf"(?:{_YEAR}|(?<!\d)\d{{2}})年(?:度|初|底|末|来|上半年|下半年)?(?:\d{{1,2}}月)?(?:份|底|初|末)?"
        r"(?:\d{1,2}(?:日|号|止))?",
    ),
    (
        DATE,
        rf"(?<![\d零一二三四五六七八九十])(?:\d{{1,2}}|{_HAN_DIGIT}{{1,3}})月(?:份|底|初|末|上旬|中旬|下旬)?"
        rf"(?:\d{{1,2}}(?:[、和]\d{{1,2}}){{0,9}}(?:日|号|止)|{_HAN_DIGIT}{{1,3}}日)?止?",
    ),
    (DATE, r"(?<![\d.,])\d{1,2}(?:月份?)?(?:[-~至到、和]\d{1,2}){1,11}月(?:份|底|末)?(?:\d{1,2}日)?"),
    (DATE, r"(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?(?!\d|%|万|亿|元)"),
    (DATE, r"\d{1,2}：\d{2}(?:：\d{2})?|(?<=[月至-])\d{1,2}日|(?<=[在于])\d{1,2}日(?![内以均])"),
    (DATE, r"\d{1,2}[时点](?:\d{1,2}分|半|整|许)?(?=[^\d间限长代]|$)"),
    (
        TIME,
        r"\d{1,4}(?:小时|个小时|分钟?)\d{1,2}(?:分钟?|秒)(?:\d{1,2}秒)?",
    ),  # of which each number tells but a piece
    (DATE, r"二零[零一二三四五六七八九]{2}年|[一二三四]季度|十[一二三四五]五"),
    (DATE, rf"近?{_HAN_DIGIT}年来?|两年来?|\d{{1,2}}年(?:以)?来"),
    (ORDINAL, rf"第{_NUMBER}(?:[-~、至和]{_NUMBER})*"),
    (ORDINAL, r"[A-Za-z]?\d{1,30}(?:-\d{1,30})?号(?:窗口?|楼|线|机)"),
    (HEADING, rf"^(?:（{_NUMBER}）|\d{{1,2}}[.、．）](?!{_DECIMALS})|[{_HAN}]{{1,9}}、|其{_HAN_DIGIT})"),
    (HEADING, rf"(?<=[。；：，])(?:（{_NUMBER}）|\d{{1,2}}[.、．）](?!\d)|{_HAN_DIGIT}{{1,9}}(?:是|要|、))"),
    (HEADING, rf"^{_HAN_DIGIT}{{1,9}}[是要]"),
    (HEADING, r"[①-⑳⑴-⒇㈠-㈩]"),
    (PHONE, r"(?<!\d)(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?!\d)"),
    (
        PHONE,
        r"(?<![\d,.])\d{5,8}(?![件条个次人万多余起通宗例户笔份张元])(?=[”’]?[^\d，。；、]{0,8}?(?:热线|专线|电话|短号|平台|工单))",
    ),
    (
        PHONE,
        r"(?<=[“‘])\d{3,8}(?=[”’])|(?:热线|电话|专线|拨打)[：“]?\d[\d-]{2,14}(?![\d\-,.万件个次人条起通宗例部台户笔])",
    ),
    (
        PHONE,
        r"(?<![\d,.])(?:110|119|120|122)(?=急救|指挥|接警|接处警|报警|警情|出警|出车|调度|平台|呼叫|热线|电话|中心|联动|系统)",
    ),
    (PHONE, r"(?<![\d,.])(?:123(?:45|20|15|88|69|48|28|66|33|80)|96099)(?![\d,.件条个次人项])"),
    (
        NAME,
        r"(?:\d{1,30}|[A-Za-z]{1,12})\+(?:\d{1,30}|[A-Za-z]{1,12})(?:\+[\dA-Za-z]+)*|\d{1,30}[×xX*]\d{1,30}",
    ),
    # But AED52台, KTV11家: a thing whose name is of capitals, and how many of it.
    (
        NAME,
        r"(?<![A-Za-z])(?![A-Z]{2,12}\d{1,6}[台家个套座处块间辆部所名人例件项户次])[A-Za-z]{1,12}\d{1,30}(?:\.\d{1,30})?"
        r"|\d{1,30}(?:\.\d{1,30})?[A-Za-z]{1,12}(?:级|类)?",
    ),
    (NAME, rf"“[^“”，。；：]{{0,3}}{_NUMBER}[^“”\d，。；：%]{{0,10}}”"),
    (NAME, r"[长珠]三角|[两三四]位数"),
    (NAME, r"(?:19|20)\d{2}届|[一二三四五六七八九十]{1,9}届|十[六七八九]大|二十大|[一二三四五六七]中全会"),
    (
        NAME,
        rf"(?<![{_HAN}千万])(?:五一|六一|八一|十一)(?=假|期间|长假|小长|黄金|节|前|后|国际|劳动|儿童|建军|晚会|慰问|活动|文艺|[、，”])",
    ),
    (NAME, r"[三两四五六]个(?:代表|维护|意识|自信|确立|全面)|三公|三农|两会|两委"),
    (NAME, r"(?<!只有)(?<!仅有)(?<!仅)一[站窗网厅号件次体把手批张门卡条类级事岗票](?!共)"),
    (NAME, r"(?<![第\d前后近分共])[一二三四五六七八九]期(?=\d)"),
    (NAME, r"[一两三四五六][人户家]一[床间室桌组证卡策档册牌]"),
    (NAME, r"\d{1,2}型(?!号)"),
    (NAME, r"(?<=[上前下])一(?=[轮届期周批季学年]|个?[春夏秋冬学季周月年])"),
    (VERSION, r"[Vv]\d{1,30}(?:\.\d{1,30})+|\d{1,30}\.\d{1,30}(?:\.\d{1,30})+|\d{1,30}(?:\.\d{1,30})?版"),
    (
        PLACE,
        r"\d{1,30}(?:-\d{1,30})?(?:室|房间|号楼|号院|弄|栋\d{1,30}|单元)|(?:国道|省道|县道|乡道|[GSX])\d{2,4}(?![\d.,%万余多起件处条个座次辆例宗人户项块亩元公里米])",
    ),
    (RATIO, r"\d{1,30}(?:\.\d{1,30})?(?:：\d{1,30}(?:\.\d{1,30})?)+|\d{1,30}/\d{1,30}"),
    (RATIO, rf"{_HAN_DIGIT}{{1,9}}比{_HAN_DIGIT}{{1,9}}"),
    (CODE, r"(?<![\d,.])\d{11,30}[Xx]?|(?<![\d,.])0\d{1,30}(?!\.)"),
)
_COMPILED = tuple((reason, re.compile(pattern)) for reason, pattern in _PATTERNS)


def stretches(text: str) -> Iterator[Stretch]:
    """The stretches [at, to) of a view in which numbers count nothing, with the reason; they may overlap."""
    if not _ANY.search(text):
        return
    for reason, pattern in _COMPILED:
        for found in pattern.finditer(text):
            if found.end() > found.start():
                yield found.start(), found.end(), reason


_ANY = re.compile(rf"[\d{_HAN}①-⑳⑴-⒇㈠-㈩]")

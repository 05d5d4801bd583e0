"""People and enterprises of the demonstration county: invented, with valid check digits, and impossible as living ones.

Citizen numbers carry a region code that no county has and a birth date before 1900; telephones lie in two blocks that
aren't given to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric, uscc

REGION = "519921"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN_FIRST = "建国志明文秀桂玉春秋金银永福德仁义礼忠孝安平兴旺家世光荣华丽美淑慧敏静雅芳兰菊梅莲素晓小大长远"
GIVEN_SECOND = "强军伟勇刚斌杰涛超波辉鹏飞龙虎林森海江河山川云霞燕玲珍珠琴英红霜雪月星辰宇轩浩然子涵欣怡佳琪"
TRADES = (
    "餐饮", "商贸", "建材", "农业开发", "物流", "建筑工程", "装饰", "食品", "文化传媒", "医药",
    "机械", "电子商务", "劳务", "养殖", "旅游开发", "汽车服务", "环保科技", "教育咨询", "置业", "茶业",
)  # fmt: skip
WORDS = "云溪青禾石桥瑞丰鑫源恒泰宏达永兴嘉禾金穗绿野远航德润华茂顺达天成福临锦绣明珠长河"
STREETS = ("云溪大道", "人民路", "建设路", "滨河路", "文昌街", "桥南街", "青禾路", "学府路")
VILLAGES = ("青禾镇东坝村", "青禾镇柳林村", "青禾镇白塔村", "石桥镇古井村", "石桥镇清泉村", "石桥镇杨坪村")
PHONES = ("1380000", "1990000")
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100 leaves I, O, S, V and Z out
_FIRST_BIRTH, _LAST_BIRTH = date(1860, 1, 1), date(1899, 12, 31)


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who applies: a person, or an enterprise with the person who comes for it."""

    name: str
    identity: str
    phone: str
    address: str
    enterprise: bool = False
    agent: str = ""


def invented_people(random: Random, count: int) -> list[Invented]:
    """So many persons, no two with one citizen number."""
    phones = _phones(random)
    numbers: set[str] = set()
    found: list[Invented] = []
    while len(found) < count:
        number = _citizen_number(random)
        if number not in numbers:
            numbers.add(number)
            found.append(Invented(_name(random), number, next(phones), _address(random)))
    return found


def invented_enterprises(random: Random, count: int) -> list[Invented]:
    """So many enterprises, no two with one credit code."""
    phones = _phones(random)
    codes: set[str] = set()
    found: list[Invented] = []
    while len(found) < count:
        code = _credit_code(random)
        if code not in codes:
            codes.add(code)
            firm = "".join(random.sample(WORDS, 2)) + random.choice(TRADES)
            name = f"云溪县{firm}" + random.choices(("有限公司", "有限责任公司", "经营部"), (7, 1, 2))[0]
            found.append(Invented(name, code, next(phones), _address(random), True, _name(random)))
    return found


def _name(random: Random) -> str:
    given = random.choice(GIVEN_SECOND)
    if random.random() < 0.8:
        given = random.choice(GIVEN_FIRST) + given
    return random.choice(SURNAMES) + given


def _address(random: Random) -> str:
    if random.random() < 0.55:
        return f"云溪县城关镇{random.choice(STREETS)} {random.randint(1, 280)} 号"
    return f"云溪县{random.choice(VILLAGES)} {random.randint(1, 12)} 组 {random.randint(1, 90)} 号"


def _phones(random: Random) -> Iterator[str]:
    """Telephones in no order, each once before any comes again."""
    while True:
        lines = [f"{block}{line:04d}" for block in PHONES for line in range(10_000)]
        random.shuffle(lines)
        yield from lines


def _citizen_number(random: Random) -> str:
    born = _FIRST_BIRTH + timedelta(days=random.randrange((_LAST_BIRTH - _FIRST_BIRTH).days))
    body = f"{REGION}{born:%Y%m%d}{random.randint(1, 999):03d}"
    return body + ric.calc_check_digit(body + "0")


def _credit_code(random: Random) -> str:
    body = random.choice(("91", "92")) + REGION + "".join(random.choices(_LETTERS, k=9))
    return body + uscc.calc_check_digit(body + "0")

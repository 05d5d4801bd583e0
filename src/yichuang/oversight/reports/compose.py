"""The self-inspection report of a centre or a department, drafted from figures.

Every number is a figure's value. The wording follows the values: it says rose or fell only where both periods have
data, names problems only where rows show them, and says so where there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.organisation.queries import site
from yichuang.kernel.figures import Period, Scope, Value, all_figures, known_since, split, values
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.reports.composition import Block, Composition, Grid, Heading, Piece, Prose, say
from yichuang.oversight.reports.rules import Direction, change
from yichuang.ui import formats

LISTED_ITEMS = 3
ORDINALS = "一二三四五六七八九"
COMPARED = ("cases.received", "cases.accepted", "cases.concluded", "cases.on_time_rate", "cases.average_days",
            "evaluation.satisfaction_rate")  # fmt: skip
BY_OFFICE = ("cases.accepted", "cases.concluded", "cases.on_time_rate", "cases.overdue", "cases.average_days")

Got = Mapping[str, Value]


def compose(scope: Scope, period: Period) -> Composition:
    """Draft the report of an office for a period; a fixed number of statements, whatever the rows."""
    scope = replace(scope, only=())
    got = values([figure.code for figure in all_figures()], scope, period)
    base = _base(period)
    before = values(COMPARED, scope, base) if known_since("cases.received", scope, base.first) else {}
    problems, plans = _problems(got, scope, period)
    blocks: list[Block] = [
        Heading("a1", "一、基本情况"),
        *_basics(got, scope, period),
        Heading("a2", "二、办件与时限"),
        *_work(got, before, scope, period),
        Heading("a3", "三、群众评价"),
        *_opinions(got, before),
        Heading("a4", "四、存在的问题"),
        *problems,
        Heading("a5", "五、下一步打算"),
        *plans,
    ]
    return Composition(organ_of(scope), title_of(period), scope, period, tuple(blocks))


def organ_of(scope: Scope) -> str:
    """Whose report it is: the centre's for the whole network, otherwise the office's own."""
    here = site()
    return here.name if here and scope.everything else scope.name


def title_of(period: Period) -> str:
    """The title, by what the period is: a year, a half, a month, or days."""
    first, last = period.first, period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年度自查报告"
    if first.day == 1 and _ends_month(period):
        if first == last.replace(day=1):
            return f"{first.year}年{first.month}月自查报告"
        if first.year == last.year:
            return f"{first.year}年{first.month}月至{last.month}月自查报告"
    return f"{formats.day_plain(first)}至{formats.day_plain(last)}自查报告"


def _ends_month(period: Period) -> bool:
    return (period.last.toordinal() + 1) == _next_month(period)


def _next_month(period: Period) -> int:
    year, month = divmod(period.last.year * 12 + period.last.month, 12)
    return period.last.replace(year=year, month=month + 1, day=1).toordinal()


def _base(period: Period) -> Period:
    """What a period is compared with: the same days a year ago for one that begins a year, else the one before it."""
    return period.a_year_ago if (period.first.month, period.first.day) == (1, 1) else period.before


def _shown(value: Value) -> bool:
    return bool(value.number)


def _paragraph(*sentences: Sequence[Piece]) -> Prose:
    return Prose(tuple(piece for sentence in sentences for piece in sentence))


def _listed(words: str, parts: Sequence[tuple[str, str]], got: Got, end: str = "。") -> list[Piece]:
    """`words` and those of the parts that aren't zero: 独立窗口 23 个、综合窗口 6 个。"""
    pieces: list[Piece] = []
    for text, code in parts:
        if _shown(got[code]):
            pieces += [words if not pieces else "、", *say(text, got)]
    return [*pieces, end] if pieces else []


# -- 一、基本情况 --


def _basics(got: Got, scope: Scope, period: Period) -> list[Block]:
    days = f"{formats.day_plain(period.first)}至{formats.day_plain(period.last)}"
    blocks: list[Block] = [
        _paragraph(
            [
                f"现将{organ_of(scope)}{days}的自查情况报告如下。文中数字取自业务台账，每个数字都可以查到它的定义和明细。"
            ]
        )
    ]
    network: list[Piece] = []
    if _shown(got["catalogue.windows"]):
        network += say("设窗口 {catalogue.windows} 个", got)
        kinds = (
            ("独立窗口 {catalogue.own_windows} 个", "catalogue.own_windows"),
            ("综合窗口 {catalogue.comprehensive_windows} 个", "catalogue.comprehensive_windows"),
        )
        network += _listed("，其中", kinds, got)
    network += _listed(
        "网络中有",
        (
            ("乡镇便民服务中心 {network.town_centres} 个", "network.town_centres"),
            ("村便民服务站 {network.stations} 个", "network.stations"),
        ),
        got,
    )
    if network:
        blocks.append(_paragraph(network))
    return [*blocks, *_items(got)]


def _items(got: Got) -> list[Block]:
    if not _shown(got["catalogue.items"]):
        return [_paragraph(["目录里还没有在用的事项。"])]
    several = (got["catalogue.departments_present"].number or 0) > 1
    whose = "{catalogue.departments_present} 个部门的 " if several else "有 "
    text = f"到期末，{whose}{{catalogue.items}} 个事项在用。"
    sentences: list[list[Piece]] = [say(text, got)]
    if _shown(got["cases.promised_speed_up_rate"]):
        sentences.append(say("承诺时限比法定时限压缩 {cases.promised_speed_up_rate}。", got))
    kinds = [code for code in got if code.startswith("catalogue.items_") and _shown(got[code])]
    rows: list[tuple[Piece, ...]] = [
        (got[code].figure.name.removesuffix("事项"), got[code]) for code in kinds
    ]
    total: tuple[Piece, ...] = ("合计", got["catalogue.items"])
    return [
        _paragraph(*sentences),
        Grid("在用事项按权力类型分：", ("权力类型", "事项（项）"), (*rows, total), (2, 1)),
    ]


# -- 二、办件与时限 --


def _work(got: Got, before: Got, scope: Scope, period: Period) -> list[Block]:
    if not _any_work(got):
        return [_paragraph(["统计期间，台账里没有办件。"])]
    blocks: list[Block] = [
        Heading("a21", "（一）收件和受理", 2),
        _received(got, before),
        Heading("a22", "（二）办结", 2),
        _concluded(got, before),
        Heading("a23", "（三）时限", 2),
        *_in_time(got, before),
    ]
    table = _by_office(scope, period, got)
    return [*blocks, Heading("a24", f"（四）各{_parts_of(scope)}办件情况", 2), table] if table else blocks


def _any_work(got: Got) -> bool:
    return any(_shown(got[code]) for code in ("cases.received", "cases.due", "cases.open"))


def _received(got: Got, before: Got) -> Prose:
    sentences: list[list[Piece]] = [
        say("共收到申请 {cases.received} 件", got),
        _compared("cases.received", got, before),
        ["。"],
    ]
    if _shown(got["cases.received_online"]):
        sentences.append(say("其中网上提交 {cases.received_online} 件，网办率 {cases.online_rate}。", got))
    sentences += [say("受理 {cases.accepted} 件", got), _compared("cases.accepted", got, before)]
    kinds = (
        ("即办件 {cases.accepted_instant} 件", "cases.accepted_instant"),
        ("承诺件 {cases.accepted_promise} 件", "cases.accepted_promise"),
        ("上报件 {cases.accepted_report_up} 件", "cases.accepted_report_up"),
    )
    sentences.append(_listed("，其中", kinds, got) or ["。"])
    if _shown(got["cases.accepted_joint"]):
        sentences.append(say("受理的办件里，联办件 {cases.accepted_joint} 件。", got))
    if _shown(got["cases.declined"]):
        sentences.append(say("不予受理 {cases.declined} 件。", got))
    return _paragraph(*sentences)


def _concluded(got: Got, before: Got) -> Prose:
    sentences: list[list[Piece]] = [
        say("办结 {cases.concluded} 件", got),
        _compared("cases.concluded", got, before),
        ["。"],
    ]
    if got["cases.conclusion_rate"].number is not None:
        sentences.append(
            say(
                "本期受理的办件，到期末已办结 {cases.accepted_concluded} 件，办结率 {cases.conclusion_rate}。",
                got,
            )
        )
    sentences.append(say("到期末在办 {cases.open} 件。", got))
    if _shown(got["cases.concluded"]):
        sentences.append(say("当日办结率 {cases.same_day_rate}，现场办结率 {cases.on_site_rate}。", got))
    if got["cases.average_days"].number is not None:
        text = "承诺件平均用时 {cases.average_days} 个工作日，中位数 {cases.median_days} 个工作日"
        sentences += [say(text, got), _compared("cases.average_days", got, before, "平均用时"), ["。"]]
    if got["cases.refused_rate"].number is not None:
        sentences.append(say("作出决定的办件里，不予许可 {cases.refused} 件，占 {cases.refused_rate}。", got))
    return _paragraph(*sentences)


def _in_time(got: Got, before: Got) -> list[Block]:
    if got["cases.on_time_rate"].number is None:
        return [_paragraph(["本期没有应当办结的办件，不计算按时办结率。"])]
    first: list[list[Piece]] = [
        say("应办结的 {cases.due} 件里，按时办结 {cases.on_time} 件，按时办结率 {cases.on_time_rate}", got),
        _compared("cases.on_time_rate", got, before),
        ["。"],
    ]
    if _shown(got["cases.overdue"]):
        first.append(say("超期 {cases.overdue} 件，超期率 {cases.overdue_rate}。", got))
    else:
        first.append(say("超期 {cases.overdue} 件。", got))
    second: list[list[Piece]] = []
    if got["cases.early_rate"].number is not None:
        second.append(say("提前办结 {cases.early} 件，提前办结率 {cases.early_rate}。", got))
    if got["cases.speed_up_rate"].number is not None:
        second.append(say("有法定时限的办件，实际用时比法定时限少 {cases.speed_up_rate}。", got))
    if _shown(got["cases.extended"]):
        second.append(say("办结的承诺件里，延期 {cases.extended} 件，延期率 {cases.extension_rate}。", got))
    if _shown(got["cases.pause_days"]):
        second.append(say("因法定特别程序停表共 {cases.pause_days} 个工作日。", got))
    return [_paragraph(*first), _paragraph(*second)] if second else [_paragraph(*first)]


def _compared(code: str, got: Got, before: Got, subject: str = "") -> list[Piece]:
    """A half-sentence on the period before; nothing where either has no number."""
    now, then = got[code], before.get(code)
    if then is None:
        return []
    found = change(now.number, then.number, now.figure.places, rate=now.figure.unit == "%")
    if found.direction is Direction.UNKNOWN or then.number == 0:
        return []
    unit = f" {then.unit}" if then.unit else ""
    named = "去年同期" if then.period == now.period.a_year_ago else "上期"
    word = "持平" if found.direction is Direction.UNCHANGED else _verb(now, found.direction)
    return [f"，{subject}和{named}的 ", then, f"{unit}相比{word}"]


def _verb(value: Value, direction: Direction) -> str:
    rose = direction is Direction.ROSE
    if value.figure.unit == "%":
        return "上升" if rose else "下降"
    return "增加" if rose else "减少"


def _parts_of(scope: Scope) -> str:
    """What the table of a report goes by: the items of a department, or else departments."""
    return "事项" if scope.office.kind == "department" else "部门"


def _by_office(scope: Scope, period: Period, got: Got) -> Grid | None:
    """Departments of a centre, or items of a department, the busiest first."""
    by = "item" if _parts_of(scope) == "事项" else "department"
    found = split(BY_OFFICE, scope, period, by)
    busy = {key: part for key, part in found.items() if any(_shown(part[code]) for code in BY_OFFICE)}
    if not busy:
        return None
    names = names_of_items(busy) if by == "item" else _short_names(busy)
    order = sorted(busy, key=lambda key: (-(busy[key]["cases.accepted"].number or 0), names[key]))
    rows: list[tuple[Piece, ...]] = [(names[key], *(busy[key][code] for code in BY_OFFICE)) for key in order]
    caption = "按受理件数从多到少排列："
    head = (
        _parts_of(scope),
        "受理（件）",
        "办结（件）",
        "按时办结率",
        "超期（件）",
        "平均用时（工作日）",
    )
    total: tuple[Piece, ...] = ("合计", *(got[code] for code in BY_OFFICE))
    return Grid(caption, head, (*rows, total), (3, 1.5, 1.5, 1.7, 1.4, 1.9))


def _short_names(offices: Mapping[int, object]) -> dict[int, str]:
    known = tree().by_id
    return {one: known[one].brief for one in offices}


# -- 三、群众评价 --


def _opinions(got: Got, before: Got) -> list[Block]:
    count = got["evaluation.count"]
    if not _shown(count):
        text = (
            "统计期间没有收到评价。没有评价的不算满意。"
            if count.number is not None
            else "还没有开展评价的数据。"
        )
        return [_paragraph([text])]
    sentences: list[list[Piece]] = [say("收到评价 {evaluation.count} 条", got)]
    if got["evaluation.evaluation_rate"].number is not None:
        sentences.append(
            say("，和期间送达的 {cases.delivered} 件相比，评价率 {evaluation.evaluation_rate}", got)
        )
    sentences += [
        say("。满意率 {evaluation.satisfaction_rate}", got),
        _compared("evaluation.satisfaction_rate", got, before),
        say("；其中非常满意率 {evaluation.very_satisfied_rate}。", got),
        say("差评 {evaluation.bad} 条。没有评价的不算满意。", got),
    ]
    return [_paragraph(*sentences)]


# -- 四、存在的问题，五、下一步打算 --


def _problems(got: Got, scope: Scope, period: Period) -> tuple[list[Block], list[Block]]:
    """What the rows show, and an intention for each; numbered 一是, 二是."""
    found: list[tuple[list[Piece], str]] = []
    if _shown(got["cases.overdue"]):
        words = say("有 {cases.overdue} 件办件超过承诺时限", got)
        words += _where("cases.overdue", scope, period, "件")
        if _shown(got["cases.overdue_open"]):
            words += say("，其中 {cases.overdue_open} 件到期末还没有办结", got)
        found.append((words, "对超期和到期未办结的办件逐件查明原因，明确责任人和办结日期"))
    if _shown(got["cases.statutory_overdue"]):
        words = say("有 {cases.statutory_overdue} 件超过法定时限", got)
        found.append((words, "对超过法定时限的办件逐件说明情况，依法处理"))
    if _shown(got["cases.second_supplement"]):
        words = say("有 {cases.second_supplement} 件要求补正两次以上，一次性告知没有做到位", got)
        found.append((words, "收件时按清单核对材料，要补的一次写全"))
    if _shown(got["cases.supplemented"]):
        words = say("收到的申请里，补正 {cases.supplemented} 件，补正率 {cases.supplement_rate}", got)
        words += _where("cases.supplemented", scope, period, "件")
        found.append((words, "对补正多的事项修订办事指南和材料样本"))
    if _shown(got["evaluation.bad"]):
        words = say("收到差评 {evaluation.bad} 条", got) + _where("evaluation.bad", scope, period, "条")
        found.append((words, "差评逐条核实、整改，并回访评价人"))
    if not found:
        return _nothing_wrong(got)
    said = [_paragraph([f"{ORDINALS[n]}是"], words, ["。"]) for n, (words, _) in enumerate(found)]
    meant = [f"{ORDINALS[n]}是{plan}" for n, (_, plan) in enumerate(found)]
    return list(said), [_paragraph(["；".join(meant) + "。"])]


def _nothing_wrong(got: Got) -> tuple[list[Block], list[Block]]:
    if not _any_work(got):
        text = "统计期间台账里没有办件，问题待有数据后再查找。"
    elif got["evaluation.bad"].number is None:
        text = "按台账统计，本期没有超期件和二次补正件；评价还没有数据。"
    else:
        text = "按台账统计，本期没有超期件、二次补正件和差评。"
    return [_paragraph([text])], [_paragraph(["继续按月核对台账，临期办件提前提醒，群众意见及时答复。"])]


def _where(code: str, scope: Scope, period: Period, unit: str) -> list[Piece]:
    """In which items it happened most: at most three, each with its own value."""
    found = {
        item: part[code] for item, part in split([code], scope, period, "item").items() if _shown(part[code])
    }
    if not found:
        return []
    names = names_of_items(found)
    most = sorted(found, key=lambda item: (-(found[item].number or 0), names[item]))[:LISTED_ITEMS]
    pieces: list[Piece] = ["，较多的是" if len(found) > len(most) else "，是"]
    for n, item in enumerate(most):
        pieces += ["、" if n else "", f"{names[item]} ", found[item], f" {unit}"]
    return pieces

"""`yichuang init`: an empty centre, ready for its own data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

SHANGHAI = ZoneInfo("Asia/Shanghai")


def _text(title: str, least: int, most: int) -> Callable[[Any, Any, str | None], str | None]:
    def check(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        value = value.strip()
        if not value.isprintable() or not least <= len(value) <= most:
            raise click.BadParameter(f"{title}要 {least} 到 {most} 个字，现在 {len(value)} 个。")
        return value

    return check


def _region_code(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    value = "".join(value.split())
    if len(value) != 6 or not value.isascii() or not value.isdigit() or value[0] == "0":
        raise click.BadParameter("区划代码是 6 位数字，比如 510104（GB/T 2260）。")
    return value


def _username(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from yichuang.domains.organisation import rules

    if value is None:
        return None
    value = rules.clean_username(value)
    if fault := rules.username_fault(value):
        raise click.BadParameter(f"{fault}。")
    return value


def _password(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from yichuang.domains.organisation import rules

    if value is not None and (fault := rules.password_fault(value)):
        raise click.BadParameter(f"{fault.replace('新密码', '密码')}。")
    return value


@click.command(short_help="新建一个空的中心，用自己的数据")
@click.option("--name", callback=_text("名称", 4, 60), help="中心的全称，比如 某某县政务服务中心。")
@click.option("--region", callback=_text("区划名称", 2, 30), help="区划的名称，比如 某某县。")
@click.option("--region-code", callback=_region_code, help="区划代码，6 位数字。")
@click.option("--admin", callback=_username, help="管理员的用户名，小写字母和数字。")
@click.option("--admin-name", callback=_text("姓名", 2, 30), help="管理员的姓名。")
@click.option(
    "--password", callback=_password, envvar="YICHUANG_ADMIN_PASSWORD", help="管理员的密码；不写就会问。"
)
def command(**given: str | None) -> None:
    """建一个空的中心：县、政务服务中心、一个综合窗口、一位管理员。没有写的会逐项问。

    已经有中心的数据文件夹不会再建。密码也可以放在环境变量 YICHUANG_ADMIN_PASSWORD 里，免得留在命令历史里。
    """
    from yichuang.config.cli.migrate import bring_up_to_date
    from yichuang.config.database import running_database

    with running_database():
        bring_up_to_date(quiet=True)
        from yichuang.domains.organisation.queries import site

        here = site()
        if here is not None:
            raise click.ClickException(
                f"这里已经有一个中心：{here.name}。要另建，请用 YICHUANG_DATA 指定别的数据文件夹。"
            )
        _begin(_asked(given))


def _asked(given: dict[str, str | None]) -> dict[str, str]:
    """What was given, and the rest as answered at the prompts; a wrong answer is asked for again."""
    context = click.get_current_context()
    words = {
        "name": "中心的全称",
        "region": "区划名称",
        "region_code": "区划代码",
        "admin": "管理员的用户名",
        "admin_name": "管理员的姓名",
        "password": "管理员的密码",
    }
    found: dict[str, str] = {}
    for parameter in command.params:
        name = parameter.name or ""
        value = given[name]
        while value is None:
            secret = name == "password"
            answer = click.prompt(
                words[name], hide_input=secret, confirmation_prompt="再写一次" if secret else False
            )
            try:
                value = parameter.callback(context, parameter, answer) if parameter.callback else answer
            except click.BadParameter as wrong:
                click.echo(wrong.message, err=True)
        found[name] = value
    return found


def _begin(answers: dict[str, str]) -> None:
    from yichuang.config import env
    from yichuang.domains.organisation import rules
    from yichuang.domains.organisation.actions import Outline, load

    if fault := rules.password_fault(answers["password"], [answers["admin"]]):
        raise click.ClickException(f"{fault.replace('新密码', '密码')}。")
    at = datetime.now(SHANGHAI)
    load(Outline.model_validate(outline(answers, at)), at)
    click.echo(f"{answers['name']}已建好，数据在 {env.data_folder()}")
    click.echo("接下来：")
    click.echo("  1. yichuang up，打开 /desk/，用管理员的用户名和密码登录")
    click.echo("  2. 在“窗口”里增设部门、窗口和站点，在“人员”里开账号")
    click.echo("  3. yichuang import items FILE.xlsx 导入事项，再用 import cases 导入以前的台账")


def outline(answers: dict[str, str], at: datetime) -> dict[str, Any]:
    """The outline of an empty centre: county, centre, one comprehensive window, one administrator who manages it."""
    region, code = answers["region"], answers["region_code"]
    posts = [
        {"role": "centre_manager", "office": "county", "title": "管理员"},
        {"role": "administrator", "office": "county", "title": "管理员"},
    ]
    return {
        "site": {
            "name": answers["name"],
            "short_name": f"{region}政务服务"[:30],
            "region_name": region,
            "region_code": code,
            "centre": "centre",
        },
        "since": at.date(),
        "county": {"code": "county", "name": region, "region_code": code},
        "centre": [
            {"code": "centre", "level": "county", "name": answers["name"], "region_code": f"{code}000000"}
        ],
        "window": [
            {
                "code": "centre-01",
                "parent": "centre",
                "number": "01",
                "name": "综合窗口",
                "kind": "comprehensive",
            }
        ],
        "staff": [
            {
                "name": answers["admin_name"],
                "username": answers["admin"],
                "password": answers["password"],
                "posts": posts,
            }
        ],
    }

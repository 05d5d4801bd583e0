"""The command line. One module a command, loaded when asked for; a file with a `command` is found by itself.

`import_.py` is the command `import`, `database_url.py` is `database-url`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence

import click

from yichuang.config.cli import chinese
from yichuang.config.loading import kept

ORDER = (
    "up",
    "init",
    "demo",
    "import",
    "report",
    "check",
    "due",
    "verify",
    "backup",
    "restore",
    "doctor",
    "migrate",
    "database-url",
    "bench",
)


class Commands(click.Group):
    """The commands found in this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order in which a newcomer meets them, then the others."""
        names = {found.name.rstrip("_").replace("_", "-") for found in pkgutil.iter_modules(__path__)}
        names = {name for name in names if not name.startswith("-") and name != "chinese"}
        return [name for name in ORDER if name in names] + sorted(names - set(ORDER))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        file = cmd_name.replace("-", "_")
        known = {found.name for found in pkgutil.iter_modules(__path__)}
        with kept():
            module = importlib.import_module(f"{__name__}.{file if file in known else file + '_'}")
        command = module.command
        assert isinstance(command, click.Command)
        return chinese.in_chinese(command)


chinese.speak()


def exists(name: str) -> bool:
    """Whether there is a command of this name."""
    return name in commands.list_commands(click.Context(commands))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="yichuang", prog_name="yichuang")
def commands() -> None:
    """一窗 Yichuang：政务服务中心的综合窗口系统。

    数据文件夹由 YICHUANG_DATA 指定，端口由 PORT 指定；设了 DATABASE_URL 就用那台 PostgreSQL，否则自带一台。
    """


chinese.in_chinese(commands)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what an operator can mend is told in a sentence, without a trace."""
    try:
        commands.main(args=arguments, prog_name="yichuang")
    except Exception as trouble:
        from yichuang.config.env import (
            WrongAddress,
        )  # only now: commands without a database start without its driver
        from yichuang.config.postgres import ServerTrouble

        if not isinstance(trouble, ServerTrouble | WrongAddress):
            raise
        click.echo(f"错误：{trouble}", err=True)
        sys.exit(1)

"""click in Chinese: its own words for usage, help and errors, and what its types are called.

click asks gettext for each of its sentences, in the language of the shell; this program speaks Chinese in every shell,
so its modules are given a catalogue of their own. A test asks click's source for sentences that aren't in it.
"""

from __future__ import annotations

from typing import Final

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

SAID: Final = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "required": "必填",
    "(dynamic)": "（运行时定）",
    "Error: {message}": "错误：{message}",
    "Error": "错误",
    "Aborted!": "已中止。",
    "unknown error": "原因不明",
    "Try '{command} {option}' for help.": "怎么用请看 {command} {option}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少 {param_type}",
    "Missing parameter: {param_name}": "缺少参数 {param_name}",
    "Missing command.": "没有写要用哪个命令。",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中之一：{possibilities}？）",
    "Could not open file {filename!r}: {message}": "文件 {filename} 打不开：{message}",
    "Got unexpected extra argument ({args})": "多了参数（{args}）",
    "Got unexpected extra arguments ({args})": "多了参数（{args}）",
    "Takes {nargs} values but 1 was given.": "要 {nargs} 个值，只给了 1 个。",
    "Takes {nargs} values but {len} were given.": "要 {nargs} 个值，给了 {len} 个。",
    "{len_type} values are required, but {len_value} was given.": "要 {len_type} 个值，给了 {len_value} 个。",
    "{len_type} values are required, but {len_value} were given.": "要 {len_type} 个值，给了 {len_value} 个。",
    "Value must be an iterable.": "值要有几个。",
    "Choose from:\n\t{choices}": "请选：\n\t{choices}",
    "Choice({choices})": "选择（{choices}）",
    "{value!r} is not {choice}.": "{value} 不行，只能是 {choice}。",
    "{value!r} is not one of {choices}.": "{value} 不在可选的里面：{choices}。",
    "{value!r} is not a valid {number_type}.": "{value} 不是数字，请写成数字。",
    "{value} is not in the range {range}.": "{value} 超出范围 {range}。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value} 不是“是”或“否”，可以写：{states}",
    "{value!r} is not a valid UUID.": "{value} 不是 UUID。",
    "{value!r} does not match the format {format}.": "{value} 的格式不对，要写成 {format}。",
    "{value!r} does not match the formats {formats}.": "{value} 的格式不对，要写成其中之一：{formats}。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "没有这个{name}：{filename}",
    "{name} {filename!r} is a file.": "{name} {filename} 是一个文件。",
    "{name} {filename!r} is a directory.": "{name} {filename} 是一个文件夹。",
    "{name} {filename!r} is not readable.": "{name} {filename} 读不了。",
    "{name} {filename!r} is not writable.": "{name} {filename} 写不进去。",
    "{name} {filename!r} is not executable.": "{name} {filename} 不能运行。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要 {nargs} 个值。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要写 {nargs} 个值。",
    "Do you want to continue?": "要继续吗？",
    "Confirm the action without prompting.": "不再询问，直接做。",
    "Repeat for confirmation": "再输一次",
    "Error: The two entered values do not match.": "错误：两次输入的不一样。",
    "Error: The value you entered was invalid.": "错误：输入的值不对。",
    "Error: invalid input": "错误：请输入 y 或 n",
    "Press any key to continue...": "按任意键继续……",
}
"""click's sentences, and ours."""

TYPES: Final = {
    "text": "文字",
    "integer": "整数",
    "integer range": "整数",
    "float": "数",
    "float range": "数",
    "file": "文件",
    "filename": "文件",
    "directory": "文件夹",
    "path": "路径",
}
"""What the value of an option is called in its help, by click's name of its type."""

MODULES: Final = (core, decorators, exceptions, formatting, parser, termui, types)


def speak() -> None:
    """From now on click says its sentences in Chinese."""
    for module in MODULES:
        for name, said in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, said)


def _said(sentence: str) -> str:
    return SAID.get(sentence, sentence)


def _counted(one: str, several: str, count: int) -> str:
    return _said(one if count == 1 else several)


def in_chinese(command: click.Command) -> click.Command:
    """A command whose usage line and whose values bear Chinese names, and so those below it."""
    command.options_metavar = "[选项]" if command.options_metavar else command.options_metavar
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.metavar is None and not parameter.is_flag:
            parameter.metavar = TYPES.get(parameter.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for below in command.commands.values():
            in_chinese(below)
    return command

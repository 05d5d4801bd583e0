"""What the database refuses at the end of an act, as a refusal of ours."""

from __future__ import annotations

import psycopg

from yichuang.kernel.verbs.refusals import Because, Refused, Twice, taken


def constraint_of(error: BaseException | None) -> str:
    """The constraint that an error of the database is about; empty for any other."""
    return (isinstance(error, psycopg.Error) and error.diag.constraint_name) or ""


def unwritable(error: BaseException | None) -> Refused | None:
    """The refusal for values that passed every check of ours and that the database still can't keep.

    A number that names no row, a value that stands already, a value that doesn't fit its column. None for anything
    else: that is a failure.
    """
    match error:
        case psycopg.errors.UniqueViolation():
            return taken(constraint_of(error)) or Twice(
                Because.LOST_RACE, "已经有一样的了，没有重复提交", remedy="请刷新页面看最新的内容"
            )
        case psycopg.errors.ForeignKeyViolation():
            text = "填的内容里，有一个编号没有对应的记录，没有提交"
            return Refused(Because.BAD_INPUT, text, remedy="请从页面列出的选项中选，不要手工改编号")
        case psycopg.DataError():
            text = "填的内容里，有一项太大或格式不对，存不下，没有提交"
            return Refused(Because.BAD_INPUT, text, remedy="请检查数字和日期")
    return None

"""Conditions and expressions as text that is the same in every process, and the columns that they look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Expression, F, Field, Model, Q, QuerySet
from django.db.models.expressions import Subquery
from django.db.models.lookups import Lookup
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def spelt(node: Any) -> str:
    """All that a condition or an expression says, that of its subqueries too, as text."""
    match node:
        case Q() | WhereNode():
            inner = ",".join(
                f"{child[0]}={spelt(child[1])}" if isinstance(child, tuple) else spelt(child)
                for child in node.children
            )
            return f"{'NOT ' if node.negated else ''}{node.connector}({inner})"
        case Lookup():
            return f"{node.lookup_name}({spelt(node.lhs)},{spelt(node.rhs)})"
        case Subquery():  # Exists too
            return f"{type(node).__name__}{_query(node.query)}"
        case QuerySet():
            return _query(node.query)
        case Query():
            return _query(node)
        case Expression():
            # as it was written: what follows from it (its columns, once it is part of a query) says no more
            args, kwargs = node._constructor_args  # type: ignore[attr-defined]
            return f"{type(node).__name__}{spelt(args)}{spelt(kwargs) if kwargs else ''}"
        case Model():
            return f"{node._meta.label}:{node.pk}"
        case Field():
            return str(node) if hasattr(node, "model") else str(node.deconstruct()[1:])
        case tuple() | list():
            return "[" + ",".join(spelt(one) for one in node) + "]"
        case dict():
            return "{" + ",".join(f"{name}={spelt(one)}" for name, one in node.items()) + "}"
    return _ADDRESS.sub("", repr(node))


def _query(query: Query) -> str:
    """Its table and conditions; what it selects, how that is put in order, cut and put together."""
    selected = [query.select, query.annotations, sorted(query.annotation_select)]
    cut = [query.order_by, query.distinct, query.distinct_fields, query.low_mark, query.high_mark]
    joined = [query.combinator, query.combined_queries]
    return f"{query.model._meta.label if query.model else ''}{spelt(query.where)}{spelt([*selected, *cut, *joined])}"


def fields_of(node: Any) -> set[str]:
    """The columns of a row that a condition or an expression looks at."""
    return set(_fields(node))


def _fields(node: Any) -> Iterator[str]:
    match node:
        case Q():
            for child in node.children:
                if isinstance(child, tuple):
                    yield child[0].partition("__")[0]
                yield from _fields(child[1] if isinstance(child, tuple) else child)
        case F():
            yield str(vars(node)["name"]).partition("__")[0]
        case Subquery():
            return
        case _ if hasattr(node, "get_source_expressions"):
            for child in node.get_source_expressions():
                yield from _fields(child)

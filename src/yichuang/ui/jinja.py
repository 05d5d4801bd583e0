"""The template environment: strict about missing names, escaping always on, one loader for every room."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro

from yichuang.ui import assets, formats
from yichuang.ui.addresses import address

UI = Path(__file__).resolve().parent


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Address of a named page: `url("cases:intake", case.number)`."""
    return reverse(name, args=args or None, kwargs=kwargs) if kwargs else address(name, *args)


@lru_cache(maxsize=4096)
def kept(macro: Macro, *values: Hashable) -> str:
    """What a macro makes of these values, made once; it may look at nothing else: `kept(small_light, state, 30, 0)`."""
    return macro(*values)


class Loaded(Template):
    """A template whose macros are the same for every page that imports them.

    Jinja asks at each import whether the page's template has globals that this one hasn't. All of ours have those of
    the environment and no others, so there is nothing to ask; a page imports some twenty components.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 - see above
        found: TemplateModule | None = self._module
        return super()._get_default_module(None) if found is None else found


class SparedCache(FileSystemBytecodeCache):
    """What templates were compiled to, kept for the next process; a disk without room takes no page away for it."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it where there is room."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def template_folders() -> list[Path]:
    """`ui` for layouts and components, then the `templates` folder of every installed room."""
    rooms = [Path(app.path) / "templates" for app in apps.get_app_configs()]
    return [UI, *(folder for folder in rooms if folder.is_dir())]


def _bytecode_folder() -> Path:
    folder = Path(getattr(settings, "DATA_FOLDER", tempfile.gettempdir())) / "cache/templates"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


_OF_DICTS = frozenset(dir(dict))


class House(Environment):
    """The environment, quick where it is asked most: `facts.name` of a dict.

    Jinja looks for an attribute first and for a key when that has failed; a plain dict has no attributes but those of
    its kind, and failing costs more than finding.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja has it."""
        if type(obj) is dict and attribute not in _OF_DICTS:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """The environment for Django's Jinja2 backend; builds the style sheet first when it is out of date."""
    if assets.is_stale():
        assets.build()
    folders = [FileSystemLoader(folder) for folder in template_folders()]
    options["loader"] = ChoiceLoader([*filter(None, [options.get("loader")]), *folders])
    options["bytecode_cache"] = SparedCache(str(_bytecode_folder()))
    made = House(
        **{
            **options,
            "autoescape": True,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.do"],
        }
    )
    made.template_class = Loaded
    made.globals.update(static=static, asset=assets.asset, url=url, kept=kept)
    made.filters.update(formats.FILTERS)
    return made

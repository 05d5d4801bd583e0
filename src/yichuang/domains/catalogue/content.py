"""An item's text as frozen values: what cases, guides and forms read. Made from an ItemVersion, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yichuang.domains.catalogue.limits import DayUnit, in_working_days
from yichuang.kernel.clocks.rules import Limit, limit_of

FILLED_IN = "窗口填写"
"""The source of a paper that is filled in for one application: a form, a declaration."""


@dataclass(frozen=True, slots=True)
class Material:
    """What an applicant must hand in; `when` is `situation=option` for papers asked for in that case alone.

    `follow_days` are days of the promise's unit.
    """

    code: str
    name: str
    kind: str = "original"
    copies: int = 1
    source: str = ""
    required: bool = True
    may_follow: bool = False
    follow_days: int = 0
    when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of handling with its limit inside the promised one, in days of the same unit."""

    code: str
    name: str
    days: int


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the item's own application form."""

    code: str
    label: str
    type: str = "text"
    required: bool = True
    max_length: int = 200
    hint: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a situation's question."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Situation:
    """A question whose answer decides what must be handed in (情形)."""

    code: str
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis."""

    name: str
    article: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee, in fen, and the text that allows it (行政许可法 art. 58)."""

    name: str
    amount_fen: int
    unit: str = "件"
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One version of an item: all that it asks and promises. Each limit says in which days it is counted."""

    id: int  # of the version
    item_id: int
    n: int
    code: str
    name: str
    kind: str
    case_kind: str
    department_id: int
    audience: tuple[str, ...]
    themes: tuple[str, ...]
    level: str
    online: bool
    statutory_days: int | None
    promised_days: int
    at_window: bool
    two_reviewers: bool
    place: str
    result: str
    result_validity: str
    limit_basis: str
    limit_certain: bool
    limit_note: str
    aliases: tuple[str, ...]
    conditions: tuple[str, ...]
    legal_basis: tuple[Basis, ...]
    stages: tuple[Stage, ...]
    situations: tuple[Situation, ...]
    materials: tuple[Material, ...]
    fees: tuple[Fee, ...]
    fields: tuple[FormField, ...]
    statutory_unit: DayUnit = "working_day"
    promised_unit: DayUnit = "working_day"

    @property
    def is_licence(self) -> bool:
        """Whether 行政许可法 governs it."""
        return self.kind == "administrative_licence"

    @property
    def promised_limit(self) -> Limit:
        """The promised limit; an instant item's is the day itself."""
        return limit_of(self.promised_days, self.promised_unit)

    @property
    def promised_working_days(self) -> int:
        """The promise as figures add it up, for putting items in order."""
        return in_working_days(self.promised_limit)

    @property
    def statutory_limit(self) -> Limit | None:
        """The limit set by law, where a law sets one."""
        return None if self.statutory_days is None else limit_of(self.statutory_days, self.statutory_unit)

    def inside(self, days: int) -> Limit:
        """So many days inside the promise, of a stage or of a paper that may follow: they share its unit."""
        return limit_of(days, self.promised_unit)

    def materials_for(self, situation: dict[str, str]) -> tuple[Material, ...]:
        """The materials that these answers ask for."""
        return tuple(
            material
            for material in self.materials
            if not material.when or situation.get(material.when.split("=")[0]) == material.when.split("=")[1]
        )


def facts_of(version: Any, code: str, department_id: int) -> ItemFacts:
    """Facts from an ItemVersion row with its item's code and department."""
    text: dict[str, Any] = version.content
    return ItemFacts(
        id=version.pk,
        item_id=version.item_id,
        n=version.n,
        code=code,
        name=version.name,
        kind=version.kind,
        case_kind=version.case_kind,
        department_id=department_id,
        audience=tuple(version.audience),
        themes=tuple(version.themes),
        level=version.level,
        online=version.online,
        statutory_days=version.statutory_days,
        promised_days=version.promised_days,
        statutory_unit=version.statutory_unit,
        promised_unit=version.promised_unit,
        at_window=text.get("at_window", True),
        two_reviewers=text.get("two_reviewers", False),
        place=text.get("place", ""),
        result=text.get("result", ""),
        result_validity=text.get("result_validity", ""),
        limit_basis=text.get("limit_basis", ""),
        limit_certain=text.get("limit_certain", True),
        limit_note=text.get("limit_note", ""),
        aliases=tuple(text.get("aliases", ())),
        conditions=tuple(text.get("conditions", ())),
        legal_basis=tuple(Basis(**basis) for basis in text.get("legal_basis", ())),
        stages=tuple(Stage(**stage) for stage in text.get("stages", ())),
        situations=tuple(
            Situation(s["code"], s["question"], tuple(Option(**option) for option in s["options"]))
            for s in text.get("situations", ())
        ),
        materials=tuple(Material(**material) for material in text.get("materials", ())),
        fees=tuple(Fee(**fee) for fee in text.get("fees", ())),
        fields=tuple(
            FormField(**{**form, "options": tuple(form.get("options", ()))})
            for form in text.get("fields", ())
        ),
    )

"""One way in for our data files and a centre's own: nothing doubles, every bad row has its reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.catalogue_world import AT, item_text, small_county
from tests.narrow import there

from yichuang.domains.catalogue import queries
from yichuang.domains.catalogue.importing import Candidate, bring_in, load_shipped, shipped
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.ledger.verify import walk

pytestmark = pytest.mark.django_db


def candidate(code="a-001", department="scjgj", **changes):
    return Candidate(code=code, department=department, given=item_text(**changes))


def test_the_shipped_items_go_in_and_a_second_time_changes_nothing():
    small_county()
    first = load_shipped(by=SYSTEM, at=AT)
    assert not first.bad
    assert len(first.adopted) == ServiceItem.objects.count() == len(shipped()) >= 60
    assert ServiceItem.objects.values("department").distinct().count() >= 20
    again = load_shipped(by=SYSTEM, at=AT + timedelta(days=1))
    assert len(again.unchanged) == len(first.adopted)
    assert not again.adopted
    assert not again.adjusted
    assert ItemVersion.objects.count() == len(first.adopted)
    heads = {item.ref: (item.version, bytes(item.head)) for item in ServiceItem.objects.all()}
    assert not list(walk(heads))
    facts = queries.version(there(ServiceItem.objects.get(code="scjgj-001").version_in_force_id))
    assert facts.name == "个体工商户设立登记"
    assert facts.statutory_days == 3
    assert facts.materials


def test_items_of_departments_that_do_not_exist_stay_out_with_a_reason():
    small_county("scjgj")
    outcome = load_shipped(by=SYSTEM, at=AT)
    assert all(code.startswith("scjgj") for code in outcome.adopted)
    assert outcome.adopted
    assert any("gaj" in row.why for row in outcome.bad)


def test_a_changed_text_becomes_a_new_version():
    small_county("scjgj")
    bring_in([candidate()], by=SYSTEM, at=AT)
    outcome = bring_in([candidate(promised_days=4), candidate("a-002")], by=SYSTEM, at=AT)
    assert (outcome.adjusted, outcome.adopted, outcome.bad) == (["a-001"], ["a-002"], [])
    assert sorted(ItemVersion.objects.values_list("item__code", "n")) == [
        ("a-001", 1),
        ("a-001", 2),
        ("a-002", 1),
    ]


def test_good_rows_go_in_beside_bad_ones_unless_all_or_nothing_is_wanted():
    small_county("scjgj")
    rows = [candidate(), candidate("a-002", promised_days=99), candidate("a-003", department="nobody")]
    nothing = bring_in(rows, by=SYSTEM, at=AT, all_or_nothing=True)
    assert not nothing.kept
    assert nothing.refused == ["a-002", "a-003"]
    assert not ServiceItem.objects.exists()
    dry = bring_in(rows, by=SYSTEM, at=AT, dry_run=True)
    assert not dry.kept
    assert dry.adopted == ["a-001"]
    assert not ServiceItem.objects.exists()
    some = bring_in(rows, by=SYSTEM, at=AT)
    assert some.kept
    assert some.adopted == ["a-001"]
    assert some.refused == ["a-002", "a-003"]
    assert ServiceItem.objects.get().code == "a-001"
    assert "法定时限" in some.bad[0].why
    assert "nobody" in some.bad[1].why


def test_a_code_twice_in_a_file_and_a_code_of_another_department_are_refused():
    small_county("scjgj", "gaj")
    outcome = bring_in([candidate(), candidate(promised_days=4)], by=SYSTEM, at=AT)
    assert outcome.adopted == ["a-001"]
    assert "重复" in outcome.bad[0].why
    other = bring_in([candidate(department="gaj")], by=SYSTEM, at=AT)
    assert "另一个部门" in other.bad[0].why

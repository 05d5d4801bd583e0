"""The demonstration county: the counts that were promised, and loading it twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import check_password
from tests import ground
from tests.narrow import there

from yichuang.domains.organisation import permissions as posts
from yichuang.domains.organisation import queries
from yichuang.domains.organisation.actions import DEMONSTRATION, Outline, load, read
from yichuang.domains.organisation.models import Site
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.queries import actor_for
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import tree

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The county, loaded once: hashing its passwords is slow on purpose."""
    with ground.kept(django_db_blocker):
        with django_db_blocker.unblock():
            accounts = load(read(), AT)
        yield accounts


@pytest.fixture
def yunxi(loaded, db):
    return loaded


def test_the_county_has_the_promised_numbers_of_offices(yunxi):
    counts = queries.counts()
    assert counts["department"] == counts["section"] == 43
    assert counts["own_window"] == 23
    assert counts["comprehensive_window"] == 10
    assert (counts["county_centre"], counts["town_centre"], counts["village_centre"]) == (1, 2, 15)
    assert counts["station"] == 15


def test_own_windows_serve_23_departments_and_the_other_20_sit_behind_comprehensive_ones(yunxi):
    windows = queries.windows_of(tree().by_code["zx"].id)
    own = [window.departments for window in windows if window.kind == "own"]
    assert len(own) == 23
    assert all(len(found) == 1 for found in own)
    behind = {frozenset(window.departments) for window in windows if window.kind == "comprehensive"}
    assert len(behind) == 1
    alone = {department for found in own for department in found}
    assert len(alone) == 23
    assert len(next(iter(behind))) == 20
    assert not alone & next(iter(behind))


def test_every_office_lies_in_the_path_of_the_one_above(yunxi):
    for office in Office.objects.select_related("parent"):
        above = office.parent.path if office.parent else "/"
        assert office.path == f"{above}{office.pk}/"


def test_every_window_is_staffed_and_every_department_has_reviewer_and_chief(yunxi):
    seats = set(Post.objects.filter(role=posts.WINDOW_CLERK).values_list("seat_id", flat=True))
    assert seats == set(Office.objects.filter(kind="window").values_list("pk", flat=True))
    departments = {one.id for one in queries.departments()}
    for role in (posts.REVIEWER, posts.CHIEF):
        assert set(Post.objects.filter(role=role).values_list("office_id", flat=True)) == departments
    assert Post.objects.filter(role=posts.STATION_AGENT).count() == 15


def test_each_role_has_a_demo_account_whose_password_opens_it(yunxi):
    roles = set()
    for demo in yunxi:
        account = Account.objects.get(username=demo.username)
        assert check_password(demo.password, account.password)
        roles |= set(Post.objects.filter(account=account).values_list("role", flat=True))
    assert roles == set(Post.objects.values_list("role", flat=True))
    assert len(roles) == 9


def test_loading_twice_changes_nothing(yunxi):
    before = [Office.objects.count(), Account.objects.count(), Post.objects.count(), Site.objects.count()]
    assert load(read(), AT) == []
    assert [
        Office.objects.count(),
        Account.objects.count(),
        Post.objects.count(),
        Site.objects.count(),
    ] == before


def test_a_clerk_covers_the_centre_and_sits_at_a_window(yunxi):
    account = Account.objects.get(username=next(a.username for a in yunxi if a.role == "窗口人员"))
    actor = there(actor_for(account.pk))
    window = there(queries.window_of(actor))
    assert actor.covers(tree().by_code["zx"].path)
    assert window.number == "A01"
    assert window.centre == tree().by_code["zx"].id


def test_an_outline_that_points_nowhere_is_refused():
    data = read(DEMONSTRATION).model_dump()
    data["window"][0]["departments"] = ["nobody"]
    with pytest.raises(ValueError, match="nobody"):
        Outline.model_validate(data)

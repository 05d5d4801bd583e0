"""What a new centre still lacks, on the page that its manager begins with."""

from __future__ import annotations

import pytest
from django.db.models import F
from tests import worlds
from tests.domains.cases.pages import as_, text_of

from yichuang.domains.catalogue.models import ServiceItem
from yichuang.kernel.access.models import Post
from yichuang.kernel.offices.models import Epoch

pytestmark = pytest.mark.django_db
LEFT = "开始收件前，还差几步"


def test_a_centre_that_works_is_told_nothing_and_one_without_clerks_what_it_lacks():
    world = worlds.county()
    client = as_(world.manager)
    assert LEFT not in text_of(client.get("/desk/windows/"))
    Post.objects.exclude(seat=None).update(active=False)
    said = text_of(client.get("/desk/windows/"))
    assert LEFT in said
    assert "增设部门 已有" in said
    assert "开账号 已有" not in said
    assert "公布事项 已有" in said


def test_a_catalogue_without_items_says_how_to_begin_instead_of_asking_for_other_filters():
    world = worlds.county()
    client = as_(world.manager)
    assert "没有符合这些条件的事项" in text_of(client.get("/desk/items/", {"q": "没有这样的"}))
    ServiceItem.objects.update(version_in_force=None)
    Epoch.objects.filter(name="catalogue").update(n=F("n") + 1)
    assert "还没有事项" in text_of(client.get("/desk/items/"))
    assert "还没有公布事项" in text_of(client.get("/items/"))

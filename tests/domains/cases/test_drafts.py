"""Drafts go away by themselves, with the files that nobody else holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.sites.portal.test_apply import PNG
from tests.worlds import AT, county

from yichuang.domains.cases import drafts
from yichuang.domains.cases.drafts import Visitor
from yichuang.domains.cases.models import Draft, DraftFile
from yichuang.kernel.documents import store
from yichuang.kernel.documents.models import StoredFile
from yichuang.kernel.documents.uploads import UploadRejected
from yichuang.kernel.verbs import Refused

pytestmark = pytest.mark.django_db
MINE = Visitor("mine")


def begun(at=AT):
    return drafts.start(county().promise, MINE, at)


def test_an_expired_draft_is_deleted_with_its_files() -> None:
    draft = begun()
    drafts.add_file(draft, "m1", PNG, "合同.png")
    sha256 = DraftFile.objects.get().sha256
    assert drafts.forget_expired(AT + timedelta(days=2)) == 0
    assert drafts.forget_expired(AT + timedelta(days=3)) == 1
    assert not Draft.objects.exists()
    assert not store.holds(sha256)


def test_a_file_that_a_case_holds_stays() -> None:
    draft = begun()
    drafts.add_file(draft, "m1", PNG, "合同.png")
    file = DraftFile.objects.get()
    StoredFile.objects.create(
        subject="case:1",
        purpose="m1",
        sha256=file.sha256,
        name="合同.png",
        content_type="image/png",
        size=file.size,
        added_by="citizen",
        added_at=AT,
    )
    drafts.forget_expired(AT + timedelta(days=3))
    assert store.holds(file.sha256)
    store.destroy(file.sha256)


def test_a_draft_is_found_by_its_session_or_its_account_alone() -> None:
    draft = begun()
    Draft.objects.filter(pk=draft.pk).update(account=7)
    assert drafts.find(draft.key, Visitor("other", 7), AT).pk == draft.pk
    for stranger in (Visitor("other"), Visitor("other", 8)):
        with pytest.raises(Refused):
            drafts.find(draft.key, stranger, AT)
    with pytest.raises(Refused):
        drafts.find(draft.key, MINE, AT + timedelta(days=3))


def test_a_refused_file_is_not_kept() -> None:
    draft = begun()
    with pytest.raises(UploadRejected):
        drafts.add_file(draft, "m1", b"MZ program", "合同.pdf")
    assert not DraftFile.objects.exists()

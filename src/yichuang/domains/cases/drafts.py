"""Drafts of the portal: what is typed is kept on our side, sealed, bound to a session or an account, and expires."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from yichuang.domains.cases.models import Case, Draft, DraftFile
from yichuang.kernel.documents import store
from yichuang.kernel.documents.attach import FileInput
from yichuang.kernel.documents.queries import is_held
from yichuang.kernel.documents.uploads import UploadRejected, inspect
from yichuang.kernel.privacy import keyed_hash, seal, unseal_text
from yichuang.kernel.verbs import Because, Refused

LIFE = timedelta(days=3)
MOST_FILES = 60
MOST_BYTES = 120 * 1024 * 1024
MOST_OPEN = 20  # drafts of one visitor at a time


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who may open a draft: the browser that began it, by its secret, or the account that was signed in."""

    secret: str
    account: int | None = None


@dataclass(slots=True)
class Content:
    """What has been typed: answers by name of field, and the steps that have been answered."""

    answers: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)


def start(item_version: int, visitor: Visitor, at: datetime, *, about: str = "") -> Draft:
    """A new draft, so that two tabs never mix. Refused when one visitor has begun too many."""
    mine = Draft.objects.filter(owner=_owner(visitor), expires_at__gt=at, submitted="", about="")
    if not about and mine.count() >= MOST_OPEN:
        raise Refused(Because.LIMITED, "您有太多没填完的申请，请先填完，或者过几天再来")
    return Draft.objects.create(
        key=secrets.token_urlsafe(18),
        owner=_owner(visitor),
        account=visitor.account,
        item_version_id=item_version,
        about=about,
        content=_sealed(Content()),
        created_at=at,
        expires_at=at + LIFE,
    )


def find(key: str, visitor: Visitor, at: datetime, *, lock: bool = False) -> Draft:
    """The visitor's draft of that key. Refused alike when there is none, it is somebody else's, or it has expired."""
    found = Draft.objects.select_for_update() if lock else Draft.objects.all()
    draft = found.filter(_open_to(visitor), key=key, expires_at__gt=at).first()
    if draft is None:
        raise Refused(
            Because.NOT_FOUND, "没有找到您填的内容，可能放得太久，已经清除", remedy="请从办事指南重新开始"
        )
    return draft


def unfinished(item: int, visitor: Visitor, at: datetime) -> Draft | None:
    """The visitor's latest draft for an item that hasn't been handed in."""
    mine = Draft.objects.filter(_open_to(visitor), item_version__item_id=item, expires_at__gt=at)
    return mine.filter(submitted="", about="").exclude(content=b"").order_by("-pk").first()


def about(ref: str, item_version: int, visitor: Visitor, at: datetime) -> Draft:
    """The visitor's draft that completes a case; begun when there is none."""
    mine = Draft.objects.filter(_open_to(visitor), about=ref, submitted="", expires_at__gt=at)
    return mine.order_by("-pk").first() or start(item_version, visitor, at, about=ref)


def begun_here(visitor: Visitor, at: datetime, *, key: str = "", number: str = "") -> Draft | None:
    """The draft of that key, or the unfinished one about the case of that number, begun in this very browser.

    Nothing of it may be shown: its account may have been signed out, its case may not be open any more. What is sent
    meanwhile can be kept with it.
    """
    mine = Draft.objects.filter(owner=_owner(visitor), expires_at__gt=at)
    if key:
        return mine.filter(key=key).first()
    case = Case.objects.filter(number=number).first()
    return mine.filter(about=case.ref, submitted="").order_by("-pk").first() if case else None


def content_of(draft: Draft) -> Content:
    """What has been typed so far."""
    return Content(**json.loads(unseal_text(draft.content, "draft")))


def keep(draft: Draft, content: Content) -> None:
    """Keep what was typed."""
    draft.content = _sealed(content)
    draft.save(update_fields=["content"])


def hand_in(draft: Draft, ref: str) -> None:
    """Say which case it became, and forget what was typed and which files came with it: the case has them."""
    draft.submitted = ref
    draft.content = _sealed(Content())
    draft.save(update_fields=["submitted", "content"])
    DraftFile.objects.filter(draft=draft).delete()


def files_of(draft: Draft) -> list[DraftFile]:
    """The files handed in so far, in order."""
    return list(DraftFile.objects.filter(draft=draft).order_by("pk"))


def inputs_of(draft: Draft, purposes: set[str]) -> list[FileInput]:
    """The files as the verbs take them, for those purposes alone."""
    return [
        FileInput(
            purpose=file.purpose,
            sha256=file.sha256,
            name=file.name,
            content_type=file.content_type,
            size=file.size,
        )
        for file in files_of(draft)
        if file.purpose in purposes
    ]


def add_file(draft: Draft, purpose: str, data: bytes, name: str) -> None:
    """Inspect a file and keep it. Raises UploadRejected with what to do."""
    kept = files_of(draft)
    if len(kept) >= MOST_FILES or sum(file.size for file in kept) + len(data) > MOST_BYTES:
        raise UploadRejected("传的文件太多了，请合成一个 PDF 再传")
    accepted = inspect(data, name)
    if any(file.purpose == purpose and file.sha256 == accepted.sha256 for file in kept):
        return
    store.keep(data)
    DraftFile.objects.create(
        draft=draft,
        purpose=purpose,
        sha256=accepted.sha256,
        name=accepted.filename,
        content_type=accepted.content_type,
        size=accepted.size,
    )


def remove_file(draft: Draft, file: int) -> None:
    """Take a file back; its bytes go when nothing else holds them."""
    found = DraftFile.objects.filter(draft=draft, pk=file).first()
    if found:
        found.delete()
        _destroy_unused({found.sha256})


def forget_expired(now: datetime) -> int:
    """Delete drafts whose time is over, with files that nobody else holds; gives the number of drafts."""
    old = Draft.objects.filter(expires_at__lte=now)
    hashes = set(DraftFile.objects.filter(draft__in=old).values_list("sha256", flat=True))
    count = old.count()
    old.delete()
    _destroy_unused(hashes)
    return count


def _destroy_unused(hashes: set[str]) -> None:
    for sha256 in hashes:
        if not is_held(sha256) and not DraftFile.objects.filter(sha256=sha256).exists():
            store.destroy(sha256)


def _open_to(visitor: Visitor) -> Q:
    """What was begun by an account is the account's alone: its browser may be somebody else's by now."""
    own = Q(owner=_owner(visitor), account=None)
    return own | Q(account=visitor.account) if visitor.account else own


def _owner(visitor: Visitor) -> bytes:
    return keyed_hash(visitor.secret, "draft-owner")


def _sealed(content: Content) -> bytes:
    return seal(json.dumps(asdict(content), ensure_ascii=False), "draft")

"""Who may use the report check: those who read reports; on a machine that serves itself alone, whoever sits at it."""

from __future__ import annotations

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.roles import grant

PAGE = "page.reportcheck"

for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR, posts.CHIEF):
    grant(role, PAGE)

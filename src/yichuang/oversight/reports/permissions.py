"""Who reads figures and reports: those who answer for the whole centre, and chiefs for their own department."""

from __future__ import annotations

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.roles import grant
from yichuang.kernel.figures.asking import ANYWHERE

PAGES = ("page.figures", "page.reports", "figures.export")

for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR):
    grant(role, *PAGES, ANYWHERE)
grant(posts.CHIEF, *PAGES)

"""Addresses of the pages of cases."""

from __future__ import annotations

from django.urls import path

from yichuang.domains.cases.desk import acts, case, delivery, intake, papers, search, supplement, tasks

app_name = "cases"

urlpatterns = [
    path("desk/intake/", intake.intake, name="intake"),
    path("desk/intake/<int:pk>/", intake.check, name="check"),
    path("desk/tasks/", tasks.tasks, name="tasks"),
    path("desk/tasks/opened/", tasks.tasks_opened, name="tasks_opened"),
    path("desk/delivery/", delivery.delivery, name="delivery"),
    path("desk/search/", search.search, name="search"),
    path("desk/cases/<int:pk>/", case.case, name="case"),
    path("desk/cases/<int:pk>/reveal/", case.reveal, name="reveal"),
    path("desk/cases/<int:pk>/account/", case.link, name="link"),
    path("desk/cases/<int:pk>/files/", case.attach, name="attach"),
    path("desk/cases/<int:pk>/dossier.pdf", papers.dossier, name="dossier"),
    path("desk/cases/<int:pk>/receipt/", intake.receipt, name="receipt"),
    path("desk/cases/<int:pk>/supplement/", supplement.supplement, name="supplement"),
    path("desk/cases/<int:pk>/preview/<slug:slug>/", papers.preview, name="preview"),
    path("desk/cases/<int:pk>/<slug:slug>/", acts.act, name="act"),
    path("desk/papers/<int:pk>.<str:form>", papers.paper, name="paper"),
    path("desk/files/<int:pk>/", papers.file, name="file"),
    path("verify/<slug:code>/", papers.verify, name="verify"),
]

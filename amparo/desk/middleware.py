"""Gives each request its hat and the clocks of its country, and tells what an action refuses."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from amparo.base.problems import Problem
from amparo.desk.hats import worn_by
from amparo.desk.kept import keep_for_author
from amparo.dossiers.problems import ReasonNeeded
from amparo.pages.problems import said
from amparo.system.packs import current_pack, has_pack
from amparo.trust.problems import NotUnlocked

Answer = Callable[[HttpRequest], HttpResponse]


def worn_hat(answer: Answer) -> Answer:
    """Fill `request.hat` when a page first asks for it; show moments by the country's clocks."""

    def with_hat(request: HttpRequest) -> HttpResponse:
        request.hat = SimpleLazyObject(lambda: worn_by(request))  # type: ignore[attr-defined]
        if not has_pack():
            return answer(request)
        with timezone.override(current_pack().tzinfo):
            return answer(request)

    return with_hat


class ProblemsTold:
    """Answers a problem that no view caught: with its sentence, and what was typed is kept."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Problem):
            return None
        if isinstance(problem, NotUnlocked):
            return redirect_to_login(request.get_full_path())
        if isinstance(problem, ReasonNeeded):
            keep_for_author(request, at=timezone.now())
            return redirect("desk:opening", id=problem.dossier)
        if request.method == "POST" and keep_for_author(request, at=timezone.now()):
            messages.error(request, said(problem))
            return redirect(request.path)
        told = {"title": _("This could not be done"), "says": said(problem)}
        return render(request, "desk/problem.html", told, status=409)

"""What a command says: in the language that is asked for, with the place of what is wrong."""

import os
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.base.problems import Problem
from amparo.insight.estimates.values import BadTable
from amparo.pages.problems import said

ENGLISH = "en"


class SpeakingCommand(BaseCommand):
    """A command that answers in a person's language; `answer` is what it does."""

    requires_system_checks = []
    answer: Callable[..., None]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=of_the_terminal(),
            help="the language of the answer; the terminal's if it is not said",
        )

    def handle(self, *, language: str, **options: object) -> None:
        with override(language):
            try:
                self.answer(**options)
            except Problem as problem:
                raise CommandError(placed(problem)) from problem


def of_the_terminal() -> str:
    """Return the terminal's language if it is spoken here, and English if not."""
    wanted = next(
        (said for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (said := os.environ.get(name))), ""
    )
    code = wanted.partition(".")[0].partition("_")[0].casefold()
    return code if code in dict(settings.LANGUAGES) else ENGLISH


def text_of(path: Path) -> str:
    """Return a file's text; what hinders is one sentence."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        says = _("{path} can't be read as text in UTF-8.")
        raise CommandError(says.format(path=path)) from problem


def placed(problem: Problem) -> str:
    """Return the same, after the line and column where it is, if it is at one."""
    if not isinstance(problem, BadTable):
        return said(problem)
    if problem.column is None:
        return _("Line {line}: ").format(line=problem.line) + said(problem)
    where = _("Line {line}, column {column}: ")
    return where.format(line=problem.line, column=problem.column) + said(problem)

"""What a person is told when something says no: its sentence, in the reader's language."""

from django.utils.translation import gettext

from amparo.base.problems import Problem


def said(problem: Problem) -> str:
    """Return a problem's sentence, translated before its values go in."""
    try:
        return gettext(problem.says).format_map(problem.values)
    except (KeyError, ValueError):
        return str(problem)

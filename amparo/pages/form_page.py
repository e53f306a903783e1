"""An XLSForm as a page: its questions with hints, what was typed, and what has to be mended.

Nothing typed is trusted: every text is escaped by the templates.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import override

from amparo.forms.answers import Raw
from amparo.forms.form import Form
from amparo.pages.form_sheet import Faults, Place, Sheet, fault_text
from amparo.pages.form_view import GroupView, ItemView, QuestionView
from amparo.pages.rules import ToMend


def render_form(
    form: Form,
    raw: Raw,
    faults: Faults,
    language: str,
    *,
    only: Collection[str] | None = None,
    now: datetime | None = None,
) -> SafeString:
    """Render the questions of a form; the page around it writes `<form>`, token and button.

    Args:
        form: what is asked.
        raw: everything typed so far, on other pages too. Where it holds nothing of this page,
            the form's defaults are shown.
        faults: a sentence under each raw name that has to be mended, as `accept` gives it.
        language: what the reader reads; a text without it is shown in the form's own.
        only: names of the questions, groups or repeats on this page; all, if left out.
        now: the moment in the readers' zone, for forms that ask what day it is.
    """
    with override(language):
        sheet = Sheet(
            form,
            raw,
            faults=faults,
            language=language,
            only=only,
            now=now or timezone.localtime(),
        )
        items = sheet.items(form.items, Place(shown=only is None))
        context = {
            "items": items,
            "faults": _to_mend(faults, items, language),
            "known": sheet.known(),
        }
        return render_to_string("pages/forms/questions.html", context)


def _to_mend(faults: Faults, items: Sequence[ItemView], language: str) -> tuple[ToMend, ...]:
    """List the faults in the order of the page; what is not on it comes last, without a link."""
    places = dict(_places(items))
    there = [(name, *places[name]) for name in places if name in faults]
    elsewhere = [(name, "", "") for name in faults if name not in places]
    return tuple(
        ToMend(fault_text(faults[name], language), label, anchor)
        for name, label, anchor in there + elsewhere
    )


def _places(items: Sequence[ItemView]) -> list[tuple[str, tuple[str, str]]]:
    """Return for each raw name on the page its label and its id."""
    found: list[tuple[str, tuple[str, str]]] = []
    for item in items:
        if isinstance(item, QuestionView):
            found.append((item.name, (item.label, item.id)))
        elif isinstance(item, GroupView):
            found += _places(item.items)
        else:
            found.append((item.key, (item.label, item.id)))
            found += [place for row in item.rows for place in _places(row.items)]
    return found

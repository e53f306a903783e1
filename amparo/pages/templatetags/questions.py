"""Forms on a page: an XLSForm's questions, or the fields of a Django form, in the same look."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from amparo.forms.answers import Raw
from amparo.forms.form import Form
from amparo.pages.form_page import render_form
from amparo.pages.form_sheet import Faults
from amparo.pages.rules import ToMend

register = template.Library()


@register.simple_tag
def xlsform(
    form: Form,
    raw: Raw | None = None,
    faults: Faults | None = None,
    *,
    only: Collection[str] | None = None,
    now: datetime | None = None,
) -> SafeString:
    """Show an XLSForm's questions in the reader's language; see `form_page.render_form`."""
    language = get_language() or form.default_language
    # A variable that a template does not have arrives as an empty text: no `only`, not nothing.
    return render_form(form, raw or {}, faults or {}, language, only=only or None, now=now or None)


@register.inclusion_tag("pages/forms/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """Show the fields of a Django form, and above them all that has to be mended."""
    faults = [
        ToMend(str(fault), str(field.label), _anchor(field))
        for field in form
        for fault in field.errors
    ]
    general = [ToMend(str(fault)) for fault in form.non_field_errors()]
    # Where everything is asked for, saying so at each question tells nothing.
    are_some_free = not all(field.field.required for field in form.visible_fields())
    return {
        "faults": general + faults,
        "hidden": form.hidden_fields(),
        "fields": [
            {**_shown(field), "is_must": field.field.required and are_some_free}
            for field in form.visible_fields()
        ],
    }


def _shown(field: BoundField) -> Mapping[str, object]:
    return {
        "field": field,
        "anchor": _anchor(field),
        "input": field.as_widget(attrs={"class": "field", "autocomplete": _autocomplete(field)}),
        "is_choices": field.use_fieldset,
        "is_tick": field.widget_type == "checkbox",
    }


def _anchor(field: BoundField) -> str:
    """A list of choices has no field of its own; its first choice stands for it."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)


def _autocomplete(field: BoundField) -> str:
    """What is typed here stays here, unless the form itself says which field a browser may fill."""
    return str(field.field.widget.attrs.get("autocomplete", "off"))

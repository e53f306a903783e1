"""What is typed about an office or group: which document says it, and since when."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.system.packs import local

FIRST = date(1990, 1, 1)


class DocumentForm(forms.Form):
    """The authority's document, and the day from which it holds."""

    document = forms.CharField(
        label=_("Number of the document"),
        help_text=_("As it stands on it, without names of persons."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the number of the document."),
            "max_length": _("120 letters at most."),
        },
    )
    since = forms.DateField(
        label=_("From which day does it hold?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Write the day from which it holds."),
            "invalid": _("There is no such day. Write it like 2027-05-10."),
        },
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:  # noqa: ANN401  # handed on
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_since(self) -> datetime:
        """Return the moment from which it holds, by the clocks of the country: now, for today."""
        day: date = self.cleaned_data["since"]
        here = local(self.at)
        if not FIRST <= day <= here.date():
            raise forms.ValidationError(_("Write today, or the day in the past."))
        return self.at if day == here.date() else datetime.combine(day, time.min, here.tzinfo)

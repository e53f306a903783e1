"""How a service is reached, as whoever keeps its number writes it: a number, hours by the day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.base.problems import Malformed
from amparo.pages.problems import said
from amparo.system.hours import DAYS, WeeklyHours

DASH, COMMA = "-", ","


class ContactForm(forms.Form):
    """A number, its hours in words, and its hours day by day; what stays empty is not known."""

    phone = forms.CharField(
        label=_("Number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("If it changes, nobody has tried it yet: it will say so."),
    )
    opening_hours = forms.CharField(
        label=_("Hours, in words"),
        max_length=160,
        required=False,
        help_text=_("For example: Monday to Friday 8:00 to 16:30. Empty: not known."),
    )
    mon = forms.CharField(label=_("Monday"), max_length=60, required=False)
    tue = forms.CharField(label=_("Tuesday"), max_length=60, required=False)
    wed = forms.CharField(label=_("Wednesday"), max_length=60, required=False)
    thu = forms.CharField(label=_("Thursday"), max_length=60, required=False)
    fri = forms.CharField(label=_("Friday"), max_length=60, required=False)
    sat = forms.CharField(label=_("Saturday"), max_length=60, required=False)
    sun = forms.CharField(
        label=_("Sunday"),
        max_length=60,
        required=False,
        help_text=_("Each day like 08:00-13:00, 14:00-16:30; day and night is 00:00-00:00."),
    )

    def clean(self) -> dict[str, Any] | None:
        """Read the seven days; `week` is what they come to."""
        typed = super().clean() or {}
        spans = {day: _spans(str(typed.get(day) or "")) for day in DAYS}
        try:
            typed["week"] = WeeklyHours.from_json(
                {day: each for day, each in spans.items() if each}
            )
        except Malformed as problem:
            self.add_error(None, said(problem))
        return typed


def _spans(text: str) -> list[list[str]]:
    """Return `08:00-13:00, 14:00-16:30` as the engine reads hours."""
    return [
        [hour.strip() for hour in part.split(DASH)] for part in text.split(COMMA) if part.strip()
    ]


def typed_hours(week: WeeklyHours) -> dict[str, str]:
    """Return a week as it would have been typed."""
    return {
        day: f"{COMMA} ".join(DASH.join(span) for span in spans)
        for day, spans in week.as_json().items()
    }

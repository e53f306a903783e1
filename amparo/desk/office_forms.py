"""What a supervisor fills in: who takes a case on, who must not know of it, who is here."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.system.packs import local

Choices = Sequence[tuple[str, str]]
FAR = timedelta(days=366)


class AssignForm(forms.Form):
    """Who works on a case, and who stands in for them."""

    worker = forms.TypedChoiceField(
        label=_("Who takes it on?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who takes it on.")},
    )
    deputy = forms.TypedChoiceField(
        label=_("Who stands in for them?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Whoever stands in sees the file too. One officer alone has nobody."),
    )

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:  # noqa: ANN401  # handed on
        super().__init__(*args, **kwargs)
        _offer(self, "worker", officers)
        _offer(self, "deputy", [*officers, ("", gettext("nobody"))])

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        if said.get("worker") and said.get("worker") == said.get("deputy"):
            self.add_error(
                "deputy", _("Nobody can stand in for themselves. Choose another person.")
            )
        return said


REASONS = (
    ("kin", _("family, godparents, or close to the family or to the alleged person")),
    ("alleged", _("is, or may be, the alleged person")),
    ("depends", _("works for them, or owes them something")),
    ("other_tie", _("another tie")),
)


class ConflictForm(forms.Form):
    """Who must not know of a case from now on, and why."""

    who = forms.ChoiceField(
        label=_("Who must not know of it?"),
        widget=forms.Select,
        error_messages={"required": _("Choose a person of your office, or a body.")},
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    def __init__(self, *args: Any, people: Choices, bodies: Choices, **kwargs: Any) -> None:  # noqa: ANN401  # handed on
        super().__init__(*args, **kwargs)
        groups = [
            ("", gettext("Choose")),
            (gettext("People of your office"), people),
            (gettext("Bodies, as a whole"), bodies),
        ]
        _offer(self, "who", groups)


class UntilForm(forms.Form):
    """A person and the last day of something; without a day it holds until it is ended."""

    person = forms.TypedChoiceField(
        label=_("Who?"),
        coerce=UUID,
        error_messages={"required": _("Choose a person.")},
    )
    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("There is no such day. Write it like 2027-05-10.")},
    )

    def __init__(self, *args: Any, people: Choices, at: datetime, **kwargs: Any) -> None:  # noqa: ANN401  # handed on
        super().__init__(*args, **kwargs)
        self.at = at
        _offer(self, "person", [("", gettext("Choose")), *people])
        if "deputy" in self.fields:
            _offer(self, "deputy", [("", gettext("Choose")), *people])

    def clean_until(self) -> datetime | None:
        """Return the end of the last day, by the clocks of the country."""
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        here = local(self.at)
        if not here.date() <= day <= here.date() + FAR:
            raise forms.ValidationError(_("Choose a day from today to a year ahead."))
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=here.tzinfo)


class DutyForm(UntilForm):
    """Who opens what comes in."""


class DeputyForm(UntilForm):
    """Who stands in for somebody."""

    deputy = forms.TypedChoiceField(
        label=_("Who stands in for them?"),
        coerce=UUID,
        error_messages={"required": _("Choose who stands in.")},
    )
    field_order = ("person", "deputy", "until")


class AwayForm(UntilForm):
    """Who is not here."""

    deputy = forms.TypedChoiceField(
        label=_("Who stands in for them?"),
        coerce=UUID,
        empty_value=None,
        required=False,
    )
    field_order = ("person", "deputy", "until")


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


LOOKED = (
    ("ok", _("looked at: it belongs to the work")),
    ("spoken", _("spoken with whoever opened it")),
    ("passed_on", _("passed on to whoever decides about it")),
)


class LookForm(forms.Form):
    """What came of looking at what somebody opened."""

    found = forms.ChoiceField(
        label=_("What came of it?"),
        choices=LOOKED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )

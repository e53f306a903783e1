"""What is typed about the people of an office."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    """Somebody new: how they are called here, and what they will do."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As the people of the office know this person."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the person's name."),
            "max_length": _("120 letters at most."),
        },
    )
    role = forms.ChoiceField(
        label=_("What will this person do here?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )

    def __init__(
        self, data: Mapping[str, str] | None = None, *, roles: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]


class RoleForm(InviteForm):
    """Another role for somebody who is here."""

    name = None  # type: ignore[assignment]  # Django's way to leave out a field

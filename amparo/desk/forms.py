"""What people type into pages that are not a pack's forms."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_PASSPHRASE = 1000


class SignInForm(forms.Form):
    """User name and passphrase; that both fit is the entrance's to say."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={
            "required": _("Write your user name."),
            "max_length": _("A user name has 60 letters at most."),
        },
    )
    passphrase = forms.CharField(
        label=_("Passphrase"),
        help_text=_("All its words, with a space between them."),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": _("Write your passphrase."),
            "max_length": _("This is too long for a passphrase. Type it again."),
        },
    )


class AbsenceForm(forms.Form):
    """Who stands in for somebody who is not here today."""

    deputy = forms.TypedChoiceField(
        label=_("Who stands in for you?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Without a deputy the clocks run on, and your absence is shown as the cause."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401  # handed on as they are
        super().__init__(*args, **kwargs)
        field = self.fields["deputy"]
        field.choices = [*people, ("", _("nobody today"))]  # type: ignore[attr-defined]

"""What people type into pages that are not a pack's forms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.base.ids import read_number
from amparo.base.problems import Malformed
from amparo.pages.problems import said

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST_PASSPHRASE = 1000


def user_name_field(help_text: "StrPromise | str" = "") -> forms.CharField:
    """Return the field in which somebody writes their user name."""
    return forms.CharField(
        label=_("User name"),
        help_text=help_text,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={
            "required": _("Write your user name."),
            "max_length": _("A user name has 60 letters at most."),
        },
    )


def passphrase_field(
    label: "StrPromise",
    help_text: "StrPromise | str" = "",
    *,
    complete: str = "current-password",
) -> forms.CharField:
    """Return a field for a passphrase; `complete` tells a browser which one to offer."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": complete}),
        error_messages={
            "required": _("Write your passphrase."),
            "max_length": _("This is too long for a passphrase. Type it again."),
        },
    )


class SignInForm(forms.Form):
    """User name and passphrase; that both fit is the entrance's to say."""

    username = user_name_field()
    passphrase = passphrase_field(_("Passphrase"), _("All its words, with a space between them."))


class PassphraseForm(forms.Form):
    """The passphrase typed again, before something that can hurt."""

    passphrase = passphrase_field(_("Your passphrase, again"))


class NumberForm(forms.Form):
    """The number of a file, as it stands on paper."""

    number = forms.CharField(
        label=_("Number of the file"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={
            "required": _("Write the number."),
            "max_length": _("This is not the number of a case. Compare it and type it again."),
        },
    )

    def clean_number(self) -> str:
        """Return the number as it is stored, however it was typed."""
        try:
            return read_number(self.cleaned_data["number"])
        except Malformed as problem:
            raise forms.ValidationError(said(problem)) from problem


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

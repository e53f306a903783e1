"""What people type to arrange how they come in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.desk.forms import passphrase_field, user_name_field

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST_CODE = 60
LONGEST_NAME = 60


def _code(label: "StrPromise", help_text: "StrPromise") -> forms.CharField:
    widget = forms.TextInput(
        attrs={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
    )
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_CODE,
        widget=widget,
        error_messages={
            "required": _("Write the code."),
            "max_length": _("This is too long for a code. Type it again."),
        },
    )


class CodeForm(forms.Form):
    """A code of an app, or one from paper."""

    code = _code(_("Code"), _("The six digits that your app shows now, or a code from paper."))


class AgainForm(forms.Form):
    """The own passphrase again, before access is changed; not for who just typed it."""

    passphrase = passphrase_field(_("Your passphrase, once more"))

    def __init__(self, data: Mapping[str, str] | None = None, *, is_halfway: bool = False) -> None:
        super().__init__(data)
        if is_halfway:
            del self.fields["passphrase"]


class NamedForm(AgainForm):
    """What is added, under a name that its owner knows it by."""

    name = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("So that you know it again, such as “my phone”."),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Give it a name."),
            "max_length": _("60 letters at most."),
        },
    )
    field_order = ("code", "name", "passphrase")


class AppForm(NamedForm):
    """An authenticator app that shows a first code."""

    code = _code(_("The six digits that the app shows"), _("They change every half minute."))


class NewPassphraseForm(forms.Form):
    """The passphrase of now, and another one twice."""

    old = passphrase_field(_("Your passphrase now"))
    new = passphrase_field(
        _("New passphrase"),
        _("Four different words or more that nobody expects, with a space between them."),
        complete="new-password",
    )
    again = passphrase_field(_("New passphrase, once more"), complete="new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("The two are not alike. Type both again."))
        return again


class FirstForm(NewPassphraseForm):
    """Somebody comes with a code that was handed over."""

    old = None  # type: ignore[assignment]  # Django's way to leave out a field
    code = _code(_("The code that you were given"), _("Twenty letters and digits."))
    username = user_name_field(_("Choose one the first time; else the one that you have."))
    field_order = ("code", "username", "new", "again")

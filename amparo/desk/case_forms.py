"""What a list of cases is searched by: a name or a number, and what narrows it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from amparo.base.ids import likely_numbers
from amparo.desk.ordering import clocks_in_order
from amparo.desk.wording import say
from amparo.pages.listed import Listed
from amparo.protocols.pack import Pack
from amparo.system.packs import current_hash, local, pack_by_hash

Choices = Sequence[tuple[str, str]]
LATE, TODAY = "late", "today"
"""Instead of one clock: whatever is overdue, whatever is due by the end of today."""

MINE, WAITING = "mine", "waiting"
LONGEST_NAME = 120


class FindForm(forms.Form):
    """Whom or what is looked for. A supervisor is asked for no name."""

    name = forms.CharField(
        label=_("Name of the child"),
        help_text=_("Two of the names, in any order; how they are spelt matters little."),
        max_length=LONGEST_NAME,
        required=False,
        error_messages={"max_length": _("Two or three of the names are enough.")},
    )
    number = forms.CharField(
        label=_("Number of the file"),
        help_text=_("Like K7QM-2X9P-R. Small letters and spaces do no harm."),
        max_length=40,
        required=False,
    )

    def clean_number(self) -> tuple[str, ...]:
        """Return the numbers that may be meant; none where nothing was typed."""
        typed = self.cleaned_data["number"].strip()
        found = likely_numbers(typed)
        if typed and not found:
            says = _("No file has this number. It has nine signs: compare them one by one.")
            raise forms.ValidationError(says)
        return found


class NarrowForm(forms.Form):
    """What a list is narrowed by."""

    area = forms.ChoiceField(label=_("District"), required=False, widget=Listed)
    state = forms.ChoiceField(label=_("How far it is"), required=False, widget=Listed)
    clock = forms.ChoiceField(label=_("What is owed"), required=False, widget=Listed)
    worker = forms.ChoiceField(label=_("Who has it"), required=False, widget=Listed)
    since = forms.DateField(label=_("Arrived since"), required=False)
    until = forms.DateField(label=_("Arrived until"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # handed on as they are
        areas: Choices,
        workers: Choices,
        pack: Pack,
        **kwargs: Any,  # noqa: ANN401  # handed on as they are
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("area", pgettext("any district", "any"), areas)
        self._offer("state", pgettext("any state", "any"), states_of(pack))
        self._offer("clock", gettext("no matter"), clocks_of(pack))
        self._offer("worker", gettext("no matter"), workers)
        for name in ("since", "until"):
            field = self.fields[name]
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            field.input_formats = ["%Y-%m-%d"]  # type: ignore[attr-defined]
            says = gettext("There is no such day. Write it like 2027-05-10.")
            field.error_messages["invalid"] = says

    def _offer(self, name: str, none: str, choices: Choices) -> None:
        field = self.fields[name]
        field.choices = [("", none), *choices]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = gettext("Choose one of the list.")

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one. Change one of the two."))
        return said


def states_of(pack: Pack) -> Choices:
    """Return the states of a case, in their order."""
    states = sorted(pack.protocols["case"].states.values(), key=lambda state: state.order)
    return [(state.key, say(f"state.case.{state.key}", pack)) for state in states]


def clocks_of(pack: Pack) -> Choices:
    """Return what can be owed in a case: first whatever is late, then each clock."""
    return [
        (LATE, gettext("something that is overdue")),
        (TODAY, gettext("something due today or before")),
        *((key, say(f"clock.{key}", pack)) for key in _clocks(current_hash())),
    ]


@lru_cache(maxsize=8)
def _clocks(pack: str) -> tuple[str, ...]:
    """Return the clocks of a case in their order; a pack's bytes never change under its hash."""
    clocks = clocks_in_order(pack_by_hash(pack).protocols["case"])
    return tuple(each.key for each in clocks if not each.extends)


def end_of(day: date, at: datetime) -> datetime:
    """Return when a day ends, by the clocks of the country."""
    return start_of(day + timedelta(days=1), at)


def start_of(day: date, at: datetime) -> datetime:
    """Return when a day begins, by the clocks of the country."""
    return datetime.combine(day, time.min, tzinfo=local(at).tzinfo)

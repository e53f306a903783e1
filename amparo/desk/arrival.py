"""What an officer types for somebody else: how and when it came, then the concern's questions."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from amparo.desk.beside import Beside, beside, faults_beside
from amparo.desk.hats import Hat
from amparo.desk.sheet import with_numbers
from amparo.desk.wording import language
from amparo.desk.writing import Writing, raising_of
from amparo.dossiers.actions.arrivals import REGISTERED
from amparo.dossiers.actions.routing import Raising
from amparo.forms.answers import Filled, accept, defaults
from amparo.forms.form import Form, Group, Question
from amparo.forms.says import Says
from amparo.forms.values import Values, read_moment, to_text
from amparo.protocols.pack import Pack
from amparo.system.models import Area
from amparo.system.rules import Level

CAME, CAME_AT = "arrived", "arrived_at"
"""The receipt's own questions for it; they are asked here, and stand in the receipt's form then."""

RECEIVED_BY = "received_by"
"""What the entry asks that says who took it, and who types it."""

HERE = (CAME, CAME_AT, RECEIVED_BY)
"""What is asked here and is no part of the concern."""

BY_THEMSELVES = frozenset(("app", "public_door"))
"""Ways in which nobody types for anybody."""

WITHOUT_STAMP = frozenset(("person", "phone"))
OURS = "ours"
LONGEST_AGO = timedelta(days=366)

Faults = dict[str, Says | str]


@dataclass(frozen=True)
class Arrival:
    """What was typed so far.

    `stamped` is the hour of paper, `beside` which of several districts is meant.
    """

    writing: Writing
    office: Hat
    form: Form
    values: Values
    faults: Faults
    stamped: datetime | None
    beside: Beside


def arrival_in(writing: Writing, office: Hat, at: datetime) -> Arrival:
    """Read what was typed on the page of registering."""
    form = form_for(writing.pack)
    filled = accept(form, writing.raw, now=at.astimezone(writing.pack.tzinfo))
    stamped = _moment(writing.pack, filled.values)
    where = _page_asking(writing, "home_district")
    return Arrival(
        writing=writing,
        office=office,
        form=form,
        values=filled.values,
        faults={
            **filled.faults,
            **_faults_of_moment(filled, stamped, at),
            **_faults_of_home(filled.values, office),
            **faults_beside(writing, where),
        },
        stamped=stamped,
        beside=beside(writing, where, at),
    )


def form_for(pack: Pack) -> Form:
    """Return the concern's form, with how and when it came before it."""
    concern = pack.forms[pack.routes.form]
    asked = with_numbers(concern.items)
    how = _how_it_came(receipt_form(pack))
    received = pack.forms[pack.protocols["case"].steps[REGISTERED].form]
    how = replace(how, items=(*how.items, *received.items))
    return replace(concern, items=(how, *asked))


def receipt_form(pack: Pack) -> Form:
    """Return the form that the receipt is written with."""
    return pack.forms[pack.protocols["case"].steps["receipt"].form]


def raising_for(arrival: Arrival, at: datetime) -> Raising:
    """Return the concern of a person without an account, typed by this office."""
    values = {name: said for name, said in arrival.values.items() if name not in HERE}
    return replace(
        raising_of(arrival.writing, Filled(values, {}), at),
        raised_by=None,
        kept_accounts=frozenset(),
        companion=None,
        office=arrival.office.body,
        stamped=arrival.stamped,
    )


def begun_receipt(arrival: Arrival) -> dict[str, list[str]]:
    """Return what the receipt's form needs not be asked again."""
    raw = arrival.writing.raw
    asked = {name: raw[name] for name in (CAME, CAME_AT) if any(raw.get(name, ()))}
    return {**defaults(receipt_form(arrival.writing.pack)), **asked}


def _how_it_came(receipt: Form) -> Group:
    group = next(
        item
        for item in receipt.items
        if isinstance(item, Group) and any(each.name == CAME for each in item.items)
    )
    asked = [each for each in group.items if isinstance(each, Question)]
    came, came_at = (next(each for each in asked if each.name == name) for name in (CAME, CAME_AT))
    choices = tuple(choice for choice in came.choices if choice.name not in BY_THEMSELVES)
    hint = _("The clock runs from that hour. For a visit or a call just now, leave it empty.")
    here = (replace(came, choices=choices), replace(came_at, hint={language(): hint}))
    return replace(group, items=here)


def _page_asking(writing: Writing, name: str) -> Group:
    return next(page for page in writing.pages if any(each.name == name for each in page.items))


def _moment(pack: Pack, values: Values) -> datetime | None:
    said = read_moment(to_text(values.get(CAME_AT, "")))
    if said is None:
        return None
    return said.astimezone(UTC) if said.tzinfo else pack.calendar.zone.moment(said)


def _faults_of_moment(filled: Filled, stamped: datetime | None, at: datetime) -> Faults:
    if CAME_AT in filled.faults or not filled.values.get(CAME):
        return {}
    if stamped is None:
        is_needed = filled.values[CAME] not in WITHOUT_STAMP
        return {CAME_AT: _("Write the day and hour that stand on the paper.")} if is_needed else {}
    if stamped > at:
        return {CAME_AT: _("This moment has not come yet. Check the day and the hour.")}
    if at - stamped > LONGEST_AGO:
        return {CAME_AT: _("This is more than a year ago. Check the year.")}
    return {}


def _faults_of_home(values: Values, office: Hat) -> Faults:
    """An office for a whole province or more has no district that "ours" could mean."""
    if values.get("home_district") != OURS:
        return {}
    if Area.objects.filter(pk=office.area, level=Level.DISTRICT).exists():
        return {}
    says = _("Your office works for more than one district. Choose “another” and write which.")
    return {"home_district": says}

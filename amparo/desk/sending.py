"""What a concern says and where it would go, shown to its author before it is sent."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amparo.desk.wording import Said, answer_in_words, in_words, label_of, say
from amparo.desk.writing import PEOPLE, Writing, companions
from amparo.dossiers.actions.routing import (
    Raising,
    find_receivers,
    who_must_not_know,
    with_reckoned,
)
from amparo.forms.answers import Filled
from amparo.forms.form import walk
from amparo.protocols.routes import Addressed
from amparo.system.models import Body


@dataclass(frozen=True)
class Part:
    """One page of a concern: what was said there, and which questions still need an answer."""

    name: str
    label: str
    said: tuple[Said, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """Where a concern would go: kinds of offices, never what another one is told.

    Attributes:
        to: the offices it reaches.
        kept: who will not know.
        missing: the kinds of service that nobody gives in reach.
        companion: the display name of who goes along, or empty.
    """

    to: tuple[str, ...]
    kept: tuple[str, ...]
    missing: tuple[str, ...]
    companion: str


def parts_of(writing: Writing, filled: Filled) -> tuple[Part, ...]:
    """Return the concern page by page."""
    return tuple(
        Part(
            name=page.name,
            label=label_of(page, writing.form),
            said=in_words(writing.form, filled.values, page.items),
            missing=tuple(
                label_of(question, writing.form)
                for question, _above in walk(page.items)
                if question.name in filled.faults
            ),
        )
        for page in writing.pages
    )


def preview(writing: Writing, raising: Raising, at: datetime) -> Preview:
    """Return where a concern would go now; writes nothing."""
    kept = who_must_not_know(writing.pack, raising, at)
    values = with_reckoned(writing.pack, raising.values, at)
    routing = find_receivers(writing.pack, raising, values, kept, at)
    names = {str(person.id): person.display_name for person in companions(writing, at)}
    picked = [names[each] for each in writing.raw.get(PEOPLE, ()) if each in names]
    missing = [say(f"kind.{gap.kind}") for gap in routing.gaps]
    return Preview(
        to=tuple(dict.fromkeys(_office(each) for each in routing.addressed)),
        kept=(*_kept_out(writing, raising), *picked),
        missing=tuple(dict.fromkeys(missing)),
        companion=names.get(str(raising.companion), ""),
    )


def _office(addressed: Addressed) -> str:
    bodies = Body.objects.in_bulk([addressed.receiver, addressed.for_body or addressed.receiver])
    receiver = say(f"kind.{bodies[addressed.receiver].kind}")
    if addressed.for_body is None:
        return receiver
    kind = say(f"kind.{bodies[addressed.for_body].kind}")
    return _("%(office)s, told by the %(relay)s") % {"office": kind, "relay": receiver}


def _kept_out(writing: Writing, raising: Raising) -> tuple[str, ...]:
    asked = writing.form.question("keep_from")
    said = raising.values.get("keep_from", "")
    if asked is None or said in ("", ("none",), ("dk",)):
        return ()
    return tuple(answer_in_words(writing.form, asked, said).split("; "))

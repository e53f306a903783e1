"""Plants a word in every text answer of forms that no page of a story fills, as entries are.

The words go the way of every entry (`write_entry`: split by class, sealed, committed to), without
asking whether the step is in turn: what is looked for afterwards is whether one lies in clear.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.base.ids import new_id
from amparo.dossiers.actions.openings import Kept, Opening, start_dossier
from amparo.dossiers.actions.projections import project
from amparo.dossiers.actions.writing import Place, write_entry
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.rules import SERVER, SERVICE, Author, Letter
from amparo.forms.form import Form, repeat_of, walk
from amparo.forms.values import Value
from amparo.system.packs import pack_by_hash
from amparo.trust.models import Account

FIRST = {"mediation": "begin", "threat": "tell", "accompaniment": "asked"}
"""The step that opens each."""


@transaction.atomic
def plant_in(dossier: Dossier, who: str, words: Mapping[str, str], at: datetime) -> None:
    """Write an entry under each step of a dossier that has a form, by one officer of its office."""
    pack = pack_by_hash(dossier.pack_id)
    office = office_of(dossier)
    by = Author(SERVICE, "officer", Account.objects.get(username=who).id, office)
    for step in pack.protocols[dossier.protocol].steps.values():
        if step.form:
            said = answers_of(pack.forms[step.form], words)
            letter = Letter(new_id(at), step.key, said, said_at=at, addressed=(office,))
            write_entry(Place(dossier, pack, step), letter, by=by, at=at)
    project(dossier)


@transaction.atomic
def begun(protocol: str, like: Dossier, office: UUID, at: datetime) -> Dossier:
    """Begin a dossier of another protocol at an office, in the pack and area of a case."""
    pack = pack_by_hash(like.pack_id)
    opening = Opening(
        id=new_id(at),
        protocol=protocol,
        pack=like.pack_id,
        area=like.area_id,
        situation=new_id(at),
        code_word="VALLE",
    )
    dossier = start_dossier(opening, [Party(key=SERVICE, body_id=office)], Kept(), at=at)
    first = pack.protocols[protocol].steps[FIRST[protocol]]
    letter = Letter(new_id(at), first.key, {}, said_at=at)
    write_entry(Place(dossier, pack, first), letter, by=SERVER, at=at)
    project(dossier)
    return dossier


def office_of(dossier: Dossier) -> UUID:
    """Return the body that works on a dossier.

    Raises:
        LookupError: none does.
    """
    body: UUID | None = dossier.parties.get(key=SERVICE).body_id
    if body is None:
        raise LookupError("No office works on it.")
    return body


def answers_of(form: Form, words: Mapping[str, str]) -> dict[str, Value]:
    """Return a form's text answers, those of a repeat in one row."""
    said: dict[str, Value] = {}
    rows: dict[str, dict[str, Value]] = {}
    for question, above in walk(form.items):
        if question.name in words:
            repeat = repeat_of(above)
            into = rows.setdefault(repeat.name, {}) if repeat else said
            into[question.name] = words[question.name]
    return {**said, **{name: (row,) for name, row in rows.items()}}

"""Opening a dossier in the transaction of an entry: at the same office, alone or with persons.

Its first entry is written at the same moment, and holds no more than its own step asks.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from amparo.base.ids import derived_id
from amparo.base.problems import NotThere
from amparo.dossiers.actions.known import rows_of
from amparo.dossiers.actions.openings import Opening, kept_of, start_dossier
from amparo.dossiers.actions.projections import project
from amparo.dossiers.actions.writing import Place, write_entry
from amparo.dossiers.models import Dossier, Entry, Party
from amparo.dossiers.rules import SERVER, SERVICE, Author, Letter
from amparo.forms.values import Value
from amparo.protocols.pack import Pack, word
from amparo.protocols.protocol import Protocol, Step
from amparo.protocols.replay import Standing


@dataclass(frozen=True)
class Cause:
    """The entry just written, and where it stands."""

    dossier: Dossier
    entry: Entry
    step: Step
    pack: Pack
    values: Mapping[str, Value]
    standing: Standing


def open_own(cause: Cause) -> None:
    """Open another dossier of the same office, in the hands of whoever works on this one."""
    opened = start_dossier(
        opening_of(
            cause.dossier,
            id=own_of(cause.entry),
            protocol=cause.step.opens_own,
            came_from=cause.dossier.id,
        ),
        [copy_of(party) for party in rows_of(cause.dossier, "parties")],
        kept_of(cause.dossier),
        at=cause.entry.at,
    )
    first = _first_by_server(cause, opened)
    begin(cause, opened, first.key, {**cause.standing.values, **cause.values}, SERVER)
    _hand_on(cause, opened)


def open_with_persons(cause: Cause) -> None:
    """Open a dossier of the same office with the persons whom the entry names, in their order.

    Its code word is a new one: under the old one somebody may have raised a concern.
    """
    protocol = cause.pack.protocols[cause.step.opens_with]
    people = zip(persons_of(protocol), map(UUID, cause.entry.addressed), strict=True)
    office = next(party for party in rows_of(cause.dossier, "parties") if party.key == SERVICE)
    opened = start_dossier(
        replace(
            opening_of(
                cause.dossier,
                id=own_of(cause.entry),
                protocol=protocol.key,
                came_from=cause.dossier.id,
            ),
            code_word=new_code_word(cause.pack, but=cause.dossier.code_word),
        ),
        [copy_of(office), *(Party(key=key, account_id=account) for key, account in people)],
        kept_of(cause.dossier),
        at=cause.entry.at,
    )
    first = _first_by_server(cause, opened)
    begin(cause, opened, first.key, minimum(cause, first), SERVER)
    _hand_on(cause, opened)


def persons_of(protocol: Protocol) -> tuple[str, ...]:
    """Return the parties of a protocol that are persons, where an office opens it with them."""
    return tuple(party for party in protocol.parties if party != SERVICE)


def _first_by_server(cause: Cause, opened: Dossier) -> Step:
    first = cause.pack.protocols[opened.protocol].first_by(SERVER.by)
    if first is None:
        raise NotThere("No step of this protocol is written by the server.")
    return first


def own_of(entry: Entry) -> UUID:
    """Return the id of the dossier that an entry opens at its own office."""
    return derived_id(entry.id, "own")


def _hand_on(cause: Cause, opened: Dossier) -> None:
    """Assign the opened dossier to the same worker and deputy, if there are any."""
    held = (cause.dossier.assigned_to_id, cause.dossier.deputy_id)
    step = cause.pack.protocols[opened.protocol].steps.get("assign")
    if held[0] is None or step is None or SERVER.by not in step.by:
        return
    letter = Letter(
        id=derived_id(opened.id, "assign"),
        step="assign",
        values={},
        said_at=cause.entry.at,
        addressed=tuple(account for account in held if account),
    )
    write_entry(Place(opened, cause.pack, step), letter, by=SERVER, at=cause.entry.at)
    project(opened)


def minimum(cause: Cause, step: Step) -> dict[str, Value]:
    """Return what goes along: what the first step there asks, and no more of the case."""
    form = cause.pack.forms.get(step.form)
    asked = {coded.name for coded in step.coded}
    asked |= {question.name for question in form.questions()} if form else set()
    said = {**cause.standing.values, **cause.values}
    return {name: value for name, value in said.items() if name in asked}


def begin(
    cause: Cause, opened: Dossier, key: str, values: Mapping[str, Value], by: Author
) -> Cause:
    """Write an opened dossier's first entry, at the same moment and with the same paper."""
    letter = Letter(
        id=derived_id(opened.id, "first"),
        step=key,
        values=values,
        said_at=cause.entry.said_at,
        stamped=cause.entry.stamped,
    )
    step = cause.pack.protocols[opened.protocol].steps[key]
    entry = write_entry(Place(opened, cause.pack, step), letter, by=by, at=cause.entry.at)
    return Cause(opened, entry, step, cause.pack, values, project(opened))


def opening_of(of: Dossier, *, id: UUID, protocol: str, came_from: UUID | None) -> Opening:
    return Opening(
        id=id,
        protocol=protocol,
        pack=of.pack_id,
        area=of.area_id,
        situation=of.situation,
        code_word=of.code_word,
        came_from=came_from,
    )


def copy_of(party: Party) -> Party:
    return Party(key=party.key, body_id=party.body_id, for_body_id=party.for_body_id)


def new_code_word(pack: Pack, but: str = "") -> str:
    """Return a word by which somebody who is no office knows a dossier; it names nobody."""
    known = word(pack, pack.languages[0], "code_words").split()
    return secrets.choice([each for each in known if each != but])

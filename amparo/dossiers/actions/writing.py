"""Write one entry down: header, coded part, sealed parts and audit leaf, in one transaction.

What an entry leads to (tells, opened dossiers) is not known here: see `journal`.
"""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.audit.actions import record
from amparo.base.problems import NotThere
from amparo.dossiers.actions.known import add_known, rows_of
from amparo.dossiers.actions.openings import kept_of
from amparo.dossiers.actions.parts import (
    SealedAnswers,
    SealedLetter,
    context_of,
    keep_parts,
    mac_of,
    recipients,
    seal_answers,
)
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import (
    Author,
    Can,
    Header,
    Letter,
    coded_hash,
    coded_json,
    commitment,
)
from amparo.forms.answers import by_class
from amparo.forms.form import ALLEGED, REPORTER
from amparo.forms.values import Value
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Step
from amparo.protocols.terms import ADDRESSED, AUTHOR
from amparo.rows.written import add_rows
from amparo.system.custody import custodian_circle_for


@dataclass(frozen=True)
class Place:
    """Where an entry goes: its dossier (locked by the caller), pack and step."""

    dossier: Dossier
    pack: Pack
    step: Step


def write_entry(place: Place, letter: Letter, *, by: Author, at: datetime) -> Entry:
    """Write an entry at the dossier's next position.

    A server clock that moved back never reorders a journal: the entry takes the last entry's
    moment, and keeps what the clock said in `said_at`.
    """
    last = next(reversed(rows_of(place.dossier, "entries")), None)
    moment = max(at, last.at) if last else at
    if isinstance(letter, SealedLetter):
        coded, sealed = coded_json(letter.values), list(letter.sealed)
    else:
        split = _split(place, letter.values)
        coded = coded_json(split.pop("coded", {}))
        sealed = _seal(place, letter, by, split, moment)
    header = _header(place, letter, by, moment, position=last.position + 1 if last else 1)
    entry = _store(header, letter, coded, sealed)
    add_known(place.dossier, "entries", entry)
    return entry


def _store(
    header: Header, letter: Letter, coded: Mapping[str, Value], sealed: Sequence[SealedAnswers]
) -> Entry:
    from_phone = letter if isinstance(letter, SealedLetter) else None
    salt = from_phone.salt if from_phone else secrets.token_bytes(16)
    hashes = {part.part_class: part.hash for part in sealed}
    leaf = commitment(header, coded_hash(coded, salt), hashes)
    entry = Entry(
        id=header.id,
        dossier_id=header.dossier,
        position=header.position,
        step=header.step,
        by=header.by,
        author_id=header.author,
        author_body_id=header.author_body,
        on_behalf_of_id=header.on_behalf_of,
        at=header.at,
        said_at=header.said_at,
        stamped=header.stamped,
        addressed=list(header.addressed),
        coded=coded,
        salt=salt,
        hashes=hashes,
        answers_mac=mac_of(letter),
        device_signature=from_phone.signature if from_phone else None,
    )
    entry.record = record(
        Can.WRITE_ENTRY,
        header.dossier,
        by=header.author,
        at=header.at,
        detail={"entry": str(header.id), "step": header.step},
        commits=leaf,
    )
    add_rows([entry])
    keep_parts(entry, sealed)
    return entry


def _header(place: Place, letter: Letter, by: Author, at: datetime, position: int) -> Header:
    return Header(
        id=letter.id,
        dossier=place.dossier.id,
        position=position,
        step=letter.step,
        by=by.by,
        author=by.account,
        author_body=by.body,
        on_behalf_of=letter.on_behalf_of,
        at=at,
        said_at=letter.said_at,
        stamped=letter.stamped,
        addressed=tuple(map(str, letter.addressed)),
    )


def _split(place: Place, values: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Split answers by class: what the step lists is coded, the rest is as its form says.

    An answer that neither knows is left out where there is no form, and sealed where there is.
    """
    listed = {coded.name for coded in place.step.coded}
    coded = {name: value for name, value in values.items() if name in listed and value != ""}
    if not place.step.form:
        return {"coded": coded}
    rest = {name: value for name, value in values.items() if name not in listed}
    split = by_class(place.pack.forms[place.step.form], rest)
    return {**split, "coded": {**split.get("coded", {}), **coded}}


def _seal(
    place: Place,
    letter: Letter,
    by: Author,
    split: Mapping[str, Mapping[str, Value]],
    at: datetime,
) -> list[SealedAnswers]:
    named = place.step.sealed_to or (by.party,)
    readers = [party for party in rows_of(place.dossier, "parties") if party.key in named]
    circles = {party.body_id for party in readers if party.body_id}
    people = {party.account_id for party in readers if party.account_id}
    people |= {by.account} if AUTHOR in named and by.account else set()
    if ADDRESSED in named:
        circles |= set(letter.addressed)
    sealed_to = {each: _circles_for(each, place.dossier, circles, at) for each in split}
    keys = recipients(set[UUID]().union(*sealed_to.values()), people) if split else {}
    sealed = []
    for part_class, answers in split.items():
        context = context_of(letter.id, place.dossier.id, letter.step, by.account, part_class)
        named_here = sealed_to[part_class] | people
        to = [recipient for each in named_here for recipient in keys[each]]
        sealed.append(seal_answers(answers, context, to))
    return sealed


def _circles_for(part_class: str, dossier: Dossier, circles: set[UUID], at: datetime) -> set[UUID]:
    """Return whose keys open a part of one class.

    The name of an alleged person is sealed to custodians too, where there are any: then nobody
    has to be asked for a key when it leaves the case.
    """
    if part_class == REPORTER:
        return _custodians(dossier, circles, at)
    if part_class == ALLEGED:
        with suppress(NotThere):
            return circles | _custodians(dossier, circles, at)
    return circles


def _custodians(dossier: Dossier, circles: set[UUID], at: datetime) -> set[UUID]:
    """Return the circles of the custodians of those offices."""
    kept = kept_of(dossier)
    return {custodian_circle_for(circle, at, kept.bodies | kept.accounts) for circle in circles}

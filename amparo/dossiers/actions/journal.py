"""Append an entry: the one way in which anything is ever written about a child."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from amparo.base.problems import IdTaken, NotAllowed
from amparo.dossiers.actions.consequences import follow
from amparo.dossiers.actions.earlier import index_names
from amparo.dossiers.actions.known import forget, knows_new, lock_dossier
from amparo.dossiers.actions.opening_own import Cause
from amparo.dossiers.actions.parts import mac_of
from amparo.dossiers.actions.projections import project, standing_of
from amparo.dossiers.actions.writing import Place, write_entry
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.problems import StepRefused
from amparo.dossiers.rules import SERVICE, Author, Letter
from amparo.protocols.gates import refusing
from amparo.protocols.protocol import Protocol, Step
from amparo.rows.asked import asked
from amparo.system.packs import pack_by_hash


@transaction.atomic
def append_entry(dossier: Dossier, letter: Letter, *, by: Author, at: datetime) -> Entry:
    """Append an entry under one step, and do what the step leads to.

    The same letter sent twice is stored once. A letter whose step is no longer open is kept,
    out of turn, and changes nothing.

    Raises:
        NotAllowed: the step is not one that this author's party and role may take.
        IdTaken: another letter is known under this id.
        StepRefused: a gate of the step is not true: what must not be done is not written either.
    """
    locked = dossier if knows_new(dossier) else lock_dossier(dossier.pk)
    known = _entry.first(letter.id)
    if known:
        return _the_same(known, locked, letter, by)
    return _append(locked, letter, by, at)


def begin_journal(dossier: Dossier, letter: Letter, *, by: Author, at: datetime) -> Entry:
    """Append the first entry of a dossier that this very transaction started under a derived id.

    Whoever sends it again finds the dossier, so that nobody can have sent its letter before.

    Raises:
        NotAllowed: the step is not one that this author's party and role may take.
        StepRefused: a gate of the step is not true.
    """
    return _append(dossier, letter, by, at)


def _append(dossier: Dossier, letter: Letter, by: Author, at: datetime) -> Entry:
    pack = pack_by_hash(dossier.pack_id)
    protocol = pack.protocols[dossier.protocol]
    step = _allowed_step(protocol, letter, by)
    _refuse_by_gates(dossier, protocol, letter, at)
    entry = write_entry(Place(dossier, pack, step), letter, by=by, at=at)
    if by.body and by.party == SERVICE:
        index_names(dossier, by.body, letter.values)
    standing = project(dossier)
    follow(Cause(dossier, entry, step, pack, letter.values, standing))
    forget(dossier)
    return entry


@asked
def _entry(id: UUID) -> QuerySet[Entry]:
    return Entry.objects.filter(pk=id)


def _refuse_by_gates(dossier: Dossier, protocol: Protocol, letter: Letter, at: datetime) -> None:
    """Refuse what only a gate stands against; out of turn for another reason it is kept."""
    step = protocol.steps[letter.step]
    if not step.gates:
        return
    standing = standing_of(dossier, at)
    if step.key in standing.allowed or step.key in standing.refused:
        gates = refusing(protocol, step, standing.known, letter.values)
        if gates:
            raise StepRefused(gates)


def _the_same(known: Entry, dossier: Dossier, letter: Letter, by: Author) -> Entry:
    same_place = known.dossier_id == dossier.pk and known.author_id == by.account
    if not same_place or bytes(known.answers_mac) != mac_of(letter):
        raise IdTaken(
            "Another text was already sent from this page. Open the page anew and send it again.",
        )
    return known


def _allowed_step(protocol: Protocol, letter: Letter, by: Author) -> Step:
    step = protocol.steps.get(letter.step)
    if step is None or by.by not in step.by:
        raise NotAllowed(
            "{by} can't take the step {step} here. Ask the supervisor of your office.",
            by=by.by,
            step=letter.step,
        )
    return step

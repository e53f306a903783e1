"""What an entry leads to: what it tells a linked dossier, and the dossiers it opens.

Everything here happens in the transaction of the entry that caused it, by the server.
"""

from uuid import UUID

from amparo.base.ids import derived_id
from amparo.base.problems import NotThere
from amparo.base.time import write_moment
from amparo.dossiers.actions.earlier import index_names
from amparo.dossiers.actions.known import lock_dossier, rows_of
from amparo.dossiers.actions.opening_own import (
    Cause,
    begin,
    copy_of,
    minimum,
    open_own,
    open_with_persons,
    opening_of,
)
from amparo.dossiers.actions.openings import kept_of, link, start_dossier
from amparo.dossiers.actions.projections import project
from amparo.dossiers.actions.withdrawing import withdraw_from
from amparo.dossiers.actions.writing import Place, write_entry
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.rules import SENDER, SERVER, SERVICE, TELLS, Author, Letter, from_json
from amparo.forms.values import Value, is_rows, to_text
from amparo.protocols.between import Tell
from amparo.protocols.condition import holds
from amparo.system.actions.gaps import record_gap
from amparo.system.directory import kind_of
from amparo.system.rules import GapReason


def follow(cause: Cause) -> None:
    """Do what the step says an entry leads to. An entry out of turn leads to nothing."""
    if cause.entry.id in cause.standing.out_of_turn:
        return
    for tell in cause.step.tells:
        _tell(cause, tell)
    if cause.step.opens_for_receiver:
        _open_for_receiver(cause)
    if cause.step.opens_siblings:
        _open_siblings(cause)
    if cause.step.opens_referral:
        _open_referral(cause)
    if cause.step.opens_gap and cause.dossier.area_id:
        _note_gap(cause, cause.dossier.area_id)
    if cause.step.opens_own:
        open_own(cause)
    if cause.step.opens_with:
        open_with_persons(cause)
    if cause.step.withdraws and holds(cause.step.withdraws_when, cause.standing.values):
        withdraw_from(cause.dossier, cause.step.withdraws, entry=cause.entry)


def _tell(cause: Cause, tell: Tell) -> None:
    """Append a coded-only entry to the dossiers told, and do what it leads to there."""
    for told in _told_dossiers(cause.dossier, tell.to):
        if tell.step in cause.pack.protocols[told.protocol].steps:
            _tell_one(cause, tell, lock_dossier(told.pk))


def _told_dossiers(dossier: Dossier, to: str) -> list[Dossier]:
    if to == "opened":
        return list(dossier.led_to.order_by("opened_at", "pk"))
    return [dossier.came_from] if to == "came_from" and dossier.came_from else []


def _tell_one(cause: Cause, tell: Tell, target: Dossier) -> None:
    step = cause.pack.protocols[target.protocol].steps[tell.step]
    letter = Letter(
        id=derived_id(cause.entry.id, target.id, tell.step),
        step=tell.step,
        values=_told(cause, tell),
        said_at=cause.entry.at,
    )
    entry = write_entry(Place(target, cause.pack, step), letter, by=TELLS, at=cause.entry.at)
    follow(Cause(target, entry, step, cause.pack, letter.values, project(target)))


def _told(cause: Cause, tell: Tell) -> dict[str, Value]:
    """Return what goes along: the entry's own coded answers, and when the next answer is due."""
    coded = from_json(cause.entry.coded)
    told = {name: coded[name] for name in tell.coded if name in coded}
    due = [duty.due for duty in cause.standing.duties if duty.owed_to == "raiser"]
    if "answer_by" in tell.coded and "answer_by" not in told and due:
        told["answer_by"] = write_moment(min(due))
    return told


def _open_for_receiver(cause: Cause) -> None:
    """Open the receiving service's own dossier; its first entry copies the coded answers."""
    receiver = next(party for party in rows_of(cause.dossier, "parties") if party.key == "receiver")
    opened = start_dossier(
        opening_of(
            cause.dossier,
            id=derived_id(cause.dossier.id, _id_of(receiver)),
            protocol=cause.step.opens_for_receiver,
            came_from=cause.dossier.id,
        ),
        [Party(key=SERVICE, body_id=receiver.body_id, for_body_id=receiver.for_body_id)],
        kept_of(cause.dossier),
        at=cause.entry.at,
    )
    begin(cause, opened, "arrive", _arriving(cause, receiver), SERVER)


def _arriving(cause: Cause, receiver: Party) -> dict[str, Value]:
    """Return what a case begins with: the coded answers copied, and how it came."""
    return {
        **cause.standing.values,
        "service": kind_of(_id_of(receiver)),
        "relayed": _yes(receiver.for_body_id is not None),
        "raiser_in_person": _yes(_came_in_person(cause.dossier)),
        "came_as": cause.dossier.protocol,
    }


def _open_siblings(cause: Cause) -> None:
    """Open one linked case for each other child of the family group, beginning with this step."""
    party, _, role = cause.entry.by.partition(":")
    by = Author(party, role, cause.entry.author_id, cause.entry.author_body_id)
    known = cause.standing.values
    carried = {each.name: known[each.name] for each in cause.step.coded if each.name in known}
    own = {k: v for k, v in cause.values.items() if k != cause.step.opens_siblings}
    shared = {**carried, **own}
    for number, child in enumerate(_children(cause), start=1):
        opened = start_dossier(
            opening_of(
                cause.dossier,
                id=derived_id(cause.entry.id, f"sibling-{number}"),
                protocol=cause.dossier.protocol,
                came_from=None,
            ),
            [copy_of(party) for party in rows_of(cause.dossier, "parties")],
            kept_of(cause.dossier),
            at=cause.entry.at,
        )
        link("sibling", cause.dossier, opened)
        begin(cause, opened, cause.entry.step, {**shared, **child}, by)
        if by.body:
            index_names(opened, by.body, child)


def _open_referral(cause: Cause) -> None:
    """Open the referral that two services follow; its first entry opens the other's own case."""
    receiver = UUID(cause.entry.addressed[0])
    opened = start_dossier(
        opening_of(
            cause.dossier,
            id=derived_id(cause.entry.id, receiver),
            protocol=cause.step.opens_referral,
            came_from=cause.dossier.id,
        ),
        [
            Party(key=SENDER, body_id=cause.entry.author_body_id),
            Party(key="receiver", body_id=receiver),
        ],
        kept_of(cause.dossier),
        at=cause.entry.at,
    )
    sender = Author(SENDER, "officer", cause.entry.author_id, cause.entry.author_body_id)
    first = cause.pack.protocols[cause.step.opens_referral].steps[SEND]
    follow(begin(cause, opened, SEND, minimum(cause, first), sender))


SEND = "send"
"""The step with which a referral begins."""


def _note_gap(cause: Cause, area: str) -> None:
    """Note that a service was missing; nothing in it leads back here."""
    kind = to_text(cause.values.get(cause.step.opens_gap, ""))
    record_gap(area=area, reason=GapReason.NO_SERVICE, at=cause.entry.at, kind=kind)


def _children(cause: Cause) -> list[dict[str, Value]]:
    """Return the other children, each with the names that the step's own child has."""
    repeat = cause.step.opens_siblings
    prefix = f"{repeat.removesuffix('s')}_"
    rows = cause.values.get(repeat, ())
    return [
        {name.removeprefix(prefix): value for name, value in row.items()}
        for row in (rows if is_rows(rows) else ())
        if any(row.values())
    ]


def _came_in_person(dossier: Dossier) -> bool:
    raisers = [party for party in rows_of(dossier, "parties") if party.key == "raiser"]
    return any(party.account_id is None and party.body_id is None for party in raisers)


def _id_of(party: Party) -> UUID:
    body: UUID | None = party.body_id
    if body is None:
        raise NotThere("A receiver without a body can't be opened for.")
    return body


def _yes(fact: bool) -> str:  # noqa: FBT001  # one fact in, one code out
    return "yes" if fact else "no"

"""What entries open for a while, and what they ask of custodians: kept in tables for reading."""

from collections.abc import Iterable
from uuid import UUID

from amparo.dossiers.actions.known import rows_of
from amparo.dossiers.models import Access, Dossier, Entry, IdentityRequest
from amparo.protocols.clocks import later
from amparo.protocols.pack import Pack
from amparo.protocols.replay import Standing


def keep_accesses(
    pack: Pack, dossier: Dossier, entries: Iterable[Entry], standing: Standing
) -> None:
    """Keep what an entry opens to its author for a while; one out of turn opens nothing."""
    steps = pack.protocols[dossier.protocol].steps
    known = {row.entry_id for row in rows_of(dossier, "accesses")}
    for entry in entries:
        step = steps.get(entry.step)
        is_new = entry.id not in known and entry.id not in standing.out_of_turn
        if step and step.reads_for and is_new and entry.author and entry.author_body:
            Access.objects.create(
                entry=entry,
                dossier=dossier,
                account=entry.author,
                body=entry.author_body,
                reviewer_id=UUID(entry.addressed[0]),
                since=entry.at,
                until=later(entry.at, step.reads_for, pack.calendar),
            )


def keep_identity_requests(dossier: Dossier, entries: Iterable[Entry], standing: Standing) -> None:
    """Keep each request for an identity with what was decided on it; the newest is the open one."""
    rows: list[IdentityRequest] = []
    for entry in entries:
        state = entry.coded.get("identity_state")
        if state is None or entry.id in standing.out_of_turn:
            continue
        if state == "asked":
            keeper = UUID(entry.addressed[0])
            rows.append(IdentityRequest(entry=entry, dossier=dossier, keeper_id=keeper))
        if state == "agreed":
            rows[-1].agreed_by = entry.author
        rows[-1].state, rows[-1].decided_at = state, entry.at
    for row in rows:
        said = {name: getattr(row, name) for name in REQUEST}
        IdentityRequest.objects.update_or_create(
            entry=row.entry, defaults=said, create_defaults={**said, "entry": row.entry}
        )


REQUEST = ("dossier", "keeper_id", "agreed_by", "state", "decided_at")


def kept_of_entries(dossier: Dossier) -> tuple[tuple[object, ...], ...]:
    """Return all that is kept here of a dossier, comparable."""
    opened = dossier.accesses.order_by("entry").values_list(
        "entry", "account", "body", "reviewer", "since", "until"
    )
    asked = dossier.identity_requests.order_by("entry").values_list(
        "entry", "keeper", "agreed_by", "state", "decided_at"
    )
    return (tuple(opened), tuple(asked))

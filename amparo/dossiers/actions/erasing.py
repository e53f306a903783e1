"""Destroy what the law no longer lets be kept: keys, words, index, drafts, and some answers.

An entry's header stays, and so does what the audit leaf committed to: the log still verifies. What
was destroyed is written down twice, by id and date only: here, and in the ledger beside the keys.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from amparo.audit.actions import record
from amparo.base.ids import derived_id
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.projections import happened, project
from amparo.dossiers.ledger import Deleted, read_ledger, write_ledger
from amparo.dossiers.models import (
    Dossier,
    Draft,
    Entry,
    Erasure,
    KeptFrom,
    Media,
    NameIndex,
    SealedPart,
    Wrap,
)
from amparo.dossiers.rules import Author, Can, Letter, coded_hash, from_json
from amparo.forms.values import Values
from amparo.protocols.pack import AGREED, ALL, ALL_BUT_STUB, ALLEGED, ERASE, REPORTER, REVIEW
from amparo.protocols.retention import (
    DECIDED,
    RULE,
    SAYS,
    TO_CUSTODIAN,
    Reached,
    decisions,
    kept_until,
)
from amparo.system.models import Body
from amparo.system.packs import pack_by_hash

NAMES_THE_RAISER = ("reporter", "callback")
"""The sealed classes by which whoever raised a concern can be found."""


@dataclass(frozen=True)
class Due:
    """A rule that a dossier has reached."""

    dossier: Dossier
    reached: Reached

    @property
    def may_be_erased(self) -> bool:
        """Tell whether nobody has to decide any more: a person did, or the rule asks for none."""
        is_decided = self.reached.decided in {ERASE, TO_CUSTODIAN}
        return self.reached.rule.then in {ERASE, AGREED} or is_decided


def due_in(dossiers: Iterable[Dossier], at: datetime) -> Iterator[Due]:
    """Yield what has reached its date among dossiers, and is not erased yet."""
    for dossier in dossiers:
        erased = {erasure.rule for erasure in dossier.erasures.all()}
        entries = [happened(entry) for entry in dossier.entries.all()]
        for reached in kept_until(pack_by_hash(dossier.pack_id), dossier.protocol, entries):
            if reached.is_due(at) and reached.rule.key not in erased:
                yield Due(dossier, reached)


def may_be_decided(due: Due) -> tuple[str, ...]:
    """Return what a person may decide: a name that no custodian holds can go to none."""
    has_keeper = keeper_of_name(due.dossier) is not None
    said = decisions(due.reached.rule)
    return tuple(each for each in said if each != TO_CUSTODIAN or has_keeper)


def keeper_of_name(dossier: Dossier) -> UUID | None:
    """Return the custodians' circle that holds the name of an alleged person, if one does."""
    sealed = Wrap.objects.filter(part__entry__dossier=dossier, part__part_class=ALLEGED)
    kept = sealed.filter(epoch__circle__custodians_of__isnull=False)
    return kept.order_by("-part__entry__position").values_list("epoch__circle", flat=True).first()


@transaction.atomic
def decide_retention(
    due: Due, values: Values, *, entry_id: UUID, by: Author, at: datetime
) -> Entry:
    """Write down what a person decided on something that reached its date.

    Raises:
        NotAllowed: it has not reached it, nobody has to decide, or it was decided meanwhile.
    """
    rule = due.reached.rule
    locked = Dossier.objects.select_for_update().get(pk=due.dossier.pk)
    if not Entry.objects.filter(pk=entry_id).exists():
        still = [each.reached for each in due_in([locked], at) if each.reached.rule == rule]
        if rule.then != REVIEW or rule.reviewed_by != by.role or not still or still[0].decided:
            raise NotAllowed("This was decided meanwhile. Look at it again.")
        if values.get(SAYS) not in may_be_decided(due):
            raise NotAllowed("This can't be decided here. Choose one of the answers on the page.")
        detail = {"rule": rule.key, "says": str(values.get(SAYS, ""))}
        record(Can.DECIDE_RETENTION, locked.pk, by=by.account, at=at, detail=detail)
    letter = Letter(entry_id, DECIDED, {**values, RULE: rule.key}, said_at=at)
    return append_entry(locked, letter, by=by, at=at)


def erase_due(dossiers: Iterable[Dossier], *, by: UUID | None, at: datetime) -> list[Erasure]:
    """Erase what a person decided to, and what needs no decision; the rest waits for one."""
    ready = [due for due in due_in(dossiers, at) if due.may_be_erased]
    return [
        erase(due.dossier, due.reached.rule.key, due.reached.takes, by=by, at=at) for due in ready
    ]


@transaction.atomic
def erase(dossier: Dossier, rule: str, what: str, *, by: UUID | None, at: datetime) -> Erasure:
    """Destroy what a rule names of a dossier and the concern it came from; twice is once."""
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    erasure_id = derived_id(locked.id, rule)
    known = Erasure.objects.filter(pk=erasure_id).first()
    if known:
        return known
    erasure = Erasure.objects.create(id=erasure_id, dossier=locked, rule=rule, what=what, at=at)
    record(Can.ERASE, locked.pk, by=by, at=at, detail={"rule": rule, "what": what})
    _destroy(locked, what)
    if locked.came_from and locked.came_from.protocol == "concern":
        _destroy(locked.came_from, what)
    transaction.on_commit(keep_ledger)
    return erasure


def keep_ledger() -> int:
    """Write into the ledger what is erased here and does not stand in it yet; return how many."""
    known = {deleted.id for deleted in read_ledger()}
    missing = [
        Deleted(row.id, row.dossier.pk, row.rule, row.what, row.at)
        for row in Erasure.objects.exclude(pk__in=known).order_by("at").select_related("dossier")
    ]
    write_ledger(missing)
    return len(missing)


def replay_ledger(*, by: UUID | None, at: datetime) -> int:
    """Erase again what the ledger says was deleted, in a database that a backup brought back."""
    done = 0
    for deleted in read_ledger():
        dossier = Dossier.objects.filter(pk=deleted.dossier).first()
        if dossier and not Erasure.objects.filter(pk=deleted.id).exists():
            erase(dossier, deleted.rule, deleted.what, by=by, at=at)
            done += 1
    return done


def _destroy(dossier: Dossier, what: str) -> None:
    parts = SealedPart.objects.filter(entry__dossier=dossier)
    if what in {ALLEGED, TO_CUSTODIAN}:
        _take_name(parts.filter(part_class=ALLEGED), to_custodian=what == TO_CUSTODIAN)
        return
    if what == REPORTER:
        _take_raiser(parts.filter(part_class__in=NAMES_THE_RAISER))
        dossier.parties.filter(key__in=("raiser", "companion")).update(account=None)
        return
    parts.delete()
    _drop_media(dossier)
    NameIndex.objects.filter(dossier=dossier).delete()
    Draft.objects.filter(Q(page__contains=str(dossier.pk))).delete()
    for entry in Entry.objects.filter(dossier=dossier):
        _empty(entry, with_answers=what in {ALL, ALL_BUT_STUB})
    if what == ALL:
        dossier.parties.filter(key__in=("raiser", "companion")).update(account=None)
        Dossier.objects.filter(pk=dossier.pk).update(code_word="")
    if what in {ALL, ALL_BUT_STUB}:
        KeptFrom.objects.filter(dossier=dossier).delete()
        project(Dossier.objects.get(pk=dossier.pk))


def _take_raiser(names: QuerySet[SealedPart]) -> None:
    """Take a raiser's name, and what recognises the letter: whoever guesses could try it there."""
    for entry in Entry.objects.filter(parts__in=names):
        _empty(entry, with_answers=False)
    names.delete()


def _drop_media(dossier: Dossier) -> None:
    """Drop recordings and photos, unless another file of the same situation can still open them."""
    situation = dossier.situation
    if not SealedPart.objects.filter(entry__dossier__situation=situation).exists():
        Media.objects.filter(entry__dossier__situation=situation).delete()


def _take_name(names: QuerySet[SealedPart], *, to_custodian: bool) -> None:
    """Take an alleged person's name from its office: its keys, or the name itself.

    What recognises the letter goes too: whoever guesses a name could try it there.
    """
    for entry in Entry.objects.filter(parts__in=names):
        _empty(entry, with_answers=False)
        Draft.objects.filter(page__contains=f"{entry.dossier_id}/steps/{entry.step}/").delete()
    if to_custodian:
        keepers = Body.objects.filter(custodians__isnull=False).values("custodians")
        held = Wrap.objects.filter(part__in=names)
        held.exclude(epoch__isnull=False, epoch__circle__in=keepers).delete()
    else:
        names.delete()


def _empty(entry: Entry, *, with_answers: bool) -> None:
    """Take away what recognises the letter, and the clear answers; keep what the leaf holds."""
    emptied: dict[str, object] = {"answers_mac": b""}
    if with_answers and not entry.erased_hash:
        committed = coded_hash(from_json(entry.coded), bytes(entry.salt))
        emptied |= {"coded": {}, "salt": b"", "erased_hash": committed}
    Entry.objects.filter(pk=entry.pk).update(**emptied)

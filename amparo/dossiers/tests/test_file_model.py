"""The files of an office as a machine of states: whatever happens in whatever order, these hold.

What the model of keys can not know: who may open a file changes by assignment and emergency access,
and what is in it by erasing. Exactly who should can open each sealed part, by keys alone; and
exactly who should has the file, by the server's rules alone. The model knows people, numbers of
epochs and moments, and asks no table.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from amparo.base.ids import new_id
from amparo.dossiers.actions.emergency import open_in_emergency
from amparo.dossiers.actions.erasing import erase
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.leaving import leave_office
from amparo.dossiers.actions.readings import open_all
from amparo.dossiers.actions.supervision import assign
from amparo.dossiers.models import Dossier, Entry, SealedPart
from amparo.dossiers.rules import Author
from amparo.dossiers.tests.conftest import MONDAY, World, letter
from amparo.dossiers.tests.modelled import (
    ABOVE,
    KEEPERS,
    LARGE,
    NAMED,
    NOTE,
    OFFICE,
    WHY,
    File,
    Part,
    Person,
    ring_of,
)
from amparo.forms.form import ALLEGED, CALLBACK, REPORTER, SEALED
from amparo.forms.values import Values
from amparo.protocols.pack import WORDS
from amparo.protocols.retention import TO_CUSTODIAN
from amparo.system.actions.custody import end_custodian, name_custodian
from amparo.system.actions.people import give_role
from amparo.system.readers import reader_for
from amparo.trust.actions.accounts import create_account
from amparo.trust.actions.circles import start_epoch
from amparo.trust.models import Account

T = TypeVar("T")
AT_MOST = 2
ALWAYS = "write", "join", "hand_over", "begin_an_epoch", "another_keeps_the_names"


class Files(RuleBasedStateMachine):
    """One office, who comes and goes there, its custodians, and its files."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.at = MONDAY
        self.epoch = {OFFICE: 1, KEEPERS: 1, ABOVE: 1}
        self.files: list[File] = []

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        at_first = (("officer", OFFICE), ("other_officer", OFFICE), ("custodian", KEEPERS))
        people = self.world.people
        self.people = [Person(people[name], circle) for name, circle in at_first]
        self.people[-1].is_officer = False
        self.people.append(Person(people["upe_custodian"], ABOVE, is_officer=False))
        self.supervisor = Person(people["supervisor"], OFFICE, is_officer=False)
        self.people.append(self.supervisor)
        self.done: Counter[str] = Counter()
        self.receive(data)

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """Do one of what may be done now: none so often that there is no room for others."""
        act = data.draw(st.sampled_from(self._possible()))
        self.done[act] += 1
        getattr(self, act)(data)

    def receive(self, _data: st.DataObject) -> None:
        """A concern comes, somebody is named in it, and an officer has it in hand."""
        raised = self.world.raised(self._later())
        file = File(self.world.case_at("demuna", raised))
        self.files.append(file)
        concern = file.case.came_from
        assert concern is not None
        first = concern.entries.get(step="raise").id
        self._sealed(
            file, first, {SEALED: [OFFICE], CALLBACK: [OFFICE], REPORTER: [self._keepers()]}
        )
        by = self._officers()[0]
        receipt = {"conflict": "none", "danger_checked": "safe_now", "tell_raiser": "nothing"}
        self._write(file, "receipt", receipt, by)
        qualified = self._write(file, "qualify", NAMED, by)
        self._sealed(file, qualified, {SEALED: [OFFICE], ALLEGED: [OFFICE, self._keepers()]})
        self._assign(file, by)

    def hand_over(self, data: st.DataObject) -> None:
        self._assign(self._any(data, self.files), self._any(data, self._officers()))

    def write(self, data: st.DataObject) -> None:
        file = self._any(data, self.files)
        written = self._write(file, "note", NOTE, self._officers()[0])
        self._sealed(file, written, {SEALED: [OFFICE]})

    def join(self, _data: st.DataObject) -> None:
        newcomer = self._new()
        demuna, ring = self.world.bodies["demuna"], ring_of(self.supervisor)
        give_role(demuna, newcomer, "officer", keyring=ring, by=None, at=self._later())
        self.people.append(Person(newcomer, OFFICE))

    def leave(self, data: st.DataObject) -> None:
        leaving = self._any(data, self._officers())
        demuna, ring = self.world.bodies["demuna"], ring_of(self.supervisor)
        leave_office(demuna, leaving.account, "officer", keyring=ring, by=None, at=self._later())
        self._has_left(leaving)
        for file in self.files:
            file.worker = None if file.worker is leaving else file.worker

    def begin_an_epoch(self, _data: st.DataObject) -> None:
        demuna = self.world.bodies["demuna"]
        key = ring_of(self.supervisor).current_private_of(demuna.pk)
        start_epoch(demuna.circle, opened_with=key, by=None, at=self._later())
        self.epoch[OFFICE] += 1

    def another_keeps_the_names(self, _data: st.DataObject) -> None:
        demuna, newcomer = self.world.bodies["demuna"], self._new()
        (before,) = (each for each in self.people if each.circle == KEEPERS and each.is_in)
        demuna.refresh_from_db()
        key = ring_of(before).current_private_of(UUID(str(demuna.custodians_id)))
        name_custodian(demuna, newcomer, opened_with=key, by=None, at=self._later())
        self.people.append(Person(newcomer, KEEPERS, is_officer=False))
        end_custodian(demuna, before.account, opened_with=key, by=None, at=self._later())
        self._has_left(before)

    def open_in_an_emergency(self, data: st.DataObject) -> None:
        file = self._any(data, [each for each in self.files if self._without(each)])
        who = self._any(data, self._without(file))
        entry, at = new_id(self._later()), self.at
        ring, by = ring_of(who), self._author(who)
        open_in_emergency(file.case, WHY, ring, entry_id=entry, by=by, at=at)
        file.opened.append((who, at))
        self._sealed(file, entry, {SEALED: [OFFICE]})

    def time_goes_by(self, data: st.DataObject) -> None:
        self.at += timedelta(hours=data.draw(st.sampled_from([2, 4])))

    def let_the_name_go(self, data: st.DataObject) -> None:
        file = self._any(data, [each for each in self.files if not each.has_left])
        erase(file.case, "PE.keep.alleged", TO_CUSTODIAN, by=None, at=self._later())
        file.has_left = True
        for part in file.parts:
            if part.part_class == ALLEGED:
                part.sealed_to = {each for each in part.sealed_to if each[0] != OFFICE}

    def erase_for_good(self, data: st.DataObject) -> None:
        file = self._any(data, [each for each in self.files if not each.is_erased])
        what = data.draw(st.sampled_from([WORDS, REPORTER]))
        reached = "PE.keep.not_a_case" if what == WORDS else "PE.keep.raiser"
        erase(file.case, reached, what, by=None, at=self._later())
        file.is_erased = what == WORDS
        stays = {SEALED, ALLEGED} if what == REPORTER else set()
        file.parts = [part for part in file.parts if part.part_class in stays]

    @invariant()
    def exactly_who_should_can_open_each_part_with_their_keys(self) -> None:
        parts = [part for file in self.files for part in file.parts]
        known = Entry.objects.prefetch_related("parts__wraps").in_bulk(p.entry for p in parts)
        for who in self.people:
            ring = ring_of(who)
            for part in parts:
                (opened,) = open_all([known[part.entry]], ring, (part.part_class,))
                held = {(who.circle, number) for number in range(1, self._newest_of(who) + 1)}
                may = bool(part.sealed_to & held)
                assert bool(opened.answers) is may, (who, part)

    @invariant()
    def exactly_who_should_has_the_file(self) -> None:
        for who in self.people:
            mine = Dossier.objects.in_full(reader_for(who.account, self.at))
            has = set(mine.filter(protocol="case").values_list("pk", flat=True))
            assert has == {each.case.pk for each in self.files if self._has(who, each)}, who

    @invariant()
    def what_was_erased_is_gone_and_nothing_else_is(self) -> None:
        kept = {(part.entry, part.part_class) for file in self.files for part in file.parts}
        assert set(SealedPart.objects.values_list("entry", "part_class")) == kept

    @invariant()
    def nothing_kept_is_left_without_somebody_who_opens_it(self) -> None:
        held = {(each.circle, self._newest_of(each)) for each in self.people if each.is_in}
        for part in (part for file in self.files for part in file.parts):
            assert any(
                circle == of and newest >= n for circle, n in part.sealed_to for of, newest in held
            )

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def _has(self, who: Person, file: File) -> bool:
        """Tell whether somebody works on a file now: in hand, on duty, or in an emergency."""
        if not (who.is_in and who.is_officer):
            return False
        is_on_duty = file.worker is None and who is self._officers()[0]
        four = timedelta(hours=4)
        is_open = any(by is who and since <= self.at < since + four for by, since in file.opened)
        return file.worker is who or is_on_duty or is_open

    def _possible(self) -> list[str]:
        """Return what may happen now, in an order that is a whole history by itself."""
        may = {
            "open_in_an_emergency": any(map(self._without, self.files)),
            "time_goes_by": True,
            "let_the_name_go": any(not each.has_left for each in self.files),
            "leave": len(self._officers()) > 1,
            "receive": len(self.files) < LARGE,
            "erase_for_good": any(not each.is_erased for each in self.files),
        }
        acts = [*(act for act, can in may.items() if can), *ALWAYS]
        return [act for act in acts if self.done[act] < AT_MOST]

    def _without(self, file: File) -> list[Person]:
        return [each for each in self._officers() if not self._has(each, file)]

    def _officers(self) -> list[Person]:
        """Return who is officer now, the longest-serving first."""
        return [each for each in self.people if each.is_officer and each.is_in]

    def _keepers(self) -> str:
        """Return whose custodians keep a name: where one officer works alone, the region's."""
        return KEEPERS if len(self._officers()) >= LARGE else ABOVE

    def _newest_of(self, who: Person) -> int:
        return self.epoch[who.circle] if who.is_in else 0

    def _has_left(self, who: Person) -> None:
        who.is_in = False
        self.epoch[who.circle] += 1

    def _sealed(self, file: File, entry: UUID, parts: dict[str, Iterable[str]]) -> None:
        for part_class, circles in parts.items():
            sealed_to = {(circle, self.epoch[circle]) for circle in circles}
            file.parts.append(Part(entry, part_class, sealed_to))

    def _write(self, file: File, step: str, said: Values, by: Person) -> UUID:
        at = self._later()
        return append_entry(file.case, letter(step, at, **said), by=self._author(by), at=at).id

    def _assign(self, file: File, worker: Person) -> None:
        entry, at = new_id(self._later()), self.at
        by = self.world.author("supervisor", "service", "demuna", "supervisor")
        assign(file.case, worker.account.id, None, entry_id=entry, by=by, at=at)
        file.worker = worker

    def _author(self, who: Person) -> Author:
        return Author("service", "officer", who.account.id, self.world.bodies["demuna"].id)

    def _new(self) -> Account:
        name = f"newcomer.{len(self.people)}"
        return create_account(name, name, "not asked for", by=None, at=self._later())

    def _any(self, data: st.DataObject, among: list[T]) -> T:
        return among[data.draw(st.integers(0, len(among) - 1))]

    def _later(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def test_files_hold_whatever_happens_in_whatever_order(world: World) -> None:
    Files.world = world
    run_state_machine_as_test(
        Files,
        settings=settings(
            max_examples=3,
            stateful_step_count=18,
            # A failure is told at once: making a history of files shorter takes minutes.
            phases=(Phase.generate,),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

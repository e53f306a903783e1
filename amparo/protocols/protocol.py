"""What a protocol is: its states, its steps and its clocks. Pure: values only.

Each of these is one row of a TOML file of a pack; `steps.py` reads them, and
`amparo.protocols.replay` alone says what they mean for a journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from amparo.protocols.condition import Condition

UNITS = ("hours", "working_days", "calendar_days", "months", "years")

SERVER, TELLS, TICK = "server", "tells", "tick"
"""Who writes an entry where no person does: the server, another dossier's step, time itself."""


@dataclass(frozen=True)
class Limit:
    """A length of time, in one of `UNITS`; see clocks.py for how each is counted."""

    unit: str
    count: int


@dataclass(frozen=True)
class State:
    """Where a dossier can stand."""

    key: str
    order: int = 0


@dataclass(frozen=True)
class Coded:
    """One clear answer of a step, with all that it may be.

    `kind` is `one` (a code of `choices`), `several`, `integer`, `date` (kept as its ISO week),
    `day`, `moment` or `id` (a key or id of ours).
    """

    name: str
    kind: str = "one"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tell:
    """A coded entry that a step appends to a linked dossier: `to` is came_from, opened or link.

    `opened` is every dossier that this one has led to. `coded` names the answers that go along.
    It is written only where the linked dossier's protocol has such a step.
    """

    to: str
    step: str
    coded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a step can't be taken now, and what to do instead, by their words.

    It stands in the way while `when` is true and each step of `fewer` was taken fewer times than
    it says; an entry's own answers are counted in when it is to be written. Without both it stands
    in nobody's way: it says why, where the step is closed for another reason. `own` are the answers
    it reads that its step itself asks: with any, it is asked only when the entry is to be written.
    """

    says: str
    instead: str = ""
    when: Condition | None = None
    fewer: Mapping[str, int] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    source: str = ""
    label: str = ""

    @property
    def is_gate(self) -> bool:
        return self.when is not None or bool(self.fewer)


@dataclass(frozen=True)
class Step:
    """Something that can happen, and be written as an entry.

    Attributes:
        by: who may take it, as `party:role`, `server`, `tells` or `tick`.
        form: the form it is written with; none where only `coded` is written.
        opens: it may be a dossier's first entry; then `after` is not asked.
        after: steps that must all have been taken before.
        not_after: it can't be taken once any of these has been.
        when: a gate over the newest coded answers before it.
        refusals: gates that say why. A step that has any is never kept out of turn: while it is
            closed, nothing can be written under it.
        once: it can be taken only once.
        state: where the dossier stands from then on; empty: as before.
        sealed_to: the parties that its sealed answers are for.
        opens_for_receiver: the protocol of the dossier that it opens at each receiver.
        opens_referral: the protocol of the dossier that it opens with another service.
        opens_siblings: the repeat of its form, each row of which opens a sibling's dossier.
        opens_own: the protocol of the dossier that it opens at the same body, come from this one.
        withdraws: the parties that can open nothing sealed in this dossier any more.
        withdraws_when: asked of the newest coded answers, its own counted in.
    """

    key: str
    by: tuple[str, ...]
    form: str = ""
    opens: bool = False
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    when: Condition | None = None
    refusals: tuple[Refusal, ...] = ()
    once: bool = False
    state: str = ""
    sealed_to: tuple[str, ...] = ()
    tells: tuple[Tell, ...] = ()
    opens_for_receiver: str = ""
    opens_referral: str = ""
    opens_siblings: str = ""
    opens_own: str = ""
    withdraws: tuple[str, ...] = ()
    withdraws_when: Condition | None = None
    coded: tuple[Coded, ...] = ()
    safeguard: bool = False
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Escalate:
    """Whom a missed clock is told, and how long after it was due."""

    to: str
    after: Limit


@dataclass(frozen=True)
class Clock:
    """Something that is owed by a certain moment.

    Attributes:
        start: the steps each entry of which starts it (`from` in the file).
        earlier: a coded moment that moves the start earlier, never later.
        until: the steps that meet it, any of them.
        until_when: such a step meets it only if this is true, its own answers counted in.
        when: asked at the starting entry, its own answers counted in.
        extends: the clock whose limit this one replaces while its own `when` is true.
        limit: how long it runs.
        held_by: the step whose `hold_until` puts the due moment off to the end of that day.
        every: once met, it starts again and runs this long, until a step of `ends`.
        ends: the steps after which it starts no more.
        times: how many steps of `until` it takes.
        at_least: the shortest time from the start, and between those steps; sooner does not count.
        one_at_a_time: while it runs, another starting entry does not start a second one.
        once: it starts no more once it has started (and not lapsed), or was met even before.
    """

    key: str
    limit: Limit
    start: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    owed_by: str = ""
    owed_to: str = ""
    earlier: str = ""
    until_when: Condition | None = None
    when: Condition | None = None
    extends: str = ""
    escalate: tuple[Escalate, ...] = ()
    held_by: str = ""
    every: Limit | None = None
    ends: tuple[str, ...] = ()
    times: int = 1
    at_least: Limit | None = None
    one_at_a_time: bool = False
    once: bool = False
    safeguard: bool = False
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Protocol:
    """What a kind of dossier follows. `subject` is `child` or what else it is about."""

    key: str
    title: str
    parties: tuple[str, ...]
    subject: str = "child"
    states: Mapping[str, State] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)

    def first_by(self, by: str) -> Step | None:
        """Return the step with which somebody, as in a step's `by`, opens such a dossier."""
        return next((step for step in self.steps.values() if step.opens and by in step.by), None)

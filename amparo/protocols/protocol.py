"""What a protocol is: its states, its steps and its clocks. Pure: values only.

Each of these is one row of a TOML file of a pack; `steps.py` reads them, and
`amparo.protocols.replay` alone says what they mean for a journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from amparo.protocols.between import Given, Tell
from amparo.protocols.condition import Condition


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
class Group:
    """A heading under which a page offers steps."""

    key: str
    order: int = 0


@dataclass(frozen=True)
class Gate:
    """A condition with a reason of its own: while it is not true, a step is refused.

    Attributes:
        of_answers: it is asked of what the step itself answers, and so only once that is known.
        instead: the steps that help whoever is refused.
    """

    key: str
    when: Condition
    of_answers: bool = False
    instead: tuple[str, ...] = ()
    safeguard: bool = False
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Tally:
    """How many times steps were taken, as a number that conditions read.

    Attributes:
        counts: the steps that add one.
        since: the steps that set it back to nothing, before they count themselves.
        when: such a step adds one only if this is true, its own answers counted in.
    """

    key: str
    counts: tuple[str, ...]
    since: tuple[str, ...] = ()
    when: Condition | None = None
    safeguard: bool = False


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
class Step:
    """Something that can happen, and be written as an entry.

    Attributes:
        by: who may take it, as `party:role`, `server`, `tells` or `tick`.
        form: the form it is written with; none where only `coded` is written.
        opens: it may be a dossier's first entry; then `after` is not asked.
        after: steps that must all have been taken before.
        not_after: it can't be taken once any of these has been.
        when: a gate over the newest coded answers before it.
        once: it can be taken only once.
        state: where the dossier stands from then on; empty: as before.
        sealed_to: the parties that its sealed answers are for, a body's holders or a person alone;
            `author` is who writes it, `addressed` the circles that the entry names.
        reads_for: how long what it opens for its author stays open; none where it opens nothing.
        opens_for_receiver: the protocol of the dossier that it opens at each receiver.
        opens_referral: the protocol of the dossier that it opens with another service.
        opens_siblings: the repeat of its form, each row of which opens a sibling's dossier.
        group: the heading under which a page offers it.
        gates: conditions that each say why they refuse it.
        opens_gap: the answer that names the kind of body that was missing: a gap is noted.
        decides: it is a decision: its form must ask what every decision has to state.
        copy: one of `COPY`: what becomes of its entries in a copy for the parties.
        has_own_page: it is taken on a page made for it, and offered nowhere else.
        opens_own: the protocol of the dossier that it opens at the same body, come from this one.
        opens_with: the protocol of the dossier that it opens at the same body with the persons that
            the entry names: they are its other parties, in their order.
        raises: the protocol of what its author tells next, about the same child.
        carries: the answers of this dossier, and of the step itself, that go along there.
        gives: what is answered there by itself.
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
    once: bool = False
    state: str = ""
    sealed_to: tuple[str, ...] = ()
    reads_for: Limit | None = None
    tells: tuple[Tell, ...] = ()
    opens_for_receiver: str = ""
    opens_referral: str = ""
    opens_siblings: str = ""
    copy: str = ""
    has_own_page: bool = False
    opens_own: str = ""
    opens_with: str = ""
    raises: str = ""
    carries: tuple[str, ...] = ()
    gives: tuple[Given, ...] = ()
    withdraws: tuple[str, ...] = ()
    withdraws_when: Condition | None = None
    coded: tuple[Coded, ...] = ()
    group: str = ""
    gates: tuple[str, ...] = ()
    decides: bool = False
    opens_gap: str = ""
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
        worry: one of `WORRIES`: a supervisor sees its duties from the day they begin, under this;
            empty: she sees them once they are missed.
        counted_from: a coded day or moment of the starting entry that the limit is counted from.
        not_beyond: a coded day: what would be due after its end is not owed.
        for_information: somebody outside owes it; it is shown, and no duty of anybody here.
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
    worry: str = ""
    counted_from: str = ""
    not_beyond: str = ""
    for_information: bool = False
    safeguard: bool = False
    source: str = ""
    label: str = ""

    @cached_property
    def heeds(self) -> frozenset[str]:
        """The steps that start it, meet it, end it or put it off; all others leave it as it is."""
        return frozenset((*self.start, *self.until, *self.ends, self.held_by))


@dataclass(frozen=True)
class Protocol:
    """What a kind of dossier follows, about a `subject`. `on_phone`: the app offers it."""

    key: str
    title: str
    parties: tuple[str, ...]
    subject: str = "child"
    on_phone: bool = False
    states: Mapping[str, State] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    gates: Mapping[str, Gate] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)

    @cached_property
    def longer(self) -> Mapping[str, tuple[Clock, ...]]:
        """The clocks that replace the limit of another, by the key of that one."""
        extending = sorted({clock.extends for clock in self.clocks.values() if clock.extends})
        return {
            key: tuple(clock for clock in self.clocks.values() if clock.extends == key)
            for key in extending
        }

    @cached_property
    def tallied(self) -> Mapping[str, tuple[Tally, ...]]:
        """The tallies that a step adds to or sets back, by the key of the step."""
        steps = {step for tally in self.tallies.values() for step in (*tally.counts, *tally.since)}
        return {
            key: tuple(
                tally for tally in self.tallies.values() if key in (*tally.counts, *tally.since)
            )
            for key in steps
        }

    def first_by(self, by: str) -> Step | None:
        """Return the step with which somebody, as in a step's `by`, opens such a dossier."""
        return next((step for step in self.steps.values() if step.opens and by in step.by), None)

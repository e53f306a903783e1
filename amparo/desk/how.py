"""How a kind of dossier is followed up, as people read it: steps, clocks and where things go.

Everything here is the pack's; nothing is known that the pack does not say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amparo.desk.asked import questions_asked
from amparo.desk.conditions import condition_in_words
from amparo.desk.drawn import clock_name
from amparo.desk.limits import after_in_words, limit_in_words
from amparo.desk.ordering import clocks_in_order, in_order
from amparo.desk.wording import label_of, language, say
from amparo.protocols.citations import provisions_cited
from amparo.protocols.pack import Pack, Receiver, Retention, Route
from amparo.protocols.protocol import Clock, Protocol, Step
from amparo.protocols.report import Report


@dataclass(frozen=True)
class Basis:
    """What a row rests on, and how well that is known. `is_checked`: it was read in the law.

    A citation stays as it is written, in the country's language. `language` names that language
    for who reads in another, and `meanings` is then what the pack says of each provision cited.
    """

    source: str
    says: str
    is_checked: bool
    language: str = ""
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepPage:
    """A step in words.

    Attributes:
        by: who may take it.
        after: the steps that come before it.
        until: the steps after which it is closed.
        state: where the dossier stands then; empty: as before.
        questions: how many are asked in it; a page of their own shows them.
        leads_to: what else it does, sentence by sentence.
        refused: why it can be refused, each in words that say what to do instead.
    """

    key: str
    says: str
    by: tuple[str, ...]
    when: str
    after: tuple[str, ...]
    until: tuple[str, ...]
    state: str
    is_once: bool
    is_by_people: bool
    questions: int
    leads_to: tuple[str, ...]
    basis: Basis | None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClockPage:
    """A clock in words: how long, from when, until when, who owes it to whom, who is told.

    `counted_from` is the answer that it is counted from, `not_beyond` the one that names its last
    day; `is_shown_only`: somebody outside owes it.
    """

    key: str
    says: str
    limit: str
    start: tuple[str, ...]
    until: tuple[str, ...]
    when: str
    owed_by: str
    owed_to: str
    extends: str
    waits: bool
    told: tuple[str, ...]
    basis: Basis
    counted_from: str = ""
    not_beyond: str = ""
    is_shown_only: bool = False


@dataclass(frozen=True)
class RoutePage:
    """A route in words: `to` and `relay` with the preferred first."""

    key: str
    says: str
    matter: str
    when: str
    to: tuple[str, ...]
    is_always: bool
    relay: tuple[str, ...]
    number: str
    basis: Basis


@dataclass(frozen=True)
class KeptPage:
    """A rule of retention in words; `then` as the pack has it."""

    says: str
    after: str
    start: tuple[str, ...]
    when: str
    then: str
    reviewed_by: str
    basis: Basis


@dataclass(frozen=True)
class Page:
    """A protocol as a page. `states` are in their order."""

    key: str
    title: str
    states: tuple[str, ...]
    steps: tuple[StepPage, ...]
    clocks: tuple[ClockPage, ...]
    routes: tuple[RoutePage, ...]
    retention: tuple[KeptPage, ...]


def page_of(pack: Pack, protocol: Protocol) -> Page:
    """Return a protocol of a pack in the reader's language."""
    in_words = _InWords(pack, protocol)
    states = sorted(protocol.states.values(), key=lambda state: state.order)
    form = pack.routes.form
    reads_routes = bool(form) and any(step.form == form for step in protocol.steps.values())
    return Page(
        key=protocol.key,
        title=say(protocol.title, pack),
        states=tuple(in_words.state(state.key) for state in states),
        steps=tuple(map(in_words.step, in_order(protocol))),
        clocks=tuple(map(in_words.clock, clocks_in_order(protocol))),
        routes=tuple(map(in_words.route, pack.routes.rows)) if reads_routes else (),
        retention=tuple(
            in_words.kept(row) for row in pack.retention.values() if row.protocol == protocol.key
        ),
    )


def step_of(pack: Pack, protocol: Protocol, step: Step) -> StepPage:
    """Return one step of a protocol in the reader's language."""
    return _InWords(pack, protocol).step(step)


class _InWords:
    """Says the rows of one protocol."""

    def __init__(self, pack: Pack, protocol: Protocol) -> None:
        self.pack = pack
        self.protocol = protocol

    def state(self, key: str) -> str:
        return say(f"state.{self.protocol.key}.{key}", self.pack) if key else ""

    def steps(self, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(say(f"step.{self.protocol.key}.{key}", self.pack) for key in keys)

    def step(self, step: Step) -> StepPage:
        return StepPage(
            key=step.key,
            says=self.steps([step.key])[0],
            by=tuple(map(self.who, step.by)),
            when=condition_in_words(self.pack, step.when),
            after=self.steps(step.after),
            until=self.steps(step.not_after),
            state=self.state(step.state),
            is_once=step.once,
            is_by_people=any(":" in by for by in step.by),
            questions=len(questions_asked(self.pack.forms[step.form])) if step.form else 0,
            leads_to=tuple(self.leads_to(step)),
            basis=self.basis(step) if step.source else None,
            refused=tuple(
                say(f"refused.{self.protocol.key}.{key}", self.pack) for key in step.gates
            ),
        )

    def who(self, by: str) -> str:
        """Say who may take a step: the role, and for which party."""
        party, _colon, role = by.partition(":")
        said = say(f"party.{party}", self.pack)
        if not role:
            return said
        return _("%(role)s (%(party)s)") % {
            "role": say(f"role.{role}", self.pack),
            "party": said,
        }

    def leads_to(self, step: Step) -> Iterator[str]:
        for tell in step.tells:
            for key, other in self.pack.protocols.items():
                if key != self.protocol.key and tell.step in other.steps:
                    told = {
                        "to": say(other.title, self.pack),
                        "step": say(f"step.{key}.{tell.step}"),
                    }
                    yield _("%(to)s: “%(step)s”") % told
        opened = (step.opens_for_receiver, step.opens_referral, step.opens_own, step.opens_with)
        for key in filter(None, opened):
            title = say(self.pack.protocols[key].title, self.pack)
            yield _("opens: %(protocol)s") % {"protocol": title}
        if step.opens_gap:
            yield _("notes a missing service, without saying for whom")
        if step.reads_for:
            opens = {"long": limit_in_words(step.reads_for)}
            yield _("opens the file to whoever takes it, for %(long)s") % opens
        if step.opens_siblings:
            yield _("opens one for each other child of the family")

    def clock(self, clock: Clock) -> ClockPage:
        extends = f"clock.{clock.extends}"
        return ClockPage(
            key=clock.key,
            says=clock_name(self.pack, clock),
            limit=limit_in_words(clock.limit),
            start=self.steps(clock.start),
            until=self.steps(clock.until),
            when=condition_in_words(self.pack, clock.when),
            owed_by=say(f"party.{clock.owed_by}", self.pack) if clock.owed_by else "",
            owed_to=say(f"owed_to.{clock.owed_to}", self.pack) if clock.owed_to else "",
            extends=say(extends, self.pack) if clock.extends else "",
            waits=bool(clock.held_by),
            told=tuple(
                _("%(level)s: %(after)s")
                % {"level": say(f"level.{each.to}", self.pack), "after": after_in_words(each.after)}
                for each in clock.escalate
            ),
            basis=self.basis(clock),
            counted_from=self.asked(clock.counted_from),
            not_beyond=self.asked(clock.not_beyond),
            is_shown_only=clock.for_information,
        )

    def asked(self, name: str) -> str:
        """Say what an answer is called where it is asked."""
        found = ((form, form.question(name)) for form in self.pack.forms.values() if name)
        labels = (label_of(question, form) for form, question in found if question)
        return next(labels, "")

    def route(self, route: Route) -> RoutePage:
        return RoutePage(
            key=route.key,
            says=say(f"route.{route.key}", self.pack),
            matter=say(f"route_class.{route.matter}", self.pack),
            when=condition_in_words(self.pack, route.when),
            to=tuple(map(self.receiver, route.to)),
            is_always=route.always,
            relay=tuple(say(f"kind.{kind}", self.pack) for kind in route.relay),
            number=self.number(route.none),
            basis=self.basis(route),
        )

    def receiver(self, receiver: Receiver) -> str:
        kind = say(f"kind.{receiver.kind}", self.pack)
        return _("%(kind)s, if accredited") % {"kind": kind} if receiver.accredited else kind

    def number(self, key: str) -> str:
        hotline = self.pack.hotlines.get(key)
        return f"{hotline.number} · {say(f'hotline.{key}', self.pack)}" if hotline else ""

    def kept(self, row: Retention) -> KeptPage:
        return KeptPage(
            says=say(f"keep.{row.key}", self.pack),
            after=limit_in_words(row.after),
            start=self.steps(row.start),
            when=condition_in_words(self.pack, row.when),
            then=row.then,
            reviewed_by=say(f"role.{row.reviewed_by}", self.pack) if row.reviewed_by else "",
            basis=self.basis(row),
        )

    def basis(self, row: Step | Clock | Route | Retention) -> Basis:
        return basis_of(row, self.pack)


def basis_of(row: Step | Clock | Route | Retention | Report, pack: Pack) -> Basis:
    """Return what a row of a pack rests on, in the reader's words."""
    says, is_checked = say(f"label.{row.label}", pack), row.label == READ_IN_THE_LAW
    written_in = pack.languages[0]
    if not row.source or language() == written_in:
        return Basis(row.source, says, is_checked)
    cited = provisions_cited(row.source, pack.instruments.values())
    meanings = tuple(say(each.says, pack) for each in cited if each.says)
    return Basis(row.source, says, is_checked, written_in, meanings)


READ_IN_THE_LAW = "V"

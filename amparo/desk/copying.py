"""A copy for the parties: which pieces of a case it may hold, and what of each.

It starts from nothing and takes up what the pack lets it: only the case's own entries, only
answers that a form asks, days without hours. The concern, its arrival, who raised it and what was
told them, the log, other children's cases and missing pieces leave no trace in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from amparo.desk.wording import Said, in_words, say
from amparo.dossiers.actions.readings import OpenedEntry
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import from_json
from amparo.forms.form import ASK as ASKED
from amparo.forms.form import NEVER as LEFT_OUT
from amparo.forms.form import Form, walk
from amparo.forms.values import Value, Values, is_rows, read_date, to_text
from amparo.protocols.copies import rule_for
from amparo.protocols.pack import Pack
from amparo.protocols.replay import Standing
from amparo.protocols.terms import ASK, NEVER
from amparo.system.packs import pack_by_hash

RESTRICT, COPY_GIVEN = "restrict", "copy_given"
PIECES = "pieces"
"""Under which name a restriction keeps the entries that it withholds."""


@dataclass(frozen=True)
class Piece:
    """One entry, as far as a copy may hold it.

    Attributes:
        id: of the entry; it is in no copy.
        day: on which it was written, without the hour.
        said: what is given with it.
        words: the child's words, or others in which somebody could be guessed: decided each time.
        is_asked: the pack leaves it to the officer whether it is given at all.
    """

    id: str
    day: date
    step: str
    body: str
    said: tuple[Said, ...]
    words: tuple[Said, ...]
    is_asked: bool

    @property
    def needs_decision(self) -> bool:
        return self.is_asked or bool(self.words)


@dataclass(frozen=True)
class Restriction:
    """A reasoned resolution: what it withholds, as it names it itself, and until when."""

    pieces: frozenset[str]
    named: str
    reason: str
    number: str
    until: date
    day: date

    def holds_on(self, day: date) -> bool:
        return day <= self.until


def pieces_of(
    case: Dossier, opened: Iterable[OpenedEntry], standing: Standing
) -> tuple[Piece, ...]:
    """Return what a copy could hold, oldest first."""
    pack = pack_by_hash(case.pack_id)
    mine = [each for each in opened if each.entry.dossier_id == case.pk]
    in_turn = [each for each in mine if each.entry.id not in standing.out_of_turn]
    pieces = (_piece(pack, each.entry, each.answers) for each in in_turn)
    return tuple(piece for piece in pieces if piece and (piece.said or piece.words))


def pieces_to_restrict(case: Dossier) -> tuple[Piece, ...]:
    """Return the pieces that a copy could hold by their names and days, without opening one."""
    pack = pack_by_hash(case.pack_id)
    pieces = (_piece(pack, entry, {}) for entry in case.entries.select_related("author_body"))
    return tuple(piece for piece in pieces if piece)


def _piece(pack: Pack, entry: Entry, answers: Values) -> Piece | None:
    protocol = pack.protocols[entry.dossier.protocol]
    step = protocol.steps.get(entry.step)
    if step is None or not step.form or rule_for(protocol, step) == NEVER:
        return None
    form = pack.forms[step.form]
    values = dict(_without_hours(form, {**from_json(entry.coded), **answers}))
    asked = _marked(form, ASKED)
    never = _marked(form, LEFT_OUT)
    return Piece(
        id=str(entry.id),
        day=entry.at.astimezone(pack.tzinfo).date(),
        step=say(f"step.{protocol.key}.{step.key}", pack),
        body=entry.author_body.name if entry.author_body and entry.author_body.listed else "",
        said=in_words(form, _only(values, without=asked | never)),
        words=in_words(form, _only(values, without=never, among=asked)),
        is_asked=rule_for(protocol, step) == ASK,
    )


def _marked(form: Form, mark: str) -> frozenset[str]:
    return frozenset(question.name for question, _ in walk(form.items) if question.copy == mark)


def _only(
    values: Values, *, without: frozenset[str], among: frozenset[str] | None = None
) -> dict[str, Value]:
    """Keep some answers, in the rows of repeats too; a row without any is gone."""
    kept: dict[str, Value] = {}
    for name, value in values.items():
        if is_rows(value):
            rows = (_only(row, without=without, among=among) for row in value)
            kept[name] = tuple(row for row in rows if row)
        elif name not in without and (among is None or name in among):
            kept[name] = value
    return kept


def _without_hours(form: Form, values: Values) -> Iterator[tuple[str, Value]]:
    moments = {each.name for each in form.questions() if each.kind == "datetime"}
    for name, value in values.items():
        yield name, to_text(value)[:10] if name in moments else value


def restriction_of(case: Dossier, opened: Iterable[OpenedEntry]) -> Restriction | None:
    """Return the newest resolution that restricts access; it takes the place of earlier ones."""
    zone = pack_by_hash(case.pack_id).tzinfo
    own = [each for each in opened if each.entry.dossier_id == case.pk]
    written = [each for each in own if each.entry.step == RESTRICT and each.answers]
    return _restriction(written[-1], zone) if written else None


def _restriction(opened: OpenedEntry, zone: object) -> Restriction:
    said: Mapping[str, Value] = opened.answers
    pieces = said.get(PIECES, ())
    until = read_date(to_text(said.get("restrict_until", "")))
    return Restriction(
        pieces=frozenset(map(str, pieces)) if isinstance(pieces, tuple | list) else frozenset(),
        named=to_text(said.get("pieces_named", "")),
        reason=to_text(said.get("restrict_reason", "")),
        number=to_text(said.get("resolution_number", "")),
        until=until or date.max,
        day=opened.entry.at.astimezone(zone).date(),  # type: ignore[arg-type]
    )


GIVE, WITHOUT_WORDS, WITHHOLD = "give", "words", "withhold"


@dataclass(frozen=True)
class Decided:
    """A piece, and what was decided of it, with the reason where something is kept back."""

    piece: Piece
    decision: str
    reason: str

    @property
    def given(self) -> tuple[Said, ...]:
        """Return what the copy holds of it."""
        if self.decision == WITHHOLD:
            return ()
        return self.piece.said + (self.piece.words if self.decision == GIVE else ())


def today(at: datetime, case: Dossier) -> date:
    """Return the day of a moment, where the case is."""
    return at.astimezone(pack_by_hash(case.pack_id).tzinfo).date()

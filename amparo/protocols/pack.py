"""What a pack is: all that one country's law and practice say, as one value. Pure.

`read.read_pack` makes one from a folder, `compiled.load_compiled` from its stored bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from amparo.forms.form import Form
from amparo.protocols.clocks import Calendar
from amparo.protocols.condition import Condition
from amparo.protocols.guidance import Guidance
from amparo.protocols.protocol import Limit, Protocol
from amparo.protocols.report import Reports

REACHES = ("district", "province", "region", "country")
"""How far up from the child's district a body of a kind is looked for."""


@dataclass(frozen=True)
class Approval:
    """Who answers for a pack, and since when."""

    by: str
    at: date


@dataclass(frozen=True)
class Holiday:
    """A day without work that the common list does not know."""

    day: date
    source: str
    label: str


@dataclass(frozen=True)
class Hotline:
    """A number to call. `hours` are as of `system.hours`; empty, and `tested` None: not known."""

    key: str
    number: str
    purposes: tuple[str, ...]
    hours: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    free: bool = False
    tested: date | None = None
    order: int = 0
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class BodyKind:
    """A kind of body.

    Attributes:
        reach: how far up a body of this kind is looked for, one of `REACHES`.
        kept_by: the answers of "who must not know" that keep this kind out as a whole.
        roles: the roles a member can have there.
        can: role to the permissions it gives.
        overseen_by: the kinds that a missed clock escalates to, the nearest first.
        cared_for_by: the kinds, outside its community, whose officers care for its members: they
            call after a concern, and are told of a threat. The preferred first.
        is_desk: the national desk that every relay ends in; it must hold a key.
        listed: an office anybody may know of; else only its members and overseers do.
        second_factor: the roles that need one, beside those that always do.
        says_accredited: the coded answer, `yes` or `no`, in which an office of this kind says so.
    """

    key: str
    reach: str
    kept_by: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    can: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    overseen_by: tuple[str, ...] = ()
    cared_for_by: tuple[str, ...] = ()
    is_desk: bool = False
    listed: bool = True
    second_factor: tuple[str, ...] = ()
    says_accredited: str = ""
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Receiver:
    """A kind of body that a route prefers, and whether it must be accredited."""

    kind: str
    accredited: bool = False


@dataclass(frozen=True)
class Route:
    """Where a matter goes. See routes.py.

    Attributes:
        when: over all answers of the concern, the sealed ones too.
        matter: the class of the matter (`class` in the file).
        to: the kinds of receivers, the preferred first.
        always: it adds its receiver whatever else is true; of the others only the first true one
            counts.
        relay: who takes it on for a body without a key, the preferred first.
        none: the hotline to name where nobody is in reach.
    """

    key: str
    when: Condition
    matter: str
    to: tuple[Receiver, ...]
    always: bool = False
    relay: tuple[str, ...] = ()
    none: str = ""
    order: int = 0
    safeguard: bool = False
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Routes:
    """The form they read, the classes of matters with the gravest first, and the rows in order."""

    form: str
    classes: tuple[str, ...]
    rows: tuple[Route, ...]


@dataclass(frozen=True)
class Table:
    """A use of coded answers that is no clock, gate or route, such as a count; said so here."""

    key: str
    reads: tuple[str, ...]
    safeguard: bool = False
    source: str = ""
    label: str = ""


WORDS, ALL, REPORTER, ALL_BUT_STUB = "words", "all", "reporter", "all_but_stub"
ALLEGED = "alleged"
ERASED = (WORDS, ALL, REPORTER, ALL_BUT_STUB, ALLEGED)
"""What a rule of retention erases: all that is sealed; the clear answers too; or who raised it; or
all but that whoever raised it still sees that there was something, and that it has ended; or the
name of an alleged person alone, which may go to a custodian instead."""

REVIEW, ERASE, KEEP, AGREED = "review", "erase", "keep", "agreed"
AFTERWARDS = (REVIEW, ERASE, KEEP, AGREED)
"""What happens then: a person decides; it is erased; it is kept, whatever other rules say; or two
persons agreed to it by the very steps that the time runs from."""


@dataclass(frozen=True)
class Retention:
    """How long something is kept, and what happens then.

    Attributes:
        start: the steps, the newest of which the time runs from (`from` in the file).
        after: how long it is kept.
        what: one of `ERASED`.
        then: one of `AFTERWARDS`.
        when: over the newest coded answers; without it, always.
        reviewed_by: the role that decides where a person does.
    """

    key: str
    protocol: str
    start: tuple[str, ...]
    after: Limit
    what: str = WORDS
    then: str = REVIEW
    when: Condition | None = None
    reviewed_by: str = ""
    safeguard: bool = False
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Ceiling:
    """How much of something is too much, such as the open cases of one worker."""

    key: str
    most: int
    safeguard: bool = False
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Provision:
    """A part of a law. `says` is a word key or empty."""

    key: str
    says: str = ""
    label: str = ""


@dataclass(frozen=True)
class Instrument:
    """A law, decree or guideline, with the parts that rows of the pack lean on.

    `cited_as`: how sources name it, where that is not its key with a space for the first hyphen.
    """

    key: str
    title: str
    source: str
    label: str
    valid_from: date | None = None
    valid_to: date | None = None
    provisions: tuple[Provision, ...] = ()
    cited_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """One country. `hash` is that of its compiled bytes and not a part of them."""

    key: str
    version: str
    languages: tuple[str, ...]
    zone: str
    adult_age: int
    valid_from: date
    valid_to: date
    approved: Approval
    calendar: Calendar
    routes: Routes
    hotlines: Mapping[str, Hotline] = field(default_factory=dict)
    body_kinds: Mapping[str, BodyKind] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    ceilings: Mapping[str, Ceiling] = field(default_factory=dict)
    protocols: Mapping[str, Protocol] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    retention: Mapping[str, Retention] = field(default_factory=dict)
    reports: Reports = field(default_factory=Reports)
    guidance: Guidance = field(default_factory=Guidance)
    hash: str = field(default="", compare=False)

    @property
    def holidays(self) -> frozenset[date]:
        """The days without work, from the pack's first year to five years after its last."""
        return self.calendar.holidays

    @property
    def tzinfo(self) -> tzinfo:
        """The country's zone as it was when the pack was compiled."""
        return self.calendar.zone


def word(pack: Pack, language: str, key: str) -> str:
    """Return a word of the pack; in its first language, or the key itself, where there is none.

    A word may be empty: then nothing is to be said.
    """
    for each in (language, pack.languages[0]):
        found = pack.words.get(each, {}).get(key)
        if found is not None:
            return found
    return key

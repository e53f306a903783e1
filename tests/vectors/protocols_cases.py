"""The small protocol of the protocol vectors, with every kind of clock, and its told cases."""

from datetime import date
from typing import Any

from amparo.forms.values import Value
from amparo.protocols.clocks import Calendar
from amparo.protocols.condition import Condition
from amparo.protocols.expand import expand_zone
from amparo.protocols.pack import Approval, Pack, Routes
from amparo.protocols.protocol import Clock, Coded, Escalate, Limit, Protocol, State, Step

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
HOLIDAYS = ("2027-06-07", "2027-07-23", "2027-07-28", "2027-07-29", "2027-08-06")
CALENDAR = Calendar(
    frozenset(map(date.fromisoformat, HOLIDAYS)), expand_zone("Europe/Oslo", FIRST, LAST)
)
YES_NO = ("yes", "no", "unclear")


def step(key: str, by: str = "service:officer", **fields: Any) -> Step:  # noqa: ANN401  # a row's fields
    return Step(key=key, by=(by,), **fields)


def clock(key: str, limit: Limit, start: str, until: str, **fields: Any) -> Clock:  # noqa: ANN401  # as above
    return Clock(
        key=key,
        limit=limit,
        start=tuple(start.split()),
        until=tuple(until.split()),
        owed_by="service",
        owed_to="child",
        source="made up",
        label="P",
        **fields,
    )


STEPS = (
    step("arrive", "server", opens=True, state="arrived"),
    step("receipt", after=("arrive",), once=True, coded=(Coded("arrived_at", "moment"),)),
    step("inquire", coded=(Coded("crime", choices=YES_NO), Coded("family", choices=YES_NO))),
    step("qualify", opens=True, after=("receipt",), not_after=("release",), state="qualified"),
    step("refer", when=Condition.read("${crime} != 'no'"), coded=(Coded("to", "id"),)),
    step("hold", coded=(Coded("hold_until", "day"),)),
    step("release", after=("qualify",), state="released"),
    step("escalate", "tick"),
)
CLOCKS = (
    clock(
        "qualify",
        Limit("hours", 24),
        "arrive",
        "qualify",
        earlier="arrived_at",
        escalate=(
            Escalate("supervisor", Limit("hours", 0)),
            Escalate("oversight", Limit("working_days", 1)),
        ),
    ),
    Clock(
        "qualify_ext",
        Limit("working_days", 7),
        extends="qualify",
        when=Condition.read("${crime} = 'no' and ${family} = 'no'"),
        source="made up",
        label="P",
    ),
    clock(
        "crime",
        Limit("calendar_days", 0),
        "inquire qualify",
        "refer",
        when=Condition.read("${crime} = 'yes'"),
        until_when=Condition.read("${to} = 'prosecutor'"),
        once=True,
    ),
    clock("tell", Limit("working_days", 2), "receipt qualify", "release", held_by="hold"),
    clock(
        "review",
        Limit("months", 1),
        "qualify",
        "inquire",
        every=Limit("months", 3),
        ends=("release",),
    ),
    clock(
        "visits",
        Limit("months", 6),
        "qualify",
        "inquire",
        times=2,
        at_least=Limit("calendar_days", 1),
        one_at_a_time=True,
    ),
)
PROTOCOL = Protocol(
    key="case",
    title="protocol.case",
    parties=("service",),
    states={key: State(key) for key in ("arrived", "qualified", "released")},
    steps={each.key: each for each in STEPS},
    clocks={each.key: each for each in CLOCKS},
)
PACK = Pack(
    key="example",
    version="1",
    languages=("en",),
    zone="Europe/Oslo",
    adult_age=18,
    valid_from=FIRST,
    valid_to=LAST,
    approved=Approval("Nobody: made up", FIRST),
    calendar=CALENDAR,
    routes=Routes("", (), ()),
    protocols={"case": PROTOCOL},
)

Said = tuple[str, str, dict[str, Value]]
"""A step, the wall clock's moment, and the coded answers; under the key `by` and `stamped` who
and which hour of paper, where it is not the usual."""

PAPER: Said = ("arrive", "2027-05-10 11:00", {"by": "server", "stamped": "2027-05-10 09:15"})
ARRIVE: Said = ("arrive", "2027-05-10 09:15", {"by": "server"})
RECEIPT: Said = ("receipt", "2027-05-10 10:00", {})
TOLD: tuple[tuple[str, tuple[Said, ...]], ...] = (
    ("nothing yet", ()),
    ("it arrives", (ARRIVE,)),
    ("on paper, typed later", (PAPER,)),
    (
        "the receipt says an earlier hour",
        (ARRIVE, ("receipt", "2027-05-10 10:00", {"arrived_at": "2027-05-10T08:00"})),
    ),
    (
        "a step before its time, a stranger, an unknown step",
        (
            ARRIVE,
            ("qualify", "2027-05-10 12:00", {}),
            ("receipt", "2027-05-10 12:01", {"by": "service:supervisor"}),
            ("conjure", "2027-05-10 12:02", {}),
        ),
    ),
    ("a sibling begins with the qualification", (("qualify", "2027-05-10 12:00", {}),)),
    (
        "extended",
        (ARRIVE, RECEIPT, ("inquire", "2027-05-10 15:00", {"crime": "no", "family": "no"})),
    ),
    (
        "unknown extends nothing",
        (ARRIVE, RECEIPT, ("inquire", "2027-05-10 15:00", {"crime": "no", "family": ""})),
    ),
    (
        "an extension that ends",
        (
            ARRIVE,
            RECEIPT,
            ("inquire", "2027-05-10 15:00", {"crime": "no", "family": "no"}),
            ("inquire", "2027-05-13 16:00", {"crime": "yes"}),
        ),
    ),
    (
        "too late to extend",
        (ARRIVE, RECEIPT, ("inquire", "2027-05-11 09:16", {"crime": "no", "family": "no"})),
    ),
    ("met at the due moment", (ARRIVE, RECEIPT, ("qualify", "2027-05-11 09:15", {}))),
    ("met a minute late", (ARRIVE, RECEIPT, ("qualify", "2027-05-11 09:16", {}))),
    (
        "told the wrong one, then the right one",
        (
            ARRIVE,
            RECEIPT,
            ("inquire", "2027-05-10 15:00", {"crime": "yes"}),
            ("refer", "2027-05-10 15:10", {"to": "health"}),
            ("refer", "2027-05-10 15:20", {"to": "prosecutor"}),
            ("qualify", "2027-05-10 16:00", {"crime": "yes"}),
        ),
    ),
    (
        "held over midsummer time and a holiday",
        (
            ARRIVE,
            RECEIPT,
            ("hold", "2027-05-11 08:00", {"hold_until": "2027-06-07"}),
            ("qualify", "2027-05-11 09:00", {}),
        ),
    ),
    (
        "held too late",
        (ARRIVE, RECEIPT, ("hold", "2027-05-13 00:01", {"hold_until": "2027-06-07"})),
    ),
    (
        "released, and a late try",
        (
            ARRIVE,
            RECEIPT,
            ("qualify", "2027-05-11 09:00", {}),
            ("inquire", "2027-06-11 09:00", {}),
            ("inquire", "2027-09-10 09:00", {}),
            ("release", "2027-10-31 02:30", {}),
            ("qualify", "2027-11-01 09:00", {"crime": "yes"}),
        ),
    ),
    (
        "time writes, and moves nothing",
        (ARRIVE, ("escalate", "2027-05-11 09:20", {"by": "tick", "crime": "yes"})),
    ),
)

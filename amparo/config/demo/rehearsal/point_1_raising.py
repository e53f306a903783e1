"""Point 1: a vetted member raises a concern; in danger nothing waits for a form."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from amparo.config.demo.rehearsal.acting import begin, sent, usual, write
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.config.demo.rehearsal.visitor import Visitor
from amparo.dossiers.models import Dossier
from amparo.system.models import Gap

T0 = "It reached the office. No person has read it yet. If there is danger, call."
PLANTED = "MARKOFTHEREHEARSAL"
"""Stands among the words of a concern, and may stand nowhere in the database."""


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    yield from _come_in(stage)
    yield from _call(stage)
    yield from _raise_whole(stage)


def _come_in(stage: Stage) -> Iterator[str]:
    stranger = Visitor(stage.site)
    door = stranger.reading_english()
    typed = {"username": "rosa", "passphrase": "not the right words at all"}
    stranger.send(door, typed, "passphrase").must_say("User name or passphrase is wrong.")
    must_be("a stranger at /concerns/", "/sign-in/", stranger.look("/concerns/").path)
    yield "a wrong passphrase is told so, and lets nobody in"
    home = stage.visitor("rosa").open("/")
    home.must_say("There is danger now", "Raise a concern", "My concerns")
    yield "Rosa comes in, and sees three things to do"


def _call(stage: Stage) -> Iterator[str]:
    """Danger: whom to call, a number that is silent, and three answers that are enough."""
    rosa = stage.visitor("rosa")
    ask = rosa.open("/danger/").must_say("105", "hours not known")
    calling = rosa.send(ask, {"danger_now": "now", "health_now": "no"}, "token")
    calling.must_say("Call 105", "hours not known")
    yield "whom to call stands there at once, with what is known of each number"
    silent = calling.form("nobody").buttons[1]
    calling = rosa.send(calling, {}, "nobody", silent).must_not_say("Call 105")
    gap = Gap.objects.filter(hotline="105", reason="no_answer")
    must_be("gaps noted for 105", 1, gap.count())
    yield "“nobody answers” leads to the next number, and is noted as a gap of the district"
    asked = rosa.send(calling, {}, "answered", calling.form("answered").buttons[0])
    carried = {name: asked.form("called").values.get(name) for name in ("danger_now", "called")}
    must_be("carried along", {"danger_now": ["now"], "called": ["answered"]}, carried)
    short = {"keep_from": ["none"], "home_district": "ours"}
    check = write(rosa, asked, short).must_say("Where it goes", "DEMUNA")
    there = rosa.send(check, {}, "token").must_say(T0)
    yield "in danger three pages are enough, and her call was not asked again"
    first = sent(there)
    again = sent(rosa.send(check, {}, "token"))
    must_be("the situation of a page sent twice", first.situation, again.situation)
    known = Dossier.objects.filter(protocol="concern", opened_at__gt=first.opened_at)
    must_be("concerns after it", 0, known.count())
    yield "sent twice, it is there once"


def _raise_whole(stage: Stage) -> Iterator[str]:
    """All sixteen questions, with somebody of the group kept out and somebody going along."""
    tomas = stage.visitor("tomas")
    first = begin(tomas)
    first.must_not_say("surname", "DNI")
    people = stage.world.people
    answers = usual(
        stage,
        "violence",
        keep_from=["our_group", "local_auth", "municipality"],
        person="family",
        words_seen=f"{PLANTED} (made up)",
        child_called=PLANTED,
        call_me=PLANTED,
    )
    beside = {"kept_people": [str(people["evaristo"].id)], "companion": str(people["rosa"].id)}
    check = write(tomas, first, {**answers, **beside})
    check.must_say("Who will not know", "Evaristo", PLANTED)
    yield "who must not know is asked before anything is addressed, and said back before sending"
    told = tomas.send(check, {}, "token").must_say(T0).must_not_say(PLANTED)
    concern = sent(told)
    told.must_say(concern.code_word)
    yield "after sending she reads a code word and that nobody has read it yet; her words are gone"
    must_be("tables with her words in clear", set(), set(_tables_with(PLANTED)))
    yield "what she wrote stands in clear in no table of the database"


def _tables_with(mark: str) -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # nosec B608  # our own tables
            if any(_holds(value, mark) for row in cursor.fetchall() for value in row):
                yield model._meta.db_table


def _holds(value: object, mark: str) -> bool:
    if isinstance(value, bytes | memoryview):
        return mark.encode() in bytes(value)
    return mark in str(value)

"""Writes tests/vectors/protocols.json:  python -m tests.vectors.write_protocols

Journals and what they come to. The told cases are proved one by one in amparo/protocols/tests; the
odd ones are only long and odd, and pin that every engine reads them alike. A change of the file is
a change of what dossiers are owed.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from amparo.base.canonical import sha256
from amparo.base.time import write_moment
from amparo.forms.values import Value
from amparo.protocols.compiled import compile_pack
from amparo.protocols.replay import Duty, Happened, Standing, replay
from tests.vectors.protocols_cases import (
    ARRIVE,
    CALENDAR,
    PACK,
    PROTOCOL,
    TOLD,
    Said,
)

FILE = Path(__file__).with_name("protocols.json")
ODD = 40
ODD_STEPS = (
    *("inquire", "receipt", "inquire", "hold", "qualify", "refer", "inquire", "qualify", "hold"),
    *("release", "escalate", "arrive", "conjure"),
)
MOSTLY_NO = ("no", "no", "yes", "unclear")
NOW = CALENDAR.zone.moment(datetime.fromisoformat("2027-12-01 12:00"))


def entries(said: Sequence[Said]) -> list[Happened]:
    return [_entry(number, each) for number, each in enumerate(said, 1)]


def _entry(number: int, said: Said) -> Happened:
    key, wall, answers = said
    stamped = str(answers.get("stamped", ""))
    return Happened(
        id=UUID(int=0x01970000_0000_7000_8000_000000000000 + number),
        step=key,
        at=_moment(wall),
        position=number,
        coded={name: value for name, value in answers.items() if name not in {"by", "stamped"}},
        by=str(answers.get("by", "service:officer")),
        stamped=_moment(stamped) if stamped else None,
    )


def _moment(wall: str) -> datetime:
    return CALENDAR.zone.moment(datetime.fromisoformat(wall))


def odd_journal(seed: int) -> list[Said]:
    """Return a journal that looks drawn by chance, the same in every run."""
    drawn = iter(b"".join(sha256(b"amparo journal %d.%d" % (seed, each)) for each in range(4)))
    start = datetime.fromisoformat("2027-03-20 09:15")
    said = [ARRIVE]
    for _ in range(5 + next(drawn) % 10):
        key = ODD_STEPS[next(drawn) % len(ODD_STEPS)]
        start += timedelta(hours=next(drawn) % 26, minutes=next(drawn) % 60)
        said.append((key, f"{start:%Y-%m-%d %H:%M}", _odd_answers(key, drawn)))
    return [("arrive", "2027-03-20 09:15", {"by": "server"}), *said[1:]]


def _odd_answers(key: str, drawn: Iterator[int]) -> dict[str, Value]:
    answers: dict[str, Value] = {"by": "tick"} if key == "escalate" else {}
    if key in {"inquire", "qualify"}:
        answers |= {name: MOSTLY_NO[next(drawn) % 4] for name in ("crime", "family")}
    if key == "refer":
        answers["to"] = ("prosecutor", "health")[next(drawn) % 2]
    if key == "hold":
        answers["hold_until"] = f"2027-04-{1 + next(drawn) % 30:02}"
    return answers


def cases() -> Iterator[dict[str, Any]]:
    for about, said in TOLD:
        yield _case(about, entries(said))
    for seed in range(ODD):
        yield _case(f"odd journal {seed}", entries(odd_journal(seed)))


def _case(about: str, journal: Sequence[Happened]) -> dict[str, Any]:
    standing = replay(PROTOCOL, journal, NOW, CALENDAR)
    return {
        "about": about,
        "entries": [entry_json(each) for each in journal],
        "standing": standing_json(standing),
    }


def entry_json(entry: Happened) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "step": entry.step,
        "at": write_moment(entry.at),
        "position": entry.position,
        "coded": dict(entry.coded),
        "by": entry.by,
        "stamped": _written(entry.stamped),
    }


def standing_json(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state,
        "allowed": sorted(standing.allowed),
        "out_of_turn": sorted(map(str, standing.out_of_turn)),
        "values": dict(standing.values),
        "duties": [duty_json(each) for each in standing.duties],
        "met": [duty_json(each) for each in standing.met],
    }


def duty_json(duty: Duty) -> dict[str, Any]:
    return {
        "clock": duty.clock,
        "instance": duty.instance,
        "since": write_moment(duty.since),
        "due": write_moment(duty.due),
        "done_at": _written(duty.done_at),
        "held_until": _written(duty.held_until),
        "extended_by": duty.extended_by,
        "escalations": [[each.level, each.to, write_moment(each.at)] for each in duty.escalations],
    }


def _written(moment: datetime | None) -> str:
    return write_moment(moment) if moment else ""


def vectors() -> dict[str, Any]:
    return {
        "about": "What journals come to. pack is a compiled pack; all is asked at the moment `at`."
        " instance is the id of the entry that started a duty, or of a later round the UUIDv5 of"
        " the round before and the clock. Duties are ordered by due, clock, since and instance.",
        "at": write_moment(NOW),
        "pack": json.loads(compile_pack(PACK)),
        "cases": list(cases()),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

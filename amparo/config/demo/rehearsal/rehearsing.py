"""Plays the points one after the other, and says of each what held and how long it took."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter

from django.db import connection

from amparo.config.demo.founding import Tell
from amparo.config.demo.rehearsal import (
    point_1_raising,
    point_2_routes,
    point_3_officer,
    point_4_answers,
    point_5_office,
    point_6_protocols,
    point_7_whole_case,
    point_8_conciliation,
    point_9_between,
    point_10_care,
    point_11_trust,
    point_12_paper,
    point_13_search,
    point_14_reports,
    point_15_estimates,
    point_16_phone,
)
from amparo.config.demo.rehearsal.stage import Stage, found_world, run, served, server_log
from amparo.config.demo.rehearsal.visitor import NotAsExpected
from amparo.dossiers.models import Dossier, Entry

POINTS: tuple[tuple[str, Callable[[Stage], Iterator[str]]], ...] = (
    ("A member raises a concern, and in danger calls first", point_1_raising.play),
    ("The routes choose who receives it", point_2_routes.play),
    ("The officer opens, receives and qualifies it", point_3_officer.play),
    ("Whoever raised it hears back; what is missed is told", point_4_answers.play),
    ("A supervisor leads the office", point_5_office.play),
    ("Anyone in the body reads the protocol", point_6_protocols.play),
    ("A whole case goes to its end", point_7_whole_case.play),
    ("Conciliation goes through its gate alone", point_8_conciliation.play),
    ("Services work together by consent", point_9_between.play),
    ("Whoever helps is cared for", point_10_care.play),
    ("What is beside the usual way takes a reason, or two people", point_11_trust.play),
    ("Paper leads to nobody", point_12_paper.play),
    ("A child is found by another spelling", point_13_search.play),
    ("Numbers tell of many", point_14_reports.play),
    ("Lists that overlap tell of those on none", point_15_estimates.play),
    ("A phone gives notice while the server is gone", point_16_phone.play),
)

LAST_OF_LOG = 4000
"""Letters of the server's log that are shown where something failed."""


@dataclass(frozen=True)
class Result:
    """One point: how long it took, and what was not as expected; empty if all was."""

    title: str
    seconds: float
    fault: str


def rehearse(tell: Tell) -> bool:
    """Rehearse the whole path in the home and database that are here; tell if all of it held."""
    begun = perf_counter()
    world, founded = found_world()
    with served() as server:
        stage = Stage(world, server, founded)
        people = f"{len(world.people)} people, {len(world.bodies)} bodies"
        tell(f"Set up: {people}, {connection.vendor}, served at {server.site}")
        tell(f"  {perf_counter() - begun:5.1f} s")
        results = [_played(number, stage, tell) for number in range(len(POINTS))]
        results.append(_looked_back(tell))
    failed = [result for result in results if result.fault]
    seconds = perf_counter() - begun
    held = f"{len(results) - len(failed)} of {len(results)} held"
    written = f"{Dossier.objects.count()} dossiers, {Entry.objects.count()} entries"
    tell(f"{held}, in {seconds:.1f} s: {written}.")
    if failed:
        tell(server_log().read_text(encoding="utf-8")[-LAST_OF_LOG:])
    return not failed


def _played(number: int, stage: Stage, tell: Tell) -> Result:
    title, play = POINTS[number]
    return play_point(f"{number + 1}. {title}", lambda: play(stage), tell)


def _looked_back(tell: Tell) -> Result:
    return play_point("Looking back", _whole, tell)


def _whole() -> Iterator[str]:
    run("audit", "verify")
    yield "the log is whole, and every entry is what the log says"
    run("replay", "--all")
    yield "replaying every journal gives what is stored"


def play_point(title: str, play: Callable[[], Iterator[str]], tell: Tell) -> Result:
    """Play one point and say each step as it is done."""
    begun = last = perf_counter()
    fault = ""
    tell(title)
    try:
        for step in play():
            now = perf_counter()
            tell(f"  {now - last:5.1f} s  {step}")
            last = now
    except NotAsExpected as unexpected:
        fault = str(unexpected)
        tell(f"  FAILED   {fault}")
    seconds = perf_counter() - begun
    tell(f"  {seconds:5.1f} s  {'failed' if fault else 'held'}")
    return Result(title, seconds, fault)

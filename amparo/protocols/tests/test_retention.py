"""From when a time runs: a case that ended counts from its end, one taken up again from then."""

from datetime import datetime, timedelta

import pytest

from amparo.base.time import UTC
from amparo.protocols.journal import Happened
from amparo.protocols.read_stories import read_stories
from amparo.protocols.retention import Reached, is_kept_always, kept_until
from tests.world import PACKS, peru

BEGUN = datetime(2027, 5, 10, 14, tzinfo=UTC)
STEPS = {
    "arrive": "server",
    "open": "server",
    "receipt": "service:officer",
    "qualify": "service:officer",
    "early_asked": "service:supervisor",
    "early_answered": "oversight:oversight",
}
COMMON = ("arrive", "open", "receipt", "qualify")
SAYS = {
    "receipt": {"conflict": "none", "danger_checked": "safe_now"},
    "qualify": {"crime": "no", "family_protection": "none", "next": "case"},
    "early_answered": {"early_says": "agree"},
}


def journal(*steps: str, **changed: object) -> list[Happened]:
    return [
        Happened(
            id=str(place),  # type: ignore[arg-type]
            step=step,
            at=BEGUN + timedelta(days=place),
            position=place,
            coded={**SAYS.get(step, {}), **(changed if step == "qualify" else {})},  # type: ignore[dict-item]
            by=STEPS[step],
            stamped=None,
        )
        for place, step in enumerate((*COMMON, *steps), start=1)
    ]


def reached(*steps: str, **changed: object) -> dict[str, Reached]:
    found = kept_until(peru(), "case", journal(*steps, **changed))
    return {each.rule.key: each for each in found}


def told_until(last: str) -> list[Happened]:
    """Return what happened in the story of a case that ended and was taken up again."""
    stories = read_stories(PACKS / "pe")
    given = next(each.given for each in stories if each.key == "reopened")  # type: ignore[union-attr]
    place = next(n for n, each in enumerate(given) if each.step == last)
    return [
        Happened(
            id=str(n),  # type: ignore[arg-type]
            step=each.step,
            at=datetime.fromisoformat(f"{each.at}-05:00"),
            position=n,
            coded=each.coded,
            by=each.by,
            stamped=None,
        )
        for n, each in enumerate(given[: place + 1], start=1)
    ]


@pytest.mark.parametrize("rule", ["PE.keep.raiser", "PE.keep.case"])
@pytest.mark.parametrize("last", ["close", "reopen"])
def test_the_time_of_an_ended_case_runs_from_its_end_or_its_new_beginning(
    rule: str, last: str
) -> None:
    entries = told_until(last)
    found = {each.rule.key: each for each in kept_until(peru(), "case", entries)}
    assert found[rule].since == entries[-1].at


def test_who_raised_it_is_kept_as_long_as_nothing_ended() -> None:
    assert "PE.keep.raiser" not in reached()


def test_what_two_persons_agreed_to_is_due_a_moment_after_and_not_at_it() -> None:
    early = reached("early_asked", "early_answered")["early"]
    answered = BEGUN + timedelta(days=6)
    assert not early.is_due(answered)
    assert early.is_due(answered + timedelta(minutes=1))
    assert "early" not in reached("early_asked")


def test_sexual_violence_is_kept_whatever_two_persons_agree_to() -> None:
    rights = {"rights": ("vac.sexual.contact",)}
    assert reached("early_asked", "early_answered", **rights) == {}
    assert is_kept_always(peru(), "case", journal(**rights))
    assert not is_kept_always(peru(), "case", journal())

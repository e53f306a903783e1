"""What was typed and not sent: sealed to its author, found again, thrown away."""

from amparo.base.ids import new_id
from amparo.dossiers.actions.drafts import drop_draft, drop_drafts_under, keep_draft, open_draft
from amparo.dossiers.models import Draft
from amparo.dossiers.tests.conftest import MONDAY, World, later

TYPED = {"words_seen": ["MARK ¿niña? 👧 مرحبا <script>"], "signs": ["hurt", "threat"]}


def private(world: World, who: str) -> bytes:
    return bytes(world.people[who].sealed_private)


def test_a_draft_comes_back_as_it_was_typed(world: World) -> None:
    member = world.people["member"]
    keep_draft("/concerns/raise/", TYPED, by=member, at=MONDAY)
    assert open_draft("/concerns/raise/", private(world, "member"), by=member) == TYPED


def test_nothing_typed_stands_in_the_database_in_clear(world: World) -> None:
    keep_draft("/concerns/raise/", TYPED, by=world.people["member"], at=MONDAY)
    assert b"MARK" not in bytes(Draft.objects.get().box)


def test_the_size_of_a_draft_does_not_show_how_much_was_typed(world: World) -> None:
    member = world.people["member"]
    short = len(keep_draft("/a/", {"w": ["a"]}, by=member, at=MONDAY).box)
    longer = len(keep_draft("/b/", {"w": ["a" * 300]}, by=member, at=MONDAY).box)
    assert short == longer


def test_keeping_again_replaces_and_somebody_elses_page_is_another(world: World) -> None:
    member, other = world.people["member"], world.people["coordinator"]
    keep_draft("/a/", {"w": ["1"]}, by=member, at=MONDAY)
    keep_draft("/a/", {"w": ["2"]}, by=member, at=later(hours=1))
    assert open_draft("/a/", private(world, "member"), by=member) == {"w": ["2"]}
    assert open_draft("/a/", private(world, "coordinator"), by=other) == {}


def test_all_that_was_typed_under_one_id_goes_and_nothing_else(world: World) -> None:
    member, other = world.people["member"], world.people["coordinator"]
    mine, next_one = new_id(MONDAY), new_id(MONDAY)
    for page in (f"concern/{mine}", f"/concerns/raise/{mine}/words/", f"concern/{next_one}"):
        keep_draft(page, TYPED, by=member, at=MONDAY)
        keep_draft(page, TYPED, by=other, at=MONDAY)
    drop_drafts_under(mine, by=member.id, at=later(hours=1))
    assert [kept.page for kept in Draft.objects.filter(account=member)] == [f"concern/{next_one}"]
    assert Draft.objects.filter(account=other).count() == 3


def test_a_draft_that_was_thrown_away_is_gone(world: World) -> None:
    member = world.people["member"]
    keep_draft("/a/", TYPED, by=member, at=MONDAY)
    drop_draft("/a/", by=member, at=later(hours=1))
    assert not Draft.objects.exists()
    assert open_draft("/a/", private(world, "member"), by=member) == {}

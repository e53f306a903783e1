"""Rows moved, cut and turned by whoever owns the disk: what was sealed opens only in its place."""

from collections.abc import Callable

import pytest
from django.db import models

from amparo.base.ids import new_id
from amparo.dossiers.actions.drafts import keep_draft
from amparo.dossiers.actions.parts import context_of
from amparo.dossiers.models import Dossier, Draft, Entry, SealedPart, Wrap
from amparo.dossiers.verify import altered_entries
from amparo.sealing.keys import new_content_key, new_key_pair, seal_to
from amparo.sealing.parts import seal_part
from amparo.trust.actions.circles import start_epoch
from amparo.trust.keyring import current_epoch
from amparo.trust.models import Account, Epoch, EpochKey
from tests.append_only import lifted
from tests.world import Clock, World

WORDS, OTHER = "MARK-WORDS", "MARK-OTHER"
KIND = ("can&#x27;t be opened", "does not open")
"""What a person is told, in the page's own escaping."""


def part_of(case: Dossier, part_class: str = "sealed") -> SealedPart:
    concern = case.came_from
    assert concern is not None
    return SealedPart.objects.get(entry__dossier=concern, part_class=part_class)


def put(row: models.Model, **columns: object) -> None:
    """Write columns as whoever owns the disk does: past every action."""
    type(row)._default_manager.filter(pk=row.pk).update(**columns)  # noqa: SLF001


def swap(one: models.Model, other: models.Model, *columns: str) -> None:
    mine = {name: getattr(one, name) for name in columns}
    theirs = {name: getattr(other, name) for name in columns}
    put(one, **theirs)
    put(other, **mine)


@pytest.fixture
def cases(world: World) -> tuple[Dossier, Dossier]:
    """Two cases in ana's hands; each file shows its own words."""
    one = world.case_of(world.raise_concern(words_seen=WORDS, child_called="MARK-CHILD"))
    other = world.case_of(world.raise_concern(words_seen=OTHER, child_called="MARK-CHILD"))
    for case, words in ((one, WORDS), (other, OTHER)):
        assert words in file_of(world, case)
    return one, other


def file_of(world: World, case: Dossier, who: str = "ana") -> str:
    return world.signed_in(who).get(f"/dossiers/{case.pk}/file/").content.decode()


def refuses(page: str) -> None:
    """Assert that a page shows no word that was sealed, and says so kindly."""
    assert "MARK" not in page
    assert any(words in page for words in KIND), page
    assert "Something went wrong on our side" not in page


def turned(at: int) -> Callable[[bytes], bytes]:
    def flip(whole: bytes) -> bytes:
        bits = bytearray(whole)
        bits[at] ^= 1
        return bytes(bits)

    return flip


CUTS: dict[str, Callable[[bytes], bytes]] = {
    "a bit of the version": turned(0),
    "a bit of the nonce": turned(7),
    "a bit of the words": turned(60),
    "a bit of the tag": turned(-1),
    "nothing left": lambda _: b"",
    "the head alone": lambda whole: whole[:25],
    "one byte less": lambda whole: whole[:-1],
    "one byte more": lambda whole: whole + b"\0",
    "other bytes": lambda whole: bytes(len(whole)),
}


def test_what_was_changed_does_not_open(world: World, cases: tuple[Dossier, Dossier]) -> None:
    part = part_of(cases[0])
    for cut in CUTS.values():
        put(part, ciphertext=cut(bytes(part.ciphertext)))
        refuses(file_of(world, cases[0]))
        assert [*altered_entries()], "the log does not tell that a part was changed"
    assert OTHER in file_of(world, cases[1]), "a case beside it is not touched"
    put(part, ciphertext=part.ciphertext)
    assert WORDS in file_of(world, cases[0]), "what was put back opens again"


def test_a_changed_wrap_opens_nothing(world: World, cases: tuple[Dossier, Dossier]) -> None:
    wrap = part_of(cases[0]).wraps.get()
    for cut in CUTS.values():
        put(wrap, box=cut(bytes(wrap.box)))
        refuses(file_of(world, cases[0]))


def test_words_put_into_another_case_do_not_open_there(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    one, other = map(part_of, cases)
    swap(one, other, "ciphertext")
    for case in cases:
        refuses(file_of(world, case))


def test_words_put_into_another_case_with_their_key_do_not_open_there(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    one, other = map(part_of, cases)
    swap(one, other, "ciphertext")
    swap(one.wraps.get(), other.wraps.get(), "box")
    for case in cases:
        refuses(file_of(world, case))


def test_a_key_from_another_case_opens_nothing(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    one, other = map(part_of, cases)
    swap(one.wraps.get(), other.wraps.get(), "box")
    refuses(file_of(world, cases[0]))


def test_a_part_moved_to_another_entry_of_the_same_case_does_not_open(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    arrived = cases[0].entries.get(step="arrive")
    put(part_of(cases[0]), entry=arrived)
    refuses(file_of(world, cases[0]))


def test_an_identity_labelled_as_everyday_words_does_not_open(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    identity, words = part_of(cases[0], "reporter"), part_of(cases[0])
    put(words, part_class="put-aside")
    put(identity, part_class="sealed")
    page = file_of(world, cases[0])
    refuses(page)
    assert "Neighbour" not in page


def test_how_to_call_labelled_as_everyday_words_does_not_open(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    call, words = part_of(cases[0], "callback"), part_of(cases[0])
    put(words, part_class="put-aside")
    put(call, part_class="sealed")
    refuses(file_of(world, cases[0]))


@pytest.mark.parametrize("column", ["author_id", "step", "dossier_id"])
def test_words_under_another_author_step_or_dossier_do_not_open(
    world: World, cases: tuple[Dossier, Dossier], column: str
) -> None:
    entry = part_of(cases[0]).entry
    other = {"author_id": world.people["beto"].id, "step": "read", "dossier_id": cases[0].pk}
    with lifted():
        put(entry, **{column: other[column], "position": 99})
    refuses(file_of(world, cases[0]))


def test_an_old_key_s_wrap_played_again_under_new_words_opens_nothing(
    world: World, clock: Clock, cases: tuple[Dossier, Dossier]
) -> None:
    circle = world.bodies["demuna"].circle
    old_wrap = part_of(cases[0]).wraps.get()
    key = world.keyring("ana").current_private_of(circle.id)
    start_epoch(circle, opened_with=key, by=None, at=clock.move(hours=1))
    newer = world.case_of(world.raise_concern(words_seen="MARK-NEWER"))
    assert "MARK-NEWER" in file_of(world, newer)
    put(part_of(newer).wraps.get(), epoch=old_wrap.epoch, box=old_wrap.box)
    refuses(file_of(world, newer))
    assert WORDS in file_of(world, cases[0]), "the old words open still, through the chain"


def test_a_wrap_labelled_with_an_older_key_opens_nothing(
    world: World, clock: Clock, cases: tuple[Dossier, Dossier]
) -> None:
    circle = world.bodies["demuna"].circle
    first = current_epoch(circle.id)
    key = world.keyring("ana").current_private_of(circle.id)
    start_epoch(circle, opened_with=key, by=None, at=clock.move(hours=1))
    newer = world.case_of(world.raise_concern())
    put(part_of(newer).wraps.get(), epoch=first)
    refuses(file_of(world, newer))
    assert cases


def test_a_chain_whose_link_was_changed_leads_nowhere(
    world: World, clock: Clock, cases: tuple[Dossier, Dossier]
) -> None:
    circle = world.bodies["demuna"].circle
    key = world.keyring("ana").current_private_of(circle.id)
    start_epoch(circle, opened_with=key, by=None, at=clock.move(hours=1))
    EpochKey.objects.filter(epoch__circle=circle, epoch__number=1).delete()
    newest = current_epoch(circle.id)
    assert newest is not None
    put(newest, handed_on=seal_to(bytes(newest.public_key), new_key_pair().private))
    refuses(file_of(world, cases[0]))


def test_a_membership_key_that_was_put_there_by_somebody_else_is_not_used(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    ana = world.people["ana"]
    mine = EpochKey.objects.get(account=ana, epoch__circle=world.bodies["demuna"].circle)
    put(mine, box=seal_to(bytes(ana.public_key), new_key_pair().private))
    refuses(file_of(world, cases[0]))


def test_words_that_anybody_could_seal_to_the_office_do_not_pass_for_the_author_s(
    world: World, cases: tuple[Dossier, Dossier]
) -> None:
    part = part_of(cases[0])
    entry, wrap, key = part.entry, part.wraps.get(), new_content_key()
    assert wrap.epoch is not None
    place = context_of(entry.id, entry.dossier_id, entry.step, entry.author_id, "sealed")
    forged = seal_part(b'{"words_seen": "MARK-FORGED"}', key, place)
    put(part, ciphertext=forged)
    put(wrap, box=seal_to(bytes(wrap.epoch.public_key), key))
    refuses(file_of(world, cases[0]))


@pytest.mark.parametrize("whose", ["circle", "account"])
def test_nothing_is_sealed_to_a_public_key_that_the_directory_did_not_sign(
    world: World, whose: str
) -> None:
    thief = new_key_pair().public
    if whose == "circle":
        Epoch.objects.filter(circle=world.bodies["demuna"].circle).update(public_key=thief)
    else:
        Account.objects.filter(pk=world.people["rosa"].pk).update(public_key=thief)
    before = (Entry.objects.count(), Wrap.objects.count(), Draft.objects.count())
    if whose == "circle":
        with pytest.raises(Exception, match="signature"):
            world.raise_concern()
    else:
        rosa = world.people["rosa"]
        rosa.refresh_from_db()
        with pytest.raises(Exception, match="signature"):
            keep_draft("/concerns/", {"a": [WORDS]}, by=rosa, at=world.clock.at)
    assert (Entry.objects.count(), Wrap.objects.count(), Draft.objects.count()) == before


def test_a_draft_of_somebody_else_or_of_another_time_does_not_open(world: World) -> None:
    begun = new_id(world.clock.at)
    page = f"concern/{begun}"
    for who, words in (("rosa", WORDS), ("lucia", OTHER)):
        typed = {"words_seen": [words]}
        keep_draft(page, typed, by=world.people[who], at=world.clock.at)
    one, other = Draft.objects.order_by("pk")
    swap(one, other, "box")
    for who in ("rosa", "lucia"):
        address = f"/concerns/raise/{begun}/words/"
        answer = world.signed_in(who).get(address)
        # As if there were none: so is one that was kept before its author got a new key.
        assert answer.status_code == 200
        assert "MARK" not in answer.content.decode()

"""A voice note by a microphone and squares of dots by a camera, both made up by Chromium."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from amparo.desk.phones import drawn_address
from amparo.dossiers.models import Dossier, Media
from amparo.trust.actions.devices import begin_enrolment, confirm_enrolment
from amparo.trust.models import Enrolment
from conftest import CHROMIUM, QUIET
from tests.phone.hurt import hurt
from tests.phone.pocket import SOON, Pocket
from tests.world import World

pytestmark = [hurt, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VOICE = "button:has-text('Say it with my voice')"
EBML = bytes.fromhex("1a45dfa3")
"""With these begins what a browser records in WebM."""

SPARE_IS_KEPT = "async (name) => (await caches.match(`/phone/${name}.js`)) !== undefined"
SIDE = 480
STAYS = 12
"""So many pictures of the camera show the same square: it takes thirty a second."""

FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (kept) {
    if (this.name !== "media") return put.call(this, kept);
    throw new DOMException("made up", "QuotaExceededError");
  };
  globalThis.hasRoomAgain = () => { IDBObjectStore.prototype.put = put; };
}"""


@contextmanager
def equipped(chromium: Browser, *more: str) -> Iterator[Browser]:
    """Run a Chromium that has a microphone and a camera, and lets the page use them."""
    made_up = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", *more)
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *made_up])
    yield browser
    browser.close()


def test_a_voice_note_waits_behind_the_text_and_is_heard_at_the_desk(
    chromium: Browser, pockets: Callable[..., Pocket], world: World
) -> None:
    with equipped(chromium) as browser:
        pocket = pockets(browser).enrols(world, "rosa")
        pocket.context.set_offline(True)
        pocket.begins_notice().answers({**SOON, "words_seen": "MARK"}, until=VOICE)
        pocket.page.evaluate(FULL)
        records(pocket, "What you wrote is safe; the photo or voice did not fit")
        assert (pocket.kept("media"), pocket.kept("drafts")) == (0, 1)
        pocket.page.evaluate("hasRoomAgain()")
        records(pocket, "Recorded:")
        word = pocket.answers(SOON).sends()
        assert (pocket.kept("media"), pocket.kept("outbox")) == (1, 1)
        pocket.context.set_offline(False)
        pocket.opens().until_sent()
        for _ in range(200):
            if pocket.kept("media") == 0:
                break
            pocket.page.wait_for_timeout(100)
        pocket.context.close()
    assert Media.objects.get().whole_at
    case = Dossier.objects.get(protocol="case", situation=situation(word))
    ana = world.signed_in("ana")
    heard = f"/dossiers/{case.pk}/recordings/{Media.objects.get().pk}/"
    assert heard in ana.get(f"/dossiers/{case.pk}/file/").content.decode()
    answer = ana.get(heard)
    assert answer["Content-Type"] == "audio/webm"
    assert answer.content.startswith(EBML)
    assert len(answer.content) > 1000


def records(pocket: Pocket, then: str) -> None:
    pocket.page.click(VOICE)
    pocket.page.wait_for_timeout(1500)
    pocket.page.click("button:has-text('Stop recording')")
    pocket.page.wait_for_selector(f"text={then}")


def situation(word: str) -> UUID:
    return Dossier.objects.get(protocol="concern", code_word=word).situation


def test_a_phone_begins_and_carries_for_another_by_its_camera(
    chromium: Browser, pockets: Callable[..., Pocket], world: World, tmp_path: Path
) -> None:
    giver = pockets().enrols(world, "rosa")
    keeps(giver, "squares")
    giver.context.set_offline(True)
    word = giver.gives_notice()
    giver.page.click("#done")
    shown = begin_enrolment(world.people["lucia"], by=None, at=world.clock.at)
    pictures = [code_of_the_desk(giver, shown.code), *squares(giver)]
    film = tmp_path / "film.mjpeg"
    film.write_bytes(b"".join(picture * STAYS for picture in pictures))
    with equipped(chromium, f"--use-file-for-fake-video-capture={film}") as browser:
        carrier = pockets(browser)
        carrier.page.click("text=Use the camera")
        carrier.page.wait_for_selector("[data-key=moon]", timeout=60_000)
        carrier.chooses("moon")
        confirm_enrolment(Enrolment.objects.get(pk=shown.enrolment.pk), by=None, at=world.clock.at)
        keeps(carrier.is_let_in(), "scan")
        carrier.context.set_offline(True)
        carrier.enters().page.click("nav >> text=Carry notices another way")
        carrier.page.click(".door:has-text('Take from another phone')")
        carrier.page.wait_for_selector("text=Taken.", timeout=120_000)
        assert carrier.kept("outbox") == 1
        carrier.context.set_offline(False)
        carrier.until_sent()
        carrier.context.close()
    assert Dossier.objects.filter(protocol="concern", code_word=word).count() == 1
    giver.context.set_offline(False)
    giver.opens().until_sent()
    assert Dossier.objects.filter(protocol="concern").count() == 1


def keeps(pocket: Pocket, name: str) -> None:
    """Wait until a script that is fetched last lies on the phone."""
    while not pocket.page.evaluate(SPARE_IS_KEPT, name):
        pocket.page.wait_for_timeout(100)


def squares(giver: Pocket) -> list[bytes]:
    """Show what waits as squares of dots, and take a picture of each."""
    page = giver.page
    page.set_viewport_size({"width": SIDE, "height": 900})
    page.click("nav >> text=Carry notices another way")
    page.click(".door:has-text('squares')")
    pictures: dict[str | None, bytes] = {}
    dots = page.locator("svg.qr path")
    says = page.locator("main .status")
    page.locator("main .status", has_text="Square").wait_for()
    count = int(says.inner_text().split(" of ")[1].split(".")[0])
    while len(pictures) < count:
        shown = dots.get_attribute("d")
        picture = photographed(giver, "svg.qr")
        if dots.get_attribute("d") == shown:
            pictures[shown] = picture
    page.go_back()
    return list(pictures.values())


def code_of_the_desk(giver: Pocket, code: str) -> bytes:
    """Take a picture of what the supervisor's page draws."""
    drawn = drawn_address(giver.site, code)
    page = giver.context.new_page()
    page.set_viewport_size({"width": SIDE, "height": 900})
    page.set_content(
        f'<svg class="qr" viewBox="0 0 {drawn.side} {drawn.side}" style="background:#fff">'
        f'<path d="{drawn.path}"/></svg>'
    )
    now, giver.page = giver.page, page
    picture = photographed(giver, "svg.qr")
    page.close()
    giver.page = now
    return picture


def photographed(giver: Pocket, part: str) -> bytes:
    """Return a square picture as a camera would hand it over, all of one size."""
    drawn = giver.page.locator(part)
    while not (box := drawn.bounding_box()):
        giver.page.wait_for_timeout(20)  # the next square is being put in its place
    clip = {"x": 0, "y": box["y"] - 8, "width": SIDE, "height": SIDE}
    return giver.page.screenshot(type="jpeg", quality=90, clip=clip)  # type: ignore[arg-type]  # a TypedDict is wanted

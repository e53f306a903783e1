"""A phone whose tab is killed while it seals and sends: nothing is lost, nothing doubled."""

import json
import os
import signal
import time
from collections import Counter
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from amparo.dossiers.models import Dossier
from amparo.phone.actions.syncing import sync
from amparo.phone.rules import Answer
from tests.phone.chance import Chance
from tests.phone.pocket import SOON, WORD, Pocket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KILLS = int(os.environ.get("AMPARO_PHONE_KILLS", "5"))
AT_SEALING = 4
"""One in so many is killed at "Send" itself; the others in the round that follows."""

LONG_SEALING, LONG_ROUND = 120, 350
"""Milliseconds in which each of them lies somewhere."""

SEND = "setTimeout(() => document.querySelector('#send').click(), 10)"


def test_a_killed_tab_loses_nothing_and_doubles_nothing(
    pocket: Pocket, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    results, chance, begun = counted(monkeypatch), Chance("kills"), time.monotonic()
    words: list[str] = []
    for kill in range(KILLS):
        if kill % 5 == 3:
            pocket.enters()
        pocket.page.click("text=Give notice")
        pocket.page.click("#begin")
        pocket.answers(SOON).page.evaluate(SEND)
        if kill % AT_SEALING == 1:
            pocket.page.wait_for_timeout(chance.below(LONG_SEALING))
        else:
            words.append(pocket.page.wait_for_selector(WORD).inner_text())  # type: ignore[union-attr]  # it waits until it is there
            pocket.page.wait_for_timeout(chance.below(LONG_ROUND))
        dies(pocket)
    pocket.until_sent()
    sealed = pocket.kept("stubs")
    raised = Counter(Dossier.objects.filter(protocol="concern").values_list("code_word", flat=True))
    hurt = {
        "hurt": "kills",
        "n": KILLS,
        "unsealed": pocket.kept("drafts"),
        "told_again": results["already"],
        "lost": (Counter(words) - raised).total(),
        "doubled": raised.total() - sealed,
        "seconds": round(time.monotonic() - begun, 1),
    }
    with capfd.disabled():
        print(json.dumps(hurt))  # noqa: T201  # what `make phone-hurt` is asked for
    assert sealed + pocket.kept("drafts") == KILLS
    assert (hurt["lost"], hurt["doubled"]) == (0, 0)


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what the server says of each letter that reaches it."""
    results: Counter[str] = Counter()

    def listened(*args: object, **named: object) -> Answer:
        told = sync(*args, **named)  # type: ignore[arg-type]  # as they came
        results.update(told.results)
        return told

    monkeypatch.setattr("amparo.phone.views.syncing.sync", listened)
    return results


def dies(pocket: Pocket) -> None:
    """End the processes of the tab at once (kill -9), and open the app again."""
    browser = pocket.context.browser
    assert browser is not None
    devtools = browser.new_browser_cdp_session()
    for process in devtools.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            with suppress(ProcessLookupError):
                os.kill(process["id"], signal.SIGKILL)
    devtools.detach()
    with suppress(Error):
        pocket.page.close()
    pocket.new_tab()
    pocket.opens()

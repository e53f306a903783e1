"""What the core costs: the weight of first use; unlocking, sealing, the due list when slowed.

Slowed down by Chromium itself. All of it runs on the page's own thread: a worker, where the app
stretches a passphrase, would not be slowed.
"""

import gzip
import json
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import brotli
from playwright.sync_api import Page, sync_playwright

from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from amparo.protocols.phone_part import APP_WORDS, in_language, phone_part
from amparo.protocols.read import read_pack
from tests.phone.bench.line import Line
from tests.phone.journals import journals
from tests.phone.node import APP
from tests.vectors.write_protocols import entry_json

PACKS = APP.parents[2] / "packs"
STATIC = APP.parent / "static" / "phone"
LATER = ("scan.js", "argon_plain.js", "squares.js")
"""What is fetched for a camera, where there is no WebAssembly, and once the rest is there."""
BESIDE = ("picture.", "call.", "card.", "hotline_says.")
"""Words of the pack that come with the app, before there is a pack."""
ENTRIES = 10_000
SLOW, SLOWER = 4, 6
ADDRESS = "http://phone.localhost/"


def lines() -> Iterator[Line]:
    pack = read_pack(PACKS / "pe", PACKS / "base", check=False)
    yield first_use(pack)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        _open(page, Path(folder))
        yield from _slowed(page, pack)
        browser.close()


def first_use(pack: Pack) -> Line:
    """Weigh what comes before the first notice can be given: app, cryptography, pack, words."""
    files = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}
    files = {name: data for name, data in files.items() if name not in LATER}
    own = {
        key: text
        for key, text in pack.words[pack.languages[0]].items()
        if key.startswith((APP_WORDS, *BESIDE))
    }
    files["words"] = json.dumps(own, ensure_ascii=False).encode()
    files["pack"] = in_language(phone_part(pack), pack.languages[0])
    weights = {name: len(gzip.compress(data, 9)) for name, data in files.items()}
    brotlis = {name: len(brotli.compress(data)) for name, data in files.items()}
    more = {"each": brotlis, "gzip": sum(weights.values()), "raw": sum(map(len, files.values()))}
    return Line("first_use", bytes=sum(brotlis.values()), requests=len(files), more=more)


def _open(page: Page, folder: Path) -> None:
    """Show an empty page with the core, built as it is for phones."""
    node = str(shutil.which("node"))
    subprocess.run([node, "build.mjs", str(folder), "src/testing/bench.ts"], cwd=APP, check=True)  # noqa: S603
    script = (folder / "bench.js").read_text(encoding="utf-8")
    page.route(
        ADDRESS, lambda route: route.fulfill(body="<!doctype html>", content_type="text/html")
    )
    page.goto(ADDRESS)
    page.add_script_tag(content=script, type="module")
    page.wait_for_function("window.bench !== undefined")


def _slowed(page: Page, pack: Pack) -> Iterator[Line]:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield _line("save_seal", page.evaluate("part => bench.saveSeal(part)", _part(pack)), cpu=SLOWER)
    yield _line("unlock", page.evaluate("bench.unlock()"), cpu=SLOWER)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    yield _line("due_list", page.evaluate("held => bench.dueList(held)", _held(pack)), cpu=SLOW)


def _line(bench: str, told: Any, **more: Any) -> Line:  # noqa: ANN401  # whatever JSON holds
    times = told.pop("times")
    spread = {"best": round(min(times), 1), "worst": round(max(times), 1)}
    return Line(bench, ms=statistics.median(times), more={**more, **spread, **told})


def _part(pack: Pack) -> str:
    return phone_part(pack).decode()


def _held(pack: Pack) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return dossiers with ten thousand entries in all, of every protocol that Peru has."""
    dossiers, count = [], 0
    for made in journals(pack, ENTRIES):
        dossiers.append([made.protocol, [entry_json(entry) for entry in made.entries]])
        count += len(made.entries)
        if count >= ENTRIES:
            break
    return {"pack": json.loads(compile_pack(pack))["pack"], "dossiers": dossiers}

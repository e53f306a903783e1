"""The app as one list of files: each with its hash, so that a phone keeps all of it or nothing."""

import base64
import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse

from amparo.system.packs import current_pack, pack_by_hash

BEFORE_A_PACK = ("picture.", "hotline_says.", "call.", "card.")
"""The words of a pack that are said before a phone has one."""

APP = "phone"
SCRIPTS = ("argon", "argon_plain", "scan", "squares")
LATER = ("argon_plain", "scan", "squares")
"""What no phone needs first: fetched when it is asked for, and then kept by its hash too."""

BUILT = Path(__file__).parent / "static" / "phone"


@lru_cache(maxsize=16)
def words_in(pack: str, language: str) -> bytes:
    """Return what the app says before it has a pack: its own words, and some of the pack's.

    Its own are those of the files that came with it: a pack that was installed before an upgrade
    does not know them.
    """
    known = pack_by_hash(pack)
    said = known.words.get(language, {})
    early = {key: text for key, text in said.items() if key.startswith(BEFORE_A_PACK)}
    folders = [settings.AMPARO.packs / name for name in ("base", known.key)]
    own = [_app_words(folder / "words" / f"{language}.toml") for folder in folders]
    whole = {**early, **{key: text for words in own for key, text in words.items()}}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _app_words(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    tables = tomllib.loads(file.read_text(encoding="utf-8")).get(APP, {})
    return {
        f"{APP}.{table}.{key}": text
        for table, words in tables.items()
        for key, text in words.items()
    }


def languages() -> tuple[str, ...]:
    """Return the languages that the app speaks here: those of the pack."""
    return current_pack().languages


def page() -> bytes:
    """Return the app's one page: the same for everybody, so that it may be kept."""
    told = {
        "label": settings.AMPARO.label,
        "scripts": SCRIPTS,
        "languages": languages(),
        "fault": [
            json.loads(words_in(current_pack().hash, code)).get("phone.fault.no_storage", "")
            for code in languages()
        ],
    }
    return render_to_string("phone/shell.html", told).encode()


def worker() -> bytes:
    """Return the service worker, below the list of what it keeps.

    What only some phones need is listed apart: a phone fetches it when it needs it, by its hash.
    """
    kept = {
        reverse("phone:shell"): page(),
        **{
            reverse("phone:words", args=[code]): words_in(current_pack().hash, code)
            for code in languages()
        },
        **{_address(name): _content(name) for name in ("app.css", "app.js")},
        reverse("phone:script", args=["argon"]): script("argon"),
        reverse("phone:icon"): _content("icon.svg"),
    }
    listed = {address: _integrity(content) for address, content in kept.items()}
    later = {reverse("phone:script", args=[name]): _integrity(script(name)) for name in LATER}
    edition = hashlib.sha256(json.dumps([listed, later], sort_keys=True).encode()).hexdigest()[:16]
    return _head({"KEPT": listed, "LATER": later, "EDITION": edition}) + _content("sw.js")


def manifest() -> Mapping[str, object]:
    """Return what a phone's home screen shows: a neutral word, and a drawing that says nothing."""
    here, icon = reverse("phone:shell"), reverse("phone:icon")
    label = settings.AMPARO.label
    return {
        "name": label,
        "short_name": label,
        "start_url": here,
        "scope": here,
        "id": here,
        "display": "standalone",
        "background_color": "#fbf8f1",
        "theme_color": "#fbf8f1",
        "icons": [
            {"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}
        ],
    }


def script(name: str) -> bytes:
    """Return a script that runs beside the page, under the app's policy."""
    return _content(f"{name}.js")


def icon() -> bytes:
    """Return the drawing of the app: a sheet with lines."""
    return _content("icon.svg")


def _head(said: Mapping[str, object]) -> bytes:
    named = {**said, "PAGE": reverse("phone:shell")}
    return "".join(f"const {name}={json.dumps(value)};" for name, value in named.items()).encode()


def _address(name: str) -> str:
    return staticfiles_storage.url(f"phone/{name}")


@lru_cache(maxsize=16)
def _content(name: str) -> bytes:
    return (BUILT / name).read_bytes()


def _integrity(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()

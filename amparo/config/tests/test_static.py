"""Static files can be kept for good, because another content has another name."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

IMPORTED = re.compile(r"""(?:from|import)\s*["'](\./[^"']+)["']""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "amparo.config.static.NamedByContent"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_scripts_import_each_other_under_their_kept_names(collected: Path) -> None:
    scripts = [path for path in collected.rglob("*.js") if HASHED.search(path.name)]
    imports = [name for path in scripts for name in IMPORTED.findall(path.read_text("utf-8"))]
    assert imports
    assert [name for name in imports if not HASHED.search(name)] == []


@pytest.mark.django_db
def test_a_static_file_is_for_our_own_pages_and_no_page_itself() -> None:
    answer = Client().get("/static/pages/relevance.js")
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Content-Type"] == 'text/javascript; charset="utf-8"'
    answer.close()

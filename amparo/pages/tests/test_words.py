"""A pack's words in the reader's language."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils.translation import override

PACK = SimpleNamespace(
    languages=("es", "en"),
    words={
        "es": {"bed": "cama", "only_here": "solo aquí"},
        "en": {"bed": "bed & border"},
    },
)


@pytest.mark.parametrize(
    ("language", "key", "said"),
    [
        ("en", "bed", "bed &amp; border"),
        ("es", "bed", "cama"),
        ("es-pe", "bed", "cama"),
        ("en", "only_here", "solo aquí"),
        ("en", "nowhere", "nowhere"),
    ],
)
def test_a_word_is_said_in_the_readers_language(language: str, key: str, said: str) -> None:
    source = "{% load words %}{% word pack key %}"
    with override(language):
        shown = engines["django"].from_string(source).render({"pack": PACK, "key": key})
    assert shown == said

"""In Spanish everybody is addressed in one way, as one speaks to a person one respects: usted.

What a child is told may be said with “tú”: it stands in the packs, and not here.
"""

import re
from pathlib import Path

CATALOGUE = Path(__file__).parents[2] / "amparo/locale/es/LC_MESSAGES/django.po"
FAMILIAR = re.compile(
    r"\b(tú|tu|tus|ti|contigo|estás|eres|fuiste|hiciste|puedes|tienes|"
    r"Elige|Agrega|Escribe|Anota|Prueba otra|Pídelo)\b"
)
SAID = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', re.MULTILINE)


def test_no_page_says_tu_to_one_and_usted_to_another() -> None:
    said = SAID.findall(CATALOGUE.read_text(encoding="utf-8"))
    assert len(said) > 500
    assert [words for words in said if FAMILIAR.search(words)] == []

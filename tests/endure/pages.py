"""What a person must read on a page that tells her that something can't be done now."""

import re
from collections.abc import Mapping, Sequence

from amparo.config.bench.browser import Answer

CALM: Mapping[tuple[int, str], str] = {
    (503, "en"): "sent twice is saved once",
    (503, "es"): "se guarda una sola vez",
    (507, "en"): "There is no room to save anything",
    (507, "es"): "No hay espacio para guardar nada",
}


def unclear(answers: Sequence[Answer], language: str) -> list[str]:
    """Return which of these answers are no page, or not such a one in the reader's language."""
    return [
        f"{answer.status}: {answer.text[:200]}"
        for answer in answers
        if not says(answer, CALM.get((answer.status, language), "no such page"), language)
    ]


def says(answer: Answer, words: str, language: str) -> bool:
    """Tell whether an answer is a page with a heading, in this language, that says this."""
    text = re.sub(r"\s+", " ", answer.text)
    return f'<html lang="{language}"' in text and "<h1>" in text and words in text

"""Words are law: no text that a person may see holds one of the words that hurt or mislead."""

import pytest

from tests.packs.words_of_law import ALLOWED, FORBIDDEN, Forbidden
from tests.visible import MEMBER, OFFICER, Seen, of_pack, of_site
from tests.world import peru


def all_seen() -> list[Seen]:
    return [*of_site(), *of_pack(peru())]


def is_allowed(seen: Seen) -> bool:
    return any(part in seen.says or part == seen.place for part in ALLOWED)


@pytest.mark.parametrize("word", FORBIDDEN, ids=lambda word: word.say)
def test_nobody_is_shown_a_forbidden_word(word: Forbidden) -> None:
    found = [
        f"{seen.place} ({seen.language}, {seen.audience}): {seen.says}"
        for seen in all_seen()
        if word.stands_in(seen) and not is_allowed(seen)
    ]
    assert found == [], f"{word.why}; say: {word.say}"


def test_each_exception_is_still_needed_and_has_its_reason() -> None:
    seen = [each for each in all_seen() if any(word.stands_in(each) for word in FORBIDDEN)]
    for part, reason in ALLOWED.items():
        assert reason.strip(), part
        assert [each for each in seen if part in each.says or part == each.place], f"gone: {part}"


def test_what_both_read_is_looked_at_in_both_languages() -> None:
    seen = all_seen()
    for audience in (MEMBER, OFFICER):
        for language in ("es", "en"):
            texts = [
                each for each in seen if (each.audience, each.language) == (audience, language)
            ]
            assert len(texts) > 100, (audience, language)
    members = {each.place for each in seen if each.audience == MEMBER}
    assert "form.concern.danger_now.label" in members
    assert any("raising" in place for place in members)
    officers = {each.place for each in seen if each.audience == OFFICER}
    assert "form.qualification.crime.label" in officers


@pytest.mark.parametrize(
    ("says", "language", "audience"),
    [
        ("Un menor fue visto", "es", OFFICER),
        ("El agresor vive ahí", "es", OFFICER),
        ("Hubo un arreglo", "es", MEMBER),
        ("Your dossier", "en", MEMBER),
        ("Se deriva a salud", "es", MEMBER),
        ("The victim", "en", OFFICER),
    ],
)
def test_a_forbidden_word_is_found_where_there_is_one(
    says: str, language: str, audience: str
) -> None:
    assert any(word.stands_in(Seen("here", language, says, audience)) for word in FORBIDDEN)


def test_offices_may_say_what_is_theirs() -> None:
    for says in ("Abrir el expediente", "Derivar a salud", "Mis casos"):
        assert not any(word.stands_in(Seen("here", "es", says, OFFICER)) for word in FORBIDDEN)
        assert any(word.stands_in(Seen("here", "es", says, MEMBER)) for word in FORBIDDEN)

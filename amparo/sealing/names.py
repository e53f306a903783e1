"""One spelling for a name that clerks in the Andes write in five ways, and the pairs in it.

Quispe, Kispe and Qespi; Huamán, Guamán and Waman; Ccori, Qori and Quri; Jhon, Yhon and John: the
same family, another desk. Pure: no key, no database.

`normal_name` says how a word sounds. Rules, in order, per word: without accents, case and signs
(Quechua's k' too); ch kept apart; sh as s; a first y, ll or i before a vowel as j (Yeni, Jenny);
ph and f as p; hu, gu and a leading u before a vowel, w and v as b; soft g and x as j; qu, q, cc and
hard c as k; soft c, ç and z as s; ll as l before a consonant and else as i, as y; h silent; n
before b and p as m; the three vowels of Quechua (e as i, o as u); doubled letters once.

`pairs_in` gives each two words of a name, in no order: a name is never looked up alone. Small words
(de, la, del) count only together with the word after them: "de la Cruz" meets Delacruz and Cruz.
What stands in brackets is a remark and no name.

It brings more together than it should, on purpose: what it finds is proposed. Nicknames are other
names. Changing a rule changes every index: that is a new version of it (see `blind`).
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, product

PARTICLES = frozenset(
    ["de", "del", "la", "las", "los", "lo", "el", "y", "da", "das", "do", "dos", "di"]
)

_REMARK = re.compile(r"\([^()]*\)")

# In this order; ch waits as "!" until no other rule can see its c or h.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ch", "!"),
        (r"sh", "s"),
        (r"\b(?:y|ll|i(?=h?[aou]))h?(?=[aeiou])", "j"),
        (r"ph|f", "p"),
        (r"(?:hu|\bu)(?=[aeio])|gu(?=[ao])|[wv]", "b"),
        (r"g(?=[eiy])|x", "j"),
        (r"gu(?=[ei])", "g"),
        (r"qu(?=[ei])|cc|q|ck", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"c", "k"),
        (r"ll(?![aeiouy])", "l"),
        (r"ll|y|e", "i"),
        (r"o", "u"),
        (r"h", ""),
        (r"n(?=[bp])", "m"),
        (r"(.)\1+", r"\1"),
        (r"!", "ch"),
    )
)


def normal_name(text: str) -> str:
    """Return how the name would sound; empty if the text holds no letter."""
    return "".join(_sound_of(word) for word in text.split())


def words_in(text: str) -> tuple[frozenset[str], ...]:
    """Return the sounds that each word of a name may have; a small word joins the next."""
    return tuple(_words(text))


def pairs_in(text: str) -> frozenset[tuple[str, str]]:
    """Return each two words of a name, whichever stands first; none in a single word."""
    return frozenset(
        (min(pair), max(pair))
        for one, other in combinations(words_in(text), 2)
        for pair in product(one, other)
        if pair[0] != pair[1]
    )


def _words(text: str) -> Iterator[frozenset[str]]:
    before = ""
    for word in re.split(r"[\s,;/]+", _REMARK.sub(" ", text)):
        if _bare(word) in PARTICLES:
            before += word
        elif _sound_of(word):
            yield frozenset({_sound_of(word), _sound_of(before + word)})
            before = ""


def _sound_of(word: str) -> str:
    bare = _bare(word)
    for pattern, sound in _RULES:
        bare = pattern.sub(sound, bare)
    return bare


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold()).replace("c\u0327", "s")
    return "".join(filter(_is_letter, apart))


def _is_letter(character: str) -> bool:
    # Lm holds the apostrophe of k\u02bc, which is a letter to Unicode and to nobody at a desk.
    return character.isalpha() and unicodedata.category(character) != "Lm"

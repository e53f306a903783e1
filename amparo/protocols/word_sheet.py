"""All that a pack says to people, as a file of words to be translated. Pure."""

import json
from collections.abc import Iterator

from amparo.protocols.form_words import texts_of
from amparo.protocols.pack import Pack

HEAD = "# Translate what stands behind each =. A text in {{braces}} or with %(signs)s keeps them."


def words_to_translate(pack: Pack) -> dict[str, str]:
    """Return each word by its key as the pack's first language has it; forms' words too."""
    first = pack.languages[0]
    said = dict(pack.words.get(first, {}))
    for form in pack.forms.values():
        said |= {text.key: text.says.get(first, "") for text in texts_of(form)}
    return dict(sorted(said.items()))


def word_sheet(pack: Pack) -> str:
    """Return a pack's words as the words/<language>.toml of a language that is begun."""
    return "\n".join((HEAD.format(), *_lines(pack), ""))


def _lines(pack: Pack) -> Iterator[str]:
    for key, text in words_to_translate(pack).items():
        yield f"{json.dumps(key)} = {json.dumps(text, ensure_ascii=False)}"

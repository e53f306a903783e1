"""A thousand made-up journals over Peru's protocols come to the same on the phone."""

from pathlib import Path
from typing import Any

from amparo.protocols.pack import Pack
from amparo.protocols.replay import Standing, replay
from tests.phone.agreeing import as_json, told_by_the_phone
from tests.phone.journals import Made, journals
from tests.vectors.write_protocols import NOW, duty_json, entry_json, standing_json

MANY = 1000


def written(standing: Standing) -> Any:  # noqa: ANN401  # whatever JSON holds
    return as_json(
        {
            **standing_json(standing),
            "taken": sorted(standing.taken),
            "refused": standing.refused,
            "known": dict(standing.known),
            "shown": [duty_json(each) for each in standing.shown],
        }
    )


def asked(made: Made) -> dict[str, Any]:
    return {"protocol": made.protocol, "entries": [entry_json(each) for each in made.entries]}


def test_a_thousand_journals_come_to_the_same(peru: Pack, tmp_path: Path) -> None:
    made = list(journals(peru, MANY))
    told = told_by_the_phone(tmp_path, peru, journals=[asked(each) for each in made])["journals"]
    duties = turns = 0
    for each, found in zip(made, told, strict=True):
        standing = replay(peru.protocols[each.protocol], each.entries, NOW, peru.calendar)
        duties += len(standing.duties) + len(standing.met)
        turns += len(standing.out_of_turn)
        assert found == written(standing), each
    # They are worth comparing: things were owed, and not all was in turn.
    assert duties > MANY
    assert turns > MANY // 2

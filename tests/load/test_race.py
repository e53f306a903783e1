"""Sixteen at once: nothing lost, nothing there twice, no error."""

from functools import partial

from amparo.config.bench.measuring import Work, measure
from amparo.config.bench.sending import is_acknowledged
from tests.load.place import Place
from tests.load.senders import Letter, letters, senders

CLIENTS, EACH, TWICE = 16, 14, 4


def test_sixteen_who_send_at_once_lose_nothing_and_double_nothing(deployed: Place) -> None:
    before = deployed.ask("counts")["dossiers"]
    work: list[list[Work]] = []
    sent: list[Letter] = []
    people = senders(deployed, CLIENTS)
    for who, sender in people:
        mine = letters(deployed, who, EACH)
        sent += mine
        work.append([partial(sender.send, each) for each in mine])
    done = measure(work).done
    statuses = {each.answer.status if each.answer else 0 for each in done}
    assert statuses == {302}, f"somebody got {statuses}"
    assert all(each.answer and is_acknowledged(each.answer) for each in done)
    assert deployed.ask("wrong", ids=[each.raising for each in sent]) == []
    assert deployed.ask("counts")["dossiers"] == before + 2 * len(sent)


def test_the_same_form_sent_by_two_at_once_is_stored_once(deployed: Place) -> None:
    before = deployed.ask("counts")["dossiers"]
    people = senders(deployed, 8)
    work: list[list[Work]] = []
    sent: list[Letter] = []
    for (who, one), (_, other) in zip(people[:4], people[4:8], strict=True):
        mine = letters(deployed, who, TWICE)
        sent += mine
        work += [[partial(each.send, letter) for letter in mine] for each in (one, other)]
    answers = [each.answer for each in measure(work).done]
    assert all(answer and is_acknowledged(answer) for answer in answers)
    assert deployed.ask("wrong", ids=[each.raising for each in sent]) == []
    assert deployed.ask("counts")["dossiers"] == before + 2 * len(sent)


def test_after_the_race_the_log_is_whole_and_replay_gives_what_is_stored(deployed: Place) -> None:
    assert deployed.ask("verified") == []
    assert deployed.ask("replayed") == []
    assert "MARK" not in deployed.server.said()
    assert "ERROR" not in deployed.server.said()

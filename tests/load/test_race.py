"""Sixteen at once: nothing lost, nothing there twice, no error."""

from functools import partial

from amparo.config.bench.measuring import Work, measure
from amparo.config.bench.sending import is_acknowledged
from tests.load.place import Place
from tests.load.senders import Letter, Sender, letters, senders

CLIENTS, EACH, TWICE = 16, 9, 4


def test_sixteen_who_send_at_once_lose_nothing_and_double_nothing(deployed: Place) -> None:
    before = deployed.ask("counts")["dossiers"]
    people = senders(deployed, CLIENTS)
    work, sent = sent_twice(deployed, people)
    for mine, (who, sender) in zip(work, people, strict=True):
        alone = letters(deployed, who, EACH)
        sent += alone
        mine += [partial(sender.send, each) for each in alone]
    answers = [each.answer for each in measure(work).done]
    assert len(answers) == sum(map(len, work)) == CLIENTS * EACH + 8 * TWICE
    statuses = {answer.status if answer else 0 for answer in answers}
    assert statuses == {302}, f"somebody got {statuses}; 0 is no answer"
    assert all(answer and is_acknowledged(answer) for answer in answers)
    assert deployed.ask("wrong", ids=[each.raising for each in sent]) == []
    assert deployed.ask("counts")["dossiers"] == before + 2 * len(sent)
    assert deployed.ask("verified") == []
    assert deployed.ask("replayed") == []
    assert "MARK" not in deployed.server.said()
    assert "ERROR" not in deployed.server.said()


def sent_twice(
    place: Place, people: list[tuple[str, Sender]]
) -> tuple[list[list[Work]], list[Letter]]:
    """Let four begin with the same concerns in two browsers each; return everybody's work."""
    work: list[list[Work]] = [[] for _ in people]
    sent: list[Letter] = []
    for number, (who, one) in enumerate(people[:4]):
        other_who, other = people[number + 4]
        assert who == other_who, "somebody can't send what another wrote"
        mine = letters(place, who, TWICE)
        sent += mine
        work[number] += [partial(one.send, each) for each in mine]
        work[number + 4] += [partial(other.send, each) for each in mine]
    return work, sent

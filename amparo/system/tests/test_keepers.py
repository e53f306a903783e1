"""To whose custodians a name is sealed: never to who works on the case, never to nobody."""

from datetime import timedelta

import pytest

from amparo.base.problems import NotThere
from amparo.system.actions.bodies import end_body, found_body
from amparo.system.actions.custody import end_custodian
from amparo.system.custody import custodian_circle_for
from amparo.system.models import Body
from amparo.system.tests.conftest import AT, PersonMaker
from amparo.trust.models import Account, Circle

pytestmark = pytest.mark.usefixtures("country")

DISTRICT = "XX010101"
LATER = AT + timedelta(days=1)


def found(kind: str, area: str, *members: tuple[Account, str], **more: object) -> Body:
    return found_body(kind, f"Made-up {kind}", area, members=members, by=None, at=AT, **more)  # type: ignore[arg-type]


def kept_in(body: Body) -> Circle:
    return Circle.objects.get(custodians_of=body)


def keeper(body: Body, *kept_from: object, at: object = AT) -> Body:
    """Return the body whose custodians a name is sealed to, where it reached another."""
    ids = {who.pk for who in kept_from}  # type: ignore[attr-defined]
    circle = custodian_circle_for(body.id, at, kept_from=ids)  # type: ignore[arg-type]
    return Body.objects.get(custodians=circle)


@pytest.fixture
def regional(person: PersonMaker) -> Body:
    return found("regional", "XX01", (person("Elsa"), "officer"), (person("Fidel"), "custodian"))


@pytest.fixture
def desk(person: PersonMaker) -> Body:
    return found("ministry", "XX", (person("Gina"), "watcher"), (person("Hugo"), "custodian"))


@pytest.fixture
def office(person: PersonMaker) -> Body:
    two = [(person("Ana"), "officer"), (person("Beto"), "officer")]
    return found("office", DISTRICT, *two, (person("Nina"), "custodian"))


def test_the_name_stays_with_the_bodys_custodians_where_two_officers_work(
    office: Body, regional: Body
) -> None:
    assert keeper(office) == office
    assert keeper(office) != regional
    assert custodian_circle_for(office.id, AT) != office.id


def test_where_one_officer_works_the_second_holders_custodians_keep_it(
    person: PersonMaker, regional: Body, desk: Body
) -> None:
    members = [(person("Ana"), "officer"), (person("Nina"), "custodian")]
    alone = found("office", DISTRICT, *members, second_holder=desk)
    assert keeper(alone) == desk
    assert keeper(alone, desk) == regional


def test_without_a_second_holder_the_nearest_wide_body_keeps_it(
    person: PersonMaker, office: Body, regional: Body, desk: Body
) -> None:
    far = found("regional", "XX02", (person("Yaku"), "custodian"))
    alone = found("office", DISTRICT, (person("Olga"), "officer"))
    assert keeper(alone) == regional
    assert keeper(alone, regional) == desk
    assert keeper(alone, regional, desk) == far, "any other of the country, the widest first"
    assert keeper(alone, regional, desk, far) == office


def test_a_body_whose_custodian_left_is_passed_over(office: Body, regional: Body) -> None:
    nina = Account.objects.get(username="nina")
    end_custodian(office, nina, by=None, at=LATER)
    assert keeper(office, at=LATER) == regional


def test_a_body_that_ended_keeps_no_new_name(person: PersonMaker, regional: Body) -> None:
    alone = found("office", DISTRICT, (person("Olga"), "officer"), second_holder=regional)
    end_body(regional, by=None, at=LATER)
    assert keeper(alone) == regional
    with pytest.raises(NotThere):
        keeper(alone, at=LATER)


def test_no_circle_keeps_a_name_in_which_an_officer_of_the_receiver_holds_a_key(
    person: PersonMaker, desk: Body
) -> None:
    ana = person("Ana")
    found("regional", "XX01", (ana, "custodian"), (person("Fidel"), "custodian"))
    alone = found("office", DISTRICT, (ana, "officer"))
    assert keeper(alone) == desk


def test_no_circle_keeps_a_name_in_which_somebody_must_not_know(
    office: Body, regional: Body
) -> None:
    assert keeper(office, Account.objects.get(username="nina")) == regional
    assert keeper(office, Account.objects.get(username="ana")) == office


def test_the_widest_body_keeps_it_itself_where_nobody_stands_above(
    office: Body, desk: Body
) -> None:
    assert keeper(desk) == desk
    assert keeper(desk, desk) == office


def test_where_nobody_can_keep_it_that_is_said_and_nothing_goes_to_the_body(
    person: PersonMaker,
) -> None:
    alone = found("office", DISTRICT, (person("Olga"), "officer"), (person("Pia"), "officer"))
    with pytest.raises(NotThere, match="name a custodian"):
        custodian_circle_for(alone.id, AT)

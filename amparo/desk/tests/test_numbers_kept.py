"""The numbers that an office keeps: its own, and those of services nearby without access."""

from amparo.system.models import Body
from tests.journeys.desk import Desk
from tests.world import World


def test_a_supervisor_keeps_the_number_of_a_service_nearby_and_it_is_untested_anew(
    world: World,
) -> None:
    desk = Desk(world)
    fiscalia = world.bodies["fiscalia"]
    carmen = desk.comes("carmen", "2027-05-10 09:00").goes("/numbers/")
    carmen.reads("Numbers that your office keeps", fiscalia.name).follows(fiscalia.name)
    carmen.presses("Keep it", phone="084 201 999", mon="08:00-13:00, 14:00-16:30").reads("Kept.")
    kept = Body.objects.get(pk=fiscalia.pk)
    assert kept.phone == "084 201 999"
    assert kept.weekly_hours == {"mon": [["08:00", "13:00"], ["14:00", "16:30"]]}
    carmen.reads("084 201 999")


def test_hours_that_nobody_can_read_are_said_and_nothing_is_lost(world: World) -> None:
    desk = Desk(world)
    carmen = desk.comes("carmen", "2027-05-10 09:00")
    carmen.goes(f"/numbers/{world.bodies['fiscalia'].id}/")
    carmen.presses("Keep it", phone="084 201 999", mon="from eight").reads("Hours on mon must be")
    assert 'value="084 201 999"' in carmen.html
    assert Body.objects.get(pk=world.bodies["fiscalia"].pk).phone != "084 201 999"


def test_whoever_works_here_keeps_their_own_number_and_nobody_else_does(world: World) -> None:
    desk = Desk(world)
    upe, fiscalia = world.bodies["upe"].id, world.bodies["fiscalia"].id
    desk.comes("carmen", "2027-05-10 09:00").finds_nothing(f"/numbers/{upe}/")
    for who in ("ana", "rosa"):
        desk.comes(who).finds_nothing(f"/numbers/{fiscalia}/")

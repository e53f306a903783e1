"""A member shows a photo of what her group did; the group's office looks at it, and nobody else."""

import pytest
from django.apps import apps

from amparo.audit.models import Record
from amparo.base.ids import new_id
from tests.journeys.desk import Desk
from tests.phone.coming import come_with_phone
from tests.phone.showing import JPEG, PLACE, show


@pytest.mark.opens("activity_photo")
def test_a_photo_is_seen_by_the_officers_of_the_groups_office_and_every_look_is_recorded(
    desk: Desk,
) -> None:
    world = desk.world
    phone, media = come_with_phone(world), new_id(world.clock.at)
    dossier, piece = show(phone, world, media)
    phone.sync()
    assert phone.results == ["accepted"]
    ana = world.signed_in("ana")
    page = f"/activities/photos/{dossier}/"
    assert page in ana.get("/activities/photos/").content.decode()
    assert "has not come whole" in ana.get(page).content.decode()
    phone.signed("PUT", f"/phone/media/{media}/0", piece)
    shown = ana.get(page).content.decode()
    picture = f"/dossiers/{dossier}/recordings/{media}/"
    assert picture in shown
    assert PLACE in shown
    answer = ana.get(picture)
    assert (answer.content, answer["Content-Type"]) == (JPEG, "image/jpeg")
    assert Record.objects.filter(can="read_dossier", subject=dossier).count() == 3
    for stranger in ("gina", "elsa", "rosa"):
        client = world.signed_in(stranger)
        assert str(dossier) not in client.get("/activities/photos/").content.decode()
        assert client.get(page).status_code == 404
    for model in apps.get_models():
        rows = model._default_manager.values_list()  # noqa: SLF001  # the one that each model has
        assert PLACE not in str(list(rows)), model

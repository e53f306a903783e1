"""Which offices' missed clocks come to whom, for all offices at once; of one: `directory`."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from amparo.system.models import Area, Body
from amparo.system.once import once_a_page
from amparo.system.packs import current_pack
from amparo.trust.keyring import keyed_circles


def offices_watched_by(overseers: Collection[UUID]) -> frozenset[UUID]:
    """Return the offices whose missed clocks come to these bodies before any other."""
    return _watched_by(frozenset(overseers)) if overseers else frozenset()


@once_a_page
def _watched_by(overseers: frozenset[UUID]) -> frozenset[UUID]:
    kinds = current_pack().body_kinds
    mine = set(Body.objects.filter(pk__in=overseers).values_list("kind", flat=True))
    watched = [each.key for each in kinds.values() if not mine.isdisjoint(each.overseen_by)]
    told = _told_first(watched)
    return frozenset(office for office, overseer in told.items() if overseer in overseers)


def left_unwatched(overseer: UUID) -> frozenset[UUID]:
    """Return the offices whose missed clocks come to a body, and without it to nobody."""
    watched = offices_watched_by([overseer])
    kinds = set(Body.objects.filter(pk__in=watched).values_list("kind", flat=True))
    told = _told_first(kinds, without=overseer)
    return frozenset(office for office in watched if told[office] is None)


def _told_first(watched: Collection[str], without: UUID | None = None) -> dict[UUID, UUID | None]:
    """Return which body is told first of each office at work of some kinds."""
    kinds = current_pack().body_kinds
    nearest = _nearest({over for kind in watched for over in kinds[kind].overseen_by}, without)
    offices = Body.objects.filter(kind__in=watched, ended_at__isnull=True)
    found = offices.values_list("pk", "kind", "area")
    return {pk: nearest(pk, kinds[kind].overseen_by, area) for pk, kind, area in found}


def _nearest(
    kinds: Collection[str], without: UUID | None
) -> Callable[[UUID, Iterable[str], str], UUID | None]:
    """Return what says which body of some kinds is told of an office first, as `oversight_of`.

    For all offices at once: every body of these kinds is asked for, and every area, once.
    """
    near = Body.objects.filter(kind__in=kinds, ended_at__isnull=True, serves__isnull=False)
    near = near.exclude(pk=without) if without else near
    rows = list(
        near.order_by("-area__level", "founded_at", "pk").values_list("pk", "kind", "serves")
    )
    keyed = keyed_circles({pk for pk, _kind, _area in rows})
    serving: dict[tuple[str, str], list[tuple[int, UUID]]] = defaultdict(list)
    for place, (pk, kind, area) in enumerate(rows):
        if pk in keyed:
            serving[kind, area].append((place, pk))
    parents = dict(Area.objects.values_list("pk", "parent"))

    def nearest(body: UUID, wanted: Iterable[str], area: str | None) -> UUID | None:
        chain = []
        while area is not None:
            chain.append(area)
            area = parents.get(area)
        for kind in wanted:
            reach = [each for code in chain for each in serving[kind, code] if each[1] != body]
            if reach:
                return min(reach)[1]
        return None

    return nearest

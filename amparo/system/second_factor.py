"""Who may not do without a second factor: by the roles they hold now."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from amparo.system.models import Body
from amparo.system.packs import current_pack, has_pack
from amparo.system.rules import ALWAYS_WITH_A_FACTOR
from amparo.trust.models import Account, Deployment, Membership


def needs_factor(account: Account, at: datetime) -> bool:
    """Return whether one of the account's roles may not do without a second factor."""
    if is_waived():
        return False
    held = Membership.objects.filter(account=account).in_force(at)
    return any(row.role in ALWAYS_WITH_A_FACTOR or row.role in _added_by_pack(row) for row in held)


def is_waived() -> bool:
    """Return whether a demo lets everybody in without one: only with keys made for a demo."""
    is_demo = Deployment.objects.filter(is_demo=True).exists()
    return bool(settings.AMPARO.is_demo) and is_demo


def _added_by_pack(held: Membership) -> tuple[str, ...]:
    circle = Q(circle=held.circle_id) | Q(custodians=held.circle_id)
    body = Body.objects.filter(circle).first()
    if body is None or not has_pack():
        return ()
    kind = current_pack().body_kinds.get(body.kind)
    return kind.second_factor if kind else ()

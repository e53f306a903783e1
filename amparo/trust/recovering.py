"""The recovery key, brought back by two of its three holders' files, and what it opens."""

from pathlib import Path

from amparo.base.problems import CannotOpen
from amparo.sealing.keys import open_with, public_of
from amparo.sealing.recovery import recover
from amparo.trust.directory import recovery_public
from amparo.trust.key_files import HOLDERS, KeyFile, read_key
from amparo.trust.models import Deployment, Epoch
from amparo.trust.problems import NoDeployment, SameHolder


def two_holders(files: tuple[Path, Path]) -> tuple[KeyFile, KeyFile]:
    """Return two different holders' keys out of their files.

    Raises:
        WrongKeyFile: one is not there, was cut off or changed, or is no holder's.
        SameHolder: both are of one holder.
        DemoKeys: they were made for demonstration, and this deployment is not one.
    """
    first, second = (read_key(path, *HOLDERS) for path in files)
    if first.is_for == second.is_for or first.public == second.public:
        raise SameHolder
    return first, second


def recovery_private(holders: tuple[KeyFile, KeyFile]) -> bytes:
    """Return the deployment's recovery key; it stays in memory.

    Raises:
        CannotOpen: these are not two of this deployment's three holders.
        NoDeployment: there is none.
    """
    deployment = Deployment.objects.first()
    if deployment is None:
        raise NoDeployment
    first, second = holders
    private = recover(deployment.shares, first.pair, second.pair)
    if public_of(private) != recovery_public():
        raise CannotOpen
    return private


def epoch_private(epoch: Epoch, recovery: bytes) -> bytes:
    """Return an epoch's private key out of the box that was sealed to the recovery key.

    Raises:
        CannotOpen: the box was changed.
    """
    private = open_with(recovery, bytes(epoch.recovery_box.box))
    if public_of(private) != bytes(epoch.public_key):
        raise CannotOpen
    return private

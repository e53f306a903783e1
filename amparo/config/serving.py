"""The processes of a server: loaded once, forked, so that what they share lies in memory once.

Each answers by itself. What must be one for all of them is made before they part (`base.turns`,
`trust.tries`) or lies in the database; what each keeps is kept under the hash of its own bytes.
"""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing import set_start_method
from typing import Any

from django.db import connections
from django.urls import reverse
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from amparo.system.packs import current_pack, has_pack

THREADS = 12
"""So many are answered at once. Where eight wait at the door, pages are read all the same."""

TURN_OF_A_THREAD = 0.0005
"""Seconds, a tenth of what Python gives: who holds the turn to write waits for busy others less."""

GIVEN_UP_AFTER = 10
"""Seconds that a process has to answer whom it answers, once it is told to end."""

DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG, see prctl(2)."""


def serve(application: str, host: str, port: int, processes: int) -> None:
    """Answer by so many processes until told to stop; one that ends is begun anew.

    If one ends again within seconds, all end: then the fault is not its own.
    """
    loaded = _loaded(application)
    set_start_method("fork", force=True)
    gc.collect()
    gc.freeze()
    os.register_at_fork(after_in_child=_ends_when_told)
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GIVEN_UP_AFTER,
        log_access=False,
        # Where it listens was said before; and so many threads are meant: see decision 0049.
        log_level=LogLevels.error,
    ).serve(target_loader=partial(_begun, loaded, os.getpid()), wrap_loader=False)


def _loaded(application: str) -> Callable[..., Any]:
    """Load what each process needs, and leave no connection open that two would write into."""
    loaded: Callable[..., Any] = import_string(application.replace(":", "."))
    # Addresses are read at the first one that is asked for, and forms with them.
    reverse("desk:home")
    if has_pack():
        current_pack()
    connections.close_all()
    return loaded


def _ends_when_told() -> None:
    """End when told so before answering: the ear that a process has of its parent hears nothing."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.SIG_DFL)


def _begun(application: Callable[..., Any], parent: int) -> Callable[..., Any]:
    """Begin in a process of its own, which ends with the one it comes from."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    sys.setswitchinterval(TURN_OF_A_THREAD)
    return application

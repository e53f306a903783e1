"""Leaves of copies: numbered as they are pressed, after all that was numbered before."""

from collections.abc import Sequence

from amparo.audit.actions import keep_frontier
from amparo.audit.models import Tree


class Leaves:
    """The log's tree while copies are pressed. Nobody else numbers meanwhile."""

    def __init__(self) -> None:
        self._frontier = Tree.objects.get().frontier()

    def add(self, hashes: Sequence[bytes]) -> range:
        """Append leaves; return their numbers."""
        first = self._frontier.size
        for each in hashes:
            self._frontier = self._frontier.add(each)
        return range(first, first + len(hashes))

    def keep(self) -> None:
        """Write down how far the tree has grown."""
        keep_frontier(self._frontier)

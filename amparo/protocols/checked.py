"""One protocol as its checks see it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.base.problems import Fault
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Coded, Protocol


@dataclass(frozen=True)
class Checked:
    """One protocol in its pack, with the coded answers it knows.

    `is_whole`: every form of its steps could be read; else nothing is said about answers.
    """

    pack: Pack
    protocol: Protocol
    coded: Mapping[str, set[Coded]]
    is_whole: bool

    @property
    def file(self) -> str:
        return f"{self.pack.key}/protocols/{self.protocol.key}.toml"

    def fault(self, where: str, says: str, **values: object) -> Fault:
        return Fault(self.file, where, says.format_map(values))

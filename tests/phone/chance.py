"""Draws that look like chance and are the same in every run."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from amparo.base.canonical import sha256

T = TypeVar("T")


class Chance:
    def __init__(self, seed: str) -> None:
        self._bytes = self._drawn(seed)

    def below(self, count: int) -> int:
        return int.from_bytes(bytes((next(self._bytes), next(self._bytes)))) % count

    def once_in(self, count: int) -> bool:
        return self.below(count) == 0

    def one_of(self, several: Sequence[T]) -> T:
        return several[self.below(len(several))]

    def some_of(self, several: Sequence[T]) -> list[T]:
        return [each for each in several if self.once_in(2)]

    @staticmethod
    def _drawn(seed: str) -> Iterator[int]:
        number = 0
        while True:
            yield from sha256(f"amparo {seed} {number}".encode())
            number += 1

"""Equal sets as one object: what runs in many threads has few of them."""

from typing import Any, TypeVar

Item = TypeVar("Item")


class Sets:
    """The sets that are there."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[frozenset[Any], frozenset[Any]] = {}

    def one(self, found: frozenset[Item]) -> frozenset[Item]:
        """The first set that is equal to this one."""
        return self._known.setdefault(found, found)

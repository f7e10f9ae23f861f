"""The tables that the concurrency analyses read, typed."""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.knowledge.load import table


class LockOperation(Struct, frozen=True):
    """`acquire` or `release` is "write" or "read"; a `conditional` one succeeded when its result is true."""

    acquire: str = ""
    release: str = ""
    conditional: bool = False


class Spawner(Struct, frozen=True):
    """The callback is argument number `argument`; `thread` is "go", "handler" or "callback"."""

    argument: int
    thread: str
    many: bool = False


class MapCall(Struct, frozen=True):
    """Numbers of the arguments whose maps are read and written."""

    reads: tuple[int, ...] = ()
    writes: tuple[int, ...] = ()


class Nothing(Struct, frozen=True):
    """A row that only names symbols."""


def lock_operations() -> Mapping[str, LockOperation]:
    """By symbol of the method."""
    return table("locks", "operation", LockOperation)


def spawners() -> Mapping[str, Spawner]:
    """By symbol of the function that runs its argument elsewhere."""
    return table("roots", "spawn", Spawner)


def map_calls() -> Mapping[str, MapCall]:
    """By symbol of the library function."""
    return table("maps", "call", MapCall)


def waits() -> Mapping[str, Nothing]:
    """Methods that return when all goroutines of a group have ended."""
    return table("joins", "wait", Nothing)


def dones() -> Mapping[str, Nothing]:
    """Methods by which a goroutine says that it has ended."""
    return table("joins", "done", Nothing)

"""The tables that the concurrency analyses read, typed."""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct

from golint_py.knowledge.load import plain, table

LAZY = frozenset({"maps.Keys", "maps.Values", "maps.All"})  # read the map when somebody loops over the result


class LockOperation(Struct, frozen=True):
    """`acquire` or `release` is "write" or "read"; a `conditional` one succeeded when its result is true."""

    acquire: str = ""
    release: str = ""
    conditional: bool = False


class Spawner(Struct, frozen=True):
    """The callback is argument number `argument`; `thread` is "go", "handler" or "callback". `waits`: the function
    returns when the callback has ended."""

    argument: int
    thread: str
    many: bool = False
    waits: bool = False


class Called(Struct, frozen=True):
    """The kind of thread that a library calls a function in: "handler" or "callback". `kept`: only where the struct
    that holds it goes further than to a call."""

    thread: str
    kept: bool = False


class MapCall(Struct, frozen=True):
    """Numbers of the arguments whose maps are read and written. `shows`: of those that are read, the structs are read,
    too, because the function does that with them ("encode" or "print"); `format` is the number of the argument that
    says which of them, -1 for none."""

    reads: tuple[int, ...] = ()
    writes: tuple[int, ...] = ()
    shows: str = ""
    format: int = -1


class Nothing(Struct, frozen=True):
    """A row that only names symbols."""


Row = TypeVar("Row", bound=Struct)


@functools.cache
def _methods(file: str, section: str, row: type[Row]) -> Mapping[str, Row]:
    """The table, with each method also by its value: a variable of a type out of sight is no known pointer."""
    rows = dict(table(file, section, row))
    rows.update({f"({symbol[2:]}": found for symbol, found in tuple(rows.items()) if symbol.startswith("(*")})
    return MappingProxyType(rows)


@functools.cache
def lock_operations() -> Mapping[str, LockOperation]:
    """By symbol of the method."""
    return _methods("locks", "operation", LockOperation)


@functools.cache
def turns() -> Mapping[str, Nothing]:
    """By symbol of the method: of locks that keep no threads apart, only coroutines of one thread."""
    return _methods("locks", "turn", Nothing)


@functools.cache
def turn_contexts() -> Mapping[str, Nothing]:
    """By the type of a parameter: of functions that are run as coroutines of one thread."""
    return _methods("roots", "turn", Nothing)


@functools.cache
def spawners() -> Mapping[str, Spawner]:
    """By symbol of the function that runs its argument elsewhere."""
    return _methods("roots", "spawn", Spawner)


@functools.cache
def own_results() -> Mapping[str, Nothing]:
    """By symbol of the method of a handler's argument: no other run of the handler gets the same result meanwhile."""
    return _methods("roots", "own", Nothing)


@functools.cache
def serving() -> Mapping[str, Nothing]:
    """By symbol of the function that begins to serve: handlers that were registered before run from then on."""
    return _methods("roots", "serve", Nothing)


def handlers() -> Mapping[str, Called]:
    """By the parameters of a function that libraries call from goroutines of their own."""
    return table("roots", "handler", Called)


def handler_fields() -> Mapping[str, Called]:
    """By field of a library's struct that holds such a function."""
    return table("roots", "field", Called)


@functools.cache
def map_calls() -> Mapping[str, MapCall]:
    """By symbol of the library function, without the version of its module."""
    return _methods("maps", "call", MapCall)


def map_call(symbol: str) -> MapCall | None:
    """What the library function does with its maps, None where that is not known."""
    return map_calls().get(plain(symbol))


@functools.cache
def waits() -> Mapping[str, Nothing]:
    """Methods that return when all goroutines of a group have ended."""
    return _methods("joins", "wait", Nothing)


@functools.cache
def onces() -> Mapping[str, Nothing]:
    """By symbol of the method that runs its function once."""
    return _methods("joins", "once", Nothing)


@functools.cache
def once_functions() -> Mapping[str, Nothing]:
    """By symbol of the function whose result runs its argument once."""
    return _methods("joins", "once_function", Nothing)


@functools.cache
def settles() -> Mapping[str, Nothing]:
    """By symbol of the function that waits until all goroutines of a bubble have ended or wait."""
    return _methods("joins", "settle", Nothing)


@functools.cache
def bubbles() -> Mapping[str, Nothing]:
    """By symbol of the function that returns when all goroutines that its argument starts have ended."""
    return _methods("joins", "bubble", Nothing)


@functools.cache
def dones() -> Mapping[str, Nothing]:
    """Methods by which a goroutine says that it has ended."""
    return _methods("joins", "done", Nothing)


class Pipe(Struct, frozen=True):
    """What makes a pipe: the reading end, then the writing end. `writer`: the type that the latter points to."""

    writer: str


def pipes() -> Mapping[str, Pipe]:
    """By symbol of the function that makes a pipe in memory: a read returns when something was written."""
    return table("joins", "pipe", Pipe)


class Container(Struct, frozen=True):
    """An operation of a concurrent map: "load", "has", "store", "delete", "atomic" or "range"."""

    role: str


class Published(Struct, frozen=True):
    """A load whose result others have as well: "atomic" (a pointer or value) or "map" (a value of a concurrent map)."""

    kind: str


@functools.cache
def containers() -> Mapping[str, Container]:
    """By symbol of the method of a concurrent map."""
    return _methods("containers", "operation", Container)


@functools.cache
def published_loads() -> Mapping[str, Published]:
    """By symbol of the method."""
    return _methods("containers", "published", Published)


class Blocking(Struct, frozen=True):
    """A call that may wait for a long time, and how a message calls it."""

    what: str


@functools.cache
def blocking_calls() -> Mapping[str, Blocking]:
    """By symbol."""
    return _methods("blocking", "call", Blocking)

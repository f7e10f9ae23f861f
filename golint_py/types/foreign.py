"""What functions and methods of libraries out of sight return, and which of their types are maps, as far as
`knowledge/results.toml` and `knowledge/maps.toml` say it."""

import functools

from msgspec import Struct

from golint_py.knowledge.load import plain, table
from golint_py.types.model import Basic, Map, Named, Pointer, Signature, Type


class _Results(Struct, frozen=True):
    """Named types by import path, with a star for a pointer; "" is unknown."""

    results: tuple[str, ...]


class _Map(Struct, frozen=True):
    """A map type: its keys and elements as predeclared types, "" is unknown."""

    key: str = ""
    elem: str = ""


@functools.cache
def foreign_map(name: str) -> Map | None:
    """What the type `path.T` stands for where that is a map; None where no table has it."""
    row = table("maps", "type", _Map).get(plain(name))
    return None if row is None else Map(_basic(row.key), _basic(row.elem))


def _basic(name: str) -> Type | None:
    return Basic(name) if name else None


@functools.cache
def foreign_signature(symbol: str) -> Signature | None:
    """The signature of `path.F` or `(*path.T).M`, of whose parameters nothing is known; None where no table has it."""
    row = table("results", "call", _Results).get(symbol)
    return None if row is None else Signature((None,), tuple(map(_type, row.results)), True)


def foreign_method(type: Type | None, name: str) -> Signature | None:
    """The same of the method that a value, or pointer to one, of a type out of sight has by that name."""
    base = type.elem if isinstance(type, Pointer) else type
    if not isinstance(base, Named) or "." not in base.name:
        return None
    return foreign_signature(f"(*{base.name}).{name}")


def _type(text: str) -> Type | None:
    if text.startswith("*"):
        return Pointer(Named(text[1:]))
    return Named(text) if text else None

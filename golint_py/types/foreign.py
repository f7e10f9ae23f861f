"""What functions and methods of libraries out of sight return, as far as `knowledge/results.toml` says it."""

import functools

from msgspec import Struct

from golint_py.knowledge.load import table
from golint_py.types.model import Named, Pointer, Signature, Type


class _Results(Struct, frozen=True):
    """Named types by import path, with a star for a pointer; "" is unknown."""

    results: tuple[str, ...]


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

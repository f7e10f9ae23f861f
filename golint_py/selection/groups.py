"""Which functions may have a value of one of some types at hand, and which start those as goroutines: by words.

A function has one that names the type or a type made of it, a field or variable that holds one, or a function that
gives one. Of other packages that the run knows, fields, variables and functions count as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from golint_py.analyses.offers import is_own
from golint_py.selection.body_index import BodyIndex
from golint_py.selection.holders import held_in, results_of
from golint_py.types.declared import Declared
from golint_py.types.model import HOLDERS, Named, Pointer, StructType, Type
from golint_py.types.scope import Exports, Packages

_STARTS = re.compile(rb"\bgo\s")


def at_hand(types: Iterable[str], declared: Declared, packages: Packages, index: BodyIndex) -> set[int]:
    """Numbers of the bodies that may have a value of one of the named types."""
    names: set[bytes] = set()
    held = set(types)
    imported = (packages.exports(path) for path in declared.test_exports.imports if is_own(path))
    for exports in (*(one for one in imported if one is not None), declared.test_exports):
        _add_made_of(held, exports)
        kinds = frozenset(held)
        names.update(held_in(exports, kinds))
        names.update(name for name, kind in results_of(exports) if _element(kind) in held)
    words = names.union(name.rpartition(".")[2].encode() for name in held)
    return {number for number, own in enumerate(index.words) if not words.isdisjoint(own)}


def starting(started: AbstractSet[int], texts: Sequence[bytes], index: BodyIndex) -> set[int]:
    """The bodies, and those that may start one of them as a goroutine."""
    names = {index.names[number] for number in started}
    using = {number for name in names for number in index.users.get(name, ())}
    return {*started, *(number for number in using if _STARTS.search(texts[number]))}


def _add_made_of(held: set[str], exports: Exports) -> None:
    """Types of the package that are such a type by another name, or embed one."""
    while True:
        more = {
            f"{exports.path}.{name}"
            for name, declaration in exports.types.items()
            if any(isinstance(kind, Named) and kind.name in held for kind in _parts(declaration.underlying))
        }
        if more <= held:
            return
        held |= more


def _parts(kind: Type | None) -> Iterator[Type | None]:
    """The type itself, and the embedded ones of a struct."""
    yield kind
    for field in kind.fields if isinstance(kind, StructType) else ():
        if field.embedded:
            yield field.type.elem if isinstance(field.type, Pointer) else field.type


def _element(kind: Type | None) -> str:
    """The name of a type, or of its elements."""
    while isinstance(kind, HOLDERS):
        kind = kind.elem
    return kind.name if isinstance(kind, Named) else ""

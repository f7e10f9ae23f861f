"""Which values must not be copied: those that contain a lock, or say so.

A type counts whose pointer has the methods Lock and Unlock and whose value has not, one with a `noCopy` field of the
standard library, and a `strings.Builder`; and structs and arrays of such, at any depth.
"""

from golint_py.types.display import type_text
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Interface, Named, StructType, Type, TypeParam

MAX_TYPES = 200
_MARKS = frozenset({"sync.noCopy", "sync/atomic.noCopy"})  # without methods in the library's index
_COMPOSED = (Named, StructType, Array, TypeParam)


class NoCopy:
    """What of a type must not be copied, remembered with the `Lookup`."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._known = lookup.uncopied

    def part(self, kind: Type | None) -> str:
        """The type of the part of such a value that must not be copied, "" for none known."""
        if kind.__class__ not in _COMPOSED:
            return ""
        assert kind is not None
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = self._search(kind)
        return found

    def _search(self, kind: Type) -> str:
        seen: set[Type] = {kind}
        work: list[Type] = [kind]
        while work and len(seen) < MAX_TYPES:
            now = work.pop()
            if isinstance(now, Named) and self._is_lock(now):
                return type_text(now)
            below = self._lookup.core(now)
            parts: tuple[Type | None, ...] = ()
            if isinstance(now, TypeParam):
                parts = self._terms(now)
            elif isinstance(below, Array):
                parts = (below.elem,)
            elif isinstance(below, StructType):
                parts = tuple(field.type for field in reversed(below.fields))
            if any(isinstance(part, Named) and part.name in _MARKS for part in parts):
                return type_text(now)
            for part in parts:
                if isinstance(part, _COMPOSED) and part not in seen:
                    seen.add(part)
                    work.append(part)
        return ""

    def _terms(self, parameter: TypeParam) -> tuple[Type | None, ...]:
        """What a type parameter may stand for, as far as that is known."""
        constraint = self._lookup.constraint(parameter)
        below = self._lookup.underlying(constraint)
        if not isinstance(below, Interface):
            return (constraint,)
        return below.union or below.embedded

    def _is_lock(self, kind: Named) -> bool:
        if kind.name == "strings.Builder":
            return True
        declaration = self._lookup.declaration(kind.name)
        if declaration is None:
            return False
        methods = (declaration.methods.get("Lock"), declaration.methods.get("Unlock"))
        return all(one is not None and one.pointer and not one.signature.params for one in methods)

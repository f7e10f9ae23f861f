"""Fields and methods of types: promotion through embedding, method sets, satisfaction of interfaces.

Computes what the Go specification says under "Selectors", "Method sets" and "Implementing an interface": the shallowest
field or method of a name, unless there are two at that depth.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from golint_py.types.lookup import Lookup, type_arguments
from golint_py.types.model import Interface, Named, Pointer, Signature, StructType, Type, TypeParam
from golint_py.types.scope import Exports, Packages, SelectionKind, Step
from golint_py.types.substitute import substitute_signature
from golint_py.types.universe import BOOL

_LOCKING = frozenset({"Lock", "Unlock", "RLock", "RUnlock", "TryLock", "TryRLock"})
_LOCK_NAME = re.compile("mutex|lock", re.IGNORECASE)


class Member(Struct, frozen=True, eq=False):
    """A field or method found: `path` as in `Selection`, for FIELD with the field itself as last step.

    `through_pointer` says that the operand or an embedded field on the way is a pointer, so that pointer methods are in
    the method set.
    """

    kind: SelectionKind
    path: tuple[Step, ...]
    symbol: str
    pointer: bool
    receiver: Type | None
    type: Type | None
    through_pointer: bool


class _Entry(Struct, frozen=True, eq=False):
    """An embedded type at some depth. `pointer`: the operand is a pointer; `through`: one was passed; `several`: there
    are two of it; `package`: prefix of the names of the package that declares it."""

    type: Type | None
    path: tuple[Step, ...]
    pointer: bool
    through: bool
    several: bool
    prefix: str


def find(lookup: Lookup, type: Type | None, name: str, anywhere: bool = False) -> Member | None:
    """The field or method that `x.name` selects for x of that type; None where there is none or it is not known.

    Unexported names count only where the package of `lookup` declares them, unless `anywhere`.
    """
    if type is None:
        return None
    key = (type, name if not anywhere else "*" + name)
    known = lookup.members
    if key in known:
        return known[key]  # type: ignore[return-value]
    found = _search(lookup, type, name, anywhere or name[:1].isupper())
    known[key] = found
    return found


def _search(lookup: Lookup, written: Type | None, name: str, anywhere: bool) -> Member | None:
    type = lookup.unalias(written)
    start, pointer = type, False
    if isinstance(type, Pointer):
        start, pointer = lookup.unalias(type.elem), True
        if isinstance(lookup.underlying(start), Interface | Pointer):
            return None
    elif isinstance(type, Named):
        base = lookup.underlying(type)
        if isinstance(base, Pointer):  # a defined pointer type has the fields of its element, but no methods
            found = _search(lookup, base, name, anywhere)
            return found if found is not None and found.kind is SelectionKind.FIELD else None
    current = [_Entry(start, (), pointer, pointer, False, lookup.own_prefix)]
    seen: set[str] = set()
    for _ in range(20):
        if not current:
            return None
        hits: list[Member] = []
        embedded: list[_Entry] = []
        opaque: list[_Entry] = []
        for entry in current:
            if isinstance(entry.type, Named):
                if entry.type.name in seen:
                    continue
                seen.add(entry.type.name)
            before = len(hits)
            if not _look_into(lookup, entry, name, anywhere, hits, embedded):
                opaque.append(entry)
            if entry.several and len(hits) > before:
                return None
        if hits:
            return hits[0] if len(hits) == 1 else None
        if opaque:  # it might be declared in what is not known
            return _embedded_lock(opaque, name) if name in _LOCKING else None
        current = _consolidated(embedded)
    return None


def _embedded_lock(opaque: list[_Entry], name: str) -> Member | None:
    """The method of a lock that is embedded and whose type is out of sight: of the only such type, or of the only one
    that is called like a lock."""
    embedded = [entry for entry in opaque if entry.path and isinstance(entry.type, Named) and "." in entry.type.name]
    if len(embedded) != 1 or len(opaque) > 1:
        embedded = [one for one in embedded if _LOCK_NAME.search(one.path[-1].field)]
    if len(embedded) != 1:
        return None
    (entry,) = embedded
    assert isinstance(entry.type, Named)
    receiver = Pointer(entry.type) if entry.pointer else entry.type
    symbol = f"(*{entry.type.name}).{name}"
    signature = Signature((), (BOOL,) if name.startswith("Try") else (), False)
    return Member(SelectionKind.METHOD_VALUE, entry.path, symbol, True, receiver, signature, entry.through)


def _look_into(
    lookup: Lookup, entry: _Entry, name: str, anywhere: bool, hits: list[Member], embedded: list[_Entry]
) -> bool:
    """Append to `hits` and `embedded`; false where the type is unknown."""
    type, prefix = entry.type, entry.prefix
    if isinstance(type, Named):
        declaration = lookup.declaration(type.name)
        if declaration is None:
            return False
        prefix = type.name if not type.name.startswith(lookup.own_prefix) else lookup.own_prefix
        method = declaration.methods.get(name)
        if method is not None and (anywhere or prefix == lookup.own_prefix):
            signature = substitute_signature(method.signature, type_arguments(type, declaration))
            symbol = f"(*{type.name}).{name}" if method.pointer else f"({type.name}).{name}"
            receiver = Pointer(type) if entry.pointer else type
            hits.append(
                Member(
                    SelectionKind.METHOD_VALUE, entry.path, symbol, method.pointer, receiver, signature, entry.through
                )
            )
            return True
        base = lookup.underlying(type)
    elif isinstance(type, TypeParam):
        return _look_into_parameter(lookup, entry, name, hits, embedded)
    else:
        base = type
    if isinstance(base, StructType):
        _look_into_struct(lookup, entry, base, name, anywhere or prefix == lookup.own_prefix, prefix, hits, embedded)
    elif isinstance(base, Interface):
        owner = type.name if isinstance(type, Named) else ""
        found = _interface_method(lookup, base, owner, name, 0)
        if found is not None:
            symbol, signature = found
            hits.append(
                Member(SelectionKind.INTERFACE_METHOD, entry.path, symbol, False, type, signature, entry.through)
            )
        elif found is None and any(lookup.underlying(inner) is None for inner in base.embedded):
            return False
    return base is not None


def _look_into_parameter(lookup: Lookup, entry: _Entry, name: str, hits: list[Member], embedded: list[_Entry]) -> bool:
    assert isinstance(entry.type, TypeParam)
    constraint = lookup.constraint(entry.type)
    base = lookup.underlying(constraint)
    if isinstance(base, Interface):
        owner = constraint.name if isinstance(constraint, Named) else ""
        found = _interface_method(lookup, base, owner, name, 0)
        if found is not None:
            kind = SelectionKind.INTERFACE_METHOD
            hits.append(Member(kind, entry.path, found[0], False, entry.type, found[1], entry.through))
            return True
    core = lookup.core(entry.type)
    if isinstance(core, Pointer):
        embedded.append(_Entry(lookup.unalias(core.elem), entry.path, True, True, False, entry.prefix))
    return constraint is not None


def _look_into_struct(
    lookup: Lookup,
    entry: _Entry,
    struct: StructType,
    name: str,
    visible: bool,
    prefix: str,
    hits: list[Member],
    embedded: list[_Entry],
) -> None:
    owner = entry.type.name if isinstance(entry.type, Named) else ""
    for index, field in enumerate(struct.fields):
        if field.name == name and visible and name != "_":
            step = Step(owner, name, index, entry.pointer, field.type)
            path = (*entry.path, step)
            hits.append(Member(SelectionKind.FIELD, path, "", False, entry.type, field.type, entry.through))
        elif field.embedded:
            step = Step(owner, field.name, index, entry.pointer, field.type)
            inner = lookup.unalias(field.type)
            pointer = isinstance(inner, Pointer)
            if isinstance(inner, Pointer):
                inner = lookup.unalias(inner.elem)
            embedded.append(
                _Entry(inner, (*entry.path, step), pointer, entry.through or pointer, entry.several, prefix)
            )


def _consolidated(entries: list[_Entry]) -> list[_Entry]:
    """One entry for each type, marked where there were several."""
    if len(entries) < 2:
        return entries
    kept: dict[Type | None, _Entry] = {}
    for entry in entries:
        first = kept.get(entry.type)
        if first is None or entry.type is None:
            kept[entry.type] = entry
        else:
            kept[entry.type] = _Entry(first.type, first.path, first.pointer, first.through, True, first.prefix)
    return list(kept.values())


def _interface_method(
    lookup: Lookup, interface: Interface, owner: str, name: str, depth: int
) -> tuple[str, Signature] | None:
    """Symbol, by the interface that declares it, and signature of a method."""
    for method in interface.methods:
        if method.name == name:
            return (f"({owner}).{name}" if owner else f".{name}"), method.signature
    if depth > 20:
        return None
    for inner in interface.embedded:
        base = lookup.underlying(inner)
        if isinstance(base, Interface):
            inner_owner = inner.name if isinstance(inner, Named) else ""
            found = _interface_method(lookup, base, inner_owner, name, depth + 1)
            if found is not None:
                return found
    return None


def interface_methods(lookup: Lookup, type: Type | None) -> dict[str, Signature] | None:
    """All methods of an interface type, embedded ones too; None where it is none or not fully known."""
    base = lookup.underlying(type)
    if not isinstance(base, Interface):
        return None
    found: dict[str, Signature] = {}
    pending: list[tuple[Interface, int]] = [(base, 0)]
    while pending:
        interface, depth = pending.pop()
        found.update((method.name, method.signature) for method in interface.methods)
        for inner in interface.embedded:
            under = lookup.underlying(inner)
            if under is None or depth > 20:
                return None
            if isinstance(under, Interface):
                pending.append((under, depth + 1))
    return found


def method_set(lookup: Lookup, type: Type | None) -> dict[str, Member]:
    """The methods that values of the type have: for `T` those with value receivers, for `*T` all; promoted too."""
    names: set[str] = set()
    start = lookup.unalias(type)
    pending: list[Type | None] = [start.elem if isinstance(start, Pointer) else start]
    seen: set[Type | None] = set()
    while pending:
        current = lookup.unalias(pending.pop())
        if current in seen or len(seen) > 500:
            continue
        seen.add(current)
        if isinstance(current, Named):
            declaration = lookup.declaration(current.name)
            names.update(declaration.methods if declaration is not None else ())
        base = lookup.underlying(current)
        if isinstance(base, StructType):
            inner = (lookup.unalias(field.type) for field in base.fields if field.embedded)
            pending.extend(type.elem if isinstance(type, Pointer) else type for type in inner)
        elif isinstance(base, Interface):
            names.update(interface_methods(lookup, base) or ())
    found = {name: find(lookup, type, name, anywhere=True) for name in sorted(names)}
    return {
        name: member
        for name, member in found.items()
        if member is not None
        and member.kind is not SelectionKind.FIELD
        and (member.through_pointer or not member.pointer)
    }


def implements(type: Type | None, interface: Type | None, packages: Packages) -> bool | None:
    """Whether values of the type have all methods of the interface; None where that is not known."""
    lookup = packages if isinstance(packages, Lookup) else Lookup(packages, "")
    wanted = interface_methods(lookup, interface)
    if wanted is None or type is None:
        return None
    for name, signature in wanted.items():
        member = find(lookup, type, name, anywhere=True)
        if member is None:
            return False if _is_known(lookup, type) else None
        if member.kind is SelectionKind.FIELD or (member.pointer and not member.through_pointer):
            return False
        if not isinstance(member.type, Signature) or not _same_signature(lookup, member.type, signature):
            return False
    return True


def implementing(exports: Exports, interface: Named, packages: Packages) -> Iterator[Named]:
    """The types declared in a package, interfaces aside, whose pointers have the methods of the interface."""
    lookup = Lookup(packages, "")
    for name, declaration in exports.types.items():
        kind = Named(f"{exports.path}.{name}")
        if not isinstance(declaration.underlying, Interface) and implements(Pointer(kind), interface, lookup):
            yield kind


def _same_signature(lookup: Lookup, left: Signature, right: Signature) -> bool:
    if left == right:
        return True
    if len(left.params) != len(right.params) or len(left.results) != len(right.results):
        return False
    pairs = zip(left.params + left.results, right.params + right.results, strict=False)
    return left.variadic == right.variadic and all(lookup.unalias(a) == lookup.unalias(b) for a, b in pairs)


def _is_known(lookup: Lookup, type: Type) -> bool:
    """Whether all declarations that can give the type methods are known."""
    pending: list[Type | None] = [type]
    seen: set[Type | None] = set()
    while pending:
        current = lookup.unalias(pending.pop())
        if isinstance(current, Pointer):
            current = lookup.unalias(current.elem)
        if current in seen:
            continue
        seen.add(current)
        base = lookup.underlying(current)
        if base is None or len(seen) > 500:
            return False
        if isinstance(base, StructType):
            pending.extend(field.type for field in base.fields if field.embedded)
    return True

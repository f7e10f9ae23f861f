"""Unification: which type arguments make a parameter's type that of an argument.

Go specification, "Type unification" and "Type inference". Only the left side has inferable parameters. Inexact: a
defined type unifies with the structure of its underlying type, channel directions may differ at the top.
"""

from golint_py.types.lookup import Lookup
from golint_py.types.methods import find, interface_methods
from golint_py.types.model import (
    Array,
    Chan,
    Interface,
    Map,
    Named,
    Pointer,
    Signature,
    Slice,
    StructType,
    Type,
    TypeParam,
)
from golint_py.types.substitute import MAX_DEPTH, substitute

Bindings = dict[TypeParam, Type | None]


class Unifier:
    """Collects bindings of type parameters; a parameter that is not yet bound has the binding None."""

    __slots__ = ("bindings", "lookup")

    def __init__(self, lookup: Lookup, parameters: list[TypeParam]) -> None:
        self.lookup = lookup
        self.bindings: Bindings = dict.fromkeys(parameters)

    def unify(self, left: Type | None, right: Type | None, depth: int = 0) -> bool:
        """Whether the types can be made equal; binds parameters of `left`. Unknown types unify with anything."""
        if left is None or right is None or depth > MAX_DEPTH:
            return True
        bindings = self.bindings
        if left.__class__ is TypeParam and left in bindings:
            return self._bind(left, right)
        left, right = self.lookup.unalias(left), self.lookup.unalias(right)
        if isinstance(left, Named):
            if isinstance(right, Named) and left.name == right.name:
                return self._all(left.args, right.args, depth)
            return self._named(left, right, depth)
        if isinstance(right, Named):
            return self._structure(left, self.lookup.underlying(right), depth)
        return self._structure(left, right, depth)

    def _bind(self, parameter: TypeParam, type: Type) -> bool:
        bound = self.bindings[parameter]
        if bound is None or bound == parameter:
            self.bindings[parameter] = type
            return True
        if bound == type:
            return True
        if isinstance(type, Named) and not isinstance(bound, Named):
            if self.lookup.underlying(type) == bound:
                self.bindings[parameter] = type
                return True
        elif isinstance(bound, Named) and self.lookup.underlying(bound) == type:
            return True
        if isinstance(bound, Chan) and isinstance(type, Chan) and bound.elem == type.elem:
            if bound.direction == "both":
                self.bindings[parameter] = type
            return True
        return isinstance(self.lookup.underlying(bound), Interface)

    def _named(self, left: Named, right: Type | None, depth: int) -> bool:
        base = self.lookup.underlying(left)
        if isinstance(base, Interface):
            return self._methods(left, right, depth)
        if isinstance(right, Named):
            return isinstance(self.lookup.underlying(right), Interface)
        return self._structure(base, right, depth)

    def _methods(self, interface: Named, right: Type | None, depth: int) -> bool:
        """Unify the methods that an interface demands with those of a type."""
        for name, signature in (interface_methods(self.lookup, interface) or {}).items():
            member = find(self.lookup, right, name, anywhere=True)
            if member is not None and isinstance(member.type, Signature):
                self.unify(signature, member.type, depth + 1)
        return True

    def _structure(self, left: Type | None, right: Type | None, depth: int) -> bool:
        if left is None or right is None:
            return True
        if left.__class__ is not right.__class__:
            return isinstance(left, Interface)
        depth += 1
        match left, right:
            case (Pointer(elem=a), Pointer(elem=b)) | (Slice(elem=a), Slice(elem=b)) | (Chan(elem=a), Chan(elem=b)):
                return self.unify(a, b, depth)
            case Array(elem=a, length=m), Array(elem=b, length=k):
                return (m == k or m < 0 or k < 0) and self.unify(a, b, depth)
            case Map(key=k1, elem=a), Map(key=k2, elem=b):
                return self.unify(k1, k2, depth) and self.unify(a, b, depth)
            case Signature(), Signature():
                return self._all(left.params, right.params, depth) and self._all(left.results, right.results, depth)
            case StructType(fields=first), StructType(fields=second):
                return self._all(tuple(f.type for f in first), tuple(f.type for f in second), depth)
            case Interface(methods=first), Interface(methods=second):
                pairs = zip(first, second, strict=False)
                return all([a.name == b.name and self.unify(a.signature, b.signature, depth) for a, b in pairs])
        return left == right

    def _all(self, left: tuple[Type | None, ...], right: tuple[Type | None, ...], depth: int) -> bool:
        return len(left) == len(right) and all([self.unify(a, b, depth + 1) for a, b in zip(left, right, strict=False)])

    def use_constraints(self, constraints: tuple[Type | None, ...]) -> None:
        """Core types and methods of the constraints bind further parameters; repeated until nothing changes."""
        for _ in range(len(constraints) + 1):
            before = dict(self.bindings)
            for parameter, constraint in zip(tuple(self.bindings), constraints, strict=False):
                core = _core_of(self.lookup, constraint)
                bound = self.bindings[parameter]
                if core is not None:
                    if bound is None:
                        self.bindings[parameter] = self._without_unbound(core)
                    else:
                        base = bound if isinstance(core, Named) else self.lookup.core(bound)
                        self.unify(core, base)
                elif bound is not None and isinstance(constraint, Named) and constraint.args:
                    self._methods(constraint, bound, 0)
            if before == self.bindings:
                return

    def _without_unbound(self, type: Type) -> Type | None:
        """The type with what is bound, None while it needs a parameter that is not."""
        for parameter, bound in self.bindings.items():
            if bound is None and _mentions(type, parameter):
                return None
        return substitute(type, {k: v for k, v in self.bindings.items() if v is not None})


def _mentions(type: Type | None, parameter: TypeParam) -> bool:
    return type is not None and substitute(type, {parameter: Named("?")}) != type


def _core_of(lookup: Lookup, constraint: Type | None) -> Type | None:
    """The single type that a constraint's union names (`~[]E`, `*T`), None for ordinary interfaces."""
    base = lookup.underlying(constraint)
    if not isinstance(base, Interface):
        return base
    if isinstance(constraint, Named) and constraint.args and not base.union and not base.embedded:
        return None
    if len(base.union) == 1:
        return base.union[0]
    if base.union:
        return None
    for inner in base.embedded:
        found = inner if not isinstance(lookup.underlying(inner), Interface) else _core_one(lookup, inner)
        if found is not None:
            return found
    return None


def _core_one(lookup: Lookup, inner: Type | None) -> Type | None:
    base = lookup.underlying(inner)
    return base.union[0] if isinstance(base, Interface) and len(base.union) == 1 else None

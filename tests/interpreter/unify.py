"""Type arguments of generic functions from the types of arguments and results."""

from golint_py.types.lookup import Lookup
from golint_py.types.model import Named, Type, TypeParam
from golint_py.types.substitute import parts


def mentions_parameters(types: list[Type | None]) -> bool:
    """Whether a type parameter occurs in one of the types."""
    pending = list(types)
    while pending:
        type = pending.pop()
        if isinstance(type, TypeParam):
            return True
        pending.extend(parts(type))
    return False


def unify(pattern: Type | None, type: Type | None, found: dict[TypeParam, Type | None], lookup: Lookup) -> None:
    """Enter what the type parameters in `pattern` must be for it to be `type`."""
    pending = [(pattern, type)]
    while pending:
        left, right = pending.pop()
        if left is None or right is None:
            continue
        if isinstance(left, TypeParam):
            known = found.get(left)
            if known is None or isinstance(known, TypeParam):
                found[left] = right
            continue
        if left.__class__ is not right.__class__:
            if isinstance(right, Named):
                right = lookup.underlying(right)
            elif isinstance(left, Named):
                left = lookup.underlying(left)
            if left.__class__ is not right.__class__:
                continue
        pending.extend(zip(parts(left), parts(right), strict=False))

"""Replaces type parameters in types, and bounds how deep types may nest.

Types nest as deep as the source makes them; beyond `MAX_DEPTH` they are unknown, so that the recursion here (and in
comparison, hashing and encoding of the records) is bounded.
"""

from collections.abc import Mapping

from golint_py.types.model import (
    Array,
    Basic,
    Chan,
    Field,
    Interface,
    Map,
    Method,
    Named,
    Pointer,
    Signature,
    Slice,
    StructType,
    Tuple,
    Type,
    TypeParam,
)

MAX_DEPTH = 60

Arguments = Mapping[TypeParam, Type | None]


def depth_exceeds(type: Type | None, limit: int) -> bool:
    """Whether the type nests deeper than `limit` levels."""
    if type is None:
        return False
    kind = type.__class__
    if kind is Basic or kind is TypeParam:
        return False
    if limit == 0:
        return True
    return any(depth_exceeds(part, limit - 1) for part in parts(type))


def parts(type: Type | None) -> tuple[Type | None, ...]:
    """The types directly inside a type."""
    match type:
        case Named(args=args):
            return args
        case Pointer(elem=elem) | Slice(elem=elem) | Array(elem=elem) | Chan(elem=elem):
            return (elem,)
        case Map(key=key, elem=elem):
            return (key, elem)
        case StructType(fields=fields):
            return tuple(field.type for field in fields)
        case Signature(params=params, results=results):
            return params + results
        case Tuple(elems=elems):
            return elems
        case Interface(methods=methods, embedded=embedded, union=union):
            return tuple(method.signature for method in methods) + embedded + union
    return ()


def pointer_to(type: Type | None) -> Type | None:
    """`*type`, or None where that nests too deep."""
    inner = type
    for _ in range(MAX_DEPTH):
        if inner.__class__ is not Pointer:
            return Pointer(type)
        inner = inner.elem
    return None


def substitute(type: Type | None, arguments: Arguments) -> Type | None:
    """The type with its parameters replaced; parameters without an argument stay. Unknown where it nests too deep."""
    if not arguments or type is None:
        return type
    if any(depth_exceeds(argument, MAX_DEPTH // 2) for argument in arguments.values()):
        return None
    return _replace(type, arguments, MAX_DEPTH)


def substitute_signature(signature: Signature, arguments: Arguments) -> Signature:
    """The signature with parameters replaced."""
    if not arguments:
        return signature
    found = substitute(signature, arguments)
    if isinstance(found, Signature):
        return found
    count, results = len(signature.params), len(signature.results)
    return Signature((None,) * count, (None,) * results, signature.variadic, signature.type_params)


def _all(types: tuple[Type | None, ...], arguments: Arguments, limit: int) -> tuple[Type | None, ...]:
    return tuple([_replace(type, arguments, limit) for type in types])


def _replace(  # noqa: PLR0911 - one case for each sort of type
    type: Type | None, arguments: Arguments, limit: int
) -> Type | None:
    kind = type.__class__
    if type is None or kind is Basic or limit == 0:
        return type if limit else None
    if kind is TypeParam:
        return arguments.get(type, type)  # type: ignore[arg-type]
    if kind is Named and not type.args:  # type: ignore[union-attr]
        return type
    limit -= 1
    match type:
        case Named(name=name, args=args):
            return Named(name, _all(args, arguments, limit))
        case Pointer(elem=elem):
            return Pointer(_replace(elem, arguments, limit))
        case Slice(elem=elem):
            return Slice(_replace(elem, arguments, limit))
        case Array(elem=elem, length=length):
            return Array(_replace(elem, arguments, limit), length)
        case Map(key=key, elem=elem):
            return Map(_replace(key, arguments, limit), _replace(elem, arguments, limit))
        case Chan(elem=elem, direction=direction):
            return Chan(_replace(elem, arguments, limit), direction)
        case Signature(params=params, results=results, variadic=variadic, type_params=names):
            return Signature(_all(params, arguments, limit), _all(results, arguments, limit), variadic, names)
        case Tuple(elems=elems):
            return Tuple(_all(elems, arguments, limit))
        case StructType(fields=fields):
            return StructType(
                tuple([Field(f.name, _replace(f.type, arguments, limit), f.embedded, f.tag) for f in fields])
            )
        case Interface(methods=methods, embedded=embedded, union=union):
            return Interface(
                tuple([Method(m.name, _signature(m.signature, arguments, limit)) for m in methods]),
                _all(embedded, arguments, limit),
                _all(union, arguments, limit),
            )
    return type


def _signature(signature: Signature, arguments: Arguments, limit: int) -> Signature:
    found = _replace(signature, arguments, limit)
    return found if isinstance(found, Signature) else Signature((), ())

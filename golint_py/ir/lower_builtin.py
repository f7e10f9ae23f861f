"""Lowers calls of predeclared functions: maps, make, new and panic have operations of their own."""

from tree_sitter import Node

from golint_py.ir.lower_base import Frame, Work, begin, coerce, number, strip, type_of, unknown
from golint_py.ir.ops import (
    Alloc,
    Call,
    Callee,
    MakeChan,
    MakeMap,
    MakeSlice,
    MapClear,
    MapDelete,
    MapLen,
    Panic,
    Store,
    Value,
)
from golint_py.syntax import nodes as N
from golint_py.types.model import Chan, Map, Pointer, Slice, Type
from golint_py.types.scope import Mode, Operand
from golint_py.types.universe import ANY, INT


def builtin_call(f: Frame, node: Node, name: str, known: Operand | None) -> Work:
    """A call of the builtin `name`."""
    listed = node.child_by_field_id(N.F_ARGUMENTS)
    given = [] if listed is None else N.children(listed)
    if name == "make" or name == "new":
        return _allocation(f, node, name, given, known)
    return _function(f, node, name, given, known)


def _allocation(f: Frame, node: Node, name: str, given: list[Node], known: Operand | None) -> Work:
    """`make(T, n)`, `new(T)`, `new(x)`."""
    if not given:
        return unknown(f, f.at(node), f"{name} without a type", (), None)
    type = type_of(f, given[0])
    if name == "new":
        return (yield _new(f, node, given[0], type, known))
    if type is None and known is not None:
        type = known.type
    sizes: list[Value] = []
    for one in given[1:]:
        step = begin(f, one)
        sizes.append(step if isinstance(step, int) else (yield step))
    at = f.at(node)
    under = f.shared.lookup.core(type)
    result = f.value(type)
    if isinstance(under, Map) or given[0].kind_id == N.MAP_TYPE:
        f.emit(MakeMap(result, at))
    elif isinstance(under, Chan) or given[0].kind_id == N.CHANNEL_TYPE:
        f.emit(MakeChan(result, at, sizes[0] if sizes else None))
    elif isinstance(under, Slice) or given[0].kind_id == N.SLICE_TYPE:
        length = sizes[0] if sizes else number(f, at, 0)
        f.emit(MakeSlice(result, at, length, sizes[1] if len(sizes) > 1 else None))
    else:
        return unknown(f, at, "make of an unknown type", tuple(sizes), type)
    return result


def _new(f: Frame, node: Node, argument: Node, type: Type | None, known: Operand | None) -> Work:
    inner = f.operands.get(strip(argument).id)
    value: Value | None = None
    if type is None and inner is not None and inner.mode is Mode.VALUE:  # new(x), from Go 1.26 on
        step = begin(f, argument)
        value = step if isinstance(step, int) else (yield step)
        type = f.types[value]
    pointer = known.type if known is not None and known.type is not None else Pointer(type)
    result = f.value(pointer)
    at = f.at(node)
    f.emit(Alloc(result, at, "", True))
    if value is not None:
        f.emit(Store(at, result, value, True))
    return result


def _function(f: Frame, node: Node, name: str, given: list[Node], known: Operand | None) -> Work:
    spread = bool(given) and given[-1].kind_id == N.VARIADIC_ARGUMENT
    if spread:
        given[-1] = N.children(given[-1])[0]
    args: list[Value] = []
    for one in given:
        inner = f.operands.get(one.id)
        if name[:7] == "unsafe." and inner is not None and inner.mode is Mode.TYPE:
            continue
        step = begin(f, one)
        args.append(step if isinstance(step, int) else (yield step))
    at = f.at(node)
    if args and (done := _map_function(f, at, name, args)) is not None:
        return done
    if name == "panic":
        value = args[0] if args else unknown(f, at, "panic without a value", (), None)
        f.builder.end(Panic(at, coerce(f, value, ANY, at)))
        return value
    if name == "append" and not spread and args:
        args = _coerced_elements(f, at, args)
    result = f.value(known.type if known is not None else None)
    f.emit(Call(result, at, Callee(name, None, False, True), tuple(args), spread))
    return result


def _coerced_elements(f: Frame, at: int, args: list[Value]) -> list[Value]:
    under = f.shared.lookup.core(f.types[args[0]])
    if not isinstance(under, Slice):
        return args
    elem = under.elem
    return [args[0]] + [coerce(f, arg, elem, at) for arg in args[1:]]


def _map_function(f: Frame, at: int, name: str, args: list[Value]) -> Value | None:
    """`len`, `delete` and `clear` of maps; None for anything else."""
    first = args[0]
    if name == "delete":  # whatever its first argument is, it must be a map
        if len(args) != 2:
            return unknown(f, at, "delete without a key", tuple(args), None)
        under = f.shared.lookup.core(f.types[first])
        key = coerce(f, args[1], under.key if isinstance(under, Map) else None, at)
        f.emit(MapDelete(at, first, key))
        return first
    if name == "len":
        if not isinstance(f.shared.lookup.core(f.types[first]), Map):
            return None
        result = f.value(INT)
        f.emit(MapLen(result, at, first))
        return result
    if name == "clear" and isinstance(f.shared.lookup.core(f.types[first]), Map):
        f.emit(MapClear(at, first))
        return first
    return None

"""The kinds of conversions."""

from golint_py.ir.lower_base import (
    Frame,
)
from golint_py.ir.ops import Convert, Value
from golint_py.types.model import Basic, Interface, Pointer, Slice, Type
from golint_py.types.universe import UNSAFE_POINTER


def convert(f: Frame, at: int, value: Value, type: Type | None) -> Value:
    """`T(x)`."""
    result = f.value(type)
    f.emit(Convert(result, at, _conversion_kind(f, f.types[value], type), value))
    return result


def _conversion_kind(f: Frame, source: Type | None, target: Type | None) -> str:
    core = f.shared.lookup.core
    to, have = core(target), core(source)
    if isinstance(f.shared.lookup.underlying(target), Interface):
        return "interface"
    if UNSAFE_POINTER in (to, have):
        return _unsafe_kind(to, have)
    if to is None or have is None:
        return "unknown"
    if _is_bytes(f, to) and _is_string(have):
        return "string->bytes"
    if _is_string(to) and _is_bytes(f, have):
        return "bytes->string"
    return "value"


def _unsafe_kind(to: Type | None, have: Type | None) -> str:
    if to is None:
        return "unknown"
    if to == UNSAFE_POINTER:
        if isinstance(have, Pointer):
            return "pointer->unsafe"
        return _INTO_UNSAFE.get(have.name, "unknown") if isinstance(have, Basic) else "unknown"
    if isinstance(to, Pointer):
        return "unsafe->pointer"
    return "unsafe->uintptr" if isinstance(to, Basic) and to.name == "uintptr" else "value"


_INTO_UNSAFE = {
    "uintptr": "uintptr->unsafe", "untyped int": "uintptr->unsafe", "unsafe.Pointer": "value", "untyped nil": "value",
}  # fmt: skip


def _is_bytes(f: Frame, type: Type | None) -> bool:
    if not isinstance(type, Slice):
        return False
    elem = f.shared.lookup.underlying(type.elem)
    return isinstance(elem, Basic) and elem.name == "uint8"


def _is_string(type: Type | None) -> bool:
    return isinstance(type, Basic) and type.name in ("string", "untyped string")

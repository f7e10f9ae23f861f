"""Values of Go as Python objects, memory, and the zero values and copies that types demand.

Integers, floats, complex numbers and booleans are Python's; strings are `bytes`; nil is None for every type.
Structs and arrays are mutable and copied where Go copies them.
"""

import struct
from collections.abc import Callable, Iterator
from typing import Any

from golint_py.types.lookup import Lookup
from golint_py.types.model import (
    Array,
    Basic,
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
from golint_py.types.universe import INTEGER_BITS
from interpreter.typenames import type_name

Bindings = dict[TypeParam, Type | None]


class Struct:
    """A struct: its fields in order."""

    __slots__ = ("fields",)

    def __init__(self, fields: list[Any]) -> None:
        self.fields = fields


class ArrayValue:
    """An array; slices share it."""

    __slots__ = ("items",)

    def __init__(self, items: list[Any]) -> None:
        self.items = items


class SliceValue:
    """A slice of an array."""

    __slots__ = ("array", "capacity", "length", "start")

    def __init__(self, array: ArrayValue, start: int, length: int, capacity: int) -> None:
        self.array = array
        self.start = start
        self.length = length
        self.capacity = capacity


class Address:
    """A pointer: a slot of some list."""

    __slots__ = ("place", "slots")

    def __init__(self, slots: list[Any], place: int) -> None:
        self.slots = slots
        self.place = place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and self.slots is other.slots and self.place == other.place

    def __hash__(self) -> int:
        return hash((id(self.slots), self.place))


class Iface:
    """A value in an interface, with its dynamic type."""

    __slots__ = ("type", "value")

    def __init__(self, type: Type | None, value: Any) -> None:
        self.type = type
        self.value = value


class MapValue:
    """A map; keys compare as Go's do."""

    __slots__ = ("items",)

    def __init__(self) -> None:
        self.items: dict[Any, tuple[Any, Any]] = {}


class Function:
    """A function value: a symbol with bindings, or a bound method."""

    __slots__ = ("bindings", "env", "home", "interface", "native", "receiver", "symbol")

    def __init__(self, symbol: str, bindings: tuple[Any, ...] = (), env: Bindings | None = None) -> None:
        self.symbol = symbol
        self.bindings = bindings
        self.env = env or {}
        self.receiver: list[Any] | None = None
        self.interface = False
        self.home: Any = None
        self.native: Callable[..., Any] | None = None


class GoPanic(Exception):
    """A run-time panic; `value` is an interface value."""

    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.value = value


RUNTIME_ERROR = Named("runtime.Fault")
NATIVE_ERRORS = frozenset({RUNTIME_ERROR, Named("errors.errorString"), Named("fmt.wrapError")})


def runtime_panic(text: str) -> GoPanic:
    """What the run-time system panics with."""
    return GoPanic(Iface(RUNTIME_ERROR, b"runtime error: " + text.encode()))


def copied(value: Any) -> Any:
    """The value as assignment copies it."""
    kind = value.__class__
    if kind is Struct:
        return Struct([copied(field) for field in value.fields])
    if kind is ArrayValue:
        return ArrayValue([copied(item) for item in value.items])
    return value


def key_of(value: Any) -> Any:
    """Something hashable that is equal for values that Go calls equal."""
    kind = value.__class__
    if kind is Struct:
        return ("struct", *map(key_of, value.fields))
    if kind is ArrayValue:
        return ("array", *map(key_of, value.items))
    if kind is Iface:
        if isinstance(value.value, SliceValue | MapValue | Function):
            raise runtime_panic("hash of unhashable type " + type_name(value.type))
        return ("interface", value.type, key_of(value.value))
    if kind is bool:
        return ("bool", value)
    return value


def equal(left: Any, right: Any) -> bool:
    """`==`."""
    kind = left.__class__
    if kind is Struct or kind is ArrayValue or kind is Iface:
        if left.__class__ is not right.__class__:
            return False
        if kind is Iface and left.type == right.type and isinstance(left.value, SliceValue | MapValue | Function):
            raise runtime_panic("comparing uncomparable type")
        return bool(key_of(left) == key_of(right))
    if kind in (int, float, complex, bytes, bool, Address):
        return bool(left == right)
    return left is right


class Types:
    """What types mean at run time: underlying types, zero values, numbers of their width."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup

    def under(self, type: Type | None) -> Type | None:
        """The underlying type."""
        return self.lookup.underlying(type)

    def zero(self, type: Type | None) -> Any:
        """The zero value."""
        base = self.under(type)
        if isinstance(base, Basic):
            return basic_zero(base.name)
        if isinstance(base, StructType):
            return Struct([self.zero(field.type) for field in base.fields])
        if isinstance(base, Array):
            return ArrayValue([self.zero(base.elem) for _ in range(base.length)])
        return None

    def fit(self, value: Any, type: Type | None) -> Any:
        """A number wrapped or rounded to the width of its type."""
        base = self.under(type)
        return fit(value, base.name) if isinstance(base, Basic) else value

    def is_interface(self, type: Type | None) -> bool:
        """Whether values of the type are interface values."""
        return isinstance(self.under(type), Interface)

    def elem(self, type: Type | None) -> Type | None:
        """The element type of a slice, array, pointer, channel or map."""
        base = self.under(type)
        if isinstance(base, Slice | Array | Pointer | Chan | Map):
            return base.elem
        return None

    def results(self, type: Type | None) -> tuple[Type | None, ...]:
        """The result types of a function type."""
        base = self.under(type)
        return base.results if isinstance(base, Signature) else ()


def basic_zero(name: str) -> Any:
    """The zero value of a basic type."""
    if name.endswith("string"):
        return b""
    if name.endswith("bool"):
        return False
    if "float" in name:
        return 0.0
    if "complex" in name:
        return 0j
    return None if name in ("unsafe.Pointer", "untyped nil") else 0


def fit(value: Any, name: str) -> Any:
    """A number as a basic type holds it."""
    name = {"untyped int": "int", "untyped rune": "int32"}.get(name, name)
    bits = INTEGER_BITS.get(name)
    if bits is not None:
        value = int(value)
        if bits > 0:
            return value & ((1 << bits) - 1)
        half = 1 << (-bits - 1)
        return ((value + half) & ((half << 1) - 1)) - half
    if name == "float64" or name == "untyped float":
        return float(value)
    if name == "float32":
        return struct.unpack("f", struct.pack("f", value))[0]
    if name.startswith("complex"):
        return complex(value)
    return value


def runes(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Offset, rune and width of each character; broken bytes are U+FFFD of width 1."""
    at = 0
    while at < len(data):
        for width in (1, 2, 3, 4):
            try:
                text = data[at : at + width].decode()
            except UnicodeDecodeError:
                continue
            yield at, ord(text), width
            at += width
            break
        else:
            yield at, 0xFFFD, 1
            at += 1


def encode_rune(rune: int) -> bytes:
    """UTF-8 of a code point."""
    if not 0 <= rune < 0x110000 or 0xD800 <= rune < 0xE000:
        rune = 0xFFFD
    return chr(rune).encode()

"""Operators and conversions."""

import math
from typing import Any

from golint_py.types.model import Array, Basic, Slice, Type
from interpreter.values import ArrayValue, SliceValue, Types, encode_rune, equal, runes, runtime_panic


def unary(operator: str, value: Any) -> Any:
    """`operator value`, before it is fitted to its type."""
    if operator == "-":
        return -value
    if operator == "^":
        return ~value
    return not value if operator == "!" else value


def binary(operator: str, left: Any, right: Any) -> Any:
    """`left operator right`, before it is fitted to its type."""
    if operator == "==":
        return equal(left, right)
    if operator == "!=":
        return not equal(left, right)
    if operator in _ORDER:
        return _ORDER[operator](left, right)
    if operator in ("<<", ">>"):
        if right < 0:
            raise runtime_panic("negative shift amount")
        right = min(right, 200)
        return left << right if operator == "<<" else left >> right
    if operator == "/":
        return _divided(left, right)
    if operator == "%":
        if right == 0:
            raise runtime_panic("integer divide by zero")
        return left - right * _divided(left, right)
    return _PLAIN[operator](left, right)


_ORDER = {
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
}
_PLAIN = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "&": lambda x, y: x & y,
    "|": lambda x, y: x | y,
    "^": lambda x, y: x ^ y,
    "&^": lambda x, y: x & ~y,
}


def _divided(left: Any, right: Any) -> Any:
    if isinstance(left, int):
        if right == 0:
            raise runtime_panic("integer divide by zero")
        quotient = abs(left) // abs(right)
        return quotient if (left < 0) == (right < 0) else -quotient
    if right == 0:
        if isinstance(left, complex):
            return complex("nan")
        return math.nan if left == 0 or left != left else math.copysign(math.inf, left) * math.copysign(1, right)
    return left / right


def convert(types: Types, value: Any, source: Type | None, target: Type | None) -> Any:
    """`T(x)` to a type that is no interface."""
    base, from_type = types.under(target), types.under(source)
    if isinstance(base, Basic):
        if base.name == "string":
            return _to_string(types, value, from_type)
        if isinstance(value, bool | bytes) or value is None:
            return value
        return types.fit(value, base) if isinstance(value, int | float | complex) else value
    if isinstance(base, Slice) and isinstance(value, bytes):
        elem = types.under(base.elem)
        if elem == Basic("uint8"):
            return sliced(list(value))
        return sliced([rune for _, rune, _ in runes(value)])
    if isinstance(base, Array) and isinstance(value, SliceValue):
        if value.length < base.length:
            what = "array or pointer to array"
            raise runtime_panic(f"cannot convert slice with length {value.length} to {what} with length {base.length}")
        return ArrayValue(value.array.items[value.start : value.start + base.length])
    return value


def _to_string(types: Types, value: Any, source: Type | None) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, int):
        return encode_rune(value)
    if value is None:
        return b""
    items = value.array.items[value.start : value.start + value.length]
    if types.under(types.elem(source)) == Basic("uint8"):
        return bytes(items)
    return b"".join(map(encode_rune, items))


def sliced(items: list[Any]) -> SliceValue:
    """A slice of a fresh array."""
    return SliceValue(ArrayValue(items), 0, len(items), len(items))

"""Folds constants: literals, operators and conversions on exact integers, floats, strings and booleans.

A value of float kind that is a whole number may be held as an int, so that large ones stay exact. What overflows, is
not finite or is larger than 4096 bits is unknown (None); so are complex numbers and what Go's compiler rejects.
"""

from collections.abc import Callable
from operator import add, and_, eq, ge, gt, le, lt, mul, ne, or_, sub, xor

from golint_py.types.model import Basic, Type
from golint_py.types.universe import COMPLEXES, FLOATS, INTEGER_BITS

Constant = bool | int | float | str | None

_MAX_BITS = 4096
_ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, "'": 39, '"': 34}
_HEX_WIDTH = {"x": 2, "u": 4, "U": 8}


def integer(text: str) -> int | None:
    """The value of an integer literal."""
    digits = text.replace("_", "")
    if len(digits) > _MAX_BITS // 4:
        return None
    try:
        if len(digits) > 1 and digits[0] == "0" and digits[1] in "01234567":
            return int(digits, 8)
        return int(digits, 0)
    except ValueError:
        return None


def floating(text: str) -> int | float | None:
    """The value of a float literal, an int where it is a whole number."""
    digits = text.replace("_", "")
    try:
        if digits[:2] in ("0x", "0X"):
            return _finite(float.fromhex(digits))
        mantissa, _, exponent = digits.lower().partition("e")
        whole, _, fraction = mantissa.partition(".")
        shift = int(exponent or "0") - len(fraction.rstrip("0"))
        if 0 <= shift <= 1000 and len(mantissa) < 1000:
            return int((whole + fraction.rstrip("0")) or "0") * int(10**shift)
        return _finite(float(digits))
    except (ValueError, OverflowError):
        return None


def rune(text: str) -> int | None:
    """The value of a rune literal with its quotes."""
    inner = text[1:-1]
    if len(inner) == 1:
        return ord(inner)
    found = _escape(inner, 0) if inner[:1] == "\\" else None
    return found[0] if found is not None and found[1] == len(inner) else None


def string(text: str) -> str | None:
    """The value of a string literal with its quotes; None where it holds bytes that are not UTF-8."""
    if text[:1] == "`":
        return text[1:-1].replace("\r", "")
    inner = text[1:-1]
    if "\\" not in inner:
        return inner
    out = bytearray()
    at = 0
    while at < len(inner):
        next_escape = inner.find("\\", at)
        if next_escape < 0:
            next_escape = len(inner)
        out += inner[at:next_escape].encode("utf-8", "replace")
        at = next_escape
        if at < len(inner):
            found = _escape(inner, at)
            if found is None:
                return None
            code, end = found
            if inner[at + 1] in "x01234567":
                out.append(code & 255)
            else:
                out += chr(code).encode("utf-8", "replace")
            at = end
    try:
        return out.decode()
    except UnicodeDecodeError:
        return None


def _escape(text: str, at: int) -> tuple[int, int] | None:
    """Code and end of the escape sequence that starts at the backslash."""
    letter = text[at + 1 : at + 2]
    if letter in _ESCAPES and letter:
        return _ESCAPES[letter], at + 2
    width, base, start = (_HEX_WIDTH[letter], 16, at + 2) if letter in _HEX_WIDTH else (3, 8, at + 1)
    digits = text[start : start + width]
    try:
        code = int(digits, base)
    except ValueError:
        return None
    return (code, start + width) if len(digits) == width and code < 0x110000 else None


def _finite(value: float) -> int | float | None:
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return int(value) if value.is_integer() else value


def bounded(value: Constant) -> Constant:
    """The value, or None where it is too large to work with or not finite."""
    kind = value.__class__
    if kind is int:
        return value if value.bit_length() <= _MAX_BITS else None  # type: ignore[union-attr]
    if kind is float:
        return _finite(value)  # type: ignore[arg-type]
    if kind is str:
        return value if len(value) < 1 << 20 else None  # type: ignore[arg-type]
    return value


_COMPARISONS: dict[str, Callable[..., bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_ARITHMETIC: dict[str, Callable[..., Constant]] = {"+": add, "-": sub, "*": mul}
_BITWISE: dict[str, Callable[..., int]] = {"&": and_, "|": or_, "^": xor}
COMPARISONS = frozenset(_COMPARISONS)


def compare(operator: str, left: Constant, right: Constant) -> bool | None:
    """The result of a comparison of two constants."""
    if left is None or right is None or isinstance(left, str) != isinstance(right, str):
        return None
    return bool(_COMPARISONS[operator](left, right))


def binary(operator: str, left: Constant, right: Constant, whole: bool) -> Constant:
    """The result of an operator other than comparisons and shifts; `whole`: the operands are of integer kind."""
    if left is None or right is None:
        return None
    if operator in ("&&", "||"):
        both = isinstance(left, bool) and isinstance(right, bool)
        return ((left and right) if operator == "&&" else (left or right)) if both else None
    if isinstance(left, str) or isinstance(right, str):
        joined = operator == "+" and isinstance(left, str) and isinstance(right, str)
        return bounded(left + right) if joined else None  # type: ignore[operator]
    if isinstance(left, bool) or isinstance(right, bool):
        return None
    try:
        if operator in _ARITHMETIC:
            return bounded(_ARITHMETIC[operator](left, right))
        if operator == "/":
            return bounded(_quotient(left, right, whole))
        if isinstance(left, int) and isinstance(right, int):
            if operator == "%":
                return left - right * _truncated(left, right) if right else None
            return left & ~right if operator == "&^" else _BITWISE[operator](left, right)
    except (OverflowError, ZeroDivisionError, KeyError):
        return None
    return None


def _truncated(left: int, right: int) -> int:
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def _quotient(left: int | float, right: int | float, whole: bool) -> Constant:
    if isinstance(left, int) and isinstance(right, int) and (whole or left % right == 0):
        return _truncated(left, right)
    return left / right


def shift(operator: str, left: Constant, count: Constant) -> Constant:
    """`left << count` or `left >> count`."""
    if isinstance(left, float) and left.is_integer():
        left = int(left)
    if not isinstance(left, int) or not isinstance(count, int) or not 0 <= count <= _MAX_BITS:
        return None
    return bounded(left << count if operator == "<<" else left >> count)


def unary(operator: str, value: Constant, type: Type | None) -> Constant:
    """`+x`, `-x`, `!x` or `^x` of a constant of that type."""
    if value is None or isinstance(value, str):
        return None
    if operator == "!":
        return not value if isinstance(value, bool) else None
    if isinstance(value, bool):
        return None
    if operator == "^":
        if not isinstance(value, int):
            return None
        bits = INTEGER_BITS.get(type.name, 0) if isinstance(type, Basic) else 0
        return value ^ ((1 << bits) - 1) if bits > 0 else ~value
    return -value if operator == "-" else value


def represent(value: Constant, type: Type | None) -> Constant:
    """The constant converted to a basic type (the underlying one); None where it does not fit or is not known."""
    if not isinstance(type, Basic) or value is None:
        return None
    name = type.name
    if name in INTEGER_BITS:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        bits = INTEGER_BITS[name]
        low, high = (0, (1 << bits) - 1) if bits > 0 else (-(1 << (-bits - 1)), (1 << (-bits - 1)) - 1)
        return value if low <= value <= high else None
    if name in FLOATS:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return _rounded(value, name) if fits else None  # type: ignore[arg-type]
    if name in COMPLEXES:
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if name == "string":
        return value if isinstance(value, str) else None
    if name == "bool":
        return value if isinstance(value, bool) else None
    return value if name.startswith("untyped ") else None


def _rounded(value: int | float, name: str) -> int | float | None:
    """Rounding to float32 is left out where it would change the value."""
    if isinstance(value, int) and name == "float64":
        try:
            return _finite(float(value))
        except OverflowError:
            return None
    return value

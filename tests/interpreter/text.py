"""What package fmt prints: `%v` of values by their types, and the verbs that the test programs use."""

import re
import struct
from collections.abc import Callable
from typing import Any

from golint_py.types.model import Array, Basic, Interface, Map, Pointer, Slice, StructType, Type
from interpreter.typenames import type_name
from interpreter.values import Address, Iface, MapValue, SliceValue, Types, encode_rune

Method = Callable[[Iface, str], bytes | None]  # the text of Error() or String(), if the value has it


def float_text(value: float, form: str = "v", precision: int | None = None, single: bool = False) -> str:
    """A float as Go prints it with `%v`."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "+Inf" if value > 0 else "-Inf"
    if form == "f":
        return f"{value:.{6 if precision is None else precision}f}"
    if form == "e":
        return f"{value:.{6 if precision is None else precision}e}"
    if precision is not None:
        return f"{value:.{precision}g}"
    digits = repr(value)
    if single:
        digits = next(text for places in range(1, 18) if _single(float(text := f"{value:.{places}g}")) == value)
    if value == 0:
        return "-0" if digits[0] == "-" else "0"
    mantissa, exponent = f"{value:.{_digits(digits)}e}".split("e")
    power = int(exponent)
    if power < -4 or power >= 6:
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"
    text = f"{value:.{max(_digits(digits) - power, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _single(value: float) -> float:
    return float(struct.unpack("f", struct.pack("f", value))[0])


def _digits(text: str) -> int:
    mantissa = text.lower().partition("e")[0].replace("-", "").replace(".", "").strip("0")
    return max(len(mantissa) - 1, 0)


class Printer:
    """Formats values; `method` calls `Error` and `String`."""

    def __init__(self, types: Types, method: Method) -> None:
        self.types = types
        self.method = method

    def line(self, args: list[Any]) -> bytes:
        """`Println`."""
        return b" ".join(self.show(arg) for arg in args) + b"\n"

    def joined(self, args: list[Any]) -> bytes:
        """`Print`: spaces between operands when neither is a string."""
        out = b""
        for place, arg in enumerate(args):
            if place and not (_is_string(self.types, arg) or _is_string(self.types, args[place - 1])):
                out += b" "
            out += self.show(arg)
        return out

    def show(self, arg: Any, plus: bool = False) -> bytes:
        """`%v` of an interface value."""
        if arg is None:
            return b"<nil>"
        return self.value(arg.type, arg.value, 0, plus)

    def value(self, type: Type | None, value: Any, depth: int, plus: bool = False) -> bytes:  # noqa: PLR0911
        """`%v` of a value of a type."""
        base = self.types.under(type)
        if isinstance(base, Interface):
            return b"<nil>" if value is None else self.value(value.type, value.value, depth, plus)
        text = self.method(Iface(type, value), "v")
        if text is not None:
            return text
        match base:
            case Basic():
                if base == Basic("float32"):
                    return float_text(value, single=True).encode()
                return self.basic(value)
            case Slice(elem=elem):
                items = [] if value is None else value.array.items[value.start : value.start + value.length]
                return b"[" + b" ".join(self.value(elem, item, depth + 1, plus) for item in items) + b"]"
            case Array(elem=elem):
                return b"[" + b" ".join(self.value(elem, item, depth + 1, plus) for item in value.items) + b"]"
            case Map(key=key, elem=elem):
                pairs = [] if value is None else sorted(value.items.values(), key=lambda pair: _order(pair[0]))
                shown = [self.value(key, k, 1, plus) + b":" + self.value(elem, v, 1, plus) for k, v in pairs]
                return b"map[" + b" ".join(shown) + b"]"
            case StructType(fields=fields):
                parts = []
                for field, inner in zip(fields, value.fields, strict=True):
                    name = field.name.encode() + b":" if plus else b""
                    parts.append(name + self.value(field.type, inner, depth + 1, plus))
                return b"{" + b" ".join(parts) + b"}"
            case Pointer(elem=elem):
                if value is None:
                    return b"<nil>"
                inner = self.types.under(elem)
                if depth == 0 and isinstance(inner, StructType | Array | Slice | Map):
                    return b"&" + self.value(elem, value.slots[value.place], depth + 1, plus)
                return b"0xc000"
        return b"<nil>" if value is None else b"0xf00"

    def basic(self, value: Any) -> bytes:
        """`%v` of a value of a basic type."""
        if isinstance(value, bool):
            return b"true" if value else b"false"
        if isinstance(value, bytes):
            return value
        if isinstance(value, float):
            return float_text(value).encode()
        if isinstance(value, complex):
            imaginary = float_text(value.imag)
            sign = "" if imaginary[0] in "+-" else "+"
            return f"({float_text(value.real)}{sign}{imaginary}i)".encode()
        return b"<nil>" if value is None else str(value).encode()

    def format(self, form: bytes, args: list[Any]) -> bytes:
        """`Sprintf`."""
        pending = list(args)

        def one(match: re.Match[bytes]) -> bytes:
            flags, width, precision, verb = match.groups()
            if verb == b"%":
                return b"%"
            if width == b"*":
                width = str(pending.pop(0).value).encode()
            if not pending:
                return b"%!" + verb + b"(MISSING)"
            text = self.verb(verb.decode(), flags.decode(), precision, pending.pop(0))
            if width:
                size = int(width)
                missing = b" " * (size - len(text.decode("utf-8", "replace")))
                if b"-" in flags:
                    return text + missing
                if b"0" in flags and text[:1] == b"-":
                    return b"-" + text[1:].rjust(size - 1, b"0")
                return text.rjust(size, b"0") if b"0" in flags else missing + text
            return text

        out = re.sub(rb"%([-+# 0]*)(\d+|\*)?(?:\.(\d*))?([a-zA-Z%])", one, form)
        if pending:
            extra = b", ".join(type_name(arg.type).encode() + b"=" + self.show(arg) for arg in pending)
            out += b"%!(EXTRA " + extra + b")"
        return out

    def verb(self, verb: str, flags: str, precision: bytes | None, arg: Any) -> bytes:  # noqa: PLR0911
        """One verb."""
        places = None if precision is None else int(precision or b"0")
        value = None if arg is None else arg.value
        if verb == "v" or verb == "w":
            return self.show(arg, "+" in flags)
        if verb == "T":
            return type_name(None if arg is None else arg.type).encode()
        if verb == "s":
            text = self.show(arg)
            return text if places is None else text[:places]
        if isinstance(value, SliceValue) and verb in "qdx":
            elem = self.types.elem(arg.type)
            items = value.array.items[value.start : value.start + value.length]
            shown = [self.verb(verb, flags, precision, Iface(elem, item)) for item in items]
            return b"[" + b" ".join(shown) + b"]"
        if verb == "q":
            if isinstance(value, int):
                return b"'" + encode_rune(value) + b"'"
            return quoted(self.show(arg))
        if verb in "feg" and isinstance(value, float):
            text = float_text(value, verb, places)
            return (("+" if "+" in flags and value >= 0 else "") + text).encode()
        if verb == "t":
            return b"true" if value else b"false"
        if isinstance(value, int):
            return self.integer(verb, flags, value)
        if verb in "xX" and isinstance(value, bytes):
            return value.hex().encode()
        if verb == "d" and isinstance(value, SliceValue | MapValue | Address):
            return self.show(arg)
        shown = type_name(arg.type if arg else None).encode() + b"=" + self.show(arg)
        return b"%!" + verb.encode() + b"(" + shown + b")"

    def integer(self, verb: str, flags: str, value: int) -> bytes:
        """A verb on an integer."""
        if verb == "d":
            return (f"+{value}" if "+" in flags and value >= 0 else str(value)).encode()
        if verb == "c":
            return encode_rune(value)
        if verb == "U":
            return f"U+{value:04X}".encode()
        if verb in "xXob":
            prefix = {"x": "0x", "X": "0X", "o": "0", "b": "0b"}[verb] if "#" in flags else ""
            sign = "-" if value < 0 else ""
            return (sign + prefix + format(abs(value), verb)).encode()
        return b"%!" + verb.encode() + b"(int=" + str(value).encode() + b")"


def quoted(text: bytes) -> bytes:
    """`%q` of a string."""
    out = '"'
    for character in text.decode("utf-8", "replace"):
        special = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character)
        out += special or (character if character.isprintable() else f"\\x{ord(character):02x}")
    return (out + '"').encode()


def _is_string(types: Types, arg: Any) -> bool:
    return arg is not None and types.under(arg.type) == Basic("string")


def _order(key: Any) -> Any:
    return key.value if isinstance(key, Iface) else key

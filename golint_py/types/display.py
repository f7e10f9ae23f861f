"""Types as Go writes them; ? is what is not known."""

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
    Tuple,
    Type,
    TypeParam,
)

_CHAN = {"both": "chan ", "send": "chan<- ", "recv": "<-chan "}
LONGEST = 400  # characters


def type_text(type: Type | None) -> str:
    """The type as Go writes it, with whole import paths; cut where it is very long."""
    parts: list[str] = []
    length = 0
    stack: list[str | Type | None] = [type]
    while stack and length < LONGEST:
        now = stack.pop()
        if isinstance(now, str):
            parts.append(now)
            length += len(now)
        else:
            stack.extend(reversed(_pieces(now)))
    return "".join(parts) + ("..." if stack else "")


def _pieces(type: Type | None) -> list[str | Type | None]:
    """Texts and types that the type is written with."""
    match type:
        case None:
            return ["?"]
        case Basic(name) | TypeParam(_, name):
            return [name]
        case Named(name, args):
            return [name, *(["[", *_listed(args), "]"] if args else [])]
        case Map(key, elem):
            return ["map[", key, "]", elem]
        case Pointer() | Slice() | Array() | Chan():
            return [_prefix(type), type.elem]
        case StructType(fields):
            inner: list[str | Type | None] = []
            for field in fields:
                inner += ["; " if inner else "", "" if field.embedded else field.name + " ", field.type]
            return ["struct{", *inner, "}"]
        case Interface():
            return _interface(type)
        case Signature():
            return ["func", *_signature(type)]
        case Tuple(elems):
            return ["(", *_listed(elems), ")"]
    return ["?"]


def _prefix(type: Pointer | Slice | Array | Chan) -> str:
    """What comes before the element type."""
    if isinstance(type, Chan):
        return _CHAN.get(type.direction, "chan ")
    if isinstance(type, Array):
        return f"[{type.length if type.length >= 0 else '?'}]"
    return "*" if isinstance(type, Pointer) else "[]"


def _interface(type: Interface) -> list[str | Type | None]:
    inner: list[str | Type | None] = []
    for method in type.methods:
        inner += ["; " if inner else "", method.name, *_signature(method.signature)]
    for embedded in type.embedded:
        inner += ["; " if inner else "", embedded]
    for number, term in enumerate(type.union):
        inner += [" | " if number else "; " if inner else "", term]
    return ["interface{", *inner, "}"] if inner else ["any"]


def _signature(type: Signature) -> list[str | Type | None]:
    params = _listed(type.params)
    if type.variadic and params and isinstance(type.params[-1], Slice):
        params[-1:] = ["...", type.params[-1].elem]
    found: list[str | Type | None] = ["(", *params, ")"]
    if len(type.results) == 1:
        return [*found, " ", type.results[0]]
    return [*found, " (", *_listed(type.results), ")"] if type.results else found


def _listed(types: tuple[Type | None, ...]) -> list[str | Type | None]:
    found: list[str | Type | None] = []
    for number, type in enumerate(types):
        found += [", "] * (number > 0)
        found.append(type)
    return found

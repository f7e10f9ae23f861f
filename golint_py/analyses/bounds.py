"""Views of memory that are larger than it: casts to larger types, slices that are too long, pointers behind the end.

Forward within one function. Only what can be proven is told: the object is a variable in sight, or the length is
calculated from the length of the same slice or string. Sizes are those of 64-bit platforms; where they fit, those of
32-bit platforms are looked at as well, but for files that are not built there.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from golint_py.analyses.casts import Cast, casts, has_pointers, lookup_of, type_name
from golint_py.analyses.taint_memory import Body, Memory, place
from golint_py.analyses.uintptr_model import View, uses
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Const,
    Convert,
    FieldAddr,
    Global,
    IndexAddr,
    Load,
    MakeSlice,
    Op,
    SliceOf,
    Store,
)
from golint_py.query import Query
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Basic, Pointer, Slice, StructType, Type
from golint_py.types.sizes import WORD, WORD_32, offset_of, size_of

_VIEWS = ("unsafe.Slice", "unsafe.String")


class Overrun(Struct, frozen=True):
    """Something that goes behind its memory: where, what kind ("cast", "length", "end", "pointer", or "words": only on
    32-bit platforms), and what is said of it. `text_bytes`: a string is read as a slice of its bytes."""

    function: str
    at: int
    kind: str
    subject: str
    text: str
    text_bytes: bool = False


_WIDE = re.compile(r"_(?:amd64|arm64|ppc64|ppc64le|riscv64|s390x|mips64|mips64le|loong64)\.go\Z")


class _Factor(Struct, frozen=True):
    """A ratio."""

    up: int
    down: int


class _Scene(Struct, frozen=True, eq=False):
    """One function and what types mean."""

    lookup: Lookup
    mem: Memory
    body: Body
    symbol: str


def overruns(unit: Unit, query: Query) -> tuple[Overrun, ...]:
    """All that can be proven of the lowered functions, in their order."""
    view, lookup = View(unit, query), lookup_of(unit)
    found: list[Overrun] = []
    for cast in query.get(casts, unit, query):
        mem = view.memory(cast.function)
        scene = _Scene(lookup, mem, mem.bodies[cast.function], cast.function)
        found += _of_cast(view, scene, cast)
    for symbol, function in unit.functions.items():
        views = [
            op
            for block in function.blocks
            for op in block.ops
            if type(op) is Call and op.callee.builtin and op.callee.symbol in (*_VIEWS, "unsafe.Add")
        ]
        if views:
            mem = view.memory(symbol)
            scene = _Scene(lookup, mem, mem.bodies[symbol], symbol)
            found += [one for op in views for one in _of_call(scene, op)]
    return tuple(found)


def _of_cast(view: View, scene: _Scene, cast: Cast) -> Iterator[Overrun]:
    """Accesses of the whole object, slices of it, and pointers stored where the collector does not look."""
    object_ = _object(scene, cast.source)
    if object_ is not None:
        yield from _behind(view, scene, cast, object_)
    for _block, _index, op in view.query.get(uses, scene.body).of.get(cast.result, ()):
        if type(op) is SliceOf and op.high is not None and type(cast.seen) is Array:
            yield from _too_long(scene, op.at, cast.source, cast.seen.elem, op.high)
    if not _WIDE.search(scene.body.function.path):
        yield from _in_words(view, scene, cast)
    if has_pointers(scene.lookup, cast.seen) and _is_without_pointers(scene, cast.source):
        yield from _hidden(view, scene, cast)


def _in_words(view: View, scene: _Scene, cast: Cast) -> Iterator[Overrun]:
    """What fits on 64-bit platforms only, because one side has fields of the size of a word."""
    lookup = scene.lookup
    seen, held = lookup.underlying(cast.seen), lookup.underlying(cast.held)
    if type(seen) is StructType and type(held) is StructType:
        wide, narrow = _offsets(lookup, seen, WORD), _offsets(lookup, seen, WORD_32)
        if wide is not None and wide == _offsets(lookup, held, WORD) and narrow != _offsets(lookup, held, WORD_32):
            text = (
                f"`{type_name(cast.held)}` and `{type_name(cast.seen)}` have their fields at the same places on 64-bit "
                "platforms only"
            )
            yield Overrun(cast.function, cast.at, "words", type_name(cast.held), text)
            return
    need, object_ = size_of(lookup, cast.seen, WORD_32), _object(scene, cast.source, WORD_32)
    wide_need, wide_object = size_of(lookup, cast.seen), _object(scene, cast.source)
    if need is None or object_ is None or wide_need is None or wide_object is None:
        return
    if need > object_[1] and wide_need <= wide_object[1]:
        for _block, _index, op in view.query.get(uses, scene.body).of.get(cast.result, ()):
            if isinstance(op, (Load, Store)) and op.address == cast.result:
                text = (
                    f"on 32-bit platforms `{object_[0]}` has {object_[1]} of the {need} bytes of "
                    f"`{type_name(cast.seen)}`"
                )
                yield Overrun(cast.function, op.at, "words", object_[0], text)
                return


def _offsets(lookup: Lookup, struct: StructType, word: int) -> list[tuple[int | None, int | None]] | None:
    """Offset and size of each field, None where one is unknown."""
    found = [
        (offset_of(lookup, struct, index, word), size_of(lookup, field.type, word))
        for index, field in enumerate(struct.fields)
    ]
    return None if any(None in pair for pair in found) else found


def _behind(view: View, scene: _Scene, cast: Cast, object_: tuple[str, int]) -> Iterator[Overrun]:
    """Accesses of the whole object, of fields and elements of it, and slices of all its elements."""
    name, size = object_
    for op, offset, width in _accesses(view, scene, cast.result):
        need = offset + width
        if need <= size:
            continue
        verb = "reads" if type(op) is Load else "writes" if type(op) is Store else "reaches"
        beyond = min(need - size, width)
        text = (
            f"`*{type_name(cast.seen)}` {verb} {beyond} byte{'s' if beyond > 1 else ''} behind `{name}`, "
            f"which has {max(size, 0)} of the {need}"
        )
        yield Overrun(cast.function, op.at, "cast", name, text, type(op) is Load and _is_text(scene.lookup, cast))


def _accesses(view: View, scene: _Scene, pointer: int) -> Iterator[tuple[Load | Store | SliceOf, int, int]]:
    """What is read, written or sliced through a pointer, with the bytes before it and its size."""
    after = view.query.get(uses, scene.body).of
    work = [(pointer, 0)]
    while work:
        value, offset = work.pop()
        held = _elem(scene.body.function.types[value])
        width = size_of(scene.lookup, held)
        for _block, _index, op in after.get(value, ()):
            match op:
                case Load(address=address) | Store(address=address) if address == value and width is not None:
                    yield op, offset, width
                case SliceOf(high=None, base=base) if base == value and width is not None:
                    if not _is_cut(after.get(op.result, ())):
                        yield op, offset, width
                case FieldAddr(base=base) if base == value:
                    more = _field_offset(scene, op, WORD)
                    work += [(op.result, offset + more)] if more is not None else []
                case IndexAddr(base=base) if base == value:
                    more = _index_offset(scene, op, WORD)
                    work += [(op.result, offset + more)] if more is not None else []


def _is_cut(after: Sequence[tuple[int, int, Op]]) -> bool:
    """Whether a slice is only sliced again, to a length."""
    return bool(after) and all(type(op) is SliceOf and op.high is not None for _, _, op in after)


def _is_text(lookup: Lookup, cast: Cast) -> bool:
    """Whether a string is read as a slice of its bytes."""
    return lookup.underlying(cast.held) == Basic("string") and lookup.underlying(cast.seen) == Slice(Basic("uint8"))


def _elem(pointer: Type | None) -> Type | None:
    return pointer.elem if type(pointer) is Pointer else None


def _object(scene: _Scene, pointer: int, word: int = WORD) -> tuple[str, int] | None:
    """The name of the variable that a pointer points into and the bytes from there to its end."""
    offset = 0
    body, lookup = scene.body, scene.lookup
    value = pointer
    for _ in range(32):
        op = body.definition[value]
        match op:
            case FieldAddr():
                more = _field_offset(scene, op, word)
                if more is None:
                    return None
                offset, value = offset + more, op.base
            case IndexAddr():
                more = _index_offset(scene, op, word)
                if more is None:
                    return None
                offset, value = offset + more, op.base
            case Convert(kind="pointer->unsafe") | Convert(kind="unsafe->pointer"):
                value = op.operand
            case Alloc(name=name) | Global(symbol=name):
                held = body.function.types[value]
                size = size_of(lookup, held.elem, word) if type(held) is Pointer else None
                return (name.rpartition("/")[2] or "the object", size - offset) if size is not None else None
            case _:
                return None
    return None


def _field_offset(scene: _Scene, op: FieldAddr, word: int) -> int | None:
    held = scene.body.function.types[op.base]
    return offset_of(scene.lookup, held.elem, op.index, word) if type(held) is Pointer else None


def _index_offset(scene: _Scene, op: IndexAddr, word: int) -> int | None:
    """The offset of an element of an array at a constant index."""
    held, index = scene.body.function.types[op.base], scene.body.definition[op.index]
    base = scene.lookup.underlying(held.elem) if type(held) is Pointer else None
    if type(base) is not Array or type(index) is not Const or not isinstance(index.value, int):
        return None
    size = size_of(scene.lookup, base.elem, word)
    return size * index.value if size is not None else None


def _of_call(scene: _Scene, op: Call) -> Iterator[Overrun]:
    if len(op.args) != 2:
        return
    pointer, count = op.args
    if op.callee.symbol == "unsafe.Add":
        base = _first_element(scene, pointer)
        length = _length(scene, count)
        if base is not None and length is not None and _same(scene, base[0], length[0]):
            size = size_of(scene.lookup, base[1])
            if size is not None and length[1].up >= size * length[1].down:
                name = scene.body.function.names.get(base[0], "the slice")
                yield Overrun(scene.symbol, op.at, "end", name, f"the pointer is behind the last element of `{name}`")
        return
    held = scene.body.function.types[pointer]
    if type(held) is Pointer:
        yield from _too_long(scene, op.at, pointer, held.elem, count)


def _too_long(scene: _Scene, at: int, pointer: int, elem: Type | None, count: int) -> Iterator[Overrun]:
    """A slice of `count` elements from a pointer on that does not have so many."""
    size = size_of(scene.lookup, elem)
    if not size:
        return
    number = _constant(scene.body, count)
    object_ = _object(scene, pointer)
    if number is not None and object_ is not None and number * size > object_[1]:
        name = object_[0]
        text = f"{number} elements of {size} bytes do not fit into the {object_[1]} bytes of `{name}`"
        yield Overrun(scene.symbol, at, "length", name, text)
        return
    base = _first_element(scene, pointer)
    length = _length(scene, count)
    if base is None or length is None or not _same(scene, base[0], length[0]):
        return
    own = size_of(scene.lookup, base[1])
    if own and length[1].up * size > own * length[1].down:
        name = scene.body.function.names.get(base[0], "the slice")
        text = (
            f"the length counts elements of `{name}` ({own} byte{'s' if own > 1 else ''} each), but "
            f"those of the new slice have {size} bytes"
        )
        yield Overrun(scene.symbol, at, "length", name, text)


def _constant(body: Body, value: int) -> int | None:
    op = body.definition[value]
    while type(op) is Convert and op.kind == "value":
        op = body.definition[op.operand]
    return op.value if type(op) is Const and isinstance(op.value, int) and not isinstance(op.value, bool) else None


def _first_element(scene: _Scene, pointer: int) -> tuple[int, Type | None] | None:
    """The slice or string whose first element a pointer points to, and the type of its elements."""
    body = scene.body
    for _ in range(8):
        match body.definition[pointer]:
            case Convert(kind="pointer->unsafe") | Convert(kind="unsafe->pointer") as op:
                pointer = op.operand
            case IndexAddr() as op:
                base = scene.lookup.underlying(body.function.types[op.base])
                return (op.base, base.elem) if _constant(body, op.index) == 0 and type(base) is Slice else None
            case Call() as op if op.callee.builtin and op.callee.symbol in ("unsafe.SliceData", "unsafe.StringData"):
                base = scene.lookup.underlying(body.function.types[op.args[0]])
                return op.args[0], base.elem if type(base) is Slice else Basic("uint8")
            case _:
                return None
    return None


def _length(scene: _Scene, value: int) -> tuple[int, _Factor] | None:
    """A number that is the length of a slice or string times a constant: that value and the factor."""
    up = down = 1
    body = scene.body
    for _ in range(16):
        match body.definition[value]:
            case Convert(kind="value") as op:
                value = op.operand
            case Call() as op if op.callee.builtin and op.callee.symbol == "len" and op.args:
                return op.args[0], _Factor(up, down)
            case Binary() as op:
                found = _scaled(body, op)
                if found is None:
                    return None
                value, up, down = found[0], up * found[1].up, down * found[1].down
            case _:
                return None
    return None


def _scaled(body: Body, op: Binary) -> tuple[int, _Factor] | None:
    left, right = _constant(body, op.left), _constant(body, op.right)
    if op.operator == "*" and (left or right):
        return (op.left, _Factor(right, 1)) if right else (op.right, _Factor(left or 1, 1))
    if right is None or not 0 < right < 64:
        return None
    match op.operator:
        case "/":
            return op.left, _Factor(1, right)
        case ">>":
            return op.left, _Factor(1, 1 << right)
        case "<<":
            return op.left, _Factor(1 << right, 1)
    return None


def _same(scene: _Scene, one: int, other: int) -> bool:
    """Whether two values are one slice: the same value, or reads of the same variable that is written once."""
    if one == other:
        return True
    left, right = place(scene.mem, scene.symbol, one), place(scene.mem, scene.symbol, other)
    return left == right and len([w for w in scene.mem.writes.get(left[0], ()) if w.path == left[1]]) <= 1


def _is_without_pointers(scene: _Scene, pointer: int) -> bool:
    """Whether the pointer points into a variable, or an array made here, in which the collector looks for none."""
    body = scene.body
    value = pointer
    for _ in range(16):
        op: Op | None = body.definition[value]
        match op:
            case IndexAddr():
                value = op.base
            case SliceOf() | FieldAddr():
                value = op.base
            case MakeSlice():
                held = scene.lookup.underlying(body.function.types[value])
                return type(held) is Slice and has_pointers(scene.lookup, held.elem) is False
            case Alloc():
                held = body.function.types[value]
                return type(held) is Pointer and has_pointers(scene.lookup, held.elem) is False
            case _:
                return False
    return False


def _hidden(view: View, scene: _Scene, cast: Cast) -> Iterator[Overrun]:
    """Stores of pointers through the cast."""
    index = view.query.get(uses, scene.body).of
    types = scene.body.function.types
    work, seen = [cast.result], {cast.result}
    while work:
        for _block, _number, op in index.get(work.pop(), ()):
            if isinstance(op, (FieldAddr, IndexAddr)) and op.result not in seen:
                seen.add(op.result)
                work.append(op.result)
            elif type(op) is Store and op.address in seen and _is_pointer(scene, op.value, types[op.value]):
                text = "a pointer is stored in memory in which the garbage collector looks for none"
                yield Overrun(cast.function, op.at, "pointer", type_name(cast.held), text)


def _is_pointer(scene: _Scene, value: int, type_: Type | None) -> bool:
    if type(scene.body.definition[value]) is Const:
        return False
    return bool(has_pointers(scene.lookup, type_))

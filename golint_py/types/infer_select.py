"""Identifiers and selector expressions: what a name or `x.f` means."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.foreign import foreign_method, foreign_signature
from golint_py.types.methods import Member, find
from golint_py.types.model import Named, Pointer, Signature, Slice, Type
from golint_py.types.names import CGO, package_member
from golint_py.types.scope import Kind, Mode, Object, Operand, Selection, SelectionKind
from golint_py.types.state import NIL_OPERAND, UNKNOWN, State
from golint_py.types.universe import STRING, UINT8, UNSAFE_POINTER, UNTYPED_INT

_CGO_TYPES = frozenset(
    "char schar uchar short ushort int uint long ulong longlong ulonglong float double size_t ssize_t "
    "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t".split()
)
_CGO_RESULTS: dict[str, Type] = {
    "CString": Pointer(Named("C.char")),
    "CBytes": UNSAFE_POINTER,
    "GoString": STRING,
    "GoStringN": STRING,
    "GoBytes": Slice(UINT8),
    "malloc": UNSAFE_POINTER,
}


def operand_of(state: State, meaning: Object) -> Operand:
    """The operand that a name stands for."""
    kind = meaning.kind
    if kind is Kind.VAR:
        return Operand(Mode.VALUE, meaning.type, None, True)
    if kind is Kind.FUNC:
        return Operand(Mode.VALUE, meaning.type)
    if kind is Kind.TYPE:
        return Operand(Mode.TYPE, meaning.type)
    if kind is Kind.CONST:
        if meaning.name == "iota" and not meaning.symbol and state.iota is not None:
            return Operand(Mode.VALUE, UNTYPED_INT, state.iota)
        return Operand(Mode.VALUE, meaning.type, meaning.value)
    if kind is Kind.NIL:
        return NIL_OPERAND
    return Operand(Mode.PACKAGE if kind is Kind.PACKAGE else Mode.BUILTIN, None)


def identifier(state: State, node: Node) -> Operand | None:
    """A name in expression position; None where it is a package variable whose type is still to be found."""
    meaning = state.find(state.data[node.start_byte : node.end_byte])
    if meaning.__class__ is Object:
        state.objects[node.id] = meaning
        found = operand_of(state, meaning)
    elif meaning is None:
        found = UNKNOWN
    else:
        return None
    state.operands[node.id] = found
    return found


def select(state: State, node: Node, base_node: Node, name_node: Node, base: Operand) -> Operand:
    """`base.name`; remembers the selection and the operand."""
    name = n.text(name_node, state.data)
    mode = base.mode
    if mode is Mode.VALUE:
        found = _value_member(state, node, base, name)
    elif mode is Mode.PACKAGE:
        found = _package_member(state, node, name_node, state.objects[base_node.id].symbol, name)
    elif mode is Mode.TYPE:
        found = _method_expression(state, node, base.type, name)
    else:
        found = UNKNOWN
    state.operands[node.id] = found
    return found


def _value_member(state: State, node: Node, base: Operand, name: str) -> Operand:
    member = find(state.lookup, base.type, name)
    if member is None:
        signature = foreign_method(base.type, name)
        return UNKNOWN if signature is None else Operand(Mode.VALUE, signature)
    state.selections[node.id] = _selection(member)
    if member.kind is not SelectionKind.FIELD:
        return Operand(Mode.VALUE, member.type)
    addressable = base.addressable or any(step.indirect for step in member.path)
    return Operand(Mode.VALUE, member.type, None, addressable)


def _selection(member: Member) -> Selection:
    return Selection(member.kind, member.path, member.symbol, member.pointer, member.receiver, member.type)


def _method_expression(state: State, node: Node, type: Type | None, name: str) -> Operand:
    member = find(state.lookup, type, name)
    if member is None or not isinstance(member.type, Signature):
        return UNKNOWN
    signature = member.type
    function = Signature((type, *signature.params), signature.results, signature.variadic, signature.type_params)
    state.selections[node.id] = Selection(
        SelectionKind.METHOD_EXPR, member.path, member.symbol, member.pointer, member.receiver, function
    )
    return Operand(Mode.VALUE, function)


def _package_member(state: State, node: Node, name_node: Node, path: str, name: str) -> Operand:
    if path == CGO:
        return _cgo_member(state, node, name)
    member = package_member(state.lookup, path, name)
    if member is None:
        symbol = f"{path}.{name}"
        signature = foreign_signature(symbol)
        state.selections[node.id] = Selection(SelectionKind.PACKAGE, (), symbol, False, None, signature)
        return UNKNOWN if signature is None else Operand(Mode.VALUE, signature)
    state.objects[name_node.id] = member
    state.selections[node.id] = Selection(SelectionKind.PACKAGE, (), member.symbol, False, None, member.type)
    return operand_of(state, member)


def _cgo_member(state: State, node: Node, name: str) -> Operand:
    symbol = f"C.{name}"
    if name in _CGO_TYPES or name.startswith(("struct_", "union_", "enum_")):
        type: Type = Named(symbol)
        state.selections[node.id] = Selection(SelectionKind.PACKAGE, (), symbol, False, None, type)
        return Operand(Mode.TYPE, type)
    result = _CGO_RESULTS.get(name)
    signature = Signature((None, None), (result,), True) if result is not None else None
    state.selections[node.id] = Selection(SelectionKind.PACKAGE, (), symbol, False, None, signature)
    return Operand(Mode.VALUE, signature) if signature is not None else UNKNOWN

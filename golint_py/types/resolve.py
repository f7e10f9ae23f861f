"""Syntax of types to types. Beyond `MAX_DEPTH` nested levels a type is unknown, so the recursion here is bounded."""

from collections.abc import Callable

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.constants import represent
from golint_py.types.dispatch import quick, slow
from golint_py.types.model import (
    Array,
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
    Type,
    TypeParam,
)
from golint_py.types.names import CGO, package_member
from golint_py.types.scope import Kind, Mode, Object, Operand, TypeDecl
from golint_py.types.state import MAX_NESTED_WALKS, State, run
from golint_py.types.substitute import MAX_DEPTH, substitute
from golint_py.types.universe import INT, is_untyped


def resolve(state: State, node: Node, depth: int = 0) -> Type | None:
    """The type that a type expression (or an expression in type position) names; remembered in `state.types`."""
    handler = _TYPES.get(node.kind_id)
    found = handler(state, node, depth) if handler is not None and depth < MAX_DEPTH else None
    state.types[node.id] = found
    return found


def _name(state: State, node: Node, depth: int) -> Type | None:
    meaning = state.find(state.data[node.start_byte : node.end_byte])
    if meaning is None and node.kind_id == n.TYPE_IDENTIFIER and not state.file.dots:
        return Named(state.lookup.own_prefix + n.text(node, state.data))  # declared in a file that is not there
    return meaning.type if meaning.__class__ is Object and meaning.kind is Kind.TYPE else None


def _qualified(state: State, node: Node, depth: int) -> Type | None:
    package, name = node.named_children[0], node.named_children[-1]
    meaning = state.find(state.data[package.start_byte : package.end_byte])
    if meaning.__class__ is not Object or meaning.kind is not Kind.PACKAGE:
        return None
    path = meaning.symbol
    short = n.text(name, state.data)
    if path == CGO:
        return Named(f"C.{short}")
    member = package_member(state.lookup, path, short)
    if member is not None:
        return member.type if member.kind is Kind.TYPE else None
    return None if path == "unsafe" else Named(f"{path}.{short}")


def _generic(state: State, node: Node, depth: int) -> Type | None:
    arguments = n.field(node, n.F_TYPE_ARGUMENTS)
    base = resolve(state, n.need(node, n.F_TYPE), depth + 1)
    inner = n.children(arguments) if arguments is not None else n.children(node)[1:]
    return instantiate(state, base, tuple([resolve(state, child, depth + 1) for child in inner]))


def _index(state: State, node: Node, depth: int) -> Type | None:
    base = resolve(state, n.need(node, n.F_OPERAND), depth + 1)
    return instantiate(state, base, (resolve(state, n.need(node, n.F_INDEX), depth + 1),))


def instantiate(state: State, base: Type | None, arguments: tuple[Type | None, ...]) -> Type | None:
    """A generic type with arguments; a generic alias is replaced by what it stands for."""
    if not isinstance(base, Named):
        return None
    declaration = state.lookup.declaration(base.name)
    if declaration is not None and declaration.alias and declaration.params:
        pairs = {TypeParam(base.name, name): given for name, given in zip(declaration.params, arguments, strict=False)}
        return substitute(declaration.underlying, pairs)
    return Named(base.name, arguments)


def _pointer(state: State, node: Node, depth: int) -> Type | None:
    return Pointer(resolve(state, n.children(node)[0], depth + 1))


def _dereference(state: State, node: Node, depth: int) -> Type | None:
    if n.need(node, n.F_OPERATOR).type != "*":
        return None
    return Pointer(resolve(state, n.need(node, n.F_OPERAND), depth + 1))


def _inner(state: State, node: Node, depth: int) -> Type | None:
    return resolve(state, n.children(node)[0], depth + 1)


def _slice(state: State, node: Node, depth: int) -> Type | None:
    return Slice(resolve(state, n.need(node, n.F_ELEMENT), depth + 1))


def _array(state: State, node: Node, depth: int) -> Type | None:
    length = n.field(node, n.F_LENGTH)
    value = _length(state, length) if length is not None else -1
    return Array(resolve(state, n.need(node, n.F_ELEMENT), depth + 1), value)


def _length(state: State, node: Node) -> int:
    """The value of an array's length, -1 where it is not a known integer constant."""
    if state.nested >= MAX_NESTED_WALKS:
        return -1
    state.nested += 1
    operand = quick(state, node) or run(slow(state, node))
    state.nested -= 1
    value = represent(operand.value, INT)
    if value is not None and is_untyped(operand.type):
        state.operands[node.id] = Operand(Mode.VALUE, INT, value)
    return value if isinstance(value, int) and value >= 0 else -1


def _implicit_array(state: State, node: Node, depth: int) -> Type | None:
    return Array(resolve(state, n.need(node, n.F_ELEMENT), depth + 1), -1)


def _map(state: State, node: Node, depth: int) -> Type | None:
    key = resolve(state, n.need(node, n.F_KEY), depth + 1)
    return Map(key, resolve(state, n.need(node, n.F_VALUE), depth + 1))


def _channel(state: State, node: Node, depth: int) -> Type | None:
    children = node.children
    direction = "both"
    if children[0].type == "<-":
        direction = "recv"
    elif children[1].type == "<-":
        direction = "send"
    return Chan(resolve(state, n.need(node, n.F_VALUE), depth + 1), direction)


def _function(state: State, node: Node, depth: int) -> Type | None:
    return signature(state, node, depth)


def parameter_nodes(node: Node) -> list[tuple[Node, list[Node], bool]]:
    """Type node, names and whether it is variadic, for each declaration of a parameter list."""
    found = []
    for child in node.named_children:
        kind = child.kind_id
        if kind == n.PARAMETER_DECLARATION or kind == n.VARIADIC_PARAMETER_DECLARATION:
            type_node = child.child_by_field_id(n.F_TYPE)
            if type_node is not None:
                names = [part for part in child.named_children if part.kind_id == n.IDENTIFIER and part != type_node]
                found.append((type_node, names, kind == n.VARIADIC_PARAMETER_DECLARATION))
    return found


def parameter_types(state: State, node: Node | None, depth: int = 0) -> tuple[tuple[Type | None, ...], bool]:
    """Types of a parameter list (a slice for the variadic one), and whether it is variadic. `node` may also be the
    type of a single result, or None."""
    if node is None:
        return (), False
    if node.kind_id != n.PARAMETER_LIST:
        return (resolve(state, node, depth + 1),), False
    types: list[Type | None] = []
    variadic = False
    for type_node, names, spread in parameter_nodes(node):
        type = resolve(state, type_node, depth + 1)
        variadic |= spread
        types.extend([Slice(type) if spread else type] * (len(names) or 1))
    return tuple(types), variadic


def signature(state: State, node: Node, depth: int = 0, type_params: tuple[str, ...] = ()) -> Signature:
    """The signature of anything that has parameters and a result: function types, literals, declarations, methods."""
    params, variadic = parameter_types(state, node.child_by_field_id(n.F_PARAMETERS), depth)
    results, _ = parameter_types(state, node.child_by_field_id(n.F_RESULT), depth)
    return Signature(params, results, variadic, type_params)


def _struct(state: State, node: Node, depth: int) -> Type | None:
    fields: list[Field] = []
    for part in node.named_children:
        for declaration in part.named_children:
            if declaration.kind_id == n.FIELD_DECLARATION:
                fields.extend(_fields(state, declaration, depth))
    return StructType(tuple(fields))


def _fields(state: State, node: Node, depth: int) -> list[Field]:
    type_node = node.child_by_field_id(n.F_TYPE)
    if type_node is None:
        return []
    type = resolve(state, type_node, depth + 1)
    tag_node = node.child_by_field_id(n.F_TAG)
    tag = n.text(tag_node, state.data) if tag_node is not None else ""
    names = [child for child in node.named_children if child.kind_id == n.FIELD_IDENTIFIER]
    if names:
        return [Field(n.text(name, state.data), type, False, tag) for name in names]
    if node.children[0].type == "*":
        type = Pointer(type)
    return [Field(embedded_name(type_node, state.data), type, True, tag)]


def embedded_name(node: Node, data: bytes) -> str:
    """The field name of an embedded type: its last name, without package and type arguments."""
    for _ in range(MAX_DEPTH):
        kind = node.kind_id
        if kind == n.GENERIC_TYPE:
            node = n.need(node, n.F_TYPE)
        elif kind == n.QUALIFIED_TYPE:
            node = n.need(node, n.F_NAME)
        elif kind in (n.PARENTHESIZED_TYPE, n.POINTER_TYPE):
            node = n.children(node)[0]
        else:
            break
    return n.text(node, data)


def _interface(state: State, node: Node, depth: int) -> Type | None:
    methods: list[Method] = []
    embedded: list[Type | None] = []
    unions: list[tuple[Type | None, ...]] = []
    for element in node.named_children:
        kind = element.kind_id
        if kind == n.METHOD_ELEM:
            name = n.text(n.need(element, n.F_NAME), state.data)
            methods.append(Method(name, signature(state, element, depth + 1)))
        elif kind == n.TYPE_ELEM:
            terms, approximate = _terms(state, element, depth)
            if len(terms) == 1 and not approximate:
                embedded.append(terms[0])
            else:
                unions.append(terms)
    methods.sort(key=_method_name)
    union: tuple[Type | None, ...] = ()
    if len(unions) == 1:
        union = unions[0]
    elif unions:
        embedded.extend(Interface((), (), terms) for terms in unions)
    return Interface(tuple(methods), tuple(embedded), union)


def _method_name(method: Method) -> str:
    return method.name


def _terms(state: State, node: Node, depth: int) -> tuple[tuple[Type | None, ...], bool]:
    """Terms of a union, and whether one of them has a `~`."""
    terms = n.children(node)
    types = tuple([resolve(state, term, depth + 1) for term in terms])
    return types, any(term.kind_id == n.NEGATED_TYPE for term in terms)


def constraint(state: State, node: Node) -> Type | None:
    """What a type parameter's constraint demands: an interface, a named type, or an interface with a union."""
    terms, approximate = _terms(state, node, 0)
    return terms[0] if len(terms) == 1 and not approximate else Interface((), (), terms)


def type_parameters(state: State, node: Node, owner: str) -> tuple[tuple[str, ...], tuple[Type | None, ...]]:
    """Declare the type parameters of a list in the current scope; names and constraints."""
    names: list[str] = []
    pending: list[tuple[Node | None, int]] = []
    for declaration in node.named_children:
        if declaration.kind_id != n.TYPE_PARAMETER_DECLARATION:
            continue
        identifiers = n.fields(declaration, n.F_NAME)
        for identifier in identifiers:
            name = n.text(identifier, state.data)
            names.append(name)
            meaning = Object(Kind.TYPE, name, TypeParam(owner, name), "", identifier.start_byte)
            state.bind(name.encode(), meaning)
        pending.append((declaration.child_by_field_id(n.F_TYPE), len(identifiers)))
    constraints: list[Type | None] = []
    for type_node, count in pending:
        found = constraint(state, type_node) if type_node is not None else None
        constraints.extend([found] * count)
    return tuple(names), tuple(constraints)


def type_declaration(state: State, node: Node, full_name: str) -> TypeDecl:
    """What a `type_spec` or `type_alias` declares, without methods. The name itself must already be in scope."""
    state.open()
    parameters = node.child_by_field_id(n.F_TYPE_PARAMETERS)
    names, constraints = type_parameters(state, parameters, full_name) if parameters is not None else ((), ())
    type_node = node.child_by_field_id(n.F_TYPE)
    type = resolve(state, type_node) if type_node is not None else None
    state.close()
    return TypeDecl(type, names, node.kind_id == n.TYPE_ALIAS, {}, {}, constraints)


_TYPES: dict[int, Callable[[State, Node, int], Type | None]] = {
    n.TYPE_IDENTIFIER: _name,
    n.IDENTIFIER: _name,
    n.QUALIFIED_TYPE: _qualified,
    n.SELECTOR_EXPRESSION: _qualified,
    n.GENERIC_TYPE: _generic,
    n.TYPE_INSTANTIATION_EXPRESSION: _generic,
    n.INDEX_EXPRESSION: _index,
    n.POINTER_TYPE: _pointer,
    n.UNARY_EXPRESSION: _dereference,
    n.PARENTHESIZED_TYPE: _inner,
    n.PARENTHESIZED_EXPRESSION: _inner,
    n.TYPE_ELEM: _inner,
    n.NEGATED_TYPE: _inner,
    n.SLICE_TYPE: _slice,
    n.ARRAY_TYPE: _array,
    n.IMPLICIT_LENGTH_ARRAY_TYPE: _implicit_array,
    n.MAP_TYPE: _map,
    n.CHANNEL_TYPE: _channel,
    n.FUNCTION_TYPE: _function,
    n.STRUCT_TYPE: _struct,
    n.INTERFACE_TYPE: _interface,
}

"""Checks one function body: what every expression in it means (`scope.Info`), in one walk without recursion.

Best effort: what cannot be determined is unknown, code that the compiler rejects does not raise.
"""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types import dispatch, infer_call, infer_control, infer_expr, infer_literal, infer_stmt
from golint_py.types.declared import Body, Declared, FileScope
from golint_py.types.lookup import Lookup, Overlay
from golint_py.types.model import Named, Pointer, Type, TypeParam
from golint_py.types.names import FileNames, PackageScope, member_object
from golint_py.types.resolve import parameter_nodes, signature, type_parameters
from golint_py.types.scope import Exports, Info, Kind, Object, Packages
from golint_py.types.state import State, Walk, run

dispatch.QUICK.update(infer_expr.QUICK)
dispatch.SLOW.update(infer_expr.SLOW)
dispatch.SLOW.update(
    {
        n.CALL_EXPRESSION: infer_call.call,
        n.TYPE_CONVERSION_EXPRESSION: infer_call.type_conversion,
        n.COMPOSITE_LITERAL: infer_literal.composite,
        n.FUNC_LITERAL: infer_literal.function_literal,
    }
)
dispatch.FALLBACK["expression"] = infer_expr.unknown
dispatch.STATEMENTS.update(
    {
        n.BLOCK: infer_stmt.block,
        n.EXPRESSION_STATEMENT: infer_stmt.expression,
        n.GO_STATEMENT: infer_stmt.expression,
        n.DEFER_STATEMENT: infer_stmt.expression,
        n.INC_STATEMENT: infer_stmt.expression,
        n.DEC_STATEMENT: infer_stmt.expression,
        n.SEND_STATEMENT: infer_stmt.send,
        n.RETURN_STATEMENT: infer_stmt.returned,
        n.SHORT_VAR_DECLARATION: infer_stmt.short_declaration,
        n.ASSIGNMENT_STATEMENT: infer_stmt.assignment,
        n.VAR_DECLARATION: infer_stmt.variable_declaration,
        n.CONST_DECLARATION: infer_stmt.constant_declaration,
        n.TYPE_DECLARATION: infer_stmt.local_types,
        n.IF_STATEMENT: infer_control.if_statement,
        n.FOR_STATEMENT: infer_control.for_statement,
        n.EXPRESSION_SWITCH_STATEMENT: infer_control.switch_statement,
        n.TYPE_SWITCH_STATEMENT: infer_control.type_switch,
        n.SELECT_STATEMENT: infer_control.select_statement,
        n.LABELED_STATEMENT: infer_control.labeled,
    }
)


class Checker:
    """Checks the bodies of one package; remembers what they have in common.

    Test files see `test_exports`, the others `exports`.
    """

    __slots__ = ("_names", "_plain", "_test", "declared")

    def __init__(self, declared: Declared, packages: Packages) -> None:
        self.declared = declared
        self._plain = _lookup(declared.exports, packages)
        same = declared.test_exports is declared.exports
        self._test = self._plain if same else _lookup(declared.test_exports, packages)
        self._names: dict[FileScope, FileNames] = {}

    def lookup(self, test: bool) -> Lookup:
        """Where types are looked up: those that test files see, or the others."""
        return self._test if test else self._plain

    def check(self, body: Body) -> Info:
        """What the expressions of one body mean."""
        scope = body.scope
        test = scope.file.test
        lookup = self._test if test else self._plain
        names = self._names.get(scope)
        if names is None:
            exports = self.declared.test_exports if test else self.declared.exports
            names = self._names[scope] = FileNames(scope, lookup, _package_scope(lookup, exports))
        state = State(scope, lookup, names, local_type_prefix(body.symbol), full=True)
        run(_variables(state, body.specs) if body.specs else _function(state, body))
        return state.info()


def check_body(body: Body, declared: Declared, packages: Packages) -> Info:
    """What the expressions of one body mean. For several bodies of a package, keep a `Checker`."""
    return Checker(declared, packages).check(body)


def _lookup(exports: Exports, packages: Packages) -> Lookup:
    return Lookup(Overlay(packages, {exports.path: exports}), exports.path)


def _package_scope(lookup: Lookup, exports: Exports) -> PackageScope:
    def find(name: str) -> Object | None:
        return member_object(lookup, exports, name)

    return find


def local_type_prefix(symbol: str) -> str:
    """What names of types declared in that function start with: `path.f`, for methods `path.T.M`."""
    if symbol[:1] == "(":
        receiver, _, method = symbol.rpartition(").")
        return f"{receiver.lstrip('(*')}.{method}"
    return symbol


def _variables(state: State, specs: tuple[Node, ...]) -> Walk:
    for spec in specs:
        yield infer_stmt.variable_spec(state, spec, declare=False)


def _function(state: State, body: Body) -> Walk:
    node = body.node
    state.open()
    if node.kind_id == n.METHOD_DECLARATION:
        declare_receiver(state, n.need(node, n.F_RECEIVER))
    parameters = node.child_by_field_id(n.F_TYPE_PARAMETERS)
    if parameters is None:
        parameters = body.scope.parsed.type_parameters.get(node.start_byte)
    if parameters is not None:
        type_parameters(state, parameters, body.symbol)
    block = node.child_by_field_id(n.F_BODY)
    if block is not None:
        yield infer_literal.function_body(state, node, block, signature(state, node))
    state.close()


def declare_receiver(state: State, node: Node) -> None:
    """Declare the receiver of a method and, of a generic type, its type parameters under the names given here."""
    declarations = parameter_nodes(node)
    if not declarations:
        return
    type_node, names, _ = declarations[0]
    type = receiver_type(state, type_node)
    state.types[type_node.id] = type
    for name in names:
        state.define(name, type, "receiver")


def receiver_type(state: State, node: Node) -> Type | None:
    """The receiver's type with the declaration's own type parameters as arguments; binds the names given to them."""
    pointer = False
    while node.kind_id in (n.POINTER_TYPE, n.PARENTHESIZED_TYPE):
        pointer |= node.kind_id == n.POINTER_TYPE
        node = n.children(node)[0]
    given: list[Node] = []
    if node.kind_id == n.GENERIC_TYPE:
        arguments = n.field(node, n.F_TYPE_ARGUMENTS)
        given = n.children(arguments) if arguments is not None else []
        node = n.need(node, n.F_TYPE)
    meaning = state.find(state.data[node.start_byte : node.end_byte])
    if not isinstance(meaning, Object) or meaning.kind is not Kind.TYPE:
        return None
    type = meaning.type
    if isinstance(type, Named) and given:
        declaration = state.lookup.declaration(type.name)
        declared = declaration.params if declaration is not None else ()
        for argument, name in zip(given, declared, strict=False):
            text = state.data[argument.start_byte : argument.end_byte]
            state.bind(text, Object(Kind.TYPE, name, TypeParam(type.name, name), "", argument.start_byte))
        type = Named(type.name, tuple([TypeParam(type.name, name) for name in declared]))
    return Pointer(type) if pointer else type

"""Lowers calls: callees, receivers, arguments, conversions; the call of `go` and `defer` too."""

from collections.abc import Generator

from msgspec import Struct
from tree_sitter import Node

from golint_py.ir.lower_base import (
    LEAVES,
    PLACES,
    VALUES,
    Frame,
    Step,
    Work,
    begin,
    coerce,
    extract,
    is_interface,
    load,
    strip,
    type_of,
    unknown,
)
from golint_py.ir.lower_builtin import builtin_call
from golint_py.ir.lower_convert import convert
from golint_py.ir.lower_expr import receive
from golint_py.ir.lower_index import element, index_parts
from golint_py.ir.lower_selector import adapted, operand_of, receiver_of
from golint_py.ir.ops import Call, Callee, Defer, Exit, Go, Value
from golint_py.syntax import nodes as N
from golint_py.types.model import Chan, Named, Pointer, Signature, Slice, Tuple, Type
from golint_py.types.scope import Kind, Mode, Operand, Selection, SelectionKind

Values = Generator[Work, int, tuple[list[Value], bool]]


class Target(Struct, frozen=True, eq=False):
    """A resolved callee: the record for the operation, receiver (if any) and the signature of its parameters."""

    callee: Callee
    receiver: Value | None
    signature: Signature | None
    expression: Selection | None = None  # of a method expression: how its first argument becomes the receiver


def call(f: Frame, node: Node, known: Operand | None) -> Step:
    """`f(x)`, `x.m(y)`, `T(x)`, builtins."""
    function = strip(N.need(node, N.F_FUNCTION))
    mode = _mode(f, function)
    if mode is Mode.TYPE:
        return _conversion_call(f, node, function, known)
    name = builtin_name(f, function)
    if name:
        return builtin_call(f, node, name, known)
    if function.kind_id == N.IDENTIFIER:
        named = f.objects.get(function.id)
        if named is not None and named.kind is Kind.FUNC and known is not None:
            typed = f.operands.get(function.id)
            signature = None if typed is None else _signature(f, typed.type)
            return _direct(f, node, Target(Callee(named.symbol, None), None, signature), known)
    return _call(f, node, function, known)


def _direct(f: Frame, node: Node, target: Target, known: Operand) -> Step:
    """A call of a function by its name: no work to wait for where the arguments are names and constants."""
    given, spread = argument_nodes(node)
    operands = f.operands
    for one in given:
        if one.kind_id not in LEAVES and ((inner := operands.get(one.id)) is None or inner.value is None):
            return _called(f, node, target, known)
    signature = target.signature
    args: list[Value] = []
    for place, one in enumerate(given):
        value = begin(f, one)
        assert isinstance(value, int)
        if signature is not None:
            value = coerce(f, value, parameter_type(signature, place, spread), f.builder.statement)
        args.append(value)
    return _finished(f, node, target, args, spread, known)


def _mode(f: Frame, function: Node) -> Mode | None:
    known = f.operands.get(function.id)
    if known is not None and known.mode is not Mode.UNKNOWN:
        return known.mode
    if function.id in f.info.types:
        return Mode.TYPE
    named = f.objects.get(function.id)
    if named is not None and named.kind is Kind.TYPE:
        return Mode.TYPE
    return None


def builtin_name(f: Frame, function: Node) -> str:
    """The name of the predeclared or unsafe function, "" for anything else."""
    kind = function.kind_id
    if kind == N.IDENTIFIER:
        named = f.objects.get(function.id)
        if named is not None:
            return named.name if named.kind is Kind.BUILTIN else ""
        known = f.operands.get(function.id)
        if known is not None and known.mode is Mode.BUILTIN:
            text = function.text
            return "" if text is None else text.decode("utf-8", "replace")
    elif kind == N.SELECTOR_EXPRESSION:
        selection = f.selections.get(function.id)
        if selection is not None and selection.kind is SelectionKind.PACKAGE:
            symbol = selection.symbol
            if symbol[:7] == "unsafe." and symbol != "unsafe.Pointer":
                return symbol
    return ""


def _call(f: Frame, node: Node, function: Node, known: Operand | None) -> Work:
    target = yield from callee_of(f, function, node.child_by_field_id(N.F_TYPE_ARGUMENTS))
    args, spread = yield from arguments(f, node, target)
    return _finished(f, node, target, args, spread, known)


def _called(f: Frame, node: Node, target: Target, known: Operand | None) -> Work:
    args, spread = yield from arguments(f, node, target)
    return _finished(f, node, target, args, spread, known)


def _finished(f: Frame, node: Node, target: Target, args: list[Value], spread: bool, known: Operand | None) -> Value:
    at = f.at(node)
    if _names_a_function(f, target, args):
        return convert(f, at, args[0], f.types[args[0]])
    result = f.value(None if known is None else known.type)
    f.emit(Call(result, at, target.callee, tuple(args), spread))
    if target.callee.symbol in f.shared.noreturn or (f.shared.test and _ends_the_test(f, target, args)):
        f.builder.end(Exit(at))
    return result


def _names_a_function(f: Frame, target: Target, args: list[Value]) -> bool:
    """Whether a call out of sight is a conversion of a function, as its name says: `images.HandlerFunc(f)`."""
    if target.signature is not None or len(args) != 1 or not target.callee.symbol.endswith(".HandlerFunc"):
        return False
    return target.receiver is None and isinstance(f.types[args[0]], Signature)


def _ends_the_test(f: Frame, target: Target, args: list[Value]) -> bool:
    """Whether a helper of tests does not return, as its name says: `FatalStack(t, err)`."""
    name = target.callee.symbol.rpartition(".")[2]
    return name.startswith(("Fatal", "fatal")) and any(f.types[value] in _TESTS for value in args)


def callee_of(f: Frame, function: Node, bracket: Node | None = None) -> Generator[Work, int, Target]:
    """Whom the function expression of a call names; `bracket` is what the grammar takes for its type arguments.
    Use with `yield from`."""
    if bracket is not None and function.id not in f.info.instances:
        given = N.children(bracket)
        known = f.operands.get(bracket.id)
        if len(given) == 1 and known is not None:  # m[k](x, y)
            value = yield element(f, bracket, function, given[0], known, False)
            return Target(Callee("", value), None, _signature(f, known.type))
    known = f.operands.get(function.id)
    while function.kind_id in _INSTANCES:  # f[T](x): the function is what is instantiated
        inner, index = index_parts(function)
        outside = f.operands.get(inner.id)
        instance = function.id in f.info.instances or inner.id in f.info.instances or index is None
        if not instance and not (outside is not None and outside.type.__class__ is Signature):
            break
        function = strip(inner)
    signature = None if known is None else _signature(f, known.type)
    kind = function.kind_id
    if kind in _SELECTORS:
        found = yield from _selected(f, function, signature)
        if found is not None:
            return found
    elif kind == N.IDENTIFIER or kind == N.TYPE_IDENTIFIER:
        named = f.objects.get(function.id)
        if named is not None and named.kind is Kind.FUNC:
            return Target(Callee(named.symbol, None), None, signature)
    step = begin(f, function)
    value = step if isinstance(step, int) else (yield step)
    symbol = f.shared.cells.plans[function.id].symbol if kind == N.FUNC_LITERAL else ""
    return Target(Callee(symbol, value), None, signature)


_TESTS = frozenset({Pointer(Named("testing.T")), Pointer(Named("testing.B")), Named("testing.TB")})
_INSTANCES = frozenset({N.INDEX_EXPRESSION, N.TYPE_INSTANTIATION_EXPRESSION, N.GENERIC_TYPE})
_SELECTORS = frozenset({N.SELECTOR_EXPRESSION, N.QUALIFIED_TYPE})


def _signature(f: Frame, type: Type | None) -> Signature | None:
    if isinstance(type, Signature):
        return type
    under = f.shared.lookup.core(type)
    return under if isinstance(under, Signature) else None


def _selected(f: Frame, function: Node, signature: Signature | None) -> Generator[Work, int, Target | None]:
    selection = f.selections.get(function.id)
    if selection is None:
        return None
    kind = selection.kind
    if kind is SelectionKind.METHOD_VALUE or kind is SelectionKind.INTERFACE_METHOD:
        receiver = yield receiver_of(f, operand_of(function), selection)
        interface = kind is SelectionKind.INTERFACE_METHOD
        if signature is None and isinstance(selection.type, Signature):
            signature = selection.type
        return Target(Callee(selection.symbol, None, interface), receiver, signature)
    if kind is SelectionKind.METHOD_EXPR:
        interface = is_interface(f, selection.receiver)
        return Target(Callee(selection.symbol, None, interface), None, signature, None if interface else selection)
    if kind is SelectionKind.PACKAGE:
        path, _, name = selection.symbol.rpartition(".")
        exports = f.shared.lookup.exports(path)
        if exports is None or name in exports.funcs or name not in exports.vars:
            return Target(Callee(selection.symbol, None), None, signature)
    return None


def arguments(f: Frame, node: Node, target: Target) -> Values:
    """Receiver and arguments as they are passed, and whether the last one is `xs...`. Use with `yield from`."""
    given, spread = argument_nodes(node)
    signature = target.signature
    args: list[Value] = []
    if len(given) == 1 and (parts := _several(f, given[0])) is not None:
        step = begin(f, given[0])
        both = step if isinstance(step, int) else (yield step)
        at = f.at(given[0])
        args = [extract(f, at, both, place, type) for place, type in enumerate(parts)]
        if signature is not None:
            args = [coerce(f, arg, parameter_type(signature, place, False), at) for place, arg in enumerate(args)]
    elif signature is None:
        for one in given:
            step = begin(f, one)
            args.append(step if isinstance(step, int) else (yield step))
    else:
        params = signature.params
        fixed = len(params) - 1 if signature.variadic and not spread else len(params)
        for place, one in enumerate(given):
            step = begin(f, one)
            value = step if isinstance(step, int) else (yield step)
            type = params[place] if place < fixed else parameter_type(signature, place, spread)
            if type is not None and type is not f.types[value]:
                value = coerce(f, value, type, f.builder.statement)
            args.append(value)
    if target.receiver is not None:
        args.insert(0, target.receiver)
    selection = target.expression
    if selection is not None and args:
        type = selection.path[-1].type if selection.path else f.types[args[0]]
        args[0] = adapted(f, f.builder.statement, args[0], selection, type)
    return args, spread


def argument_nodes(node: Node) -> tuple[list[Node], bool]:
    """The argument expressions of a call, and whether the last one is `xs...`."""
    listed = node.child_by_field_id(N.F_ARGUMENTS)
    given = [] if listed is None else N.children(listed)
    if given and given[-1].kind_id == N.VARIADIC_ARGUMENT:
        given[-1] = N.children(given[-1])[0]
        return given, True
    return given, False


def _several(f: Frame, node: Node) -> tuple[Type | None, ...] | None:
    """The types of the results when the expression is a call with several."""
    known = f.operands.get(node.id)
    if known is not None and isinstance(known.type, Tuple) and strip(node).kind_id in _CALLS:
        return known.type.elems
    return None


_CALLS = frozenset({N.CALL_EXPRESSION, N.TYPE_CONVERSION_EXPRESSION})


def parameter_type(signature: Signature, place: int, spread: bool) -> Type | None:
    """The type of the argument at `place` (0-based)."""
    params = signature.params
    if signature.variadic and not spread and place >= len(params) - 1:
        last = params[-1]
        return last.elem if isinstance(last, Slice) else None
    return params[place] if place < len(params) else None


# Go and defer.


def spawn(f: Frame, node: Node, deferred: bool) -> Work:
    """`go f(x)`, `defer f(x)`; `node` is the statement."""
    expression = strip(N.children(node)[0])
    at = f.at(node)
    if expression.kind_id == N.TYPE_CONVERSION_EXPRESSION:
        stars, function = unwrapped(expression)
        if stars == 0 and function.kind_id in _NAMES and type_of(f, function) is None:
            target = yield from callee_of(f, function)
            step = begin(f, N.need(expression, N.F_OPERAND))
            value = step if isinstance(step, int) else (yield step)
            passed = (value,) if target.receiver is None else (target.receiver, value)
            f.emit(Defer(at, target.callee, passed) if deferred else Go(at, target.callee, passed))
            return 0
    if expression.kind_id != N.CALL_EXPRESSION:
        step = begin(f, expression)
        value = step if isinstance(step, int) else (yield step)
        unknown(f, at, "go or defer of what is no call", (value,), None)
        return 0
    function = strip(N.need(expression, N.F_FUNCTION))
    name = builtin_name(f, function)
    if name:
        target = Target(Callee(name, None, False, True), None, None)
    elif _mode(f, function) is Mode.TYPE:
        step = begin(f, expression)
        _ = step if isinstance(step, int) else (yield step)
        return 0
    else:
        target = yield from callee_of(f, function, expression.child_by_field_id(N.F_TYPE_ARGUMENTS))
    args, spread = yield from arguments(f, expression, target)
    kind = Defer if deferred else Go
    f.emit(kind(at, target.callee, tuple(args), spread))
    return 0


# Conversions.


def _conversion_call(f: Frame, node: Node, function: Node, known: Operand | None) -> Work:
    type = known.type if known is not None and known.type is not None else type_of(f, function)
    given, _ = argument_nodes(node)
    if len(given) != 1:
        found: list[Value] = []
        for one in given:
            step = begin(f, one)
            found.append(step if isinstance(step, int) else (yield step))
        return unknown(f, f.at(node), "conversion of other than one value", tuple(found), type)
    step = begin(f, given[0])
    return convert(f, f.at(node), step if isinstance(step, int) else (yield step), type)


def conversion(f: Frame, node: Node, known: Operand | None) -> Work:
    """`[]byte(x)`, and what else the grammar takes for a conversion (`unwrapped`)."""
    stars, written = unwrapped(node)
    value = yield _converted(f, node, written, known if not stars else None)
    for _ in range(stars):
        value = load(f, f.at(node), value)
    return value


def conversion_place(f: Frame, node: Node, known: Operand | None) -> Work:
    """`*(*T)(x)` before it is read; other conversions are not in memory."""
    stars, written = unwrapped(node)
    value = yield _converted(f, node, written, known if not stars else None)
    for _ in range(stars - 1):
        value = load(f, f.at(node), value)
    return ~value if stars else value


def unwrapped(node: Node) -> tuple[int, Node]:
    """`*(*T)(x)` is parsed as a conversion to `*(*T)`: how many stars dereference the result, and the type or, as in
    `f[T](x)` and `m[k](x)`, the function."""
    written = N.need(node, N.F_TYPE)
    stars = 0
    while written.kind_id == N.POINTER_TYPE:
        stars += 1
        written = N.children(written)[0]
    return stars, written


def _converted(f: Frame, node: Node, written: Node, known: Operand | None) -> Work:
    named = f.operands.get(written.id)
    called = named is None or named.mode in (Mode.VALUE, Mode.UNKNOWN)
    if called and written.kind_id in _NAMES and type_of(f, written) is None:
        return (yield _disguised_call(f, node, written, known))
    type = known.type if known is not None and known.type is not None else type_of(f, written)
    receives = written.kind_id == N.CHANNEL_TYPE and written.children[0].type == "<-"
    if receives:  # <-chan T(x) receives from chan T(x)
        direct = type_of(f, written)
        type = Chan(direct.elem, "both") if isinstance(direct, Chan) else None
    step = begin(f, N.need(node, N.F_OPERAND))
    value = convert(f, f.at(node), step if isinstance(step, int) else (yield step), type)
    return receive(f, f.at(node), value, False, known) if receives else value


_NAMES = frozenset({N.GENERIC_TYPE, N.TYPE_IDENTIFIER, N.QUALIFIED_TYPE})


def _disguised_call(f: Frame, node: Node, written: Node, known: Operand | None) -> Work:
    """A call with one argument that the grammar takes for a conversion."""
    target = yield from callee_of(f, written)
    step = begin(f, N.need(node, N.F_OPERAND))
    value = step if isinstance(step, int) else (yield step)
    at = f.at(node)
    if target.signature is not None:
        value = coerce(f, value, parameter_type(target.signature, 0, False), at)
    args = (value,) if target.receiver is None else (target.receiver, value)
    result = f.value(None if known is None else known.type)
    f.emit(Call(result, at, target.callee, args))
    return result


VALUES[N.CALL_EXPRESSION] = call
VALUES[N.TYPE_CONVERSION_EXPRESSION] = conversion
PLACES[N.TYPE_CONVERSION_EXPRESSION] = conversion_place

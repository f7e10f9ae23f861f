"""Type arguments of generic functions, given or inferred from the arguments of a call."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.infer_convert import as_signature, unparenthesised
from golint_py.types.model import Signature, Slice, Type, TypeParam
from golint_py.types.resolve import instantiate
from golint_py.types.scope import Mode, Operand
from golint_py.types.state import UNKNOWN, State
from golint_py.types.substitute import substitute, substitute_signature
from golint_py.types.unify import Unifier
from golint_py.types.universe import DEFAULTS, NUMERIC_RANK, is_untyped


def generic_owner(state: State, node: Node) -> str:
    """The symbol that the type parameters of a generic function belong to, by the expression that names it."""
    for _ in range(10):
        node = unparenthesised(node)
        kind = node.kind_id
        if kind == n.INDEX_EXPRESSION:
            node = n.need(node, n.F_OPERAND)
        elif kind == n.GENERIC_TYPE or kind == n.TYPE_INSTANTIATION_EXPRESSION:
            node = n.need(node, n.F_TYPE)
        elif kind == n.TYPE_ELEM:
            node = n.children(node)[0]
        else:
            break
    selection = state.selections.get(node.id)
    if selection is not None:
        return selection.symbol
    meaning = state.objects.get(node.id)
    return meaning.symbol if meaning is not None else ""


def instantiated(
    state: State, node: Node, base_node: Node, base: Operand, arguments: tuple[Type | None, ...]
) -> Operand:
    """`base[arguments]`: an instantiated type, or a generic function with some or all of its type arguments."""
    if base.mode is Mode.TYPE:
        operand = Operand(Mode.TYPE, instantiate(state, base.type, arguments))
    else:
        operand = _instantiated_function(state, node, base_node, base, arguments)
    state.operands[node.id] = operand
    return operand


def _instantiated_function(
    state: State, node: Node, base_node: Node, base: Operand, arguments: tuple[Type | None, ...]
) -> Operand:
    signature = as_signature(state, base.type)
    if signature is None or not signature.type_params:
        return UNKNOWN
    state.instances[node.id] = arguments
    if len(arguments) < len(signature.type_params):
        owner = generic_owner(state, base_node)
        unifier = _unifier(state, signature, owner, arguments)
        unifier.use_constraints(_constraints(state, owner))
        if any(bound is None for bound in unifier.bindings.values()):
            return Operand(Mode.VALUE, signature)
        arguments = tuple(unifier.bindings.values())
        state.instances[node.id] = arguments
    return Operand(Mode.VALUE, apply(state, signature, generic_owner(state, base_node), arguments))


def apply(state: State, signature: Signature, owner: str, arguments: tuple[Type | None, ...]) -> Signature:
    """The signature of an instance."""
    pairs = {TypeParam(owner, name): given for name, given in zip(signature.type_params, arguments, strict=False)}
    found = substitute_signature(signature, pairs)
    return Signature(found.params, found.results, found.variadic)


def _constraints(state: State, owner: str) -> tuple[Type | None, ...]:
    return tuple([constraint for _, constraint in state.lookup.parameters(owner)])


def _unifier(state: State, signature: Signature, owner: str, given: tuple[Type | None, ...]) -> Unifier:
    parameters = [TypeParam(owner, name) for name in signature.type_params]
    unifier = Unifier(state.lookup, parameters)
    for parameter, argument in zip(parameters, given, strict=False):
        unifier.bindings[parameter] = argument
    return unifier


def parameter_at(signature: Signature, index: int, spread: bool) -> Type | None:
    """The type of the `index`-th parameter as an argument sees it (the element type for variadic ones)."""
    params = signature.params
    if signature.variadic and index >= len(params) - 1:
        last = params[-1]
        if spread:
            return last
        return last.elem if isinstance(last, Slice) else None
    return params[index] if index < len(params) else None


def inferred(
    state: State, node: Node, signature: Signature, operands: list[Operand], nodes: list[Node], spread: bool
) -> Signature:
    """The signature of the instance that a call of a generic function uses.

    `node` is the function expression: type arguments found are remembered there. `nodes` are the argument expressions
    (empty where the arguments are the results of one call).
    """
    owner = generic_owner(state, node)
    unifier = _unifier(state, signature, owner, state.instances.get(node.id, ()))
    constraints = _constraints(state, owner)
    untyped: list[tuple[TypeParam, str]] = []
    generic: list[tuple[int, Type | None]] = []
    last = len(operands) - 1
    for index, operand in enumerate(operands):
        wanted = parameter_at(signature, index, spread and index == last)
        type = operand.type
        if operand.mode is not Mode.VALUE or type is None or wanted is None:
            continue
        if is_untyped(type):
            if isinstance(wanted, TypeParam) and wanted in unifier.bindings:
                untyped.append((wanted, type.name))  # type: ignore[union-attr]
        elif isinstance(type, Signature) and type.type_params:
            generic.append((index, wanted))
        else:
            unifier.unify(wanted, type)
    unifier.use_constraints(constraints)
    _bind_untyped(unifier, untyped)
    unifier.use_constraints(constraints)
    if nodes:
        for index, wanted in generic:
            _generic_argument(state, unifier, nodes[index], operands[index], wanted)
        unifier.use_constraints(constraints)
    arguments = tuple(unifier.bindings.values())
    state.instances[node.id] = arguments
    pairs = dict(unifier.bindings)
    found = substitute_signature(signature, pairs)
    instance = Signature(found.params, found.results, found.variadic)
    state.operands[node.id] = Operand(Mode.VALUE, instance)
    return instance


def _bind_untyped(unifier: Unifier, untyped: list[tuple[TypeParam, str]]) -> None:
    """Untyped constants bind what typed arguments left open: the greatest kind's default type."""
    best: dict[TypeParam, str] = {}
    for parameter, name in untyped:
        if unifier.bindings[parameter] is None and name in DEFAULTS:
            known = best.get(parameter)
            if known is None or NUMERIC_RANK.get(name, 0) > NUMERIC_RANK.get(known, 0):
                best[parameter] = name
    for parameter, name in best.items():
        unifier.bindings[parameter] = DEFAULTS[name]


def _generic_argument(state: State, outer: Unifier, node: Node, operand: Operand, wanted: Type | None) -> None:
    """A generic function as argument: its type arguments follow from the parameter's type."""
    target = substitute(wanted, {k: v for k, v in outer.bindings.items() if v is not None})
    instance = instantiate_to(state, node, operand, target)
    if instance is not None:
        outer.unify(wanted, instance)


def instantiate_to(state: State, node: Node, operand: Operand, target: Type | None) -> Signature | None:
    """A generic function used as a value of function type `target`; None where its type arguments stay open."""
    signature, wanted = as_signature(state, operand.type), as_signature(state, target)
    if signature is None or wanted is None or not signature.type_params:
        return None
    owner = generic_owner(state, node)
    unifier = _unifier(state, signature, owner, state.instances.get(node.id, ()))
    unifier.unify(Signature(signature.params, signature.results, signature.variadic), wanted)
    unifier.use_constraints(_constraints(state, owner))
    arguments = tuple(unifier.bindings.values())
    if None in arguments:
        return None
    state.instances[node.id] = arguments
    instance = apply(state, signature, owner, arguments)
    state.operands[node.id] = Operand(Mode.VALUE, instance)
    return instance

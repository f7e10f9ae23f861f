"""Calls of which nothing is known: what they are called on, and by which name."""

from collections.abc import Mapping

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.facts import Outcome
from golint_py.ir.ops import Call, Defer, FieldAddr, Load


def is_unseen(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    """Whether nothing is known of what is called."""
    if op.callee.builtin:
        return False
    if op.callee.symbol:
        return op.callee.symbol not in outcomes
    return not any(one.symbol in outcomes or one.parameter for one in callee_targets(op.callee, paths))


def receiver(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> int | None:
    """The object of a method that nothing is known of; where its type is not known, it looks like a field."""
    if op.callee.symbol:
        method = op.args and op.callee.symbol.startswith("(") and is_unseen(op, paths, outcomes)
        return op.args[0] if method else None
    field = _field(op, paths)
    return field.base if field is not None else None


def group(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> tuple[Path, str] | None:
    """The object of a method that nothing is known of, if it can be a group of goroutines as some module has it (not
    the standard library, of which all groups are known), and the name of the method."""
    symbol = op.callee.symbol
    if symbol and (symbol in outcomes or symbol[0] != "(" or "." not in symbol.lstrip("(*").partition("/")[0]):
        return None
    object_ = receiver(op, paths, outcomes)
    if object_ is None:
        return None
    field = _field(op, paths)
    return paths.of[object_], field.field if field is not None else receiver_and_name(symbol)[1]


def _field(op: Call | Defer, paths: Paths) -> FieldAddr | None:
    load = paths.definition[op.callee.value] if op.callee.value is not None else None
    field = paths.definition[load.address] if type(load) is Load else None
    return field if type(field) is FieldAddr and not field.owner else None

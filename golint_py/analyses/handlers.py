"""Functions that libraries call from goroutines of their own: known by their parameters, by the field that they are put
into, or by the type whose methods they are (RULES D1).

A handler is called by many goroutines at once, a callback one call at a time, beside everything else. Types are
compared by name; those of a library need not be in sight.
"""

import re
from collections.abc import Iterable

from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.servers import embeds_server
from golint_py.analyses.tables import Called, handler_fields, handlers
from golint_py.ir.ops import Call, Convert
from golint_py.ir.program import Function, ops_of
from golint_py.knowledge.load import plain
from golint_py.types.model import Chan, Named, Pointer, Type
from golint_py.types.scope import Exports

HANDLER = "handler"
MAX_PARAMETERS = 7  # of the functions that are known by them
_REGISTERS = (
    r"(^|[./])Register\w*Server$|^net/rpc\.Register(Name)?$|^\(\*net/rpc\.Server\)\.Register(Name)?$"
    r"|connect\.New\w+Handler$"
)
_STREAM = r"_\w+Server$|^google\.golang\.org/grpc\.(\w*Streaming\w*Server|ServerStream)$"
_CONTEXT = Named("context.Context")


def thread_of(function: Function) -> str:
    """The kind of thread that calls a function with such parameters, or a method of that name with them; "" where that
    is not known."""
    types = parameters(function)
    if not types or len(types) > MAX_PARAMETERS:
        return ""
    if isinstance(types[-1], Named) and re.search(_STREAM, types[-1].name) and function.receiver is not None:
        return HANDLER
    spelled = f"({', '.join(map(_spelled, types))})"
    row = handlers().get("func" + spelled)
    if row is None and function.receiver is not None:
        row = handlers().get(receiver_and_name(function.symbol)[1] + spelled)
    return row.thread if row is not None else ""


def field_called(owner: str, field: str) -> Called | None:
    """How what is put into the field of a library's struct is called, None for any other field."""
    return handler_fields().get(plain(f"{owner}.{field}"))


def parameters(function: Function) -> tuple[Type | None, ...]:
    """The types of the parameters, without the receiver."""
    return function.types[(function.receiver is not None) : len(function.params)]


def _spelled(kind: Type | None) -> str:
    if isinstance(kind, Pointer):
        return "*" + _spelled(kind.elem)
    if isinstance(kind, Chan):
        return {"send": "chan<- ", "recv": "<-chan "}.get(kind.direction, "chan ") + _spelled(kind.elem)
    if isinstance(kind, Named) and not kind.args and kind.name != "any":
        return plain(kind.name)
    return "?"


def served_types(exports: Exports | None, functions: Iterable[Function]) -> frozenset[str]:
    """The types whose methods requests call: those that embed what generated code provides, and those of which an
    object is registered with a server."""
    found = {f"{exports.path}.{name}" for name in embeds_server(exports)} if exports is not None else set()
    for function in functions:
        if function.test:
            continue
        for op in ops_of(function, Call):
            if ("Register" in op.callee.symbol or "connect.New" in op.callee.symbol) and re.search(
                _REGISTERS, op.callee.symbol
            ):
                made = {one.result: one for one in ops_of(function, Convert)}
                for value in op.args:
                    while value in made:
                        value = made[value].operand
                    kind = function.types[value]
                    kind = kind.elem if isinstance(kind, Pointer) else kind
                    if isinstance(kind, Named):
                        found.add(kind.name)
    return frozenset(found)


def serves(function: Function, served: frozenset[str]) -> bool:
    """Whether requests call the method: an exported one of such a type that gets a stream, or a context with a request,
    or a place for the reply, and has a result."""
    receiver, name = receiver_and_name(function.symbol)
    if receiver not in served or not name[:1].isupper() or not function.results:
        return False
    types = parameters(function)
    if not 0 < len(types) < 3:
        return False
    last = types[-1]
    stream = isinstance(last, Named) and re.search(_STREAM, last.name) is not None
    return stream or (len(types) == 2 and (types[0] == _CONTEXT or isinstance(last, Pointer)))

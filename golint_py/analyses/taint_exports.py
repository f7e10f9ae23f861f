"""What the exported functions of a package do with data, for the packages that import it.

The taint summaries of Facts: parameter to command, parameter to result, source to result; as far as the functions are
lowered. A summary is exact about what is in sight and ends at functions out of sight.
"""

from collections.abc import Iterable, Iterator

from golint_py.analyses.command_model import Command, Sink, Use
from golint_py.analyses.command_options import may_be_option
from golint_py.analyses.commands import commands, starters, wrappers
from golint_py.analyses.taint import made_of
from golint_py.analyses.taint_commands import hops_to, into, leading, started
from golint_py.analyses.taint_flow import Node, is_exported
from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_model import is_number, package_of
from golint_py.analyses.taint_records import Flow, Given, Kind, Origin, PackageFlows, Passage, Starter
from golint_py.analyses.unit import Unit
from golint_py.ir.program import Function
from golint_py.knowledge.load import table
from golint_py.query import Query
from golint_py.types.model import Named, Slice

_ELSE = Origin(Kind.UNKNOWN, "a value out of sight")
_POSITIONS = ("program", "script", "argument")


def package_flows(unit: Unit, query: Query) -> PackageFlows | None:
    """The summaries of the package, None where there are none, or where the tables of sinks speak of its functions."""
    if unit.path in {package_of(symbol) for symbol in table("exec", "sink", Sink)}:
        return None
    passages: dict[tuple[str, int, tuple[str, ...], str, str], Passage] = {}
    for one in _passages(unit, query):
        passages.setdefault((one.function, one.parameter, one.path, one.role, one.via), one)
    results = tuple(_results(unit, query))
    starting = tuple(
        Starter(symbol, sink.program, sink.arguments)
        for symbol, sink in query.get(wrappers, unit, query).items()
        if is_exported(symbol) and not unit.functions[symbol].test
    )
    if not passages and not results and not starting:
        return None
    exports = unit.universe.exports(unit.path)
    name = exports.name if exports is not None else ""
    return PackageFlows(unit.path, name, tuple(passages.values()), results, starting)


def _passages(unit: Unit, query: Query) -> Iterator[Passage]:
    for symbol in query.get(starters, unit, query):
        if unit.functions[symbol].test:
            continue
        for one in query.get(started, unit, query, symbol):
            for word in one.words:
                position = "program" if word.use.role == "program" else "script"
                yield from _through(unit, one.command, word.use, position, word.flows)
        for command in query.get(commands, unit, query, symbol):
            for use in command.uses:
                if may_be_option(use):
                    found = into(unit, query, leading(unit, query, use), "argument")
                    yield from _through(unit, command, use, "argument", found)


def _through(unit: Unit, command: Command, use: Use, position: str, found: tuple[Flow, ...]) -> Iterator[Passage]:
    """Those of the flows into a word that come in through a parameter that other packages give."""
    for flow in found:
        origin = flow.origin
        function = unit.functions.get(origin.function)
        named = function is not None and not function.test and is_exported(origin.function)
        # What lies deep in an object was put there by somebody else, most often.
        deep = sum(not step.startswith(("[", "#", "<")) for step in origin.path) > 1
        if function is not None and origin.parameter >= 0 and named and not deep:
            packed = _is_variadic(unit, function) and origin.parameter == len(function.params) - 1
            yield Passage(
                origin.function,
                origin.parameter,
                origin.path,
                packed,
                use.role,
                use.via,
                position,
                hops_to(flow, command, use),
            )


def _is_variadic(unit: Unit, function: Function) -> bool:
    """Whether the last parameter is variadic, as its declaration says."""
    exports = unit.universe.exports(unit.path)
    if exports is None or not function.params or type(function.types[len(function.params) - 1]) is not Slice:
        return False
    receiver, dot, name = function.symbol.rpartition(").")
    if not dot:
        declared = exports.funcs.get(function.symbol[len(exports.path) + 1 :])
        return declared is not None and declared.signature.variadic
    type_ = exports.types.get(receiver.lstrip("(*")[len(exports.path) + 1 :])
    method = type_.methods.get(name) if type_ is not None else None
    return method is not None and method.signature.variadic


def _results(unit: Unit, query: Query) -> Iterator[Given]:
    for symbol, function in unit.functions.items():
        if function.test or function.parent or not is_exported(symbol):
            continue
        for number, type_ in enumerate(function.results):
            if is_number(unit, type_) or (type(type_) is Named and type_.name == "error"):
                continue
            for position in _POSITIONS:
                origins, particular = _into_result(unit, query, symbol, number, position)
                yield Given(symbol, number, position if particular else "", origins)
                if not particular:
                    break


def _into_result(unit: Unit, query: Query, symbol: str, number: int, position: str) -> tuple[tuple[Origin, ...], bool]:
    """What the result is made of, and whether the position has a say in that."""
    found: dict[Origin, None] = {}
    particular = False
    for block, done in query.get(memory_of, unit, query, symbol).bodies[symbol].returns:
        if number < len(done.values):
            origins, asked = made_of(unit, query, Node(symbol, done.values[number], (), block), position)
            found.update(dict.fromkeys(_told(origins)))
            particular = particular or asked
    return tuple(found), particular


def _told(origins: Iterable[Origin]) -> Iterator[Origin]:
    """The origins as callers are told: parameters and foreign data; what else there is, once."""
    for origin in origins:
        if origin.kind is Kind.SOURCE:
            yield origin
        elif origin.parameter >= 0:
            yield Origin(Kind.PARAMETER, "", parameter=origin.parameter, path=origin.path)
        else:
            yield _ELSE

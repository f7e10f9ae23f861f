"""Interfaces across packages: whose methods a package implements that others call, and which calls they may be.

Class hierarchy analysis (Dean, Grove and Chambers 1995) over the packages of a run: a package knows the interfaces of
those that it imports, and says which of its methods implement them.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from golint_py.analyses.callgraph import MAX_IMPLEMENTERS, receiver_and_name
from golint_py.analyses.facts import Edge, FunctionFacts
from golint_py.types.lookup import Lookup
from golint_py.types.methods import implements, interface_methods
from golint_py.types.model import Interface, Named, Pointer
from golint_py.types.scope import Exports, Packages


def is_own(path: str) -> bool:
    """Whether a package with that import path is no part of the standard library."""
    return "." in path.partition("/")[0]


def offered_to_imports(
    exports: Exports | None, functions: Mapping[str, FunctionFacts], packages: Packages
) -> Iterator[tuple[str, str]]:
    """Pairs of an interface's method, with the interface in a package that this one imports, and a method of this
    package by which a type implements it; of methods that lead anywhere only."""
    by_name: dict[str, dict[str, str]] = {}
    for symbol, facts in functions.items():
        receiver, name = receiver_and_name(symbol)
        if receiver and "$" not in symbol and not facts.test and (facts.accesses or facts.edges):
            by_name.setdefault(name, {})[receiver] = symbol
    if exports is None or not by_name:
        return
    lookup = Lookup(packages, exports.path)
    for path in exports.imports:
        imported = packages.exports(path) if is_own(path) else None
        for name, declared in imported.types.items() if imported is not None else ():
            if not isinstance(declared.underlying, Interface) or declared.params or not name[:1].isupper():
                continue
            interface = Named(f"{path}.{name}")
            methods = (interface_methods(lookup, interface) or {}).keys()
            types = {receiver for method in methods for receiver in by_name.get(method, ())}
            for receiver in sorted(types):
                if implements(Pointer(Named(receiver)), interface, lookup):
                    for method in sorted(methods):
                        if receiver in by_name.get(method, ()):
                            yield f"({interface.name}).{method}", by_name[method][receiver]


def resolved(functions: Mapping[str, FunctionFacts], offers: Iterable[tuple[str, str]]) -> dict[str, FunctionFacts]:
    """The functions, with edges to methods of interfaces replaced by edges to those that implement them elsewhere; none
    where these are too many to tell."""
    known: dict[str, list[str]] = {}
    for method, symbol in sorted(set(offers)):
        known.setdefault(method, []).append(symbol)
    found = dict(functions)
    for symbol, facts in functions.items():
        if any(edge.callee in known for edge in facts.edges):
            found[symbol] = structs.replace(facts, edges=tuple(_resolved(facts, known)))
    return found


def _resolved(facts: FunctionFacts, known: Mapping[str, list[str]]) -> Iterator[Edge]:
    there = {edge.callee for edge in facts.edges}
    for edge in facts.edges:
        symbols = known.get(edge.callee)
        if symbols is None:
            yield edge
        elif len(symbols) <= MAX_IMPLEMENTERS:
            yield from (structs.replace(edge, callee=one, weak=True) for one in symbols if one not in there)

"""Lowers Go source in tests."""

from golint_py.ir.lower import lower
from golint_py.ir.program import Function
from golint_py.load.header import scan
from golint_py.load.packages import GoFile
from golint_py.syntax.parse import parse
from golint_py.types.declare import declare
from golint_py.types.infer import Checker
from golint_py.types.lookup import Universe
from golint_py.types.std import StandardLibrary

_STANDARD = StandardLibrary()


def functions_of(
    source: str,
    go: tuple[int, int] = (1, 27),
    noreturn: frozenset[str] = frozenset(),
    path: str = "p",
    test: bool = False,
) -> dict[str, Function]:
    """All functions of a file, by symbol."""
    data = source.encode()
    header = scan(data)
    file = GoFile(
        path="p.go", package=header.package, imports=header.imports, go=go, test=test, generated=False, cgo=False
    )
    universe = Universe({}, _STANDARD)
    declared = declare(path, header.package, [(file, parse(data))], universe)
    checker = Checker(declared, universe)
    found: dict[str, Function] = {}
    for body in declared.bodies:
        lowered = lower(body, checker.check(body), checker.lookup(False), noreturn)
        found.update((function.symbol, function) for function in lowered.functions)
    return found

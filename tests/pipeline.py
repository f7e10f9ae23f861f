"""From Go source to findings, without the driver: loads a tree, lowers the candidates of a rule, runs the rule."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from golint_py.analyses.unit import Unit
from golint_py.ir.lower import CannotLower, lower
from golint_py.ir.program import Function
from golint_py.load.packages import Package, load
from golint_py.load.tree import DiskTree, OverlayTree, SourceTree
from golint_py.query import Query
from golint_py.rule import Loaded
from golint_py.syntax.parse import parse
from golint_py.text.finding import Finding
from golint_py.text.span import Site
from golint_py.types.declare import declare
from golint_py.types.infer import Checker
from golint_py.types.scope import Exports
from golint_py.types.std import StandardLibrary

STANDARD = StandardLibrary()


class Universe:
    """The standard library and the packages declared so far."""

    def __init__(self) -> None:
        self.declared: dict[str, Exports] = {}

    def exports(self, path: str) -> Exports | None:
        """Declarations of a package."""
        return self.declared.get(path) or STANDARD.exports(path)


class Found(Struct, frozen=True):
    """A finding and where it is: file and line (1-based)."""

    finding: Finding[Site]
    path: str
    line: int


def unit_of(tree: SourceTree, package: Package, universe: Universe, candidates: Iterable[bytes] = (b"",)) -> Unit:
    """Declare the package, check and lower the functions whose text has one of the candidates."""
    wanted = tuple(candidates)
    files = [(file, parse(tree.read(file.path))) for file in package.files]
    declared = declare(package.path, package.name, files, universe)
    universe.declared[package.path] = declared.exports
    checker = Checker(declared, universe)
    functions: dict[str, Function] = {}
    for body in declared.bodies:
        nodes = body.specs or (body.node,)
        data = body.scope.parsed.data
        text = data[nodes[0].start_byte : nodes[-1].end_byte]
        if any(one in text for one in wanted):
            try:
                lowered = lower(body, checker.check(body), checker.lookup(body.scope.file.test))
            except CannotLower:
                continue
            functions.update((function.symbol, function) for function in lowered.functions)
    return Unit(package.path, functions, checker.lookup(True), tested=declared.tested)


def run(rule: Loaded, tree: SourceTree, arguments: Iterable[str] = ("",)) -> list[Found]:
    """The findings of a package rule in all packages of a tree, by place."""
    universe = Universe()
    found: list[Found] = []
    for package in load(tree, tuple(arguments)).packages:
        texts = {file.path: tree.read(file.path) for file in package.files}
        if not any(trigger in text for trigger in rule.rule.triggers for text in texts.values()):
            continue
        unit = unit_of(tree, package, universe)
        for finding in rule.check(unit, Query()):
            found.append(locate(unit, finding, texts))
    return sorted(found, key=lambda one: (one.path, one.line, one.finding.message))


def locate(unit: Unit, finding: Finding[Site], texts: Mapping[str, bytes]) -> Found:
    """Where a finding is."""
    function = unit.functions[finding.place.symbol]
    start = function.spans[finding.place.ordinal][0]
    return Found(finding, function.path, texts[function.path].count(b"\n", 0, start) + 1)


def source_tree(source: str) -> SourceTree:
    """A tree with one file, in a module `example.com/m`."""
    files = {"go.mod": b"module example.com/m\n\ngo 1.25\n", "p.go": source.encode()}
    return OverlayTree(DiskTree("/nonexistent"), files)


def unit_of_source(source: str) -> Unit:
    """One file, everything lowered."""
    tree = source_tree(source)
    return unit_of(tree, load(tree).packages[0], Universe())


def folder_tree(folder: Path) -> SourceTree:
    """A folder on disk."""
    return DiskTree(str(folder))

"""The files and packages that fixes are made in: parsed, declared, lowered and analysed again, when one is asked for.

What `check` saw is gone by then: Facts hold no offsets and trees do not outlive their file (DESIGN 2, 8).
"""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.facts import Facts, FunctionFacts, Held
from golint_py.analyses.package_facts import package_facts
from golint_py.analyses.unit import Unit
from golint_py.fix.lock_calls import LockCalls
from golint_py.fix.refusal import Refused
from golint_py.ir.program import Function
from golint_py.load.model import GoFile, Loaded, Package
from golint_py.load.tree import SourceTree
from golint_py.stage import lower_all
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed
from golint_py.types.declare import declare
from golint_py.types.declared import Body, Declared
from golint_py.types.infer import Checker
from golint_py.types.lookup import Overlay, Universe
from golint_py.types.scope import Exports, Info
from golint_py.types.std import StandardLibrary


class View(Struct, frozen=True, eq=False):
    """One package in its default configuration: declarations, lowered functions, Facts by symbol.

    Functions of test files are left out unless `tests`.
    """

    package: Package
    declared: Declared
    checker: Checker
    unit: Unit
    facts: Facts
    by_symbol: Mapping[str, FunctionFacts]
    bodies: Mapping[str, Body]
    infos: dict[str, Info]

    def body(self, symbol: str) -> Body:
        """The declared function that the symbol (also of a literal in it) belongs to. Raises `Refused`."""
        outer = symbol if symbol in self.bodies else symbol.partition("$")[0]
        if outer not in self.bodies:
            raise Refused(f"the function {symbol} has no body in sight")
        return self.bodies[outer]

    def info(self, body: Body) -> Info:
        """What the expressions of a body mean."""
        if body.symbol not in self.infos:
            self.infos[body.symbol] = self.checker.check(body)
        return self.infos[body.symbol]

    def holds(self, held: Held, key: str) -> bool:
        """Whether the function itself holds the lock, in any mode."""
        return any(last_name(hold.lock) == key for hold in held.acquired)

    def function(self, symbol: str) -> Function:
        """A lowered function. Raises `Refused`."""
        found = self.unit.functions.get(symbol)
        if found is None:
            raise Refused(f"the function {symbol} could not be analysed")
        return found


class Workspace:
    """A tree and what was loaded from it; everything is read once."""

    def __init__(self, tree: SourceTree, loaded: Loaded) -> None:
        self.tree = tree
        self.loaded = loaded
        self._files: dict[str, tuple[GoFile, Package]] = {}
        self._parsed: dict[str, Parsed] = {}
        self._views: dict[tuple[str, bool], View] = {}
        self._lock_calls: dict[int, LockCalls] = {}
        self._exports: dict[str, bytes | Exports] = {}
        self._standard = StandardLibrary()
        for package in loaded.packages:
            for files in (package.files, *(variant.files for variant in package.variants)):
                for file in files:
                    self._files.setdefault(file.path, (file, package))

    def file(self, path: str) -> GoFile:
        """What the header of a file says. Raises `Refused` for one that is in no package."""
        if path not in self._files:
            raise Refused(f"{path} is in no package")
        return self._files[path][0]

    def package_of(self, path: str) -> Package:
        """The package of a file. Raises `Refused`."""
        self.file(path)
        return self._files[path][1]

    def parsed(self, path: str) -> Parsed:
        """The syntax of a file."""
        found = self._parsed.get(path)
        if found is None:
            found = self._parsed[path] = parse(self.tree.read(path))
        return found

    def view(self, package: Package, tests: bool = False) -> View:
        """The package, analysed."""
        found = self._views.get((package.path, tests))
        if found is None:
            found = self._views[package.path, tests] = self._analyse(package, tests)
        return found

    def lock_calls(self, view: View) -> LockCalls:
        """The lock calls of a package."""
        found = self._lock_calls.get(id(view))
        if found is None:
            found = self._lock_calls[id(view)] = LockCalls(view.unit)
        return found

    def _analyse(self, package: Package, tests: bool) -> View:
        self._declare_imports(package)
        universe = Universe(self._exports, self._standard)
        declared = self._declare(package, universe)
        bodies = [body for body in declared.bodies if tests or not body.scope.file.test]
        functions = lower_all(bodies, declared, universe, [], [])
        unit = Unit(package.path, functions, Overlay(universe, {package.path: declared.test_exports}))
        facts = package_facts(unit)
        return View(
            package=package,
            declared=declared,
            checker=Checker(declared, universe),
            unit=unit,
            facts=facts,
            by_symbol={one.symbol: one for one in facts.functions},
            bodies={body.symbol: body for body in declared.bodies},
            infos={},
        )

    def _declare(self, package: Package, universe: Universe) -> Declared:
        files = [(file, self.parsed(file.path)) for file in package.files]
        return declare(package.path, package.name, files, universe, self.loaded.imports.get(package.path, {}))

    def _declare_imports(self, package: Package) -> None:
        """Declare what the package imports, directly or not, in dependency order."""
        wanted: set[str] = set()
        work = [package.path]
        while work:
            for path in self.loaded.imports.get(work.pop(), {}).values():
                if path not in wanted:
                    wanted.add(path)
                    work.append(path)
        for one in self.loaded.packages:
            if one.path in wanted and one.path not in self._exports and one.path != package.path:
                files = [(file, parse(self.tree.read(file.path))) for file in one.files]
                universe = Universe(self._exports, self._standard)
                found = declare(one.path, one.name, files, universe, self.loaded.imports.get(one.path, {}))
                self._exports[one.path] = found.exports

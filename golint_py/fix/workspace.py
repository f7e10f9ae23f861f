"""The files and packages that fixes are made in: parsed, declared, lowered and analysed again, when one is asked for.

What `check` saw is gone by then: Facts hold no offsets and trees do not outlive their file (DESIGN 2, 8).
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import structs

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.callgraph import references
from golint_py.analyses.facts import Facts, FunctionFacts, Held, Outcome
from golint_py.analyses.package_facts import package_facts
from golint_py.analyses.taint_model import package_of
from golint_py.analyses.taint_records import Elsewhere
from golint_py.analyses.unit import Unit
from golint_py.fix.lock_calls import LockCalls, outer_symbol
from golint_py.fix.refusal import Refused
from golint_py.fix.struct_uses import StructUses
from golint_py.ir.program import Function
from golint_py.load.model import GoFile, Loaded, Package, Variant
from golint_py.load.tree import SourceTree
from golint_py.query import Query
from golint_py.rule import Scope
from golint_py.rule_index import known_rules
from golint_py.selection.bodies import wanted_bodies
from golint_py.selection.body_index import signature_of
from golint_py.selection.holders import one_of
from golint_py.stage import lower_all
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Fix
from golint_py.text.finding import Confidence, Finding
from golint_py.text.span import Span
from golint_py.types.declare import declare
from golint_py.types.declared import Body, Declared
from golint_py.types.infer import Checker
from golint_py.types.lookup import Overlay, Universe, underlying
from golint_py.types.model import Map
from golint_py.types.scope import Exports, Info, Packages
from golint_py.types.std import StandardLibrary


class View:
    """One package in its default configuration: declarations, lowered functions, Facts by symbol.

    `facts` are those that `check` has, or of the functions that its rules select (`bodies`); functions are lowered when
    they are asked for. Functions of test files are left out unless `tests`.
    """

    def __init__(
        self,
        package: Package,
        declared: Declared,
        packages: Packages,
        known: Facts | Sequence[Body],
        tests: bool,
        follow: bool = False,
        told: Mapping[str, Outcome] = MappingProxyType({}),
    ) -> None:
        """`follow`: what the functions call directly is analysed with them. `told` is what functions of imported
        packages do."""
        self.package = package
        self.path = package.path
        self.declared = declared
        self.packages: Packages = Overlay(packages, {package.path: declared.test_exports})
        self.bodies: Mapping[str, Body] = {
            body.symbol: body for body in declared.bodies if tests or not body.scope.file.test
        }
        self._declarations = packages
        self._checker = Checker(declared, packages)
        self._infos: dict[str, Info] = {}
        self.uses: dict[str, StructUses] = {}  # by symbol of a body
        self._lowered: dict[str, dict[str, Function]] = {}
        self.facts: Facts = known if isinstance(known, Facts) else self._analysed(known, follow, told)
        if not tests:
            production = tuple(one for one in self.facts.functions if not one.test)
            self.facts = structs.replace(self.facts, functions=production)
        self.by_symbol: Mapping[str, FunctionFacts] = {one.symbol: one for one in self.facts.functions}
        self.elsewhere: Callable[[str], View | None] = lambda _: None  # packages in sight, by import path

    def home(self, symbol: str) -> "View | None":
        """The package in sight, this one or another, that has the body of a function: one that is the same in all
        build configurations. Of another package no Facts are known."""
        found = self if symbol in self.bodies else self.elsewhere(package_of(symbol))
        body = found.bodies.get(symbol) if found is not None else None
        if found is None or body is None:
            return None
        path = body.scope.file.path
        same = all(any(file.path == path for file in variant.files) for variant in found.package.variants)
        return found if same or found is self else None

    @functools.cached_property
    def lock_calls(self) -> LockCalls:
        """Which locks its functions take."""
        return LockCalls(self)

    def _analysed(self, bodies: Sequence[Body], follow: bool, told: Mapping[str, Outcome]) -> Facts:
        functions: dict[str, Function] = {}
        for body in bodies:
            functions.update(self.group(body.symbol))
        if follow:
            called = {outer_symbol(one) for function in functions.values() for one in references(function)}
            for symbol in sorted(called & self.bodies.keys()):
                functions.update(self.group(symbol))
        elsewhere = Elsewhere(wrappers=told)
        unit = Unit(self.path, functions, self.packages, elsewhere=elsewhere, tested=self.declared.tested)
        return package_facts(unit, Query())

    def group(self, symbol: str) -> Mapping[str, Function]:
        """A declared function and its literals, lowered; empty where it cannot be, or has no body in sight."""
        found = self._lowered.get(symbol)
        if found is None:
            body = self.bodies.get(symbol)
            found = {} if body is None else lower_all([body], self.declared, self._declarations, [], [])
            self._lowered[symbol] = found
        return found

    def body(self, symbol: str) -> Body:
        """The declared function that the symbol (also of a literal in it) belongs to. Raises `Refused`."""
        outer = outer_symbol(symbol)
        if outer not in self.bodies:
            raise Refused(f"the function {symbol} has no body in sight")
        return self.bodies[outer]

    def info(self, body: Body) -> Info:
        """What the expressions of a body mean."""
        if body.symbol not in self._infos:
            self._infos[body.symbol] = self._checker.check(body)
        return self._infos[body.symbol]

    def holds(self, held: Held, key: str) -> bool:
        """Whether the function itself holds the lock, in any mode."""
        return any(last_name(hold.lock) == key for hold in held.acquired)

    def function(self, symbol: str) -> Function:
        """A lowered function. Raises `Refused`."""
        found = self.group(outer_symbol(symbol)).get(symbol)
        if found is None:
            raise Refused(f"the function {symbol} could not be analysed")
        return found


class Workspace:
    """A tree and what was loaded from it; everything is read once."""

    def __init__(
        self,
        tree: SourceTree,
        loaded: Loaded,
        facts: Mapping[str, Facts] = MappingProxyType({}),
        exports: Mapping[str, bytes] = MappingProxyType({}),
        before: "Workspace | None" = None,
        findings: Iterable[Finding[Span]] = (),
    ) -> None:
        """`facts` are those of packages that `check` has analysed, `exports` what packages declare. `before` is a
        workspace over the same files but for some changed ones: packages without those are taken over. `findings` are
        all that are told: a fix for one need not say that there is another one, but for those of low confidence."""
        self._facts = facts
        self.told = frozenset(
            one.plan.target for one in findings if one.plan is not None and one.confidence > Confidence.LOW
        )
        self.tree = tree
        self.loaded = loaded
        self._files: dict[str, tuple[GoFile, Package]] = {}
        self._parsed: dict[str, Parsed] = {}
        self._views: dict[tuple[str, bool], View] = {}
        self._exports: dict[str, bytes | Exports] = dict(exports)
        self._standard = StandardLibrary()
        self.made: dict[tuple[str, str, str, bool], Fix | str] = {}  # fixes that several findings share, or the refusal
        self.promised: dict[str, set[bytes]] = {}  # by package, functions that the fixes in `made` declare
        self.tags: dict[str, tuple[str, str] | None] = {}  # by folder of a module, see `generate.tag_use`
        self._by_path = {package.path: package for package in loaded.packages}
        for package in loaded.packages:
            for files in (package.files, *(variant.files for variant in package.variants)):
                for file in files:
                    self._files.setdefault(file.path, (file, package))
        if before is not None:
            self._take_over(before)

    def _take_over(self, before: "Workspace") -> None:
        for path, parsed in before._parsed.items():
            if path in self._files and self.tree.read(path) == parsed.data:
                self._parsed[path] = parsed
        changed = {before._files[path][1].path for path in before._parsed if path not in self._parsed}
        self._views = {key: view for key, view in before._views.items() if key[0].partition(" ")[0] not in changed}
        for view in self._views.values():
            view.elsewhere = self._elsewhere

    def knows(self, path: str) -> bool:
        """Whether the file is in a package that was loaded."""
        return path in self._files

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
            found.elsewhere = self._elsewhere
        return found

    def _elsewhere(self, path: str) -> View | None:
        """A package that others import, of which the bodies are wanted alone."""
        key = (f"{path} in sight", False)
        if key not in self._views and path in self._by_path:
            package = self._by_path[path]
            self._declare_imports(package)
            universe = Universe(self._exports, self._standard)
            self._views[key] = View(package, self._declare(package, universe), universe, (), False)
            self._views[key].elsewhere = self._elsewhere
        return self._views.get(key)

    def configured(self, package: Package, variant: Variant) -> View:
        """The package with its tests in a further build configuration. Analysed is what other configurations do not
        have, with what it calls and what gets maps of it."""
        key = (f"{package.path} {variant.label}", True)
        found = self._views.get(key)
        if found is None:
            one = structs.replace(package, files=variant.files, variants=(), configuration=variant.label)
            found = self._views[key] = self._analyse_further(one, package)
            found.elsewhere = self._elsewhere
        return found

    def _analyse(self, package: Package, tests: bool) -> View:
        self._declare_imports(package)
        universe = Universe(self._exports, self._standard)
        declared = self._declare(package, universe)
        known = self._facts.get(package.path)
        if known is not None:
            return View(package, declared, universe, known, tests)
        files = frozenset(file.path for file in package.files)
        module = [one.rule for one in known_rules() if one.rule.scope is Scope.MODULE]
        imported = any(package.path in paths.values() for paths in self.loaded.imports.values())
        selected = [one.body for one in wanted_bodies(declared, files, module, universe, imported=imported).wanted]
        kept = [one for one in selected if tests or not one.scope.file.test]
        return View(package, declared, universe, kept, tests, told=self._told(package))

    def _told(self, package: Package) -> Mapping[str, Outcome]:
        """What functions of the packages that it imports do."""
        found: dict[str, Outcome] = {}
        for path in sorted(set(self.loaded.imports.get(package.path, {}).values()) & self._by_path.keys()):
            known = self._facts.get(path)
            facts = known if known is not None else self.view(self._by_path[path]).facts
            found.update(facts.wrappers)
        return found

    def _analyse_further(self, package: Package, default: Package) -> View:
        self._declare_imports(package)
        universe = Universe(self._exports, self._standard)
        declared = self._declare(package, universe)
        known = {file.path for file in default.files}
        own = [body for body in declared.bodies if body.scope.file.path not in known]
        giving = {one.symbol.rpartition(".")[2].encode() for one in own if _gives_map(declared, universe, one)}
        calls = re.compile(rb"\b" + one_of(giving) + rb"\b")
        near = [
            body
            for body in declared.bodies
            for top in (body.specs or (body.node,) if body.scope.file.path in known else ())
            if calls.search(body.scope.parsed.data, top.start_byte, top.end_byte)
        ]
        return View(package, declared, universe, [*own, *near], True, follow=True, told=self._told(default))

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


def _gives_map(declared: Declared, packages: Packages, body: Body) -> bool:
    """Whether a result of the function is a map."""
    seen = Overlay(packages, {declared.exports.path: declared.test_exports})
    signature = signature_of(declared, body.symbol)
    return signature is not None and any(isinstance(underlying(one, seen), Map) for one in signature.results)

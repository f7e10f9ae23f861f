"""Locks on the ways through functions: the automaton, the summaries, which tests agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline import unit_of_source

from golint_py.analyses.access_paths import Path, access_paths
from golint_py.analyses.facts import DONE, ONCE, READ, WRITE, Hold
from golint_py.analyses.guards import lock_keys
from golint_py.analyses.lock_balance import balances
from golint_py.analyses.lock_leaks import leaks
from golint_py.analyses.lock_names import condition_of, written_in
from golint_py.analyses.lock_states import FREED, HELD, Effect, State, Way, acquire, release
from golint_py.analyses.package_facts import package_facts
from golint_py.ir.ops import If
from golint_py.query import Query
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Named, Pointer, StructType
from golint_py.types.no_copy import NoCopy

HEAD = """package p

import "sync"

type T struct {
	mu sync.RWMutex
	up *T
	ts []*T
	n  int
}

"""
STATES = st.one_of(st.none(), st.builds(State, st.sampled_from("WRwrUu?"), st.integers(0, 9)))


def events(body: str) -> list[tuple[str, str]]:
    """Kind and lock of what is wrong in all functions."""
    unit = unit_of_source(HEAD + body)
    return sorted(
        (event.kind, written_in(event.lock, unit.functions[symbol]))
        for symbol, balance in balances(unit, Query()).items()
        for event in balance.events
    )


def leaking(body: str) -> list[str]:
    """The functions that return with a lock held by mistake."""
    return [leak.function for leak in leaks(unit_of_source(HEAD + body), Query())]


def effect(body: str, symbol: str) -> dict[str, list[str]]:
    """What a function does to its callers' locks, in words."""
    known = balances(unit_of_source(HEAD + body), Query())
    found = known[symbol].effect if symbol in known else Effect()
    return {
        "acquires": sorted(f"{path.root} {mode}" for path, mode in found.acquires),
        "releases": sorted(f"{path.root} {mode}" for path, mode in found.releases),
        "maybe": sorted(path.root for path in found.maybe),
        "taken": sorted(f"{path.root} {mode} {depth}" for path, mode, depth in found.taken),
    }


@given(STATES, st.sampled_from([READ, WRITE]))
def test_what_is_taken_and_given_back_is_as_free_as_before_or_unsure(state: State | None, mode: str) -> None:
    taken, wrong = acquire(state, mode, 1)
    assert bool(wrong) == (state is not None and state.status in HELD)
    if not wrong and taken is not None and taken.status in HELD:
        assert release(taken, mode, 2) == (State(FREED[taken.status], 1), "")


@given(STATES, st.sampled_from([READ, WRITE]))
def test_giving_back_never_leaves_a_lock_held(state: State | None, mode: str) -> None:
    left, _ = release(state, mode, 1)
    assert left is not None
    assert left.status not in HELD


def test_ways_with_equal_locks_are_equal() -> None:
    one = Way().put(1, State("W", 3)).put(0, State("R", 4))
    other = Way().put(0, State("R", 4)).put(1, State("W", 3))
    assert one == other
    assert one.put(0, None).put(1, None) == Way()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("t.mu.Lock(); defer t.mu.Unlock()", {"taken": ["p0 write 0"]}),
        ("t.mu.RLock(); t.mu.RUnlock()", {"taken": ["p0 read 0"]}),
        ("t.mu.Lock()", {"acquires": ["p0 write"], "taken": ["p0 write 0"]}),
        ("t.mu.Unlock()", {"releases": ["p0 write"]}),
        ("t.mu.Unlock(); t.n++; t.mu.Lock()", {}),
        ("if b { t.mu.Lock() }", {"maybe": ["p0"]}),
        ("if b { t.mu.Lock(); defer t.mu.Unlock() }", {}),
        ("if b { return }; t.g()", {}),
        ("t.g()", {"taken": ["p0 write 1"]}),
        ("if b { panic(1) }; t.mu.Lock(); t.mu.Unlock()", {"taken": ["p0 write 0"]}),
        ("t.mu.TryLock()", {"maybe": ["p0"]}),
        ("ok := b && t.mu.TryLock(); println(ok)", {"maybe": ["p0"]}),
        ("if t.mu.TryLock() { t.mu.Unlock() }", {}),
        ("go t.g()", {}),
    ],
)
def test_summary(body: str, expected: dict[str, list[str]]) -> None:
    source = f"func (t *T) f(b bool) {{ {body} }}\nfunc (t *T) g() {{ t.mu.Lock(); t.mu.Unlock() }}"
    nothing: dict[str, list[str]] = {"acquires": [], "releases": [], "maybe": [], "taken": []}
    assert effect(source, "(*example.com/m.T).f") == nothing | expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("t.mu.Lock(); t.mu.Lock()", ["relock"]),
        ("t.mu.RLock(); t.mu.Lock()", ["upgrade"]),
        ("t.mu.Lock(); t.mu.RLock()", ["downgrade"]),
        ("t.mu.RLock(); t.mu.RLock()", ["reread"]),
        ("t.mu.Lock(); t.mu.Unlock(); t.mu.Unlock()", ["free"]),
        ("t.mu.Lock(); t.mu.RUnlock()", ["mismatch"]),
        ("t.mu.Lock(); t.up.mu.Lock()", []),
        ("t.mu.Lock(); t.g()", ["relock"]),
        ("t.mu.Lock(); t.up.g()", []),
        ("t.mu.Lock(); func() { t.g() }()", ["relock"]),
        ("t.mu.Lock(); f := t.g; f()", ["relock"]),
        ("t.mu.Lock(); go t.g()", []),
        ("u := t.up; u.mu.Lock(); t.up = u.up; t.up.mu.Lock()", []),
        ("for _, u := range t.ts { u.mu.Lock() }", []),
        ("u := t.ts[0]; u.mu.Lock(); v := t.ts[0]; v.mu.Lock()", ["relock"]),
        ("u := t.ts[0]; u.mu.Lock(); v := t.ts[1]; v.mu.Lock()", []),
        ("var m sync.Mutex; m.Lock(); m.Lock()", ["relock"]),
        ("t.mu.Lock(); keep(t.mu.Unlock); t.mu.Lock()", []),
    ],
)
def test_what_is_wrong(body: str, expected: list[str]) -> None:
    source = f"func (t *T) f() {{ {body} }}\nfunc (t *T) g() {{ t.mu.Lock(); t.mu.Unlock() }}\nfunc keep(func()) {{}}"
    assert [kind for kind, _ in events(source)] == expected


@pytest.mark.parametrize(
    ("body", "leak"),
    [
        ("t.mu.Lock(); if b { return }; t.mu.Unlock()", True),
        ("t.mu.Lock(); if b { t.mu.Unlock(); return }; t.mu.Unlock()", False),
        ("if b { t.mu.Lock() }; if b { t.mu.Unlock() }", False),
        ("if b { t.mu.Lock() }; if !b { return }; t.mu.Unlock()", False),
        ("if b { t.mu.Lock() }; if c { t.mu.Unlock() }", False),  # it may be entered with the lock held
        ("t.mu.Lock(); if b { t.n++ }; if c { t.mu.Unlock() }", True),
        ("t.mu.Lock(); if b { t.mu.Unlock() }; if b { return }; t.mu.Unlock()", False),
        ("if t.n == 1 { t.mu.Lock() }; if t.n == 1 { t.mu.Unlock() }", False),
        ("t.mu.Lock(); if t.n == 1 { t.mu.Unlock() }; if t.n != 1 { t.mu.Unlock() }", False),
        ("t.mu.Lock(); if t.n == 1 { t.mu.Unlock() }; t.n = 2; if t.n != 1 { return }; t.n = 3", True),
        ("t.mu.Lock(); if t.n == 1 { t.mu.Unlock() }; if t.n == 3 { return }", True),
        ("if t.n > 1 { t.mu.Lock() }; if t.n <= 1 { return }; t.mu.Unlock()", False),
        ("l := false; if b { t.mu.Lock(); l = true }; if l { t.mu.Unlock() }", False),
        ("var u *T; if b { u = &T{}; t.mu.Lock() }; if u != nil { t.mu.Unlock() }", False),
        ("t.mu.Lock(); if b { panic(1) }; t.mu.Unlock()", False),
    ],
)
def test_tests_that_agree(body: str, leak: bool) -> None:
    assert bool(leaking(f"func (t *T) f(b, c bool) {{ {body} }}")) == leak


def test_a_lock_that_a_caller_gives_back_is_handed_over() -> None:
    held = "func (t *T) f(b bool) bool { t.mu.Lock(); if b { t.mu.Unlock(); return false }; return true }\n"
    assert leaking(held)
    assert not leaking(held + "func (t *T) g() { if t.f(true) { t.mu.Unlock() } }")
    assert leaking(held + "func (t *T) g() { t.mu.Lock(); t.mu.Unlock(); t.f(true) }")


def test_a_function_of_many_ways_is_given_up() -> None:
    body = "".join(f"if c[{i}] {{ ls[{i}].Lock() }}\n" for i in range(40))
    assert not leaking(f"func f(c []bool, ls []*sync.Mutex) {{ {body} }}")


def test_deep_nesting_is_no_trouble() -> None:
    body = "if b {\n" * 1500 + "t.mu.Lock()" + "}\n" * 1500
    assert events(f"func (t *T) f(b bool) {{ {body} }}") == []


def test_negations_and_comparisons_have_one_name() -> None:
    unit = unit_of_source(HEAD + "func f(a, b int) { if a != b { f(1, 2) }; if !(a == b) { f(2, 3) } }")
    (function,) = unit.functions.values()
    paths = access_paths(function)
    tests = [block.ops[-1] for block in function.blocks if isinstance(block.ops[-1], If)]
    first, second = (condition_of(test.condition, paths) for test in tests)  # type: ignore[arg-type]
    assert first.term == second.term


def test_what_contains_a_lock() -> None:
    unit = unit_of_source(HEAD + "type U struct { t [2]T }\ntype V struct { t *T; l sync.Locker }")
    contents = NoCopy(Lookup(unit.universe, unit.path))
    path = unit.path
    assert contents.part(Named("sync.Mutex")) == "sync.Mutex"
    assert contents.part(Named(f"{path}.U")) == "sync.RWMutex"
    assert contents.part(Array(Named("sync.WaitGroup"), 2))
    assert contents.part(Named("sync/atomic.Int64"))
    for other in (Named(f"{path}.V"), Pointer(Named("sync.Mutex")), Named("sync.Locker"), StructType(()), None):
        assert contents.part(other) == ""


def test_a_lock_guards_also_where_the_file_with_its_type_is_not_there() -> None:
    unit = unit_of_source(
        "package p; type S struct { mu generatedMutex; m map[int]int }\n"
        "func (s *S) Set() { s.mu.Lock(); defer s.mu.Unlock(); s.m[1] = 2 }"
    )
    (function,) = package_facts(unit, Query()).functions
    (access,) = function.accesses
    path = unit.path
    assert Hold(Path("p0", (f"{path}.S.mu",)), WRITE) in access.held.acquired


def test_a_once_that_runs_something_counts_as_that_where_it_was_done_before() -> None:
    for name in "abcdefgh":  # whatever the order of a set
        once = Path(f"g:p.{name}", ("p.T.once",))
        keys, wild = lock_keys(frozenset({Hold(once, DONE), Hold(once, ONCE)}), Path("g:p.m"))
        assert {mode for _, mode in keys} == {ONCE}
        assert not wild

"""What was loaded from an atomic variable or a sync.Map is changed in place.

What it finds
    A map, slice or struct that came out of `atomic.Value.Load`, `atomic.Pointer.Load` or `sync.Map.Load` (also through
    a function that returns it), and is then written to: `m[k] = v`, `delete`, a field or element assigned.

    Silent where a lock is held at the write, for a copy (`maps.Clone`, a struct copied by value, but not the maps in
    it), and for what was stored only afterwards. Fields of values from a `sync.Map` are of low confidence: often each
    entry has one goroutine that writes it.

Why it matters
    The atomic variable makes the exchange of the pointer safe, not what it points to. All other goroutines that have
    loaded the value read it without a lock, which is the purpose: a write in place races with all of them, and a map
    that is written while it is read ends the process.

Bad
    package routes

    import "sync/atomic"

    type Routes struct {
        table atomic.Pointer[map[string]string]
    }

    func (r *Routes) Get(host string) string {
        return (*r.table.Load())[host]
    }

    func (r *Routes) Add(host, target string) {
        table := *r.table.Load()
        table[host] = target
    }

Good
    package routes

    import (
        "maps"
        "sync/atomic"
    )

    type Routes struct {
        table atomic.Pointer[map[string]string]
    }

    func (r *Routes) Get(host string) string {
        return (*r.table.Load())[host]
    }

    func (r *Routes) Add(host, target string) {
        for {
            old := r.table.Load()
            table := maps.Clone(*old)
            table[host] = target
            if r.table.CompareAndSwap(old, &table) {
                return
            }
        }
    }

Fix
    Copy, change the copy, and store it: with CompareAndSwap in a loop, or under a mutex that all writers hold.

    `golint-py fix --unsafe-fixes` does the first for an `atomic.Pointer`: the statements from the load to the last use
    stand in a loop that clones the map, slice or struct (and the maps and slices in it that are written to), and begins
    again where somebody else was faster. Refused where they may change anything else or leave the loop early, for an
    `atomic.Value` and a `sync.Map`, which cannot compare maps, and before go 1.21.
    Unsafe, because the statements may run several times, and who has loaded the old value does not see the change.

References
    https://pkg.go.dev/sync/atomic#example-Value-ReadMostly
    https://cwe.mitre.org/data/definitions/567.html
"""

from collections.abc import Iterator

from golint_py.analyses.published_values import Mutation, mutations
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site

_CONFIDENCE = {
    ("atomic", "map"): Confidence.HIGH,
    ("atomic", "element"): Confidence.HIGH,
    ("atomic", "field"): Confidence.MEDIUM,
    ("map", "map"): Confidence.MEDIUM,
}
_WRITTEN = {"map": "the map in it is written", "element": "an element is assigned", "field": "`{}` is assigned"}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding for each loaded value and kind of write."""
    for mutation in query.get(mutations, package):
        yield _finding(mutation)


def _finding(mutation: Mutation) -> Finding[Site]:
    what = _WRITTEN[mutation.what].format(mutation.written.lstrip("."))
    message = f"{what} in place, in a value loaded from `{mutation.name}` that other goroutines share"
    return Finding(
        rule="map/published-value-mutated",
        place=Site(mutation.function, mutation.at),
        message=message,
        severity=Severity.WARNING,
        confidence=_CONFIDENCE.get((mutation.source, mutation.what), Confidence.LOW),
        subject=mutation.name,
        function=mutation.function,
        related=(Related(Site(mutation.function, mutation.load), "loaded here"),),
        plan=FixPlan("copy-on-write", mutation.name, Safety.UNSAFE),
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(567,),
    security=4.0,
    fix=Safety.UNSAFE,
    triggers=(b"atomic.Value", b"atomic.Pointer[", b"sync.Map"),
    candidates=(b"atomic.Value", b"atomic.Pointer[", b"sync.Map"),
    holders=("sync/atomic.Value", "sync/atomic.Pointer", "sync.Map"),
    reach=1,
    production=True,
)

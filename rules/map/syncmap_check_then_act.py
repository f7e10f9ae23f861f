"""A concurrent map is read, and written or deleted from by what the read said; another goroutine may come between.

What it finds
    Load and Store of the same key of a `sync.Map` (or of a similar container: xsync, concurrent-map, haxmap), where the
    stored value is computed from the loaded one (the update of another goroutine is lost), or where a new object is
    stored because none was there, and then used (two goroutines go on with different objects). Load and Delete of the
    same key, where the loaded value is used or decides on the deletion (two goroutines take the same entry, or one
    deletes what another has just stored).

    Silent where a lock is held at both operations or by all callers, where LoadOrStore, Swap or CompareAndSwap comes
    last, and for entries that are only replaced. A cache that may be filled twice with the same is of low confidence.

Why it matters
    Each operation of a concurrent map is atomic, but not the sequence of two. The race detector does not see it, since
    there is no data race; what is seen is a counter that is too low, a connection that is closed twice, or an object
    that nobody finds any more.

Bad
    package hits

    import "sync"

    type Hits struct {
        counts sync.Map
    }

    func (h *Hits) Add(page string) {
        n := 0
        if old, ok := h.counts.Load(page); ok {
            n = old.(int)
        }
        h.counts.Store(page, n+1)
    }

Good
    package hits

    import (
        "sync"
        "sync/atomic"
    )

    type Hits struct {
        counts sync.Map
    }

    func (h *Hits) Add(page string) {
        count, _ := h.counts.LoadOrStore(page, new(atomic.Int64))
        count.(*atomic.Int64).Add(1)
    }

Fix
    Use the operation that does both: LoadOrStore for an entry that is made on demand, LoadAndDelete to take one,
    CompareAndSwap in a loop for a new value, CompareAndDelete. Or guard a plain map with a mutex.

    `golint-py fix --unsafe-fixes` makes a `Store` of an object that is in a local variable a `LoadOrStore`, after which
    the variable holds what was stored first. Unsafe, because what was done to the object before the store is lost for
    whoever comes second. The other operations may fail, and what to do then only you know.

References
    https://pkg.go.dev/sync#Map
    https://cwe.mitre.org/data/definitions/367.html
"""

from collections.abc import Iterator

from golint_py.analyses.check_then_act import CREATE, FILL, REMOVE, TAKE, UPDATE, Act, acts
from golint_py.analyses.lock_names import written_in
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site

_SAID = {
    UPDATE: ("what is stored here was computed from an earlier Load: updates in between are lost", "CompareAndSwap"),
    CREATE: ("two goroutines may both find no entry and go on with different objects", "LoadOrStore"),
    FILL: ("two goroutines may both find no entry and store one", "LoadOrStore"),
    TAKE: ("two goroutines may both load this entry before it is deleted", "LoadAndDelete"),
    REMOVE: ("the entry may have been replaced since the Load that decided to delete it", "CompareAndDelete"),
}
_CONFIDENCE = {UPDATE: Confidence.HIGH, FILL: Confidence.LOW}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding for each store or delete."""
    for act in query.get(acts, package):
        yield _finding(package, act)


def _finding(package: Unit, act: Act) -> Finding[Site]:
    name = written_in(act.map, package.functions[act.function])
    said, instead = _SAID[act.kind]
    return Finding(
        rule="map/syncmap-check-then-act",
        place=Site(act.function, act.at),
        message=f"`{name}`: {said}; use {instead}",
        severity=Severity.WARNING,
        confidence=_CONFIDENCE.get(act.kind, Confidence.MEDIUM),
        subject=name,
        function=act.function,
        related=(Related(Site(act.function, act.load), "the entry is looked up here"),),
        plan=FixPlan("syncmap-atomic", name, Safety.UNSAFE, (("operation", instead),)),
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(367,),
    security=3.7,
    fix=Safety.UNSAFE,
    triggers=(b"sync.Map", b"xsync.", b"cmap.", b"haxmap.", b"syncmap.Map"),
    candidates=(b"sync.Map",),
    reach=1,
    holders=(
        "sync.Map",
        "golang.org/x/sync/syncmap.Map",
        "github.com/puzpuzpuz/xsync.Map",
        "github.com/puzpuzpuz/xsync/v2.MapOf",
        "github.com/puzpuzpuz/xsync/v3.MapOf",
        "github.com/puzpuzpuz/xsync/v4.Map",
        "github.com/orcaman/concurrent-map.ConcurrentMap",
        "github.com/orcaman/concurrent-map/v2.ConcurrentMap",
        "github.com/alphadose/haxmap.Map",
    ),
    production=True,
)

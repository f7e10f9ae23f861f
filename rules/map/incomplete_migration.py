"""A map that was given to a safe wrapper is used past the wrapper, or the wrapper waits for its own lock.

What it finds
    Code around the package `safemap` that `golint-py gen safemap` writes:

    - a map that was given to `safemap.Of` or to `Replace`, and is written to afterwards by whoever gave it;
    - the map that `With` hands to its function, where that is stored, sent or given to a goroutine;
    - a method of a wrapper that is called in the function that its own `With`, `Update` or `DeleteFunc` calls.

    Silent for copies: what `Snapshot` returns belongs to the caller, and `Replace(maps.Clone(m))` leaves `m` alone.

Why it matters
    The wrapper locks what goes through it. A second name for the map inside goes past the lock: the race is back, and
    looks as if it had been repaired. A wrapper that is used while it is locked waits for itself for ever.

Bad
    package pages

    import "example.com/m/internal/safemap"

    func start() *safemap.Map[string, int] {
        first := map[string]int{"index": 0}
        hits := safemap.Of(first)
        go count(hits)
        first["about"] = 0
        return hits
    }

    func count(hits *safemap.Map[string, int]) {
        hits.Store("index", 1)
    }

Good
    package pages

    import "example.com/m/internal/safemap"

    func start() *safemap.Map[string, int] {
        first := map[string]int{"index": 0}
        hits := safemap.Of(first)
        go count(hits)
        hits.Store("about", 0)
        return hits
    }

    func count(hits *safemap.Map[string, int]) {
        hits.Store("index", 1)
    }

Fix
    Give the wrapper a copy (`safemap.Of(maps.Clone(first))`), or go on with the wrapper. In the function that is given
    to `With` use the map that it gets, and copy what has to outlive it. There is no automatic fix.

References
    https://go.dev/doc/articles/race_detector
    https://pkg.go.dev/maps#Clone
    https://cwe.mitre.org/data/definitions/821.html
"""

from collections.abc import Iterator

from golint_py.analyses.unit import Unit
from golint_py.analyses.wrapped_maps import AGAIN, KEPT, Bypass, bypasses
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Related, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding for each place."""
    for found in query.get(bypasses, package):
        yield _finding(found)


def _finding(found: Bypass) -> Finding[Site]:
    if found.kind == KEPT:
        said = f"this map belongs to the wrapper since it was given to {found.method}: it is changed here past its lock"
        there = f"given to {found.method} here"
    elif found.kind == AGAIN:
        said = f"{found.method} waits for the lock that the wrapper holds here, while it calls this function"
        there = "the wrapper is locked by this call"
    else:
        said = "the map that With gives leaves its function here: whoever has it goes past the lock of the wrapper"
        there = "given by this With"
    return Finding(
        rule="map/incomplete-migration",
        place=Site(found.function, found.at),
        message=said,
        severity=Severity.WARNING,
        confidence=Confidence.HIGH if found.sure else Confidence.MEDIUM,
        subject=found.kind,
        function=found.function,
        related=(Related(Site(found.outer, found.call), there),),
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(821,),
    security=3.7,
    triggers=(b"safemap",),
    candidates=(b"safemap.Of(", b".Replace(", b".With(", b".Update(", b".DeleteFunc("),
)

"""Two goroutines touch a map, one of them writes, and no lock is common to both.

What it finds
    Two accesses to one map that may run at the same time, at least one of them a write, with no lock that both hold: in
    goroutines started in a loop, in a goroutine and the code after its `go`, in a background goroutine and an exported
    method, in HTTP handlers. A write is `m[k] = v`, `m[k]++`, `delete`, `clear`, being filled by `maps.Copy` or
    `json.Unmarshal`; a read is indexing, `range`, `len`, printing and marshalling, also of a struct with the map in a
    field.

    Silent where the write comes before the goroutine starts or after it is joined (`WaitGroup.Wait`, `errgroup.Wait`, a
    receive that only its end satisfies), where one side waits for what the other says after its own access (a send, a
    close, a flag that is set through `sync/atomic` or under a lock), where each goroutine has a map of its own, where
    one goroutine owns the map, and for maps that are only read. A channel with one slot that is used as a mutex is one.
    A lock out of many (`s.locks[i%16].Lock()`, `s.locks.Lock(name)`) guards elements of a map, not a map as a whole.

Why it matters
    A Go map is one object: two goroutines race even on different keys. The runtime detects many of these races and ends
    the process with `fatal error: concurrent map writes`; `recover` does not catch that. Those that it does not detect
    lose entries or loop for ever.

Bad
    package fetch

    import "sync"

    func All(urls []string, get func(string) int) map[string]int {
        sizes := make(map[string]int)
        var wg sync.WaitGroup
        for _, url := range urls {
            wg.Add(1)
            go func(url string) {
                defer wg.Done()
                sizes[url] = get(url)
            }(url)
        }
        wg.Wait()
        return sizes
    }

Good
    package fetch

    import "sync"

    func All(urls []string, get func(string) int) map[string]int {
        sizes := make(map[string]int)
        var mu sync.Mutex
        var wg sync.WaitGroup
        for _, url := range urls {
            wg.Add(1)
            go func(url string) {
                defer wg.Done()
                size := get(url)
                mu.Lock()
                sizes[url] = size
                mu.Unlock()
            }(url)
        }
        wg.Wait()
        return sizes
    }

Fix
    Guard the map with one mutex at every access, or let a single goroutine own it and send it requests. `sync.Map`
    fits only where keys are written once and read often, or where goroutines work on different keys; it does not make a
    sequence of operations atomic.

    `golint-py fix --unsafe-fixes` declares a mutex beside the map and takes it at every access that another goroutine
    may disturb; a loop with a body that may wait goes over a copy. It refuses where the map goes somewhere that it
    cannot follow, is exported, or is used in a file for other platforms: a lock that one access does not take guards
    nothing. Unsafe, because it adds a field, and because two accesses that belong together may end up in two sections.

References
    https://go.dev/doc/faq#atomic_maps
    https://go.dev/doc/articles/race_detector#Unprotected_global_variable
    https://cwe.mitre.org/data/definitions/362.html
"""

from collections.abc import Iterator

from golint_py.analyses.conflict import CONCURRENT
from golint_py.analyses.conflict_words import apart, done, plan_of, starter_of, thread_name, told, verb
from golint_py.analyses.link import Linked
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, Safety, Severity
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding per map and function."""
    for conflict in facts.conflicts:
        if conflict.kind == CONCURRENT:
            weaker, other = conflict.weaker, conflict.other
            itself = weaker.access == other.access and weaker.thread.id == other.thread.id
            who = "another of these goroutines" if itself else starter_of(weaker, other) or thread_name(other)
            message = (
                f"map `{weaker.access.name}` is {done(weaker)} here while {who} {verb(other)} it; "
                f"no lock is common to both{apart(weaker)}"
            )
            plan = plan_of("guard", conflict, facts.contexts, Safety.UNSAFE)
            yield told(conflict, facts.contexts, "map/concurrent-access", Severity.ERROR, message, plan)


RULE = Rule(scope=Scope.MODULE, severity=Severity.ERROR, cwe=(362, 820), security=5.9, fix=Safety.UNSAFE)

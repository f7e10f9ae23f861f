"""A map is written while its lock is only held for reading.

What it finds
    A store, a `delete`, a `clear` or an operation like `m[k]++` on a shared map at a point where the lock that
    protects the map is held with `RLock` only. The write may be in a function that is called with the read lock held.

    Silent where another exclusive lock is held at every access of the map, where nobody else can have the map yet, and
    for `sync.Map`.

Why it matters
    Any number of goroutines hold a read lock at once. Two of them that write, or one that writes while another reads,
    corrupt the map; the runtime notices and ends the process with `fatal error: concurrent map writes`, which `recover`
    does not catch. The code looks locked, so this is rarely seen in review.

Bad
    package cache

    import "sync"

    type Cache struct {
        mu   sync.RWMutex
        hits map[string]int
    }

    func (c *Cache) Hit(key string) int {
        c.mu.RLock()
        defer c.mu.RUnlock()
        c.hits[key]++
        return c.hits[key]
    }

Good
    package cache

    import "sync"

    type Cache struct {
        mu   sync.RWMutex
        hits map[string]int
    }

    func (c *Cache) Hit(key string) int {
        c.mu.Lock()
        defer c.mu.Unlock()
        c.hits[key]++
        return c.hits[key]
    }

Fix
    Take the lock for writing: `Lock` and `Unlock` instead of `RLock` and `RUnlock`. A lock cannot be upgraded while it
    is held: release the read lock first, and look again after `Lock`, because another goroutine may have been faster.

    `golint-py fix` does this (safe) where the function itself takes the lock, once and with `RLock`, and nothing that
    it calls may take the lock again.

References
    https://pkg.go.dev/sync#RWMutex
    https://go.dev/doc/articles/race_detector
    https://cwe.mitre.org/data/definitions/821.html
"""

from collections.abc import Iterator

from golint_py.analyses.conflict import UNDER_READ_LOCK
from golint_py.analyses.conflict_words import done, lock_name, plan_of, told
from golint_py.analyses.link import Linked
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, Safety, Severity
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding per map and function."""
    for conflict in facts.conflicts:
        if conflict.kind == UNDER_READ_LOCK:
            weaker = conflict.weaker
            lock = lock_name(weaker, conflict.guard)
            message = f"map `{weaker.access.name}` is {done(weaker)} while `{lock}` is only read-locked"
            plan = plan_of("upgrade-lock", conflict, facts.contexts, Safety.SAFE)
            yield told(conflict, facts.contexts, "map/write-under-read-lock", Severity.ERROR, message, plan)


RULE = Rule(scope=Scope.MODULE, severity=Severity.ERROR, cwe=(821, 667), security=5.9, fix=Safety.SAFE)

"""A map is accessed without the lock that protects it elsewhere.

What it finds
    An access to a map field or package map outside of its guard. The guard is the lock that a comment or annotation
    names (`// guarded by mu`, `+checklocks:mu`, `+checklocks:shard.mu`; on the lock `// protects items` or
    `// mutex for the fields below`), or the lock that is held at a write of the map and by at least as many functions
    as touch the map without it. A lock with the map's name (`itemsMu` beside `items`) is its guard also when fewer
    functions hold it: at medium confidence. Locks of callers count; the finding stands at the call that forgets the
    lock when the function itself is also called with it.

    Encoding or printing a struct (`json.Marshal(s)`, `fmt.Sprintf("%v", s)`) reads the maps in its fields, unless the
    type does that itself (`MarshalJSON`, `String`). A copy of a struct has the same maps as the original.

    A getter that hands out the map itself, and does not even take the lock, is told where nobody in sight uses what it
    returns: callers can only use it without.

    Silent for objects that nobody else can have yet, functions whose callers all hold the lock, functions that say by
    name or comment that the lock is held, maps that are only ever replaced, and what a single goroutine does.

Why it matters
    Go maps are not safe for concurrent use. One access without the lock is enough: when it meets a write, the runtime
    ends the process with `fatal error: concurrent map read and map write`, and `recover` does not catch that. Reading
    `len` or a single key without the lock is no exception.

Bad
    package store

    import "sync"

    type Store struct {
        mu    sync.Mutex
        items map[string]string
    }

    func (s *Store) Set(key, value string) {
        s.mu.Lock()
        defer s.mu.Unlock()
        s.items[key] = value
    }

    func (s *Store) Get(key string) string {
        return s.items[key]
    }

Good
    package store

    import "sync"

    type Store struct {
        mu    sync.Mutex
        items map[string]string
    }

    func (s *Store) Set(key, value string) {
        s.mu.Lock()
        defer s.mu.Unlock()
        s.items[key] = value
    }

    func (s *Store) Get(key string) string {
        s.mu.Lock()
        defer s.mu.Unlock()
        return s.items[key]
    }

Fix
    Hold the lock around the access; `RLock` is enough for reading when the lock is a `sync.RWMutex`. If the function
    is meant to be called with the lock held, say so in its name (`getLocked`) or comment, and it is checked at its
    callers.

    `golint-py fix --unsafe-fixes` does this around the statements that use the map, or for the rest of the function
    where nothing in it waits; a loop with a body that may wait goes over a copy. It refuses where the lock may be held
    already, where another lock is held and the order of the two is not known, and where somebody waits for other
    goroutines with the lock held. Unsafe, because a lock can always be the one that was missing for a deadlock.

References
    https://go.dev/blog/maps#concurrency
    https://pkg.go.dev/sync#Mutex
    https://cwe.mitre.org/data/definitions/820.html
"""

from collections.abc import Iterator

from golint_py.analyses.conflict import INCONSISTENT
from golint_py.analyses.conflict_words import done, lock_name, plan_of, told
from golint_py.analyses.facts import SHOWS
from golint_py.analyses.link import Linked
from golint_py.analyses.words import short_location
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, Safety, Severity
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding per map and function."""
    for conflict in facts.conflicts:
        if conflict.kind == INCONSISTENT:
            access = conflict.weaker.access
            lock = lock_name(conflict.weaker, conflict.guard)
            name = short_location(conflict.location)
            shown = f"`{access.name}`" if access.name.endswith(name) else f"`{access.name}` ({name})"
            often = f"in {conflict.holding} of {conflict.functions} functions"
            if conflict.declared:
                often = "as its declaration says"
            elif not conflict.holding:
                often = "elsewhere in this function" if conflict.functions == 1 else "in other places"
            here = f"not where it is {done(conflict.weaker)} here" if access.kind in SHOWS else "not here"
            message = f"map {shown} is accessed under `{lock}` {often}, {here}"
            plan = plan_of("guard", conflict, facts.contexts, Safety.UNSAFE)
            yield told(conflict, facts.contexts, "map/inconsistent-guard", Severity.WARNING, message, plan)


RULE = Rule(scope=Scope.MODULE, severity=Severity.WARNING, cwe=(820, 821), security=5.9, fix=Safety.UNSAFE)

"""A map leaves the critical section of its lock.

What it finds
    A map that is protected by a lock and handed out of the locked section as it is: returned by a getter, sent over a
    channel, stored in another object, given to a goroutine, returned as a lazy iterator (`maps.Keys`, `maps.Values`,
    `maps.All`), or used through a local variable after the unlock, while other code writes to the map in place. A copy
    of a struct has the same maps: `state := s.state` under the lock and `json.Marshal(state)` behind it, a literal such
    as `Answer{Sessions: s.sessions}`, and `map[string]any{"sessions": s.sessions}` take the map out just so.

    Silent for maps that are only ever replaced as a whole, for copies (`maps.Clone`, a copy loop, `slices.Collect`),
    for functions whose callers hold the lock, and where the section puts another map in the field's place.

Why it matters
    The lock protects the field, but a map is a reference: what leaves is the same map. Whoever ranges over it later
    does so without the lock, and when that meets a write the runtime ends the process with `fatal error: concurrent map
    iteration and map write`.

Bad
    package store

    import "sync"

    type Store struct {
        mu    sync.RWMutex
        items map[string]string
    }

    func (s *Store) Set(key, value string) {
        s.mu.Lock()
        defer s.mu.Unlock()
        s.items[key] = value
    }

    func (s *Store) Items() map[string]string {
        s.mu.RLock()
        defer s.mu.RUnlock()
        return s.items
    }

Good
    package store

    import (
        "maps"
        "sync"
    )

    type Store struct {
        mu    sync.RWMutex
        items map[string]string
    }

    func (s *Store) Set(key, value string) {
        s.mu.Lock()
        defer s.mu.Unlock()
        s.items[key] = value
    }

    func (s *Store) Items() map[string]string {
        s.mu.RLock()
        defer s.mu.RUnlock()
        return maps.Clone(s.items)
    }

Fix
    Hand out a copy made under the lock (`maps.Clone`; collect an iterator with `slices.Collect`), or offer methods
    that do under the lock what the callers do with the map.

    `golint-py fix` puts `maps.Clone` around the map where it is read with the lock held (go 1.21). That is safe for a
    map that is returned, also through a variable or an iterator, unless somebody in the package writes to the result;
    it is unsafe where the map is stored elsewhere, sent, or given to a goroutine.

References
    https://pkg.go.dev/maps#Clone
    https://go.dev/blog/maps#concurrency
    https://cwe.mitre.org/data/definitions/567.html
"""

from collections.abc import Iterator

from golint_py.analyses.conflict import ESCAPES
from golint_py.analyses.conflict_words import done, lock_name, plan_of, told
from golint_py.analyses.link import Linked
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, Safety, Severity
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding per map and function."""
    for conflict in facts.conflicts:
        if conflict.kind == ESCAPES:
            access = conflict.weaker.access
            lock = lock_name(conflict.weaker, conflict.guard)
            message = (
                f"map `{access.name}` leaves the critical section of `{lock}`: it is {done(conflict.weaker)} "
                "here, outside of the lock that its writers hold"
            )
            plan = plan_of("clone", conflict, facts.contexts, Safety.SAFE)
            yield told(conflict, facts.contexts, "map/guarded-map-escapes", Severity.WARNING, message, plan)


RULE = Rule(scope=Scope.MODULE, severity=Severity.WARNING, cwe=(567,), security=5.3, fix=Safety.SAFE)

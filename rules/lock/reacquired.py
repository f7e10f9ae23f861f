"""A lock is taken again by the function, or the goroutine, that holds it already.

What it finds
    A Lock of a mutex that is held at that point on every way there: taken in the same function, or by a method that is
    called and that always takes the lock of the same object. A Lock in a loop that some way leads back to with the lock
    still held, a `continue` for instance. A Lock while an RLock is held (locks cannot be upgraded), and a second RLock,
    which waits for ever once a writer waits in between.

    Silent for other objects of the same type, for TryLock, where the lock is given back before on some way, and for
    methods that take the lock on some ways only.

Why it matters
    Go's mutexes do not know who holds them: the goroutine waits for itself, and with it everybody else who wants the
    lock.

Bad
    package registry

    import "sync"

    type Registry struct {
        mu    sync.Mutex
        names []string
    }

    func (r *Registry) Len() int {
        r.mu.Lock()
        defer r.mu.Unlock()
        return len(r.names)
    }

    func (r *Registry) Add(name string) int {
        r.mu.Lock()
        defer r.mu.Unlock()
        r.names = append(r.names, name)
        return r.Len()
    }

Good
    package registry

    import "sync"

    type Registry struct {
        mu    sync.Mutex
        names []string
    }

    func (r *Registry) Len() int {
        r.mu.Lock()
        defer r.mu.Unlock()
        return r.lenLocked()
    }

    func (r *Registry) lenLocked() int {
        return len(r.names)
    }

    func (r *Registry) Add(name string) int {
        r.mu.Lock()
        defer r.mu.Unlock()
        r.names = append(r.names, name)
        return r.lenLocked()
    }

Fix
    Move what the called method does into one that expects the lock to be held, and call that one from both.

References
    https://pkg.go.dev/sync#RWMutex
    https://cwe.mitre.org/data/definitions/764.html
    https://cwe.mitre.org/data/definitions/833.html
"""

from collections.abc import Iterator

from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.facts import READ
from golint_py.analyses.lock_balance import balances
from golint_py.analyses.lock_names import written_in
from golint_py.analyses.lock_steps import Event
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Related, Severity
from golint_py.text.span import Site

_RESULTS = {
    "relock": "a self-deadlock",
    "upgrade": "a read lock cannot be upgraded",
    "downgrade": "a self-deadlock",
    "reread": "this waits for ever once a writer waits in between",
}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per lock and place."""
    known = query.get(balances, package, query)
    for symbol in sorted(known):
        events = known[symbol].events
        deferred = {event.at for event in events if event.kind == "deferred-lock"}  # lock/unbalanced says so
        for event in events:
            again = event.before == event.at  # in the next turn of a loop
            if (
                event.kind in _RESULTS
                and event.deferred < 0
                and event.at not in deferred
                and (event.ways == event.of or again)
            ):
                yield _finding(package, event)


def _finding(package: Unit, event: Event) -> Finding[Site]:
    function = package.functions[event.function]
    name = written_in(event.lock, function)
    severity = Severity.WARNING if event.kind == "reread" else Severity.ERROR
    confidence = Confidence.HIGH if event.depth == 0 else Confidence.MEDIUM
    call = "RLock" if event.mode == READ else "Lock"
    if event.callee:
        callee = receiver_and_name(event.callee)[1] if "$" not in event.callee else "this literal"
        message = f"`{callee}` takes `{name}` with {call} while it is held here: {_RESULTS[event.kind]}"
    else:
        message = f"`{name}` is locked again while it is held: {_RESULTS[event.kind]}"
    return Finding(
        rule="lock/reacquired",
        place=Site(event.function, event.at),
        message=message,
        severity=severity,
        confidence=confidence,
        subject=name,
        function=event.function,
        related=(Related(Site(event.function, event.before), "held since here"),) if event.before >= 0 else (),
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(764, 833),
    security=4.0,
    triggers=(b"sync",),
    candidates=(b"ock()", b"Unlock"),
    reach=1,
    paired=True,
    production=True,
)

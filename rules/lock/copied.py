"""A value that contains a lock is copied.

What it finds
    A value receiver, a parameter, the variable of a loop, an argument, an assignment, a result, an element of a literal
    or a value sent over a channel, whose type contains a sync.Mutex or another type that must not be copied after first
    use: one whose pointer has the methods Lock and Unlock, the types of sync and sync/atomic, strings.Builder.

    Silent for new values, that is literals, zero values and results of calls, where only a field of the value is used,
    and for the operands of len, cap and unsafe.Sizeof.

Why it matters
    The copy has a lock of its own, in the state in which the original was: who locks the copy keeps nobody out, and a
    copy of a locked mutex can never be locked.

Bad
    package counter

    import "sync"

    type Counter struct {
        mu sync.Mutex
        n  map[string]int
    }

    func (c Counter) Add(key string) {
        c.mu.Lock()
        defer c.mu.Unlock()
        c.n[key]++
    }

Good
    package counter

    import "sync"

    type Counter struct {
        mu sync.Mutex
        n  map[string]int
    }

    func (c *Counter) Add(key string) {
        c.mu.Lock()
        defer c.mu.Unlock()
        c.n[key]++
    }

Fix
    Use a pointer: as receiver, parameter and element, `for i := range xs { x := &xs[i]` in loops. A copy of the data on
    purpose is made field by field, while the lock is held.

References
    https://pkg.go.dev/cmd/vet
    https://pkg.go.dev/sync
    https://cwe.mitre.org/data/definitions/667.html
"""

from collections.abc import Iterator

from golint_py.analyses.copied_locks import Copy, copies
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Severity
from golint_py.text.span import Site

_WORDS = {
    "receiver": "the receiver{name} is a copy of",
    "parameter": "the parameter{name} is a copy of",
    "range": "the loop variable is a copy of",
    "loop": "each iteration of the loop copies",
    "argument": "this argument is a copy of",
    "return": "this result is a copy of",
    "literal": "this element of the literal is a copy of",
    "send": "this sends a copy of",
    "assignment": "this assignment copies",
}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per copy."""
    for copy in query.get(copies, package, query):
        yield Finding(
            rule="lock/copied",
            place=Site(copy.function, copy.at),
            message=_message(copy),
            severity=Severity.ERROR,
            confidence=_confidence(copy, package.functions[copy.function].test),
            subject=copy.type,
            function=copy.function,
        )


def _confidence(copy: Copy, test: bool) -> Confidence:
    """A copied strings.Builder does harm only when it is written to."""
    if copy.lock == "strings.Builder":
        return Confidence.LOW if test else Confidence.MEDIUM
    return Confidence.HIGH


def _message(copy: Copy) -> str:
    words = _WORDS[copy.kind].format(name=f" `{copy.name}`" if copy.name not in ("", "_") else "")
    contains = "" if copy.lock == copy.type else f", which contains a `{copy.lock}`"
    return f"{words} a `{copy.type}`{contains}"


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(667,),
    security=4.0,
    triggers=(b"sync", b"strings.Builder", b"Lock()"),
    copies=True,
)

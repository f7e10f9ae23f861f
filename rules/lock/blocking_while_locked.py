"""A lock is held while the function waits for something else.

What it finds
    A channel operation, a select without a default clause, `WaitGroup.Wait`, `time.Sleep`, a process, the network or a
    database, waited for while a mutex is held that the function has taken; also in functions that it calls.

    Silent for sends on channels that are made with a buffer, for `sync.Cond.Wait` (which gives its lock back), and for
    selects with a default clause. This rule is off by default: often such a section is meant.

Why it matters
    Everybody else who needs the lock waits as long. When what is waited for needs the lock itself, nobody ever goes on.

Bad
    package feed

    import "sync"

    type Feed struct {
        mu   sync.Mutex
        subs []chan string
        last chan string
    }

    func (f *Feed) Publish(text string) {
        f.mu.Lock()
        defer f.mu.Unlock()
        f.last <- text
    }

Good
    package feed

    import "sync"

    type Feed struct {
        mu   sync.Mutex
        subs []chan string
        last chan string
    }

    func (f *Feed) Publish(text string) {
        f.mu.Lock()
        last := f.last
        f.mu.Unlock()
        last <- text
    }

Fix
    Copy what is needed under the lock, give the lock back, then wait. For a send that may be dropped use a select with
    a default clause.

References
    https://pkg.go.dev/sync#Mutex
    https://cwe.mitre.org/data/definitions/833.html
"""

from collections.abc import Iterator

from golint_py.analyses.blocking import Blocked, blocked
from golint_py.analyses.unit import Unit
from golint_py.analyses.words import short, short_location
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding for each place."""
    for one in query.get(blocked, package):
        yield _finding(one)


def _finding(one: Blocked) -> Finding[Site]:
    words, _, channel = one.wait.what.rpartition(" ")
    about = f"{words} `{short_location(channel)}`" if words.endswith((" on", " from")) else one.wait.what
    where = f" in `{short(one.wait.callee)}`" if one.wait.callee else ""
    return Finding(
        rule="lock/blocking-while-locked",
        place=Site(one.function, one.at),
        message=f"`{one.name}` is held across {about}{where}",
        severity=Severity.NOTE,
        confidence=Confidence.MEDIUM if one.wait.depth < 2 else Confidence.LOW,
        subject=one.name,
        function=one.function,
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.NOTE,
    cwe=(833, 400),
    security=3.0,
    triggers=(b"sync",),
    candidates=(b"ock()",),
    default=False,
    reach=1,
    production=True,
)

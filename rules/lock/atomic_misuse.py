"""A variable is used through sync/atomic in one place and plainly in another.

What it finds
    A field or package variable whose address goes to a function of `sync/atomic` somewhere in the package, and which is
    read or written without it elsewhere, where both can run at once and no lock is common to both.

    Silent before the object is handed on (constructors), in init, after the goroutine has ended, in tests, and under a
    lock that the atomic side holds as well. Variables of the types `atomic.Int64` and the like cannot be used plainly.

Why it matters
    An atomic operation protects against other atomic operations only. A plain write may be lost or torn, a plain read
    may be taken from a register for ever: a stop flag that is set and never seen.

Bad
    package server

    import "sync/atomic"

    type Server struct {
        conns int64
    }

    func (s *Server) Accept() {
        atomic.AddInt64(&s.conns, 1)
    }

    func (s *Server) Reset() {
        s.conns = 0
    }

Good
    package server

    import "sync/atomic"

    type Server struct {
        conns atomic.Int64
    }

    func (s *Server) Accept() {
        s.conns.Add(1)
    }

    func (s *Server) Reset() {
        s.conns.Store(0)
    }

Fix
    Give the variable one of the types of `sync/atomic` (`atomic.Int64`, `atomic.Bool`, `atomic.Pointer[T]`): then the
    compiler finds every plain use. A check and an update that belong together need a mutex or CompareAndSwap.

    `golint-py fix --unsafe-fixes` changes the type, and with it every use in the package: `atomic.AddInt64(&v, 1)`
    becomes `v.Add(1)`, a plain read `v.Load()`, a plain write `v.Store(x)`. Refused where one function looks at the
    variable and writes it plainly, where its address goes elsewhere, for exported fields and those with a tag, for
    structs that are copied, and before go 1.19. Unsafe, because the type changes for every use of the package, and
    each plain use costs what an atomic one does.

References
    https://pkg.go.dev/sync/atomic
    https://go.dev/ref/mem
    https://cwe.mitre.org/data/definitions/362.html
"""

from collections.abc import Iterator

from golint_py.analyses.conflict_words import thread_of
from golint_py.analyses.link import Linked
from golint_py.analyses.variable_races import VariableRace, atomic_races
from golint_py.analyses.words import short
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding for each variable and function."""
    for race in atomic_races(facts.functions, facts.contexts):
        yield _finding(race)


def _finding(race: VariableRace) -> Finding[Site]:
    one, other = race.one, race.other
    name = one.access.name
    done = "written" if one.access.kind == "write" else "read"
    does = "writes" if other.access.kind == "atomic write" else "reads"
    message = f"`{name}` is {done} plainly here, while `{short(other.function.symbol)}` {does} it through sync/atomic"
    symbol = one.function.symbol
    return Finding(
        rule="lock/atomic-misuse",
        place=Site(symbol, one.access.at),
        message=message,
        severity=Severity.WARNING,
        confidence=race.confidence,
        subject=one.access.location,
        function=symbol,
        related=(Related(Site(other.function.symbol, other.access.at), "through sync/atomic here"),),
        threads=(thread_of(one, race.contexts), thread_of(other, race.contexts)),
        plan=FixPlan("atomic-type", one.access.location, Safety.UNSAFE),
    )


RULE = Rule(
    scope=Scope.MODULE,
    severity=Severity.WARNING,
    cwe=(362,),
    security=4.0,
    fix=Safety.UNSAFE,
    triggers=(b"sync/atomic",),
    names=(
        rb"atomic\.(?:Add|Load|Store|Swap|CompareAndSwap|And|Or)[A-Z]\w*\(&(?:\w+(?:\[[^\]\n]*\])?\.)*(\w+)\s*[,)]",
    ),
    production=True,
)
